import * as kplus from 'cdk8s-plus-28';
import { ServiceAddress, TargetCluster, WindowsPod } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { ofKind, podOf, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

const IN_SHOP = { namespace: 'shop', disableResourceNameHashes: true };

function service(props: kplus.ServiceProps = {}, chart = shop(IN_SHOP)): kplus.Service {
  return new kplus.Service(chart, 'db', { metadata: { name: 'db' }, ports: [{ port: 1433 }], ...props });
}

describe('the address of a Service', () => {
  test('is its full name', () => {
    expect(ServiceAddress.of(service()).fqdn).toBe('db.shop.svc.cluster.local');
  });

  test('has the namespace of the Service, where that is not the one of the chart', () => {
    const address = ServiceAddress.of(service({ metadata: { name: 'db', namespace: 'data' } }));
    expect(address.fqdn).toBe('db.data.svc.cluster.local');
  });

  test('has the name that cdk8s gives', () => {
    expect(ServiceAddress.of(service({ metadata: {} })).fqdn).toBe('shop-db.shop.svc.cluster.local');
  });

  test('has the DNS domain of the target cluster', () => {
    const cluster = TargetCluster.unknown({ clusterDomain: 'corp.example' });
    expect(ServiceAddress.of(service({}, shop({ ...IN_SHOP, cluster }))).fqdn).toBe('db.shop.svc.corp.example');
  });

  test('is not known without a namespace', () => {
    expect(() => ServiceAddress.of(service({}, shop()))).toThrow(
      /^shop\/db: metadata\.namespace is missing\n[\s\S]*Rule: service-namespace /,
    );
  });

  test('can be that of a Service in the cluster', () => {
    const chart = shop({ cluster: TargetCluster.unknown({ clusterDomain: 'corp.example' }) });
    expect(ServiceAddress.fromName(chart, 'sql', 'data').fqdn).toBe('sql.data.svc.corp.example');
  });
});

describe('a URL', () => {
  test('has the first port of the Service', () => {
    expect(ServiceAddress.of(service()).url('tcp')).toBe('tcp://db.shop.svc.cluster.local:1433');
  });

  test('has the port that is asked for', () => {
    const address = ServiceAddress.of(service({ ports: [{ port: 80 }, { port: 8080, name: 'admin' }] }));
    expect(address.url('http', 8080)).toBe('http://db.shop.svc.cluster.local:8080');
  });

  test('has ports that the Service got later', () => {
    const later = service({ ports: [] });
    const address = ServiceAddress.of(later);
    later.bind(5000);
    expect(address.url('http')).toBe('http://db.shop.svc.cluster.local:5000');
  });

  test.each([
    ['http', 80],
    ['https', 443],
  ])('of %s does not name port %i', (protocol, port) => {
    expect(ServiceAddress.of(service({ ports: [{ port }] })).url(protocol)).toBe(
      `${protocol}://db.shop.svc.cluster.local`,
    );
  });

  test('names the usual port of another protocol', () => {
    expect(ServiceAddress.of(service({ ports: [{ port: 80 }] })).url('https')).toMatch(/:80$/);
  });

  test('refuses a port that the Service does not have', () => {
    expect(() => ServiceAddress.of(service()).url('http', 80)).toThrow(
      /^shop\/db: port is 80 \(allowed: 1433\)\n[\s\S]*Rule: service-port /,
    );
  });

  test('of a Service in the cluster has the port that is asked for, or none', () => {
    const address = ServiceAddress.fromName(shop(), 'sql', 'data');
    expect(address.url('http')).toBe('http://sql.data.svc.cluster.local');
    expect(address.url('http', 8080)).toBe('http://sql.data.svc.cluster.local:8080');
  });
});

test('the full name is the value of an environment variable', () => {
  const manifests = synth((chart) => {
    const envVariables = { DB_URL: ServiceAddress.of(service({}, chart)).asEnvValue() };
    new WindowsPod(chart, 'web', { containers: [{ ...CONTAINER, envVariables }] });
  }, IN_SHOP);
  expect(podOf(ofKind(manifests, 'Pod')).spec.containers[0].env).toEqual([
    { name: 'DB_URL', value: 'db.shop.svc.cluster.local' },
  ]);
  expect(manifests).toMatchSnapshot();
});
