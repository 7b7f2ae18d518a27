import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { withoutNeutralFields } from '../../../lib/windows/neutral-fields';

const pod = (securityContext: object): PodSpec => ({
  initContainers: [{ name: 'init', securityContext }],
  containers: [{ name: 'web', securityContext }],
});
const BARE = { initContainers: [{ name: 'init' }], containers: [{ name: 'web' }] };

describe('neutral on Windows, and so taken out of every container', () => {
  test.each(['privileged', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem'])('is %s: false', (field) => {
    expect(withoutNeutralFields(pod({ [field]: false }), false)).toEqual(BARE);
  });

  test('is fsGroupChangePolicy', () => {
    expect(withoutNeutralFields({ securityContext: { fsGroupChangePolicy: 'Always' } as object }, false)).toEqual({});
  });

  test('is readOnlyRootFilesystem: true where it is a default', () => {
    expect(withoutNeutralFields(pod({ readOnlyRootFilesystem: true }), true)).toEqual(BARE);
  });
});

describe('not neutral, and so kept for whoever refuses it', () => {
  test.each([
    ['privileged', true],
    ['allowPrivilegeEscalation', true],
    ['readOnlyRootFilesystem', true],
    ['capabilities', { drop: ['ALL'] }],
    ['runAsUser', 0],
  ])('is %s: %j', (field, value) => {
    const before = pod({ [field]: value });
    expect(withoutNeutralFields(before, false)).toEqual(before);
  });

  test('are privileged: true and allowPrivilegeEscalation: true, by default or not', () => {
    const before = pod({ privileged: true, allowPrivilegeEscalation: true });
    expect(withoutNeutralFields(before, true)).toEqual(before);
  });
});

test('what Windows knows stays', () => {
  const windowsOptions = { runAsUserName: 'ContainerUser' };
  const before = pod({ runAsNonRoot: true, windowsOptions, privileged: false });
  expect(withoutNeutralFields(before, true)).toEqual(pod({ runAsNonRoot: true, windowsOptions }));
});
