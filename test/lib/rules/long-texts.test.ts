import { expect, test } from 'vitest';
import { quantityOf } from '../../../lib/api-server/quantity';
import { isSelector, parseSelector } from '../../../lib/calico/selector-parser';
import { serverPath, valueAtServerPath } from '../../../lib/manifests/server-path';
import { quoteArgument } from '../../../lib/windows/command-line';
import { restartsNetlogon } from '../../../lib/windows/netlogon';
import { foundIn, podOf, said, WINDOWS } from './found-in';
import { calico } from './policies';

const LENGTH = 100_000;

test('a long quantity is read', () => {
  expect(quantityOf(`${'0'.repeat(LENGTH)}x`)).toBeUndefined();
  expect(quantityOf(`${'0'.repeat(LENGTH)}1`)).toBe(1);
});

test('a long argument is quoted', () => {
  const backslashes = '\\'.repeat(LENGTH);
  expect(quoteArgument(`${backslashes} a`)).toBe(`"${backslashes} a"`);
  expect(quoteArgument(` ${backslashes}"`)).toBe(`" ${backslashes}${backslashes}\\""`);
});

test('a long word behind ping is no address', () => {
  const containers = [{ name: 'web', image: 'web', command: ['ping', `${')'.repeat(LENGTH)}a`] }];
  expect(said('command-ping', [podOf({ ...WINDOWS, containers })])).toEqual([]);
});

test.each(['[', "['", '["', '[]', "a['b']", ']', '.', `['["`])('a long path of %s is read', (part) => {
  const path = part.repeat(LENGTH);
  expect(serverPath(path).length).toBeLessThanOrEqual(path.length);
  const object = {};
  expect(valueAtServerPath(object, path)).toBe(['.', ']'].includes(part) ? object : undefined);
});

test('a path names own fields only', () => {
  const object = { spec: { limits: { cpu: 1, "a'b": 2 }, list: [{ name: 'x' }] } };
  expect(valueAtServerPath(object, serverPath("spec.limits['cpu']"))).toBe(1);
  expect(valueAtServerPath(object, serverPath(`spec.limits["a'b"]`))).toBe(2);
  expect(valueAtServerPath(object, 'spec.list[0].name')).toBe('x');
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    expect(valueAtServerPath(object, `spec.${name}`)).toBeUndefined();
});

test('a long command that stops services is no repair of Netlogon', () => {
  expect(restartsNetlogon(['net stop '.repeat(LENGTH / 10)])).toBe(false);
  expect(restartsNetlogon([`${'net stop '.repeat(LENGTH / 10)} netlogon`])).toBe(true);
});

test.each(['(', '!(', '((has(a))', '{', '!', '(a == "b" && ', 'a in {"b"} || ('])(
  'a selector of 30 KB of %s is a finding with its position',
  (part) => {
    const selector = part.repeat(30_000 / part.length);
    const parsed = parseSelector(selector);
    expect(isSelector(parsed)).toBe(false);
    const findings = foundIn('calico-selector', [calico({ selector, types: ['Ingress'] })]);
    expect(findings).toMatchObject([
      { path: 'spec.selector', problem: expect.stringMatching(/^at (character \d+|the end)/) },
    ]);
  },
);

test('a selector with 10,000 brackets that are all closed is read', () => {
  const selector = `${'('.repeat(10_000)}has(a)${')'.repeat(10_000)}`;
  expect(foundIn('policy-no-pods', [calico({ selector, types: ['Ingress'] })])).toEqual([]);
});
