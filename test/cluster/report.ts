import { writeFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { KubernetesMinor } from './kubernetes-versions';
import { type Counts, notedFile, type Table, type Topic } from './report-page';

/** Notes what was counted on one minor. Counts only: a verdict that is wrong has failed its test before. */
export function record(topic: Topic, minor: KubernetesMinor, counts: Counts, table: Table = []): void {
  writeFileSync(notedFile(inject('scratch'), topic, minor), JSON.stringify({ counts, table }));
}
