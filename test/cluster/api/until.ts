import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const PATIENCE_MS = 60_000;

/** Waits until something holds that a controller brings about; an error after a minute says what did not. */
export async function until(what: string, holds: () => Promise<unknown>, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`after ${patienceMs / 1000} s it is still not so that ${what}`);
    await sleep(POLL_MS);
  }
}
