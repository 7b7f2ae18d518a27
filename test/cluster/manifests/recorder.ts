import { appendFileSync } from 'node:fs';
import { Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Manifest } from '../../synth';

/** What one call of `Testing.synth` wrote, a line of JSON in the file that `RECORDED_MANIFESTS` names. */
export interface RecordedManifests {
  readonly file: string;
  readonly test: string;
  /** The names of the classes of all constructs of the chart, and of its app. */
  readonly constructs: readonly string[];
  readonly manifests: readonly Manifest[];
}

// what random programs write is the same in every run
fc.configureGlobal({ seed: 20260101 });

const { synth } = Testing;

Testing.synth = (chart) => {
  const manifests = synth.call(Testing, chart);
  const { testPath = '', currentTestName = '' } = expect.getState();
  const constructs = [chart.node.root, ...chart.node.findAll()].map((construct) => construct.constructor.name);
  const recorded: RecordedManifests = { file: testPath, test: currentTestName, constructs, manifests };
  appendFileSync(process.env.RECORDED_MANIFESTS ?? '', `${JSON.stringify(recorded)}\n`);
  return manifests;
};
