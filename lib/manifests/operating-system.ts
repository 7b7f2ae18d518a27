import { OS_LABELS } from '../windows/labels';
import { containersOf, type NodeSelectorTerm, type PodSpec } from './pod-spec';

export type OperatingSystem = 'linux' | 'windows';

const OPERATING_SYSTEMS: readonly OperatingSystem[] = ['linux', 'windows'];

/** A place of a pod spec that names the operating systems on which the pod may run. */
export interface OsStatement {
  /** Path below the pod spec. */
  readonly path: string;
  /** What stands there. */
  readonly got: unknown;
  /** The systems that it leaves; empty when no node can satisfy it. */
  readonly systems: readonly string[];
  /** Whether the scheduler reads it: it never looks at `os`, nor at `windowsOptions`. */
  readonly places: boolean;
}

/** All that a pod spec says about its operating system. */
export function osStatementsOf(pod: PodSpec): OsStatement[] {
  const statements: OsStatement[] = [];
  noteField(pod, statements);
  noteSelector(pod, statements);
  noteAffinity(pod, statements);
  noteOptions(pod, statements);
  return statements;
}

/** Whether a node of that operating system satisfies the term, as far as its operating system goes. */
export function termAdmits(term: NodeSelectorTerm, system: OperatingSystem): boolean {
  return (term.matchExpressions ?? []).every(({ key, operator, values }) => {
    if (!OS_LABELS.includes(key)) return true;
    if (operator === 'In') return values?.includes(system) === true;
    if (operator === 'NotIn') return values?.includes(system) !== true;
    return operator === 'Exists';
  });
}

function noteField({ os }: PodSpec, statements: OsStatement[]): void {
  if (os?.name !== undefined) statements.push({ path: 'os.name', got: os.name, systems: [os.name], places: false });
}

function noteSelector({ nodeSelector }: PodSpec, statements: OsStatement[]): void {
  if (nodeSelector === undefined) return;
  for (const label of OS_LABELS) {
    const got = nodeSelector[label];
    if (got !== undefined) statements.push({ path: `nodeSelector['${label}']`, got, systems: [got], places: true });
  }
}

/** Terms are alternatives: as long as one leaves the operating system open, nothing is said about it. */
function noteAffinity({ affinity }: PodSpec, statements: OsStatement[]): void {
  const path = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms === undefined || terms.length === 0 || !terms.every(namesSystem)) return;
  const systems = OPERATING_SYSTEMS.filter((system) => terms.some((term) => termAdmits(term, system)));
  statements.push({ path, got: terms.map((term) => term.matchExpressions), systems, places: true });
}

function namesSystem(term: NodeSelectorTerm): boolean {
  return (term.matchExpressions ?? []).some(speaksOfSystem);
}

/** Whether an expression of a term is about the operating system. */
export function speaksOfSystem({ key }: { readonly key: string }): boolean {
  return OS_LABELS.includes(key);
}

/** Only Windows reads them, and the API server refuses them on a pod whose os is linux, even when empty. */
function noteOptions(pod: PodSpec, statements: OsStatement[]): void {
  const note = (path: string, got: unknown) => {
    if (got !== undefined)
      statements.push({ path: `${path}securityContext.windowsOptions`, got, systems: ['windows'], places: false });
  };
  note('', pod.securityContext?.windowsOptions);
  for (const { path, container } of containersOf(pod)) note(`${path}.`, container.securityContext?.windowsOptions);
}
