import { expect, test } from 'vitest';
import { documentsOf } from '../../../lib/manifests/yaml-documents';

const texts = (stream: string) => documentsOf(stream).map(({ text }) => text);

test('a stream is split at the lines that begin with a mark', () => {
  expect(texts('a: 1\n---\nb: 2\n--- # why\nc: 3\n')).toEqual(['a: 1\n', '---\nb: 2\n', '--- # why\nc: 3\n']);
  expect(texts('---\r\na: 1\r\n---\r\n')).toEqual(['---\r\na: 1\r\n', '---\r\n']);
});

test('dashes that are part of a text split nothing', () => {
  expect(texts('a: |\n  ---\nb: 1\n')).toHaveLength(1);
});

test('a directive is a document of its own, as for kubectl, which cannot read it', () => {
  expect(texts('%YAML 1.1\n---\na: 1\n')).toEqual(['%YAML 1.1\n', '---\na: 1\n']);
});

test('the documents together are the stream, and each knows where it begins', () => {
  const stream = '# first\na: 1\n---\n\n---\nb: "---"\n%c\n---\n';
  const documents = documentsOf(stream);
  expect(documents.map(({ text }) => text).join('')).toBe(stream);
  for (const { text, start } of documents) expect(stream.slice(start, start + text.length)).toBe(text);
});

test('objects of JSON need no mark between them', () => {
  expect(texts('{"a":"}{"}\n{"b":{"c":1}} {"d":2}\n')).toEqual(['{"a":"}{"}', '\n{"b":{"c":1}}', ' {"d":2}']);
});

test('what begins like JSON and goes on as YAML is YAML', () => {
  expect(texts('{a: 1}\n{b: 2}\n')).toEqual(['{a: 1}\n{b: 2}\n']);
  expect(texts('{"a": 1}\n---\nb: 2\n')).toEqual(['{"a": 1}\n', '---\nb: 2\n']);
  expect(texts('{"a": 1\n---\nb: 2\n')).toEqual(['{"a": 1\n', '---\nb: 2\n']);
});

test('nothing has no documents', () => {
  expect(texts('')).toEqual([]);
});
