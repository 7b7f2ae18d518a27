import type { Manifest } from '../../synth';
import { linuxPool, type SimulatedNode, windowsPool } from '../nodes/simulated-nodes';
import { appFiles } from './manifest-sets';

/** A system of `apps/` as it is applied: files in their order, on the nodes that its program names. */
export interface AppStage {
  readonly title: string;
  readonly files: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly nodes: readonly SimulatedNode[];
}

const LINUX = linuxPool('linux');
const TAINTED = { taints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }] } as const;

/**
 * Policies that a program writes as alternatives are stages of their own, each on top of the same base, and
 * apart from each other: Kubernetes deletes a namespace slowly.
 */
const STAGES: readonly { readonly files: readonly string[]; readonly nodes: readonly SimulatedNode[] }[] = [
  yaobank('article-default-deny'),
  winWebDemo('article-policies'),
  { files: ['host-process-and-gmsa/*'], nodes: [...LINUX, ...windowsPool('win22', '2022')] },
  yaobank('article-policies'),
  winWebDemo('mended-policies'),
  {
    files: ['win-webserver/*'],
    nodes: [...LINUX, ...windowsPool('win19', '2019', TAINTED), ...windowsPool('win22', '2022', TAINTED)],
  },
  yaobank('mended-policies'),
  { files: ['overview/*'], nodes: [...LINUX, ...windowsPool('win22', '2022', TAINTED)] },
  { files: ['yaobank/windows/*'], nodes: [...LINUX, ...windowsPool('win22', '2022')] },
];

function yaobank(policies: string) {
  return { files: ['yaobank/lab', `yaobank/${policies}`], nodes: LINUX };
}

function winWebDemo(policies: string) {
  return {
    files: ['win-web-demo/demo', `win-web-demo/${policies}`],
    nodes: [...LINUX, ...windowsPool('win22', '2022')],
  };
}

export function appStages(): AppStage[] {
  const written = appFiles();
  const used = new Set<string>();
  const stages = STAGES.map(({ files, nodes }) => {
    const own = files.flatMap((pattern) => written.filter(({ title }) => matches(title, pattern)));
    for (const { title } of own) used.add(title);
    return {
      title: files.join(' + '),
      files: own.map(({ title }) => title),
      manifests: own.flatMap(({ manifests }) => manifests),
      nodes,
    };
  });
  const forgotten = written.filter(({ title }) => !used.has(title));
  if (forgotten.length > 0) throw new Error(`No stage applies ${forgotten.map(({ title }) => title).join(', ')}.`);
  return stages;
}

function matches(title: string, pattern: string): boolean {
  const [folder, name] = [pattern.slice(0, pattern.lastIndexOf('/')), pattern.slice(pattern.lastIndexOf('/') + 1)];
  const own = title.replace(/\.k8s\.yaml$/, '');
  return name === '*' ? own.slice(0, own.lastIndexOf('/')) === folder : own === pattern;
}
