import type { Direction } from '../calico/policy';
import type { Nodes } from '../policy/kinds';
import type { Verdict } from '../policy/reach';

/** The words in which the command and the page tell of a flow. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  allow: 'allowed',
  deny: 'denied',
  depends: 'depends',
  broken: 'broken',
};

export const END_WORDS: Readonly<Record<Direction, string>> = { egress: 'out of', ingress: 'into' };

export const NODE_WORDS = {
  both: 'Linux and Windows nodes',
  linux: 'Linux nodes',
  windows: 'Windows nodes',
  actual: 'These pods',
} as const;

export const SYSTEM_WORDS = { linux: 'Linux', windows: 'Windows' } as const;

export const TABLE_HEADS: Readonly<Record<Nodes, string>> = {
  actual: 'Who can talk to whom, each pod on a node of its own system',
  linux: 'Who can talk to whom, if all nodes were Linux',
  windows: 'Who can talk to whom, if all nodes were Windows',
};

/** What to do where an answer depends on an address. */
export const ADDRESS_SOURCES =
  'Where it depends on an address: --pod-cidr says where pods have theirs, status.podIP of pods that run which ones.';
