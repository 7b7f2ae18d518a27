import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, OS, podOf, said, WINDOWS } from './found-in';

const OPTIONS = 'securityContext.windowsOptions';
const user = (runAsUserName: string) => ({ windowsOptions: { runAsUserName } });
const windows = (spec: PodSpec) => podOf({ ...WINDOWS, ...spec });
const asPod = (name: string, spec: PodSpec = {}) => windows({ securityContext: user(name), containers: [{}], ...spec });
const asContainer = (name: string, spec: PodSpec = {}) =>
  windows({ containers: [{ securityContext: user(name) }], ...spec });

describe('a user that only an image knows', () => {
  test('keeps the pause container from starting when the pod has it', () => {
    expect(said('pod-user-of-image', [asPod('AppUser')])).toEqual([`error spec.${OPTIONS}.runAsUserName`]);
    expect(said('pod-user-of-image', [asPod('corp\\svc')])).toHaveLength(1);
  });

  test('stands on containers', () => {
    expect(said('pod-user-of-image', [asContainer('AppUser')])).toEqual([]);
  });

  test.each([
    'ContainerUser',
    'containeradministrator',
    'User Manager\\ContainerAdministrator',
    'NT AUTHORITY\\SYSTEM',
    'NT Authority\\NetworkService',
  ])('is not %s, which every image has', (name) => {
    expect(said('pod-user-of-image', [asPod(name)])).toEqual([]);
  });

  test('is told of its form first, and of being a group', () => {
    expect(said('pod-user-of-image', [asPod('a@b'), asPod(''), asPod('Administrators')])).toEqual([]);
    expect(said('run-as-user-name-format', [asPod('a@b'), asPod('')])).toHaveLength(2);
  });

  test('is one of the node in a HostProcess pod', () => {
    const options = { hostProcess: true, runAsUserName: 'Operators' };
    expect(said('pod-user-of-image', [asPod('', { securityContext: { windowsOptions: options } })])).toEqual([]);
  });
});

describe('a group of Windows', () => {
  test.each(['Administrators', 'users', 'BUILTIN\\Administrators', 'IIS_IUSRS'])('%s is no user', (name) => {
    expect(said('local-group-needs-host-process', [asContainer(name)])).toEqual([
      `error spec.containers[0].${OPTIONS}.runAsUserName`,
    ]);
  });

  test('is found once where the pod names it', () => {
    const found = said('local-group-needs-host-process', [asPod('Administrators', { containers: [{}, {}] })]);
    expect(found).toEqual([`error spec.${OPTIONS}.runAsUserName`]);
  });

  test('is what a HostProcess container may run as', () => {
    const securityContext = { windowsOptions: { hostProcess: true, runAsUserName: 'Administrators' } };
    expect(said('local-group-needs-host-process', [windows({ securityContext, containers: [{}] })])).toEqual([]);
    expect(said('local-group-needs-host-process', [asContainer('Administrator'), asContainer('AppUsers')])).toEqual([]);
  });
});

describe('runAsNonRoot', () => {
  const nonRoot = (name: string, spec: PodSpec = {}) =>
    windows({ securityContext: { runAsNonRoot: true, ...user(name) }, containers: [{}], ...spec });
  const WHERE = 'spec.securityContext.runAsNonRoot';

  test.each([
    ['ContainerAdministrator', `error ${WHERE}`],
    ['containeradministrator', `error ${WHERE}`],
    ['User Manager\\ContainerAdministrator', `warning ${WHERE}`],
    ['NT AUTHORITY\\SYSTEM', `warning ${WHERE}`],
  ])('with %s: the kubelet refuses it, or lets an administrator pass', (name, expected) => {
    expect(said('run-as-non-root-administrator', [nonRoot(name)])).toEqual([expected]);
  });

  test.each(['ContainerUser', 'NT AUTHORITY\\LOCAL SERVICE', 'AppUser'])('goes together with %s', (name) => {
    expect(said('run-as-non-root-administrator', [nonRoot(name)])).toEqual([]);
  });

  test('of a pod on the node is a matter of its own', () => {
    const options = { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' };
    const pod = windows({ securityContext: { runAsNonRoot: true, windowsOptions: options }, containers: [{}] });
    expect(said('run-as-non-root-administrator', [pod])).toEqual([]);
    expect(said('run-as-non-root-without-user', [pod])).toEqual([]);
    expect(said('host-process-run-as-non-root', [pod])).toEqual([`warning ${WHERE}`]);
  });

  test('without a user is only as good as the USER of the image, which Nano Server has', () => {
    const of = (image: string) => windows({ securityContext: { runAsNonRoot: true }, containers: [{ image }] });
    expect(said('run-as-non-root-without-user', [of('web:ltsc2022')])).toEqual([`warning ${WHERE}`]);
    expect(said('run-as-non-root-without-user', [of('mcr.microsoft.com/windows/servercore:ltsc2022')])).toHaveLength(1);
    expect(said('run-as-non-root-without-user', [of('mcr.microsoft.com/windows/nanoserver:ltsc2022')])).toEqual([]);
    expect(said('run-as-non-root-without-user', [of('registry.example.com/web:1.0-nanoserver-1809')])).toEqual([]);
  });

  test('is none when it is false, or of a Linux pod', () => {
    const linux = podOf({ nodeSelector: { [OS]: 'linux' }, securityContext: { runAsNonRoot: true }, containers: [{}] });
    const not = windows({ securityContext: { runAsNonRoot: false }, containers: [{}] });
    expect(said('run-as-non-root-without-user', [linux, not])).toEqual([]);
  });
});

describe('windowsOptions', () => {
  const linux = (spec: PodSpec) => podOf({ nodeSelector: { [OS]: 'linux' }, containers: [{}], ...spec });

  test('have no effect on a pod that asks for Linux nodes, and the API server refuses them where os says linux', () => {
    const spec = { securityContext: user('ContainerUser') };
    expect(said('windows-options-ignored', [linux(spec)])).toEqual([`warning spec.${OPTIONS}`]);
    expect(said('windows-options-ignored', [linux({ ...spec, os: { name: 'linux' } })])).toEqual([]);
    expect(said('windows-only-field', [linux({ ...spec, os: { name: 'linux' } })])).toEqual([`error spec.${OPTIONS}`]);
  });

  test('that ask for nothing do no harm', () => {
    const empty = { windowsOptions: {} };
    const no = { windowsOptions: { hostProcess: false } };
    expect(
      said('windows-options-ignored', [linux({ securityContext: empty }), linux({ securityContext: no })]),
    ).toEqual([]);
  });

  test('belong to Windows pods', () => {
    expect(said('windows-options-ignored', [asPod('ContainerUser'), podOf({ securityContext: user('a') })])).toEqual(
      [],
    );
  });
});

describe('the gMSA of a container', () => {
  const CONTENTS = '{}';
  const NAME = `spec.containers[0].${OPTIONS}.gmsaCredentialSpecName`;
  const pod = (ofPod: object, ofContainer: object) =>
    windows({
      securityContext: { windowsOptions: ofPod },
      containers: [{ securityContext: { windowsOptions: ofContainer } }],
    });

  test('is not that of its pod as soon as it has a name of its own', () => {
    const found = said('gmsa-pair', [
      pod({ gmsaCredentialSpecName: 'erp', gmsaCredentialSpec: CONTENTS }, { gmsaCredentialSpecName: 'erp' }),
    ]);
    expect(found).toEqual([`warning ${NAME}`]);
  });

  test('is whole with its contents, that of the pod without a name, and the webhook fills in names', () => {
    const ofPod = { gmsaCredentialSpecName: 'erp', gmsaCredentialSpec: CONTENTS };
    expect(
      said('gmsa-pair', [
        pod(ofPod, { gmsaCredentialSpecName: 'shop', gmsaCredentialSpec: CONTENTS }),
        pod(ofPod, { runAsUserName: 'ContainerUser' }),
        pod({ gmsaCredentialSpecName: 'erp' }, { gmsaCredentialSpecName: 'shop' }),
        pod({}, { gmsaCredentialSpecName: 'shop' }),
      ]),
    ).toEqual([]);
  });

  test.each([
    'pod.alpha.windows.kubernetes.io/gmsa-credential-spec-name',
    'pod.alpha.windows.kubernetes.io/gmsa-credential-spec',
    'web.container.alpha.windows.kubernetes.io/gmsa-credential-spec-name',
  ])('is named by no annotation any more: %s', (key) => {
    const annotated = podOf({}, { name: 'web', annotations: { [key]: 'erp' } });
    expect(said('gmsa-annotation', [annotated])).toEqual([`warning metadata.annotations[${key}]`]);
  });

  test('has nothing to do with other annotations', () => {
    const annotations = { 'pod.alpha.windows.kubernetes.io/other': 'erp', 'gmsa-credential-spec-name': 'erp' };
    expect(said('gmsa-annotation', [podOf({}, { name: 'web', annotations })])).toEqual([]);
  });
});

describe('an image that starts IIS', () => {
  const IIS = 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022';
  const pod = (name: string, container: object = {}) =>
    windows({ containers: [{ image: IIS, securityContext: user(name), ...container }] });

  test('cannot do so as ContainerUser', () => {
    const [found] = foundIn('iis-user', [pod('containeruser')]);
    expect(found).toMatchObject({ path: 'spec.containers[0].image', problem: 'it runs as containeruser' });
    expect(said('iis-user', [asPod('ContainerUser', { containers: [{ image: IIS }] })])).toHaveLength(1);
  });

  test('can as an administrator, as its own user, and when it starts something else', () => {
    expect(
      said('iis-user', [
        pod('ContainerAdministrator'),
        pod('ContainerUser', { command: ['cmd', '/c', 'dir'] }),
        pod('ContainerUser', { image: 'web:ltsc2022' }),
        windows({ containers: [{ image: IIS }] }),
      ]),
    ).toEqual([]);
  });
});

describe('an administrator of a container', () => {
  const pod = (name: string, mount: object = {}, volume: object = { hostPath: { path: 'C:\\data' } }) =>
    windows({
      containers: [{ securityContext: user(name), volumeMounts: [{ name: 'data', mountPath: 'C:\\data', ...mount }] }],
      volumes: [{ name: 'data', ...volume }],
    });

  test('who writes files of the node is found', () => {
    expect(said('administrator-host-path', [pod('ContainerAdministrator')])).toEqual([
      'info spec.containers[0].volumeMounts[0].mountPath',
    ]);
  });

  test('who only reads them is not, nor another user, nor one of other volumes', () => {
    expect(
      said('administrator-host-path', [
        pod('ContainerAdministrator', { readOnly: true }),
        pod('ContainerUser'),
        pod('ContainerAdministrator', {}, { emptyDir: {} }),
        pod('ContainerAdministrator', { name: 'other' }),
        windows({ volumes: [{ name: 'data', hostPath: { path: 'C:\\data' } }] }),
      ]),
    ).toEqual([]);
  });
});

describe('a backslash that YAML has eaten', () => {
  test.each([
    ['NT AUTHORITY\u0085ETWORK SERVICE', 'NT AUTHORITY\\NETWORK SERVICE'],
    ['NT AUTHORITY\u2028OCAL SERVICE', 'NT AUTHORITY\\LOCAL SERVICE'],
    ['corp\u2029eter', 'corp\\Peter'],
    ['corp\u00a0svc', 'corp\\_svc'],
  ])('is found by what it has left: %j', (got, meant) => {
    const [found] = foundIn('run-as-user-name-escape', [asPod(got)]);
    expect(found).toMatchObject({ got, allowed: meant, mend: { set: meant } });
    expect(said('pod-user-of-image', [asPod(got)])).toEqual([]);
  });

  test('that has left a control character is refused by the API server', () => {
    expect(said('run-as-user-name-escape', [asPod('corp\nick')])).toEqual([]);
    expect(said('run-as-user-name-format', [asPod('corp\nick')])).toHaveLength(1);
  });

  test('is found once where the pod has the name, and names with spaces are fine', () => {
    const pod = asPod('a\u0085b', { containers: [{}, {}] });
    expect(said('run-as-user-name-escape', [pod, asContainer('NT AUTHORITY\\LOCAL SERVICE')])).toHaveLength(1);
  });
});
