import { afterAll } from 'vitest';
import type { KubernetesMinor } from '../control-plane/kubernetes-versions';

/** How often something was seen in tests that passed, of how many that were asked. */
export interface Count {
  readonly seen: number;
  readonly of: number;
}

/** Rows whose keys are the columns; the same for every judge. */
export interface Table {
  /** One sentence: what a row is and what its cells say. */
  readonly explanation: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** What one part of the suite tells the reader of the page. */
export interface Section {
  readonly title: string;
  /** A sentence or two for somebody who knows Kubernetes and not this suite: who was asked what, what is counted. */
  readonly explanation: string;
  /** By what was counted. */
  readonly counts: Readonly<Record<string, Count>>;
  readonly table?: Table;
}

/** Who has judged: Kubernetes of a minor, or code of Calico or cyclonus, which meets no Kubernetes. */
export type Judge = KubernetesMinor | 'Calico' | 'cyclonus';

/** The sections of the page, in the order in which a reader wants to know. */
export const TOPICS = [
  'accepted',
  'not-judged',
  'refused',
  'reading',
  'rules',
  'verdicts',
  'pod-judge',
  'pod-security',
  'placement',
  'runtime-class',
  'applied',
  'changed',
  'gmsa-authorization',
  'gmsa-webhook',
  'calico',
  'flows',
  'policies',
  'cyclonus',
] as const;

export type Topic = (typeof TOPICS)[number];

/** A section as the reporter gets it. */
export interface Recorded {
  readonly topic: Topic;
  readonly judge: Judge;
  readonly section: Section;
}

declare module 'vitest' {
  interface TaskMeta {
    recorded?: Recorded[];
  }
}

/** Once the tests of the suite around it have ended, what they have seen goes to the reporter that writes the page. */
export function record(topic: Topic, judge: Judge, section: () => Section): void {
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the first parameter, and takes a pattern only
  afterAll(({}, { meta }) => {
    meta.recorded = [...(meta.recorded ?? []), { topic, judge, section: section() }];
  });
}
