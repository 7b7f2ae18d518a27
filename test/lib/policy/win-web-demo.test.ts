import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { podMadeOf } from '../../cluster/manifests/pods-of';
import { manifestsOf } from '../../manifests-of';
import { flowOf, reachOf, verdictOf } from './answers';
import { kubernetes, pod } from './objects';

const file = (name: string) =>
  manifestsOf(readFileSync(join(__dirname, `../../apps/__snapshots__/win-web-demo/${name}.k8s.yaml`), 'utf8'));

const DEMO = file('demo');
const POD = DEMO.flatMap((workload) => podMadeOf(workload) ?? []).map((made) => ({
  ...made,
  spec: { ...made.spec, nodeName: 'windows-1' },
  status: { podIP: '10.0.0.1' },
}));
const OTHERS = [
  pod('kube-system/dns', { labels: { 'k8s-app': 'kube-dns' }, ip: '10.0.1.1', node: 'linux-1' }),
  kubernetes('v1', 'Node', 'windows-1', { status: { addresses: [{ address: '192.168.0.1' }] } }),
];
const WEB = 'win-web-demo/web-container-pod';

describe('win-web-demo under the policy of its article, on Windows', () => {
  const reach = reachOf([...DEMO, ...POD, ...OTHERS, ...file('article-policies')]);

  test.each([
    ['the Internet is closed to it', `${WEB} -> 203.0.113.7 TCP 443`, 'deny'],
    ['DNS is open to it over UDP', `${WEB} -> kube-system/dns UDP 53`, 'allow'],
    ['DNS is closed to it over TCP', `${WEB} -> kube-system/dns TCP 53`, 'deny'],
    ['its own load balancer is closed, which the article does not say', `203.0.113.7 -> ${WEB} TCP 80`, 'deny'],
    ['only its node reaches it', `192.168.0.1 -> ${WEB} TCP 80`, 'allow'],
  ])('%s', (_, flow, verdict) => {
    expect(verdictOf(reach, flowOf(flow), 'windows').verdict).toBe(verdict);
  });
});

describe('win-web-demo under the mended policies, on Windows', () => {
  const reach = reachOf([...DEMO, ...POD, ...OTHERS, ...file('mended-policies')]);

  test.each([
    ['DNS is open to it over TCP', `${WEB} -> kube-system/dns TCP 53`, 'allow'],
    ['the metadata of the cloud is closed', `${WEB} -> 169.254.169.254 TCP 80`, 'deny'],
    ['its load balancer is open on its port', `203.0.113.7 -> ${WEB} TCP 80`, 'allow'],
    ['and on no other', `203.0.113.7 -> ${WEB} TCP 443`, 'deny'],
  ])('%s', (_, flow, verdict) => {
    expect(verdictOf(reach, flowOf(flow), 'windows').verdict).toBe(verdict);
  });
});
