import { userNameProblems } from '../lib/api-server/user-name';
import runAsUserNameFormat from '../lib/rules/run-as-user-name-format';
import * as accounts from '../lib/windows/accounts';
import { refuse } from './rendering/refusal';

/**
 * The Windows account under which a container runs (`windowsOptions.runAsUserName`).
 *
 * Two accounts are in every image and nowhere on the node: ContainerUser and ContainerAdministrator. Three are on every
 * Windows machine: SYSTEM, LOCAL SERVICE and NETWORK SERVICE. Any other account must exist in the image (ordinary
 * containers) or on the node (HostProcess containers).
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
 */
export class RunAsUser {
  /** An ordinary user of the container: the right one for applications. Unknown to the node. */
  public static readonly CONTAINER_USER = new RunAsUser(accounts.CONTAINER_USER, false);
  /** The administrator of the container: for IIS, services and installers. Unknown to the node. */
  public static readonly CONTAINER_ADMINISTRATOR = new RunAsUser(accounts.CONTAINER_ADMINISTRATOR, false);
  /** The operating system itself; carries a gMSA identity. */
  public static readonly SYSTEM = new RunAsUser(accounts.SYSTEM, false);
  /** A service account with few rights and an anonymous network identity; the default of HostProcess workloads. */
  public static readonly LOCAL_SERVICE = new RunAsUser(accounts.LOCAL_SERVICE, false);
  /** A service account with few rights; speaks to the network as the machine, and as the gMSA where there is one. */
  public static readonly NETWORK_SERVICE = new RunAsUser(accounts.NETWORK_SERVICE, false);

  /**
   * Any account, as `USER` or `DOMAIN\USER`.
   *
   * @param userName The name; case does not matter to Windows.
   * @throws When the API server would refuse the name: empty, control characters, more than one backslash, a domain that
   * is neither NetBIOS nor DNS, more than 104 bytes of user, or a character that Windows names cannot have.
   */
  public static of(userName: string): RunAsUser {
    return new RunAsUser(validName(userName), false);
  }

  /**
   * An account of a domain.
   *
   * @param domain NetBIOS name (at most 15 characters) or DNS name of the domain.
   * @param user The account's name, at most 104 bytes.
   * @throws When the API server would refuse the name.
   */
  public static domain(domain: string, user: string): RunAsUser {
    return new RunAsUser(validName(`${text(domain, 'domain')}\\${text(user, 'user')}`), false);
  }

  /**
   * A local group of the node: the runtime makes a temporary account that is a member of it. For HostProcess workloads on
   * containerd 1.7 and later.
   *
   * @param group The group's name, for example `hpc-localgroup` or `Administrators`.
   * @throws When the API server would refuse the name.
   */
  public static localGroup(group: string): RunAsUser {
    return new RunAsUser(validName(group), true);
  }

  /** The name as it stands in the manifest. */
  public readonly userName: string;
  /** Whether the name is that of a local group of the node. */
  public readonly isLocalGroup: boolean;

  private constructor(userName: string, isLocalGroup: boolean) {
    this.userName = userName;
    this.isLocalGroup = isLocalGroup;
  }

  /** Whether the name exists in every Windows image, and so in the pause container as well. */
  public get isWellKnown(): boolean {
    return !this.isLocalGroup && accounts.isWellKnownAccount(this.userName);
  }
}

/** Names often come from settings, and a setting can be missing. */
function text(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  refuse(runAsUserNameFormat, { subject: 'RunAsUser', field, got: value });
}

function validName(userName: string): string {
  const problems = userNameProblems(text(userName, 'runAsUserName'));
  if (problems.length > 0) {
    refuse(runAsUserNameFormat, {
      subject: 'RunAsUser',
      field: 'runAsUserName',
      got: userName,
      problem: problems.join('; '),
    });
  }
  return userName;
}
