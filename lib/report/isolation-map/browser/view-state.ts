import type { Nodes } from '../../../policy/kinds';
import { isMark, type Mark } from './marks';

/** What is looked at; it stands behind the # of the address, so that a link leads to it and the back button undoes it. */
export interface ViewState {
  readonly nodes: Nodes;
  readonly view: 'matrix' | 'map';
  /** Part of a name. */
  readonly find: string;
  readonly namespace: string;
  readonly system: '' | 'linux' | 'windows';
  /** Only pairs with this mark. */
  readonly only: Mark | '';
  /** Namespaces whose workloads are shown one by one in the matrix; without it, as many as are readable. */
  readonly open?: readonly string[];
  /** The name of the workload that is looked at. */
  readonly at: string;
  /** The names of the pair that is explained. */
  readonly from: string;
  readonly to: string;
}

/** @param usual What is looked at where the address says nothing. */
export function stateOf(hash: string, usual: ViewState): ViewState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => given.get(name) ?? '';
  const oneOf = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((each) => each === text(name)) ?? otherwise;
  const only = text('only');
  return {
    nodes: oneOf('nodes', ['actual', 'linux', 'windows'], usual.nodes),
    view: oneOf('view', ['matrix', 'map'], usual.view),
    find: text('find'),
    namespace: text('namespace'),
    system: oneOf('system', ['', 'linux', 'windows'], ''),
    only: isMark(only) ? only : '',
    ...(given.has('open') ? { open: text('open').split(',') } : {}),
    at: text('at'),
    from: text('from'),
    to: text('to'),
  };
}

export function hashOf(state: ViewState, usual: ViewState): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    const text = Array.isArray(value) ? value.join() : `${value ?? ''}`;
    if (value !== undefined && (Array.isArray(value) || value !== usual[name as keyof ViewState])) said.set(name, text);
  }
  return `#${said}`;
}
