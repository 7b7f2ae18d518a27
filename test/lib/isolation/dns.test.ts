import { expect, test } from 'vitest';
import { dnsPermission } from '../../../lib/isolation/dns';
import { OPENSHIFT } from '../../../lib/platforms/openshift';
import { KUBE_DNS } from '../../../lib/platforms/platform';

test.each([
  ['of Kubernetes', KUBE_DNS, 'kube-system', 'k8s-app', 'kube-dns', 53],
  ['of OpenShift', OPENSHIFT.dns, 'openshift-dns', 'dns.operator.openshift.io/daemonset-dns', 'default', 5353],
])('the DNS %s may be asked by both protocols, in its own namespace only', (_, dns, namespace, key, value, port) => {
  expect(dnsPermission(dns)).toEqual({
    direction: 'egress',
    peer: {
      kind: 'pods',
      name: 'cluster DNS',
      namespaces: [namespace],
      labels: [{ key, operator: 'In', values: [value] }],
    },
    ports: [
      { protocol: 'UDP', from: port, to: port },
      { protocol: 'TCP', from: port, to: port },
    ],
  });
});
