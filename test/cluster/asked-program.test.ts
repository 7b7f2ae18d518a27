import { describe, expect, test } from 'vitest';
import { AskedProgram } from './asked-program';

/** A program of which each line that it hears is `line`. */
function answering(body: string): AskedProgram<{ readonly said?: string }> {
  const program = `require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { ${body} })`;
  return new AskedProgram('the program', process.execPath, ['-e', program]);
}

const ECHO = 'const { id, what } = JSON.parse(line); console.log(JSON.stringify({ id, said: what }))';

describe('a program that is asked', () => {
  test('answers each question, also when many are under way', async () => {
    const program = answering(ECHO);
    const answers = await Promise.all(['a', 'b', 'c'].map((what) => program.ask({ what })));
    expect(answers).toEqual([{ said: 'a' }, { said: 'b' }, { said: 'c' }]);
    await program.close();
  });

  test('answers in any order', async () => {
    const program = answering(
      'const { id, what } = JSON.parse(line); setTimeout(() => console.log(JSON.stringify({ id, said: what })), what)',
    );
    const answers = await Promise.all([20, 10, 0].map((what) => program.ask({ what })));
    expect(answers.map(({ said }) => said)).toEqual([20, 10, 0]);
    await program.close();
  });

  test('says what is wrong with a question, and goes on', async () => {
    const program = answering(
      'const { id, what } = JSON.parse(line); console.log(JSON.stringify(what ? { id } : { id, error: "ask" }))',
    );
    await expect(program.ask({})).rejects.toThrow('ask');
    expect(await program.ask({ what: 'a' })).toEqual({});
    await program.close();
  });

  test('leaves nobody waiting when it ends, neither who asked before nor who asks then', async () => {
    const program = answering('console.error("that is too much"); process.exit(3)');
    await expect(program.ask({})).rejects.toThrow('the program ended with 3: that is too much');
    await expect(program.ask({})).rejects.toThrow('the program ended with 3');
    await expect(program.close()).rejects.toThrow('the program ended with 3');
  });

  test('leaves nobody waiting when it says what is no JSON', async () => {
    const program = answering('console.log("hello")');
    await expect(program.ask({})).rejects.toThrow('the program says what is no JSON: hello');
    await expect(program.ask({})).rejects.toThrow('no JSON');
    await program.close();
  });

  test('leaves nobody waiting when it cannot be started', async () => {
    const program = new AskedProgram('the program', '/nowhere/at/all');
    await expect(program.ask({})).rejects.toThrow('ENOENT');
  });
});
