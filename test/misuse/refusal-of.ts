import { App } from 'cdk8s';
import { shop } from '../synth';
import type { Misuse } from './misuse';

/** The message of what a program throws, and whether it got as far as synth. */
export function refusalOf({ program, options }: Misuse): { message: string; atSynth: boolean } {
  const chart = shop(options);
  try {
    program(chart);
  } catch (error) {
    return { message: (error as Error).message, atSynth: false };
  }
  try {
    App.of(chart).synthYaml();
  } catch (error) {
    return { message: (error as Error).message, atSynth: true };
  }
  throw new Error('the program was accepted');
}
