import { expect, test } from 'vitest';
import { lintManifests } from '../../../lib/lint/lint-manifests';

const pod = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;

/** What to do about the one value of a wrong type. */
function advice(text: string): string {
  const [found, ...others] = lintManifests(text).findings.filter(({ rule }) => rule === 'field-type');
  expect(others).toEqual([]);
  return found.fix;
}

test.each([
  [
    'a number for a text',
    pod('web', 'containers: [{ name: web, env: [{ name: PORT, value: 8080 }] }]'),
    /quotes, as in "8080"/,
  ],
  [
    'a name that YAML reads as true',
    pod('yes', 'containers: []'),
    /quotes, as in "true" or "yes".*yes, no, on, off, y and n/,
  ],
  ['quotes around a truth value', pod('web', "hostNetwork: 'true'"), /^Write true or false, without quotes\.$/],
  [
    'quotes around a number',
    pod('web', "containers: [{ name: web, ports: [{ containerPort: '8080' }] }]"),
    /^Write 8080 without quotes\.$/,
  ],
  [
    'a word for a number',
    pod('web', 'terminationGracePeriodSeconds: soon'),
    /^Write a whole number, without quotes\.$/,
  ],
  ['one item for a list', pod('web', 'containers: { name: web }'), /^Write a list: .* begins with '- '/],
  ['a list for fields', pod('web', 'os: [{ name: windows }]'), /without '- ' before them/],
  ['a word for fields', pod('web', 'os: windows'), /each as name: value/],
  ['fields for a word', pod('web', 'os: { name: { windows: true } }'), /neither items nor fields/],
])('the advice on %s is one for that type', (_, text, expected) => {
  expect(advice(text)).toMatch(expected);
});

test('an acknowledgement of a rule that is misspelt names the one that is near', () => {
  const annotations = 'annotations: { acknowledge.cdk8s-windows/os-msising: moves }';
  const [found] = lintManifests(`apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, ${annotations} }\n`).findings;
  expect(found.message).toContain("is 'moves': there is no rule os-msising; near it is os-missing");
});
