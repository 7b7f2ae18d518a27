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
import { compact, defined, overlaid } from './compact';
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
  // a literal that adds fields to those of another object takes several times as long
  return Object.assign({}, props, {
    securityContext: undefined,
    // cdk8s-plus keeps and changes these: props that two containers share would grow together.
    envVariables: props.envVariables ? { ...props.envVariables } : undefined,
    envFrom: props.envFrom ? [...props.envFrom] : undefined,
    volumeMounts: props.volumeMounts ? [...props.volumeMounts] : undefined,
    resources: completeResources(props.resources, subject, field),
  });
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
export function renderContainer(container: kplus.Container, plus: kplus.k8s.Container): kplus.k8s.Container {
  const settings = SETTINGS.get(container);
  const windowsOptions = compact({
    runAsUserName: settings?.runAsUserName?.userName,
    gmsaCredentialSpecName: settings?.gmsa?.credentialSpecName,
  });
  return overlaid(plus, {
    ports: plus.ports?.map(defined),
    imagePullPolicy: settings === undefined || settings.pullPolicyStated ? plus.imagePullPolicy : undefined,
    startupProbe: settings === undefined || settings.startupStated ? plus.startupProbe : undefined,
    securityContext: compact({ runAsNonRoot: settings?.runAsNonRoot, windowsOptions }),
  });
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
  if (cpu) refuseAmounts(cpu, OF_CPU, subject, `${field}.resources.cpu`);
  if (memory) refuseAmounts(memory, OF_SIZE, subject, `${field}.resources.memory`);
  if (ephemeralStorage) refuseAmounts(ephemeralStorage, OF_SIZE, subject, `${field}.resources.ephemeralStorage`);
  if (memory === undefined) return resources;
  const { request = memory.limit, limit = memory.request } = memory;
  return { ...resources, memory: { request, limit } };
}

interface Unit<Amount> {
  number(amount: Amount): number;
  shown(amount: Amount): string;
}

const OF_SIZE: Unit<Size> = {
  number: (size) => size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }),
  shown: (size) => size.asString(),
};

const OF_CPU: Unit<kplus.Cpu> = {
  number: ({ amount }) => Number.parseFloat(amount) * (amount.endsWith('m') ? 1 : 1000),
  shown: ({ amount }) => amount,
};

function refuseAmounts<Amount>(
  { request, limit }: { readonly request?: Amount; readonly limit?: Amount },
  { number, shown }: Unit<Amount>,
  subject: string,
  field: string,
): void {
  const refuseNegative = (side: string, amount: Amount) =>
    refuse(resourceAmount, { subject, field: `${field}.${side}`, got: shown(amount) });
  if (request && !(number(request) >= 0)) refuseNegative('request', request);
  if (limit && !(number(limit) >= 0)) refuseNegative('limit', limit);
  if (request && limit && number(request) > number(limit)) {
    const allowed = `at most ${shown(limit)}, the limit`;
    refuse(resourceRequestExceedsLimit, { subject, field: `${field}.request`, got: shown(request), allowed });
  }
}
