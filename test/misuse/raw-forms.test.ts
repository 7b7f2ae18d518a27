import { describe, expect, test } from 'vitest';
import { POD_RULES } from '../../lib/rules/pod-rules';
import type { Rule } from '../../lib/rules/rule';
import { checkOf } from '../lib/rules/pods';
import { RULES_BY_ID } from '../rules';
import { ALL } from './catalogue';
import { isRefusedByKubernetes, verdictOn } from './misuse';
import { CALICO_FORMS } from './raw/calico';
import { pathInPod, podSpecOf, propOfForm, propOfMessage, unquoted } from './raw/prop-of-form';
import { RAW_FORMS, WITHOUT_RAW_FORM } from './raw-forms';
import { refusalOf } from './refusal-of';

const WITH_RAW_FORM = ALL.filter(({ title }) => title in RAW_FORMS);

test('every wrong program has a raw form or a reason for none, and nothing else has', () => {
  const titles = ALL.map(({ title }) => title);
  expect([...Object.keys(RAW_FORMS), ...Object.keys(WITHOUT_RAW_FORM)].sort()).toEqual(titles.sort());
});

test('every rule that names Kubernetes itself and that constructs ask has a wrong program with a raw form', () => {
  const asked = new Set(ALL.map(({ rule }) => rule));
  const shown = new Set(WITH_RAW_FORM.filter(({ verdict }) => verdict === undefined).map(({ rule }) => rule));
  const named = [...RULES_BY_ID.values()].filter(({ id, verdict }) => asked.has(id) && isRefusedByKubernetes(verdict));
  expect(named.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});

describe('of what is wrong with a network, a port, a selector or a name in a policy', () => {
  const OF_POLICIES = [
    'calico-network-format',
    'ip-address-family',
    'policy-name',
    'policy-port',
    'policy-selector-value',
  ];
  /** Calico takes it, and finds no address that it is about; policies of Kubernetes cannot say it. */
  const EMPTY = 'takes a whole network out of itself';

  test('every wrong program has a form for Calico as well', () => {
    const titles = ALL.filter(({ rule }) => OF_POLICIES.includes(rule)).map(({ title }) => title);
    expect(titles.filter((title) => !(title in CALICO_FORMS))).toEqual([]);
    expect(Object.keys(CALICO_FORMS).filter((title) => !(title in RAW_FORMS))).toEqual([]);
  });

  test('Calico takes in its own form what we say is ignored, or shows on the node, and refuses everything else', () => {
    const forms = WITH_RAW_FORM.filter(({ title }) => title in CALICO_FORMS);
    const taken = forms.filter(({ title }) => CALICO_FORMS[title].said === undefined);
    const harmless = forms.filter((misuse) => ['ignored', 'node'].includes(verdictOn(misuse, RULES_BY_ID)));
    expect(taken.filter(({ title }) => title !== EMPTY)).toEqual(harmless);
  });
});

test('no case states a verdict that its rule has', () => {
  const stated = ALL.filter(({ verdict }) => verdict !== undefined);
  expect(stated.filter(({ rule, verdict }) => verdict === RULES_BY_ID.get(rule)?.verdict)).toEqual([]);
});

test('nothing is said of a refusal where Kubernetes takes it, nor of a warning where it does not', () => {
  const misfits = WITH_RAW_FORM.filter((misuse) => {
    const { named, said, since, warned } = RAW_FORMS[misuse.title];
    return isRefusedByKubernetes(verdictOn(misuse, RULES_BY_ID)) ? warned : (named ?? said ?? since);
  });
  expect(misfits).toEqual([]);
});

// loops, since test.each would cut the sentences short
describe('our message names what is wrong in YAML, as the author wrote it, when an author', () => {
  for (const misuse of WITH_RAW_FORM) {
    test(misuse.title, () => {
      expect(propOfMessage(refusalOf(misuse).message)).toBe(propOfForm(RAW_FORMS[misuse.title]));
    });
  }
});

/** Whose mistakes a construct sees before there is a pod, and the check of the rule does not look for. */
const SEEN_BY_CONSTRUCTS = [
  'gives a command as text, in plain JavaScript',
  'gives the arguments as text, in plain JavaScript',
];

describe('the rule itself finds in YAML, and only where it is wrong, what an author writes who', () => {
  for (const { title, rule } of WITH_RAW_FORM) {
    const { sound, wrong, at } = RAW_FORMS[title];
    test(title, () => {
      expect(wrong).not.toEqual(sound);
      const asked = RULES_BY_ID.get(rule) as Rule;
      const [before, after] = [sound, wrong].map(podSpecOf);
      if (!POD_RULES.includes(asked) || before === undefined || after === undefined) return;
      const found = SEEN_BY_CONSTRUCTS.includes(title) ? [] : [pathInPod(at, wrong)];
      expect(checkOf(asked, before)).toEqual([]);
      expect(checkOf(asked, after)?.map(({ path }) => unquoted(path))).toEqual(found);
    });
  }
});
