import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CalicoIsolation, IsolationPort, WindowsApp, WindowsDeployment } from 'cdk8s-windows';
import type { Measured } from './synthesis-bench';

/**
 * One program that is synthesized once, and tells what that took. It runs in a process of its own, as a user's program does:
 *
 *     node synthesis-program.js CASE COUNT stock|own FOLDER
 */
type Build = (app: App, count: number) => void;

function stockWorkload(chart: Chart, id: string): kplus.Deployment {
  return new kplus.Deployment(chart, id, {
    containers: [{ image: `registry.example.com/${id}:1.0`, portNumber: 8080 }],
  });
}

const IMAGE_TAG = '1.0-ltsc2022';
const RESOURCES = { cpu: { limit: kplus.Cpu.millis(500) }, memory: { limit: Size.mebibytes(512) } };
/** Workloads of a namespace in the fleet. */
const PER_NAMESPACE = 100;

/** Namespaces of workloads with a Service each, the first of which all others may reach. */
function fleet(count: number, app: App, namespaced: (chart: Chart, ids: readonly string[]) => void): void {
  for (let first = 0; first < count; first += PER_NAMESPACE) {
    const namespace = `team-${first / PER_NAMESPACE}`;
    const ids = Array.from({ length: Math.min(PER_NAMESPACE, count - first) }, (_, index) => `web-${first + index}`);
    namespaced(new Chart(app, namespace, { namespace }), ids);
  }
}

const CASES: Readonly<Record<string, { readonly stock: Build; readonly own?: Build }>> = {
  /** All workloads in one chart. */
  chart: {
    stock: (app, count) => {
      const chart = new Chart(app, 'chart');
      for (let index = 0; index < count; index++) stockWorkload(chart, `web-${index}`);
    },
  },
  /** Each workload in a chart of its own. */
  charts: {
    stock: (app, count) => {
      for (let index = 0; index < count; index++) stockWorkload(new Chart(app, `chart-${index}`), `web-${index}`);
    },
  },
  /** Each with a Service. */
  services: {
    stock: (app, count) => {
      const chart = new Chart(app, 'chart');
      for (let index = 0; index < count; index++) stockWorkload(chart, `web-${index}`).exposeViaService();
    },
  },
  /** Each on both of the layer before. */
  ladder: {
    stock: (app, count) => {
      const chart = new Chart(app, 'chart');
      let below: ApiObject[] = [];
      for (let layer = 0; layer < count; layer++) {
        const made = ['left', 'right'].map(
          (side) => new ApiObject(chart, `${side}-${layer}`, { apiVersion: 'v1', kind: 'ConfigMap' }),
        );
        for (const object of made) for (const other of below) object.addDependency(other);
        below = made;
      }
    },
  },
  /** Windows workloads as this library writes them and judges them, beside the same by cdk8s-plus, without any rule. */
  fleet: {
    stock: (app, count) =>
      fleet(count, app, (chart, ids) => {
        const workloads = ids.map((id) => {
          const workload = new kplus.Deployment(chart, id, {
            containers: [{ image: `registry.example.com/${id}:${IMAGE_TAG}`, portNumber: 8080, resources: RESOURCES }],
          });
          workload.exposeViaService();
          return workload;
        });
        new kplus.NetworkPolicy(chart, 'closed', { selector: kplus.Pods.all(chart, 'all') });
        for (const workload of workloads.slice(1))
          workload.connections.allowTo(workloads[0], { ports: [kplus.NetworkPolicyPort.tcp(8080)] });
      }),
    own: (app, count) =>
      fleet(count, app, (chart, ids) => {
        const isolation = new CalicoIsolation(chart, 'isolation');
        const workloads = ids.map((id) => {
          const workload = new WindowsDeployment(chart, id, {
            containers: [{ image: `registry.example.com/${id}:${IMAGE_TAG}`, portNumber: 8080, resources: RESOURCES }],
          });
          workload.exposeViaService();
          return workload;
        });
        for (const workload of workloads.slice(1)) isolation.allow(workload, workloads[0], IsolationPort.tcp(8080));
      }),
  },
};

function bytesIn(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort())
    hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function run([name, count, who, folder]: readonly string[]): Measured {
  const { stock, own = stock } = CASES[name];
  const outdir = mkdtempSync(join(folder, 'out-'));
  // warnings are part of the work, and nobody reads them here
  process.stderr.write = () => true;
  const isOwn = who === 'own';
  const app = isOwn ? new WindowsApp({ outdir }) : new App({ outdir });
  (isOwn ? own : stock)(app, Number(count));
  const start = performance.now();
  app.synth();
  const synth = performance.now() - start;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const measured = { synth, processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 };
  const bytes = bytesIn(outdir);
  rmSync(outdir, { recursive: true });
  return { ...measured, bytes };
}

process.stdout.write(JSON.stringify(run(process.argv.slice(2))));
