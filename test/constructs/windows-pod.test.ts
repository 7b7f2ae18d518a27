import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RunAsUser, WindowsPod, WindowsVersion } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { ofKind, podOf, synth } from '../synth';

function build() {
  return synth(
    (chart) => {
      const settings = new kplus.ConfigMap(chart, 'settings', { data: { mode: 'full' } });
      const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'data');
      new WindowsPod(chart, 'import', {
        metadata: { labels: { app: 'import' }, annotations: { note: 'once' } },
        windowsVersion: WindowsVersion.SERVER_2022,
        runAsUserName: RunAsUser.CONTAINER_USER,
        runAsNonRoot: true,
        restartPolicy: kplus.RestartPolicy.NEVER,
        terminationGracePeriod: Duration.minutes(2),
        priorityClassName: 'batch',
        dns: { nameservers: ['10.0.0.10'], searches: ['corp.example'], hostname: 'import' },
        hostAliases: [{ ip: '10.0.0.5', hostnames: ['db.corp.example'] }],
        containers: [
          {
            image: 'mcr.microsoft.com/windows/servercore:ltsc2022',
            command: ['cmd', '/c', 'import.cmd'],
            envVariables: { MODE: kplus.EnvValue.fromConfigMap(settings, 'mode') },
            resources: { memory: { limit: Size.gibibytes(2) } },
            volumeMounts: [{ path: 'D:', volume: kplus.Volume.fromPersistentVolumeClaim(chart, 'data', claim) }],
          },
        ],
        initContainers: [
          {
            name: 'wait',
            image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022',
            command: ['cmd', '/c', 'ping', '-n', '5', '127.0.0.1'],
            resources: {},
          },
        ],
      });
    },
    { namespace: 'shop' },
  );
}

test('a WindowsPod as a whole', () => {
  expect(build()).toMatchSnapshot();
  expectNoForbiddenFields(build());
});

test('its restart policy is its own: a pod may end', () => {
  expect(podOf(ofKind(build(), 'Pod')).spec.restartPolicy).toBe('Never');
});

test('a pod without containers can be filled later', () => {
  const manifests = synth((chart) => {
    const pod = new WindowsPod(chart, 'pod');
    pod.addContainer({ image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022' });
  });
  expect(podOf(ofKind(manifests, 'Pod')).spec.containers).toHaveLength(1);
});

test('a pod that stays without containers is refused at synth, by its path', () => {
  expect(() => synth((chart) => void new WindowsPod(chart, 'pod'))).toThrow(/shop\/pod.*at least 1 container/);
});

test('isolate denies all traffic of the pod', () => {
  const manifests = synth((chart) => {
    new WindowsPod(chart, 'pod', { isolate: true, containers: [{ image: 'app:ltsc2022' }] });
  });
  expect(ofKind(manifests, 'NetworkPolicy').spec).toMatchObject({ policyTypes: ['Egress', 'Ingress'] });
});
