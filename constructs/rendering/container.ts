import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { LINUX_ONLY_CONTAINER_FIELDS } from '../../lib/api-server/linux-only-fields';
import gmsaInitContainer from '../../lib/rules/gmsa-init-container';
import linuxOnlyField from '../../lib/rules/linux-only-field';
import resourceAmount from '../../lib/rules/resource-amount';
import resourceRequestExceedsLimit from '../../lib/rules/resource-request-exceeds-limit';
import runAsNonRootTwice from '../../lib/rules/run-as-non-root-twice';
import type { IGmsaCredentialSpec } from '../gmsa-identity';
import type { RunAsUser } from '../run-as-user';
import type { WindowsContainerProps } from '../windows-container';
import { compact } from './compact';
import { refuseWrongContainer } from './prop-types';
import { refuse } from './refusal';

/** What cdk8s-plus does not keep of the props of a Windows container. */
interface Settings {
  readonly runAsUserName?: RunAsUser;
  readonly runAsNonRoot?: boolean;
  readonly gmsa?: IGmsaCredentialSpec;
  readonly pullPolicyStated: boolean;
  readonly startupStated: boolean;
}

const SETTINGS = new WeakMap<kplus.Container, Settings>();

/**
 * Windows containers start slower and need more memory than their Linux twins, and a node without limits can be starved:
 * there is no OOM killer. Memory request equals the limit, since Windows over-commits badly.
 * Source: https://kubernetes.io/docs/concepts/configuration/windows-resource-management/
 */
const DEFAULT_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
  memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
};

/** Turns the props into those that cdk8s-plus understands; refuses what a Windows container cannot have. */
export function toPlusProps(props: WindowsContainerProps, subject: string, field: string): kplus.ContainerProps {
  refuseWrongContainer(props, subject, field);
  refuseLinuxSecurityContext(props.securityContext, subject, `${field}.securityContext`);
  refuseTwoNonRoots(props, subject, `${field}.securityContext`);
  const { runAsUserName: _user, runAsNonRoot: _nonRoot, gmsa: _gmsa, securityContext: _context, ...plus } = props;
  return {
    ...plus,
    // cdk8s-plus keeps and changes these: props that two containers share would grow together.
    ...(props.envVariables ? { envVariables: { ...props.envVariables } } : {}),
    ...(props.envFrom ? { envFrom: [...props.envFrom] } : {}),
    ...(props.volumeMounts ? { volumeMounts: [...props.volumeMounts] } : {}),
    resources: completeResources(props.resources, subject, field),
  };
}

/** Remembers the Windows props of a container that cdk8s-plus has made. */
export function keepSettings(container: kplus.Container, props: WindowsContainerProps): void {
  SETTINGS.set(container, {
    runAsUserName: props.runAsUserName,
    runAsNonRoot: props.runAsNonRoot ?? props.securityContext?.ensureNonRoot,
    gmsa: props.gmsa,
    pullPolicyStated: props.imagePullPolicy !== undefined,
    startupStated: props.startup !== undefined,
  });
}

/** The container as a Windows node needs it: what cdk8s-plus made of it, less its Linux defaults. */
export function renderContainer(container: kplus.Container): kplus.k8s.Container {
  const settings = SETTINGS.get(container);
  const { securityContext: _linux, imagePullPolicy, startupProbe, ...rest } = container._toKube();
  const windowsOptions = compact({
    runAsUserName: settings?.runAsUserName?.userName,
    gmsaCredentialSpecName: settings?.gmsa?.credentialSpecName,
  });
  const securityContext = compact({ runAsNonRoot: settings?.runAsNonRoot, windowsOptions });
  return {
    ...rest,
    ...(settings === undefined || settings.pullPolicyStated ? { imagePullPolicy } : {}),
    ...(settings === undefined || settings.startupStated ? { startupProbe } : {}),
    ...(securityContext ? { securityContext } : {}),
  };
}

/** The user stated for this very container. */
export function userOf(container: kplus.Container): RunAsUser | undefined {
  return SETTINGS.get(container)?.runAsUserName;
}

/** The gMSA stated for this very container. */
export function gmsaOf(container: kplus.Container): IGmsaCredentialSpec | undefined {
  return SETTINGS.get(container)?.gmsa;
}

/** The webhook would not see it: an init container takes the gMSA of the pod. */
export function refuseGmsaOnInitContainer(props: WindowsContainerProps, subject: string, field: string): void {
  if (props.gmsa !== undefined) {
    refuse(gmsaInitContainer, { subject, field: `${field}.gmsa`, got: props.gmsa.credentialSpecName });
  }
}

/** A container made elsewhere keeps its Linux defaults out of sight; what was set on purpose must not vanish. */
export function refuseLinuxContainer(container: kplus.Container, subject: string, field: string): void {
  const { user, group, privileged, allowPrivilegeEscalation, capabilities, seccompProfile } = container.securityContext;
  const stated = { user, group, privileged, allowPrivilegeEscalation, capabilities, seccompProfile };
  refuseLinuxSecurityContext(stated, subject, `${field}.securityContext`);
}

const PROPS_OF_CONTAINER: readonly [keyof kplus.ContainerSecurityContextProps, string][] = [
  ['user', 'securityContext.runAsUser'],
  ['group', 'securityContext.runAsGroup'],
  ['privileged', 'securityContext.privileged'],
  ['allowPrivilegeEscalation', 'securityContext.allowPrivilegeEscalation'],
  ['readOnlyRootFilesystem', 'securityContext.readOnlyRootFilesystem'],
  ['capabilities', 'securityContext.capabilities'],
  ['seccompProfile', 'securityContext.seccompProfile'],
];

/** `false` asks for what Windows does anyway and is simply not emitted; anything else would promise the impossible. */
function refuseLinuxSecurityContext(
  context: kplus.ContainerSecurityContextProps | undefined,
  subject: string,
  field: string,
): void {
  if (context === undefined) return;
  for (const [prop, path] of PROPS_OF_CONTAINER) {
    const got = context[prop];
    if (got === undefined || got === null || got === false) continue;
    const known = LINUX_ONLY_CONTAINER_FIELDS.find((field) => field.path === path);
    refuse(linuxOnlyField, { subject, field: `${field}.${prop}`, got, fix: known?.insteadInCode ?? known?.instead });
  }
}

/** `ensureNonRoot` is the word of cdk8s-plus for `runAsNonRoot`. */
export function refuseTwoNonRoots(
  props: Pick<WindowsContainerProps, 'runAsNonRoot' | 'securityContext'>,
  subject: string,
  field: string,
): void {
  const { runAsNonRoot, securityContext } = props;
  const other = securityContext?.ensureNonRoot;
  if (runAsNonRoot === undefined || other === undefined || runAsNonRoot === other) return;
  const allowed = `${runAsNonRoot}, as in runAsNonRoot`;
  refuse(runAsNonRootTwice, { subject, field: `${field}.ensureNonRoot`, got: other, allowed });
}

/** Memory with a request or a limit only gets the other one equal. */
function completeResources(
  resources: kplus.ContainerResources | undefined,
  subject: string,
  field: string,
): kplus.ContainerResources {
  if (resources === undefined) return DEFAULT_RESOURCES;
  const { cpu, memory, ephemeralStorage } = resources;
  const amounts = {
    cpu: [amountOfCpu(cpu?.request), amountOfCpu(cpu?.limit)],
    memory: [amountOfSize(memory?.request), amountOfSize(memory?.limit)],
    ephemeralStorage: [amountOfSize(ephemeralStorage?.request), amountOfSize(ephemeralStorage?.limit)],
  };
  for (const [prop, [request, limit]] of Object.entries(amounts)) {
    const path = `${field}.resources.${prop}`;
    for (const [side, amount] of Object.entries({ request, limit })) {
      if (amount && !(amount.number >= 0)) {
        refuse(resourceAmount, { subject, field: `${path}.${side}`, got: amount.shown });
      }
    }
    if (request && limit && request.number > limit.number) {
      const allowed = `at most ${limit.shown}, the limit`;
      refuse(resourceRequestExceedsLimit, { subject, field: `${path}.request`, got: request.shown, allowed });
    }
  }
  if (memory === undefined) return resources;
  const { request = memory.limit, limit = memory.request } = memory;
  return { ...resources, memory: { request, limit } };
}

interface Amount {
  readonly number: number;
  readonly shown: string;
}

function amountOfSize(size: Size | undefined): Amount | undefined {
  return size && { number: size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }), shown: size.asString() };
}

function amountOfCpu(cpu: kplus.Cpu | undefined): Amount | undefined {
  return cpu && { number: Number.parseFloat(cpu.amount) * (cpu.amount.endsWith('m') ? 1 : 1000), shown: cpu.amount };
}
