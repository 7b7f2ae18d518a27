import { describe, expect, test } from 'vitest';
import { RULES_BY_ID } from '../rules';
import { ALL } from './catalogue';
import { propOfForm, propOfMessage } from './raw/prop-of-form';
import { RAW_FORMS, WITHOUT_RAW_FORM } from './raw-forms';
import { refusalOf } from './refusal-of';

const BY_KUBERNETES = ['api', 'admission', 'pod-security'];
/** The rules that constructs ask and Kubernetes as well. */
const byKubernetes = new Set(
  ALL.map(({ rule }) => rule).filter((id) => BY_KUBERNETES.includes(RULES_BY_ID.get(id)?.verdict ?? '')),
);

describe('of what Kubernetes itself refuses', () => {
  test('every wrong program has a raw form or a reason for none, and nothing else has', () => {
    const titles = ALL.filter(({ rule }) => byKubernetes.has(rule)).map(({ title }) => title);
    expect([...Object.keys(RAW_FORMS), ...Object.keys(WITHOUT_RAW_FORM)].sort()).toEqual(titles.sort());
  });

  test('every rule has a wrong program with a raw form', () => {
    const shown = new Set(ALL.filter(({ title }) => title in RAW_FORMS).map(({ rule }) => rule));
    expect([...byKubernetes].filter((id) => !shown.has(id))).toEqual([]);
  });
});

describe('our message names the field that the API server names, as the author wrote it, when an author', () => {
  for (const misuse of ALL.filter(({ title }) => title in RAW_FORMS)) {
    test(misuse.title, () => {
      expect(propOfMessage(refusalOf(misuse).message)).toBe(propOfForm(RAW_FORMS[misuse.title]));
    });
  }
});
