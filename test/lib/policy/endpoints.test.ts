import { describe, expect, test } from 'vitest';
import { answersOf, flowOf, reachOf, said } from './answers';
import { calico, kubernetes, pod } from './objects';

const CLOSED = calico('GlobalNetworkPolicy', 'closed', { types: ['Ingress', 'Egress'] });
const WEB = pod('shop/web', { ip: '10.0.0.1', node: 'node-a' });
const onHost = (name: string, node: string, ip: string) => pod(name, { ip, node, spec: { hostNetwork: true } });

function asked(objects: object[], flow: string): string[] {
  const [{ linux, windows }] = answersOf(reachOf(objects), [flowOf(flow)]);
  return [said(linux), said(windows)];
}

const NOBODY = ['', ''];

describe('policies govern', () => {
  test('no pod on the network of its node', () => {
    const agent = onHost('shop/agent', 'node-a', '192.168.0.1');
    expect(asked([agent, CLOSED], 'shop/agent -> 8.8.8.8 TCP 443')).toEqual(NOBODY);
    expect(asked([agent, CLOSED], '8.8.8.8 -> shop/agent TCP 443')).toEqual(NOBODY);
  });

  test('no HostProcess pod, which is on the network of its node', () => {
    const hostProcess = pod('shop/agent', {
      ip: '192.168.0.1',
      node: 'node-a',
      spec: { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } }, os: { name: 'windows' } },
    });
    expect(asked([hostProcess, CLOSED], 'shop/agent -> 8.8.8.8 TCP 443')).toEqual(NOBODY);
  });

  test('the pods that a workload makes, before any of them runs', () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };
    const deployment = kubernetes('apps/v1', 'Deployment', 'shop/web', { spec: { template } });
    const job = kubernetes('batch/v1', 'CronJob', 'shop/night', {
      spec: { jobTemplate: { spec: { template } } },
    });
    const denied = ['out: deny, end of tier default', 'out: deny'];
    expect(asked([deployment, CLOSED], 'shop/web -> 8.8.8.8 TCP 443')).toEqual(denied);
    expect(asked([job, CLOSED], 'shop/night -> 8.8.8.8 TCP 443')).toEqual(denied);
  });

  test('no pod that has finished: its address may be that of another', () => {
    const finished = ['Succeeded', 'Failed'].map((phase) =>
      pod(`shop/${phase.toLowerCase()}`, { ip: '10.0.0.9', phase }),
    );
    expect(reachOf([...finished, WEB]).network.endpoints.map(({ id }) => id)).toEqual(['shop/web']);
  });

  test('the pods of a workload once, where what it has made stands beside it', () => {
    const spec = { template: { metadata: {}, spec: { containers: [] } } };
    const set = kubernetes('apps/v1', 'ReplicaSet', 'shop/web-1', { spec });
    const owned = { ...set, metadata: { name: 'web-1', namespace: 'shop', ownerReferences: [{ kind: 'Deployment' }] } };
    const objects = [kubernetes('apps/v1', 'Deployment', 'shop/web', { spec }), owned];
    expect(reachOf(objects).network.endpoints.map(({ id }) => id)).toEqual(['shop/web']);
  });

  test.each(['serviceAccountName', 'serviceAccount'])('a pod that runs as an account by %s', (field) => {
    const own = pod('shop/web', { spec: { [field]: 'teller' } });
    const account = kubernetes('v1', 'ServiceAccount', 'shop/teller', { labels: { role: 'front' } });
    const closed = (selectors: object) => calico('NetworkPolicy', 'shop/closed', { ...selectors, types: ['Egress'] });
    const denied = ['out: deny, end of tier default', 'out: deny'];
    const flow = 'shop/web -> 8.8.8.8 TCP 443';
    expect(asked([own, account, closed({ serviceAccountSelector: "role == 'front'" })], flow)).toEqual(denied);
    expect(asked([own, account, closed({ serviceAccountSelector: "role == 'back'" })], flow)).toEqual([
      'out: allow, no policy',
      'out: allow',
    ]);
  });

  test('a pod without a namespace in the one that is called default', () => {
    const policy = calico('NetworkPolicy', 'default/closed', { types: ['Ingress'] });
    expect(asked([kubernetes('v1', 'Pod', 'web', { spec: {} }), policy], '8.8.8.8 -> default/web TCP 80')).toEqual([
      'in: deny, end of tier default',
      'in: deny',
    ]);
  });
});

describe('a node reaches the pods on it, whatever is denied', () => {
  const allowed = ['in: allow, own node', 'in: allow'];
  const denied = ['in: deny, end of tier default', 'in: deny'];

  test('from a pod on its network', () => {
    const agent = onHost('shop/agent', 'node-a', '192.168.0.1');
    expect(asked([WEB, agent, CLOSED], 'shop/agent -> shop/web TCP 80')).toEqual(allowed);
  });

  test('from an address that the Node states', () => {
    const node = kubernetes('v1', 'Node', 'node-a', { status: { addresses: [{ address: '192.168.0.1' }] } });
    expect(asked([WEB, node, CLOSED], '192.168.0.1 -> shop/web TCP 80')).toEqual(allowed);
  });

  test('from an address that one of its pods states', () => {
    const other = { ...pod('shop/other', { node: 'node-a' }), status: { hostIP: '192.168.0.1' } };
    expect(asked([WEB, other, CLOSED], '192.168.0.1 -> shop/web TCP 80')).toEqual(allowed);
  });

  test('and no other node does', () => {
    const agent = onHost('shop/agent', 'node-b', '192.168.0.2');
    expect(asked([WEB, agent, CLOSED], 'shop/agent -> shop/web TCP 80')).toEqual(denied);
    expect(asked([WEB, agent, CLOSED], '192.168.0.2 -> shop/web TCP 80')).toEqual(denied);
  });

  test('and nobody knows of one whose pod has no node yet', () => {
    const agent = onHost('shop/agent', 'node-a', '192.168.0.1');
    const unscheduled = pod('shop/web', { ip: '10.0.0.1' });
    expect(asked([unscheduled, agent, CLOSED], 'shop/agent -> shop/web TCP 80')).toEqual(denied);
  });
});

test('each end is asked on the system of its own node', () => {
  const named = calico('GlobalNetworkPolicy', 'named', {
    types: ['Ingress'],
    ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: ['http'] } }],
  });
  const ports = [{ name: 'http', containerPort: 80 }];
  const reach = reachOf([
    WEB,
    pod('shop/named', { ip: '10.0.0.2', spec: { containers: [{ name: 'c', ports }] } }),
    named,
  ]);
  const ask = (from: 'linux' | 'windows', to: 'linux' | 'windows') =>
    reach.verdict({ endpoint: 0 }, { endpoint: 1 }, { protocol: 6, port: 80 }, { from, to }).verdict;
  expect([ask('windows', 'linux'), ask('linux', 'windows')]).toEqual(['allow', 'deny']);
});
