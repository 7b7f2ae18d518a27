import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  IsolationFormat,
  IsolationMode,
  IsolationPort,
  PolicyEngine,
  TargetCluster,
  WindowsDeployment,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saidOf } from './synthesis-error';

const OUTDIR = join(tmpdir(), 'cdk8s-windows');

/** Its image does not tell on which system it runs. */
const CONTAINER = { image: 'registry.example/app:1', portNumber: 80 };

interface Plan {
  readonly clusters: TargetCluster;
  readonly format: IsolationFormat;
  readonly mode: IsolationMode;
  readonly shared: boolean;
  readonly late: boolean;
  readonly allowDns: boolean;
  readonly denyMetadata: boolean;
  readonly pairs: readonly (readonly [number, number, number])[];
  readonly outside: readonly (readonly [number, string | undefined, number])[];
  readonly cidrs: readonly (readonly [number, string, number])[];
}

const workload = fc.integer({ min: 0, max: 5 });
const port = fc.constantFrom(53, 80, 443, 1433);
const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.20.0.0/16',
  '168.63.129.16/32',
  '203.0.113.0/24',
  '169.254.0.0/16',
);
const plans: fc.Arbitrary<Plan> = fc.record({
  clusters: fc.constantFrom(
    TargetCluster.aks({ policyEngine: PolicyEngine.CALICO }),
    TargetCluster.kubeadm({ calicoVersion: '3.28' }),
    TargetCluster.unknown({ podCidrs: ['10.244.0.0/16'] }),
  ),
  format: fc.constantFrom(...Object.values(IsolationFormat)),
  mode: fc.constantFrom(...Object.values(IsolationMode)),
  shared: fc.boolean(),
  late: fc.boolean(),
  allowDns: fc.boolean(),
  denyMetadata: fc.boolean(),
  pairs: fc.array(fc.tuple(workload, workload, port), { maxLength: 8 }),
  outside: fc.array(fc.tuple(workload, fc.option(cidr, { nil: undefined }), port), { maxLength: 3 }),
  cidrs: fc.array(fc.tuple(workload, cidr, port), { maxLength: 3 }),
});

/** An app of three namespaces, of which the last is isolated in mode CLUSTER only. */
function appOf({ clusters, format, mode, shared, late, allowDns, denyMetadata, pairs, outside, cidrs }: Plan): App {
  const app = new App({ outdir: OUTDIR });
  clusters.applyTo(app);
  const charts = ['a', 'b', 'c'].map(
    (name) => new Chart(app, name, { namespace: name, disableResourceNameHashes: true }),
  );
  const make = (scope: Construct, index: number) =>
    index % 2 === 0
      ? new WindowsDeployment(scope, `w${index}`, { containers: [CONTAINER] })
      : new kplus.Deployment(scope, `w${index}`, { containers: [CONTAINER] });
  const workloads = Array.from({ length: 6 }, (_, index) => make(charts[index % 3], index));
  const props = { format, allowDns, denyMetadata };
  const isCluster = mode === IsolationMode.CLUSTER && format === IsolationFormat.CALICO;
  const first = isCluster
    ? new CalicoIsolation(new Chart(app, 'guard'), 'isolation', { ...props, mode })
    : new CalicoIsolation(charts[0], 'isolation', { ...props, namespaces: shared ? ['a', 'b'] : ['a'] });
  const another = () => {
    if (isCluster || !shared) new CalicoIsolation(charts[1], 'isolation', props);
  };
  if (!late) another();
  const isOurs = (index: number) => isCluster || index % 3 === 0 || (shared && index % 3 === 1);
  for (const [from, to, number] of pairs)
    if (isOurs(from) || isOurs(to)) first.allow(workloads[from], workloads[to], IsolationPort.tcp(number));
  for (const [to, range, number] of outside)
    if (isOurs(to))
      first.allowFromOutside(workloads[to], {
        ports: [IsolationPort.tcp(number)],
        ...(range === undefined ? {} : { sourceRanges: [range] }),
      });
  for (const [from, range, number] of cidrs)
    if (isOurs(from)) first.allowToCidrs(workloads[from], [range], IsolationPort.udp(number));
  if (late) another();
  return app;
}

describe('whatever an app allows', () => {
  test('its isolations keep what they promise, on Linux and on Windows nodes', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(saidOf(appOf(plan))).toBe('');
      }),
      { numRuns: 30 },
    );
  });

  test('is missed when the policy that allows it is taken away', () => {
    fc.assert(
      fc.property(
        plans.filter(({ pairs }) => pairs.some(([from, to]) => from % 3 === 0 && to % 3 === 0)),
        (plan) => {
          const app = appOf(plan);
          const [from] = plan.pairs.find((pair) => pair[0] % 3 === 0 && pair[1] % 3 === 0) as readonly number[];
          const policies = app.node
            .findAll()
            .filter((each) => ApiObject.isApiObject(each) && each.kind === 'NetworkPolicy');
          const own = policies.find(({ node }) => node.path.endsWith(`/w${from}`) || node.id === `a-w${from}`);
          own?.node.scope?.node.tryRemoveChild(own.node.id);
          expect(saidOf(app)).toMatch(/it is permitted, and closed/);
        },
      ),
      { numRuns: 15 },
    );
  });
});
