import { beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '../../lib/rules/rule';
import { allRules } from '../rules';
import { ALL } from './catalogue';
import { propOfForm, propOfMessage } from './raw/prop-of-form';
import { RAW_FORMS, WITHOUT_RAW_FORM } from './raw-forms';
import { refusalOf } from './refusal-of';

let byKubernetes: readonly Rule[];
beforeAll(async () => {
  const verdicts = ['api', 'admission', 'pod-security'];
  byKubernetes = [...(await allRules()).values()].filter(({ verdict }) => verdicts.includes(verdict));
});

describe('of what Kubernetes itself refuses', () => {
  test('every wrong program has a raw form or a reason for none, and nothing else has', () => {
    const ids = byKubernetes.map(({ id }) => id);
    const titles = ALL.filter(({ rule }) => ids.includes(rule)).map(({ title }) => title);
    expect([...Object.keys(RAW_FORMS), ...Object.keys(WITHOUT_RAW_FORM)].sort()).toEqual(titles.sort());
  });

  test('every rule has a wrong program with a raw form', () => {
    const shown = new Set(ALL.filter(({ title }) => title in RAW_FORMS).map(({ rule }) => rule));
    expect(byKubernetes.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});

describe('our message names the field that the API server names, as the author wrote it, when an author', () => {
  for (const misuse of ALL.filter(({ title }) => title in RAW_FORMS)) {
    test(misuse.title, () => {
      expect(propOfMessage(refusalOf(misuse).message)).toBe(propOfForm(RAW_FORMS[misuse.title]));
    });
  }
});
