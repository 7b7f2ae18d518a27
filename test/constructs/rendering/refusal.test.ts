import { App, Chart } from 'cdk8s';
import { RunAsUser, WindowsDeployment } from 'cdk8s-windows';
import { expect, test } from 'vitest';

function refusalOf(program: () => void): Error {
  try {
    program();
  } catch (error) {
    return error as Error;
  }
  throw new Error('the program was accepted');
}

test('an error shows the lines of the author, and none of the library, of cdk8s-plus or of Node.js', () => {
  const error = refusalOf(function authorsProgram() {
    const securityContext = { privileged: true };
    new WindowsDeployment(new Chart(new App(), 'shop'), 'web', { containers: [{ image: 'web:1', securityContext }] });
  });
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  expect(frames[0]).toMatch(/authorsProgram .*refusal\.test\.ts:\d+:\d+\)$/);
  expect(frames.filter((frame) => !frame.includes('refusal.test.ts'))).toEqual([]);
  expect(error.stack?.startsWith(`Refusal: ${error.message}`)).toBe(true);
});

test('an error carries nothing that Node.js would print beside its message', () => {
  const error = refusalOf(() => RunAsUser.of(''));
  expect(Object.keys(error)).toEqual(['name']);
});
