import { describe, expect, test } from 'vitest';
import { NEWER_CONTAINER_FIELDS, NEWER_POD_FIELDS } from '../../../lib/api-server/newer-fields';
import { storedPod } from '../../../lib/api-server/stored-pod';
import type { PodSpec } from '../../../lib/manifests/pod-spec';

const POD: PodSpec = {
  hostUsers: false,
  hostnameOverride: 'host',
  resources: {},
  securityContext: { supplementalGroupsPolicy: 'Strict', runAsNonRoot: true },
  initContainers: [{ name: 'init', restartPolicy: 'Always', lifecycle: { stopSignal: 'SIGTERM' } }],
  containers: [{ name: 'main', restartPolicy: 'Never', securityContext: { procMount: 'Unmasked' } }],
};

describe('an API server keeps', () => {
  test('of a pod what its feature gates let through', () => {
    expect(storedPod(POD, 30)).toEqual({
      securityContext: { runAsNonRoot: true },
      initContainers: [{ name: 'init', restartPolicy: 'Always' }],
      containers: [{ name: 'main', restartPolicy: 'Never', securityContext: { procMount: 'Default' } }],
    });
    expect(storedPod(POD, 34)).toEqual({
      hostUsers: false,
      resources: {},
      securityContext: { supplementalGroupsPolicy: 'Strict', runAsNonRoot: true },
      initContainers: [{ name: 'init', restartPolicy: 'Always' }],
      containers: [{ name: 'main', securityContext: { procMount: 'Unmasked' } }],
    });
  });

  test('false, 0 and what is empty', () => {
    const pod = { hostNetwork: false, securityContext: { runAsUser: 0, supplementalGroups: [], windowsOptions: {} } };
    expect(storedPod(pod, 36)).toEqual(pod);
  });
});

test('the pod that was given stays as it is', () => {
  const before = structuredClone(POD);
  storedPod(POD, 30);
  expect(POD).toEqual(before);
});

test.each([...NEWER_POD_FIELDS, ...NEWER_CONTAINER_FIELDS])('$path is known before it is kept', ({ known, kept }) => {
  expect(kept ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(known);
});
