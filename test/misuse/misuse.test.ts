import { Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { POD_RULES } from '../../lib/rules/pod-rules';
import { shop } from '../synth';
import { CLUSTERS } from './clusters';
import { CONTAINERS } from './containers';
import { HOST_PROCESS } from './host-process';
import type { Misuse } from './misuse';
import { PODS } from './pods';
import { VOLUMES } from './volumes';

const CATALOGUE = {
  containers: CONTAINERS,
  volumes: VOLUMES,
  pods: PODS,
  'host processes': HOST_PROCESS,
  clusters: CLUSTERS,
};
const ALL = Object.values(CATALOGUE).flat();

/** The message of what a program throws, and whether it got as far as synth. */
function refusalOf({ program, options }: Misuse): { message: string; atSynth: boolean } {
  const chart = shop(options);
  try {
    program(chart);
  } catch (error) {
    return { message: (error as Error).message, atSynth: false };
  }
  try {
    Testing.synth(chart);
  } catch (error) {
    return { message: (error as Error).message, atSynth: true };
  }
  throw new Error('the program was accepted');
}

describe.each(Object.entries(CATALOGUE))('an author who, in %s,', (_, misuses) => {
  // a loop, since test.each would cut the sentences short
  for (const misuse of misuses) {
    test(misuse.title, () => {
      const { message, atSynth } = refusalOf(misuse);
      expect(message).toMatchSnapshot();
      expect(message).toContain(`\n  Rule: ${misuse.rule} (`);
      expect(atSynth).toBe(misuse.atSynth ?? false);
    });
  }
});

test('every title is there once', () => {
  expect(new Set(ALL.map(({ title }) => title)).size).toBe(ALL.length);
});

test.each(POD_RULES)('$id, a rule for pods, is in the catalogue', ({ id }) => {
  expect(ALL.map(({ rule }) => rule)).toContain(id);
});
