import { App, Chart, Testing } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import {
  ExternalTrafficPolicy,
  TargetCluster,
  WindowsDeployment,
  WindowsService,
  type WindowsServiceProps,
  WindowsVersion,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

function chartOn(cluster: TargetCluster = TargetCluster.unknown()): Chart {
  const app = new App();
  cluster.applyTo(app);
  return new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
}

function serviceOf(props: WindowsServiceProps, chart = chartOn()) {
  const web = new WindowsDeployment(chart, 'web', {
    containers: [{ image: 'registry.example/web:1', portNumber: 80 }],
  });
  new WindowsService(chart, 'service', { selector: web, ports: [{ port: 80 }], ...props });
  return Testing.synth(chart).find((object) => object.kind === 'Service');
}

describe('a WindowsService', () => {
  test('is written with source ranges and traffic policy', () => {
    const service = serviceOf({
      type: ServiceType.LOAD_BALANCER,
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
      clientIpAffinity: true,
    });
    expect(service).toMatchSnapshot();
    expect(service.spec).toMatchObject({
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: 'Local',
      sessionAffinity: 'ClientIP',
    });
  });

  test('says nothing that was not asked for', () => {
    expect(Object.keys(serviceOf({}).spec).sort()).toEqual(['ports', 'selector', 'type']);
  });

  test('keeps external addresses that were asked for', () => {
    expect(serviceOf({ externalIPs: ['203.0.113.7'] }).spec.externalIPs).toEqual(['203.0.113.7']);
  });

  test('refuses source ranges where there is no load balancer', () => {
    expect(() => serviceOf({ loadBalancerSourceRanges: ['203.0.113.0/24'] })).toThrow(
      /^shop\/service: loadBalancerSourceRanges is \["203\.0\.113\.0\/24"\]\n[\s\S]*Rule: service-source-ranges /,
    );
  });

  test('refuses source ranges that are no networks, before the API server does', () => {
    for (const range of ['hello', '203.0.113.0', '203.0.113.0/33', '10.300.0.0/16', '203.0.113.5/24']) {
      const props = {
        type: ServiceType.LOAD_BALANCER,
        loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32', range],
      };
      expect(() => serviceOf(props)).toThrow(`loadBalancerSourceRanges[2] is '${range}'`);
    }
  });

  test('refuses an external traffic policy on a Service that nobody outside reaches', () => {
    expect(() => serviceOf({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL })).toThrow(
      /^shop\/service: externalTrafficPolicy is 'Local'\n[\s\S]*Rule: service-traffic-policy /,
    );
  });

  test('refuses session affinity where a node pool is too old for it', () => {
    const cluster = TargetCluster.unknown({ windowsVersions: [WindowsVersion.SERVER_2019] });
    expect(() => serviceOf({ clientIpAffinity: true }, chartOn(cluster))).toThrow(
      /clientIpAffinity is true: .*nodes of Windows Server 2019[\s\S]*Leave clientIpAffinity out[\s\S]*Rule: service-session-affinity /,
    );
  });
});
