import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeExpansion, isWindowsPowerShell } from '../../../lib/windows/powershell';

/**
 * What Kubernetes does with a command, an argument or an environment value: a dollar reads what follows it, and decides
 * whether that is an escaped dollar, a reference, or nothing special.
 */
function expand(input: string, value: (name: string) => string): string {
  let output = '';
  let copiedUpTo = 0;
  for (let cursor = 0; cursor < input.length; cursor++) {
    if (input[cursor] !== '$' || cursor + 1 >= input.length) continue;
    output += input.slice(copiedUpTo, cursor);
    const { text, isReference, length } = readAfterDollar(input.slice(cursor + 1));
    output += isReference ? value(text) : text;
    cursor += length;
    copiedUpTo = cursor + 1;
  }
  return output + input.slice(copiedUpTo);
}

function readAfterDollar(rest: string): { text: string; isReference: boolean; length: number } {
  if (rest[0] === '$') return { text: '$', isReference: false, length: 1 };
  if (rest[0] !== '(') return { text: `$${rest[0]}`, isReference: false, length: 1 };
  const close = rest.indexOf(')');
  if (close < 0) return { text: '$(', isReference: false, length: 1 };
  return { text: rest.slice(1, close), isReference: true, length: close + 1 };
}

describe('the expansion of Kubernetes, as simulated here', () => {
  const value = (name: string) => (name === 'A' ? 'x' : `$(${name})`);

  test.each([
    ['$(A)', 'x'],
    ['a$(A)b$(A)', 'axbx'],
    ['$(B)', '$(B)'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$x'],
    ['$$$$(A)', '$$(A)'],
    ['$A', '$A'],
    ['$', '$'],
    ['$$', '$'],
    ['$(A', '$(A'],
    ['cost: $5', 'cost: $5'],
  ])('%s becomes %s', (input, output) => {
    expect(expand(input, value)).toBe(output);
  });
});

describe('escaped text comes out of the expansion as it was', () => {
  test.each([
    ['a variable of PowerShell', 'Write-Host $env:NAME', 'Write-Host $env:NAME'],
    ['a subexpression', '"$(Get-Date)"', '"$$(Get-Date)"'],
    ['the process id', '$$', '$$$$'],
    ['three dollars before a parenthesis', '$$$(x)', '$$$$$$(x)'],
    ['a lone dollar at the end', 'cost$', 'cost$'],
    ['nothing', '', ''],
  ])('%s', (_, text, escaped) => {
    expect(escapeExpansion(text)).toBe(escaped);
  });

  test('whatever the text, and whatever the variables', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '(', ')', '{', '}', 'a'), maxLength: 16 });
    fc.assert(
      fc.property(text, (original) => {
        expect(expand(escapeExpansion(original), () => 'EXPANDED')).toBe(original);
      }),
      { numRuns: 5000 },
    );
  });

  test('without escaping, the same texts are changed by the expansion', () => {
    expect(expand('"$(Get-Date)"', () => '')).not.toBe('"$(Get-Date)"');
    expect(expand('$$', () => '')).not.toBe('$$');
  });
});

describe('Windows PowerShell', () => {
  test.each([
    'powershell',
    'PowerShell.exe',
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    'x/powershell',
  ])('%s is it', (program) => {
    expect(isWindowsPowerShell(program)).toBe(true);
  });

  test.each(['pwsh', 'pwsh.exe', 'cmd', 'mypowershell.exe', 'powershell.exe.config', 'powershell -File x.ps1'])(
    '%s is not',
    (program) => {
      expect(isWindowsPowerShell(program)).toBe(false);
    },
  );
});
