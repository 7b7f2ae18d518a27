import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, type On, OS, podOf, said, WINDOWS } from './found-in';

const LABEL = 'pod-security.kubernetes.io';

function namespace(labels: Record<string, string>, name = 'shop') {
  const prefixed = Object.entries(labels).map(([mode, value]) => [`${LABEL}/${mode}`, value]);
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: Object.fromEntries(prefixed) } };
}

const pod = (spec: PodSpec, annotations = {}) => podOf(spec, { name: 'web', namespace: 'shop', annotations });
const NON_ROOT = { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } };
const FITTING = { ...WINDOWS, securityContext: NON_ROOT, containers: [{}] };
const HOST_PROCESS = {
  ...WINDOWS,
  hostNetwork: true,
  securityContext: { windowsOptions: { hostProcess: true } },
  containers: [{}],
  volumes: [{ name: 'a', hostPath: { path: 'C:\\a' } }],
};
const LINUX = { nodeSelector: { [OS]: 'linux' }, containers: [{}] };

const refusal = (labels: Record<string, string>, spec: PodSpec, on: On = {}) =>
  foundIn('namespace-pod-security', [namespace(labels), pod(spec)], on);

describe('a namespace', () => {
  test('refuses a pod once, whatever the number of reasons, and says all of them', () => {
    const [found, ...others] = refusal({ enforce: 'baseline' }, HOST_PROCESS);
    expect(found).toMatchObject({ severity: 'error', path: 'spec.securityContext.windowsOptions.hostProcess' });
    expect(found.problem).toBe(
      'namespace shop enforces baseline, which refuses hostNetwork, volumes[0].hostPath as well',
    );
    expect(others).toEqual([]);
  });

  test('names three reasons and counts the others', () => {
    const volumes = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, hostPath: { path: `C:\\${name}` } }));
    const [{ problem }] = refusal({ enforce: 'baseline' }, { ...FITTING, volumes });
    expect(problem).toMatch(/volumes\[3\]\.hostPath and 1 more as well$/);
  });

  test('admits what fits, and anything when it enforces nothing', () => {
    expect(refusal({ enforce: 'restricted' }, FITTING)).toEqual([]);
    expect(refusal({ enforce: 'privileged' }, HOST_PROCESS)).toEqual([]);
    expect(refusal({ warn: 'restricted', audit: 'restricted' }, HOST_PROCESS)).toEqual([]);
    expect(refusal({ enforce: 'strict' }, HOST_PROCESS)).toEqual([]);
  });

  test('says nothing of pods elsewhere, nor of pods that leave open where they go', () => {
    const objects = [namespace({ enforce: 'baseline' }), podOf(HOST_PROCESS, { name: 'web', namespace: 'other' })];
    expect(said('namespace-pod-security', objects)).toEqual([]);
    expect(said('namespace-pod-security', [namespace({ enforce: 'baseline' }), podOf(HOST_PROCESS)])).toEqual([]);
    expect(said('namespace-pod-security', [pod(HOST_PROCESS)])).toEqual([]);
  });

  test('finds what annotations say', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/web';
    const unconfined = pod({ ...LINUX, containers: [{ name: 'web' }] }, { [key]: 'unconfined' });
    expect(said('namespace-pod-security', [namespace({ enforce: 'baseline' }), unconfined])).toEqual([
      `error metadata.annotations[${key}]`,
    ]);
  });
});

describe('a restricted namespace', () => {
  const RESTRICTED = { enforce: 'restricted' };

  test('demands of a Windows pod without os what only Linux has', () => {
    const spec = { nodeSelector: WINDOWS.nodeSelector, securityContext: NON_ROOT, containers: [{}] };
    const [found] = refusal(RESTRICTED, spec);
    expect(found).toMatchObject({ severity: 'error', path: 'spec.os.name', mend: { set: 'windows' } });
    expect(found.problem).toContain('without os.name it demands what only Linux has');
    expect(said('os-missing', [namespace(RESTRICTED), pod(spec)])).toEqual([]);
  });

  test('is content with a Windows pod that says as a Linux pod what it wants', () => {
    const securityContext = { ...NON_ROOT, seccompProfile: { type: 'RuntimeDefault' } };
    const own = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const spec = { nodeSelector: WINDOWS.nodeSelector, securityContext, containers: [{ securityContext: own }] };
    expect(refusal(RESTRICTED, spec)).toEqual([]);
  });

  test('is not sure of what a webhook may add to a Linux pod, but of what the pod states', () => {
    expect(refusal(RESTRICTED, LINUX).map(({ severity }) => severity)).toEqual(['warning']);
    expect(refusal(RESTRICTED, { ...LINUX, hostNetwork: true }).map(({ severity }) => severity)).toEqual(['error']);
  });

  test('is OpenShift that may add it to a Windows pod', () => {
    const spec = { ...WINDOWS, containers: [{}] };
    expect(refusal(RESTRICTED, spec).map(({ severity }) => severity)).toEqual(['error']);
    expect(refusal(RESTRICTED, spec, { platform: 'openshift' }).map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('of a version that no Windows pod fits is wrong itself, and its pods are not', () => {
    const labels = { ...RESTRICTED, 'enforce-version': 'v1.24' };
    const objects = [namespace(labels), pod(FITTING), pod(FITTING)];
    const path = `metadata.labels[${LABEL}/enforce-version]`;
    expect(said('pod-security-version', objects)).toEqual([`error ${path}`]);
    expect(said('namespace-pod-security', objects)).toEqual([]);
  });

  test('of such a version still finds what is wrong with the pod in any', () => {
    const labels = { ...RESTRICTED, 'enforce-version': 'v1.24' };
    const [found] = refusal(labels, { ...WINDOWS, containers: [{}] });
    expect(found.path).toBe('spec.containers[0].securityContext.runAsNonRoot');
  });

  test.each([
    [{ ...RESTRICTED, 'enforce-version': 'v1.25' }, FITTING],
    [{ ...RESTRICTED, 'enforce-version': 'latest' }, FITTING],
    [{ enforce: 'baseline', 'enforce-version': 'v1.24' }, FITTING],
    [{ ...RESTRICTED, 'enforce-version': 'v1.24' }, LINUX],
    // of Linux fields nothing was demanded yet
    [{ ...RESTRICTED, 'enforce-version': 'v1.0' }, FITTING],
  ])('has no such version: %j', (labels, spec) => {
    expect(said('pod-security-version', [namespace(labels), pod(spec)])).toEqual([]);
  });
});

test('what only some versions of the policy refuse is a warning as long as no version is named', () => {
  const spec = { ...FITTING, containers: [{ livenessProbe: { httpGet: { host: '10.0.0.1' } } }] };
  expect(refusal({ enforce: 'baseline' }, spec).map(({ severity }) => severity)).toEqual(['warning']);
  expect(refusal({ enforce: 'baseline' }, spec, { kubernetes: 34 }).map(({ severity }) => severity)).toEqual(['error']);
  expect(refusal({ enforce: 'baseline' }, spec, { kubernetes: 33 })).toEqual([]);
});

describe('the labels of a namespace', () => {
  test('name levels that there are, in each mode', () => {
    expect(said('pod-security-level', [namespace({ enforce: 'Restricted', audit: 'none', warn: 'baseline' })])).toEqual(
      [`error metadata.labels[${LABEL}/enforce]`, `error metadata.labels[${LABEL}/audit]`],
    );
  });

  test.each(['1.34', 'v1.34.1', 'v1', 'v1.034', 'stable', ''])("name no version '%s'", (version) => {
    expect(
      said('pod-security-version-format', [namespace({ enforce: 'baseline', 'enforce-version': version })]),
    ).toEqual([`error metadata.labels[${LABEL}/enforce-version]`]);
  });

  test.each(['latest', 'v1.0', 'v1.34', 'v1.100'])("may name the version '%s'", (version) => {
    expect(said('pod-security-version-format', [namespace({ warn: 'baseline', 'warn-version': version })])).toEqual([]);
  });

  test('name a version only beside a level', () => {
    const objects = [namespace({ enforce: 'baseline', 'enforce-version': 'v1.34', 'audit-version': 'v1.34' })];
    expect(said('pod-security-level-missing', objects)).toEqual([`warning metadata.labels[${LABEL}/audit-version]`]);
  });

  test('may be missing', () => {
    const bare = { apiVersion: 'v1', kind: 'Namespace' };
    for (const id of [
      'pod-security-level',
      'pod-security-version-format',
      'pod-security-level-missing',
      'pod-security-version',
    ])
      expect(said(id, [bare])).toEqual([]);
  });
});
