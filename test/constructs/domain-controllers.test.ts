import { App, Chart, Testing } from 'cdk8s';
import { CalicoIsolation, DomainControllers, IsolationFormat, WindowsDeployment } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

function charts(format?: IsolationFormat) {
  const app = new App();
  const network = new Chart(app, 'network', { namespace: 'network' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new WindowsDeployment(shop, 'web', { containers: [{ image: 'registry.example/web:1' }] });
  return { network, web, isolation: new CalicoIsolation(shop, 'isolation', { format }) };
}

describe('DomainControllers', () => {
  test('become one GlobalNetworkSet, without a namespace, however many isolations use it', () => {
    const { network, web, isolation } = charts();
    const controllers = new DomainControllers(network, 'corp', {
      addresses: ['10.9.0.4', '10.9.1.0/28', '10.9.0.4/32'],
    });
    isolation.allowActiveDirectory(web, controllers);
    isolation.allowActiveDirectory(web, controllers);
    expect(Testing.synth(network)).toMatchSnapshot();
  });

  test('keep the metadata of the author beside their own label', () => {
    const { network, web, isolation } = charts();
    const metadata = { name: 'corp-dcs', labels: { team: 'identity' } };
    isolation.allowActiveDirectory(web, new DomainControllers(network, 'corp', { addresses: ['10.9.0.4'], metadata }));
    const [{ metadata: written }] = Testing.synth(network);
    expect(written.name).toBe('corp-dcs');
    expect(written.labels).toEqual({
      team: 'identity',
      'cdk8s-windows/domain-controllers': expect.stringContaining('network-corp'),
    });
  });

  test('write nothing where no Calico policy refers to them', () => {
    const { network, web, isolation } = charts(IsolationFormat.KUBERNETES);
    const controllers = new DomainControllers(network, 'corp', { addresses: ['10.9.0.4'] });
    isolation.allowActiveDirectory(web, controllers);
    expect(Testing.synth(network)).toEqual([]);
    expect(controllers.cidrs).toEqual(['10.9.0.4/32']);
  });

  test.each([
    [
      'host bits',
      ['10.9.0.4', '10.9.1.1/24'],
      /addresses\[1\] is '10.9.1.1\/24': it has host bits \(allowed: 10.9.1.0\/24\)/,
    ],
    ['a host name', ['dc1.corp.example'], /addresses\[0\] is 'dc1.corp.example'[\s\S]*calico-network-format/],
    ['IPv6', ['fd00::4'], /addresses\[0\] is 'fd00::4'[\s\S]*ip-address-family/],
    ['no address', [], /addresses is \[\]: no network is named/],
  ])('refuse %s', (_, addresses, message) => {
    const { network } = charts();
    expect(() => new DomainControllers(network, 'corp', { addresses })).toThrow(message);
  });
});
