import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';
import { objectsOf } from '../../objects-of';

const NUMERIC_USER = `
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { note: none }
spec:
  nodeSelector: { kubernetes.io/os: windows }
  securityContext: { runAsUser: 1000, fsGroup: 1000 }
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
`;

const OF_BOTH = ['run-as-user-stuck', 'linux-field-ignored'];

function found(text: string, isAsked: (rule: Rule) => boolean = () => true): string[] {
  return lint(objectsOf(text), { target: { kubernetes: 30 }, isAsked })
    .filter(({ rule }) => OF_BOTH.includes(rule.id))
    .map(({ rule, path }) => `${rule.id} ${path}`)
    .sort();
}

describe('a rule that supersedes another', () => {
  test('is the only one to speak of a place, and leaves other places to it', () => {
    expect(found(NUMERIC_USER)).toEqual([
      'linux-field-ignored spec.securityContext.fsGroup',
      'run-as-user-stuck spec.securityContext.runAsUser',
    ]);
  });

  test('lets the other speak when it is disabled', () => {
    expect(found(NUMERIC_USER, ({ id }) => id !== 'run-as-user-stuck')).toEqual([
      'linux-field-ignored spec.securityContext.fsGroup',
      'linux-field-ignored spec.securityContext.runAsUser',
    ]);
  });

  test('keeps the other silent also where what it says is accepted: the cause is the same', () => {
    const accepted = NUMERIC_USER.replace(
      'note: none',
      'acknowledge.cdk8s-windows/run-as-user-stuck: newer nodes only',
    );
    expect(found(accepted)).toEqual(['linux-field-ignored spec.securityContext.fsGroup']);
  });

  test('holds only where it applies', () => {
    const gke = RULES.filter(({ id }) => id === 'gke-windows-webhook' || id === 'linux-field-ignored');
    const privileged = NUMERIC_USER.replace(
      'securityContext: { runAsUser: 1000, fsGroup: 1000 }',
      'automountServiceAccountToken: false',
    ).replace('resources:', 'securityContext: { privileged: true }\n      resources:');
    const on = (platform?: 'gke' | 'aks') =>
      lint(objectsOf(privileged), {
        target: platform === undefined ? {} : { platform: PLATFORMS[platform] },
        isAsked: (rule) => gke.includes(rule),
      }).map(({ rule }) => rule.id);
    expect(on('gke')).toEqual(['gke-windows-webhook']);
    expect(on('aks')).toEqual(['linux-field-ignored']);
    expect(on()).toEqual(['linux-field-ignored']);
  });
});

describe('what rules supersede', () => {
  const superseding = RULES.filter(({ supersedes }) => supersedes !== undefined);

  test('are rules that exist, and others than themselves', () => {
    expect(superseding.length).toBeGreaterThan(0);
    const ids = RULES.map(({ id }) => id);
    const wrong = superseding.filter(({ id, supersedes = [] }) =>
      supersedes.some((other) => other === id || !ids.includes(other)),
    );
    expect(wrong).toEqual([]);
  });

  test('never goes round in a circle: one of two rules would always speak', () => {
    const below = (id: string): string[] =>
      RULES.find((rule) => rule.id === id)?.supersedes?.flatMap((each) => [each, ...below(each)]) ?? [];
    expect(superseding.filter(({ id }) => below(id).includes(id))).toEqual([]);
  });
});
