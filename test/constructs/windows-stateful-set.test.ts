import * as kplus from 'cdk8s-plus-28';
import { RunAsUser, type WindowsContainerProps, WindowsStatefulSet, WindowsVersion } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { ofKind, synth } from '../synth';

const SQL = {
  image: 'example.azurecr.io/sql:2022-windowsservercore-ltsc2022',
  ports: [{ number: 1433, name: 'sql' }],
};

test('a WindowsStatefulSet as a whole', () => {
  const manifests = synth(
    (chart) => {
      const sql = new WindowsStatefulSet(chart, 'sql', {
        replicas: 3,
        windowsVersion: WindowsVersion.SERVER_2022,
        runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
        podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
        containers: [SQL],
      });
      const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'data');
      sql.containers[0].mount('C:\\data', kplus.Volume.fromPersistentVolumeClaim(chart, 'data', claim));
    },
    { namespace: 'shop' },
  );
  expect(manifests).toMatchSnapshot();
  expectNoForbiddenFields(manifests);
});

test('the headless service that is made selects the pods', () => {
  const manifests = synth((chart) => void new WindowsStatefulSet(chart, 'sql', { containers: [SQL] }));
  const { spec, metadata } = ofKind(manifests, 'Service');
  const set = ofKind(manifests, 'StatefulSet').spec;
  expect(spec).toMatchObject({ clusterIP: 'None', selector: (set.selector as { matchLabels: object }).matchLabels });
  expect(set.serviceName).toBe(metadata.name);
});

test('the headless service names each port as soon as there are two: the API server asks for it', () => {
  const portsOf = (...containers: WindowsContainerProps[]) => {
    const manifests = synth((chart) => void new WindowsStatefulSet(chart, 'sql', { containers }));
    return (ofKind(manifests, 'Service').spec.ports as { name?: string }[]).map(({ name }) => name);
  };
  const { image } = SQL;
  expect(portsOf({ image, portNumber: 1433 })).toEqual([undefined]);
  expect(portsOf({ image, ports: [{ number: 53, protocol: kplus.Protocol.UDP }, { number: 53 }] })).toEqual([
    'udp-53',
    'tcp-53',
  ]);
  expect(portsOf(SQL, { image, name: 'web', portNumber: 80 })).toEqual(['sql', 'tcp-80']);
});

test('a service of the author is taken instead', () => {
  const manifests = synth((chart) => {
    const service = new kplus.Service(chart, 'db', { clusterIP: 'None', ports: [{ port: 1433 }] });
    new WindowsStatefulSet(chart, 'sql', { service, containers: [{ image: 'sql:ltsc2022' }] });
  });
  expect(ofKind(manifests, 'StatefulSet').spec.serviceName).toBe(ofKind(manifests, 'Service').metadata.name);
});
