import type { Chart } from 'cdk8s';
import { type WindowsContainerProps, WindowsDeployment, type WindowsDeploymentProps } from 'cdk8s-windows';
import type { Rule, Verdict } from '../../lib/rules/rule';
import type { SynthOptions } from '../synth';
import { CONTAINER } from '../workloads';

/** A wrong program: the sentence says what its author did, the rule is the one that must refuse it. */
export interface Misuse {
  readonly title: string;
  readonly rule: string;
  /** Who says no in this case, where it is somebody else than the rule names. */
  readonly verdict?: Verdict;
  readonly program: (chart: Chart) => unknown;
  /** The app that the program runs in. */
  readonly options?: SynthOptions;
  /** What can only be judged when everything is there is refused at synth; all else at the line that wrote it. */
  readonly atSynth?: boolean;
}

/** Who says no to the misuse. */
export function verdictOn({ rule, verdict }: Misuse, rules: ReadonlyMap<string, Rule>): Verdict {
  return verdict ?? (rules.get(rule) as Rule).verdict;
}

/** Whether Kubernetes itself refuses what is sent, rather than somebody else later or nobody. */
export function isRefusedByKubernetes(verdict: Verdict): boolean {
  return ['api', 'admission', 'pod-security'].includes(verdict);
}

/** A deployment named `web` with one sound container, unless the props say otherwise. */
export function web(props: WindowsDeploymentProps): Misuse['program'] {
  return (chart) => new WindowsDeployment(chart, 'web', { containers: [CONTAINER], ...props });
}

/** A deployment named `web` whose one container has these props beside a sound image and port. */
export function container(props: Partial<WindowsContainerProps>): Misuse['program'] {
  return web({ containers: [{ ...CONTAINER, ...props }] });
}

/** What TypeScript would not compile, as plain JavaScript can write it. */
export function untyped(value: unknown): never {
  return value as never;
}
