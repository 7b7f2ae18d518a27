import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { forbiddenFields } from '../forbidden-fields';
import { manifestsOf } from '../manifests-of';
import type { Manifest } from '../synth';
import { synthesizeApps } from './synthesize';

const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-apps-'));

interface PodSpec {
  readonly os?: { readonly name: string };
  readonly nodeSelector?: Record<string, string>;
  readonly containers: { readonly env?: { readonly name: string; readonly value?: string }[] }[];
}

const FILES = synthesizeApps(join(FOLDER, 'first'));

function podSpecOf({ kind, spec }: Manifest): PodSpec | undefined {
  if (kind === 'Pod') return spec as unknown as PodSpec;
  const template = (spec?.template ?? (spec?.jobTemplate as { spec: Record<string, unknown> })?.spec.template) as
    | { spec: PodSpec }
    | undefined;
  return template?.spec;
}

const PODS = [...FILES].flatMap(([file, text]) =>
  manifestsOf(text).flatMap((manifest) => {
    const pod = podSpecOf(manifest);
    return pod ? [{ title: `${file}: ${manifest.kind} ${manifest.metadata.name}`, pod, manifest }] : [];
  }),
);

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the apps', () => {
  test('write the same bytes whenever they run', () => {
    expect(synthesizeApps(join(FOLDER, 'second'))).toEqual(FILES);
  });

  test.each([...FILES])('%s is what it was', async (file, text) => {
    await expect(text).toMatchFileSnapshot(join('__snapshots__', relative('.', file)));
  });

  test('have a snapshot for each file, and none for a file that is no longer written', () => {
    const snapshots = readdirSync(join(__dirname, '__snapshots__'), { recursive: true, encoding: 'utf8' });
    expect(snapshots.filter((file) => file.endsWith('.yaml')).sort()).toEqual([...FILES.keys()]);
  });

  test.each(PODS)('$title is pinned to its operating system twice over', ({ pod }) => {
    expect(pod.os?.name).toMatch(/^(windows|linux)$/);
    expect(pod.nodeSelector?.['kubernetes.io/os']).toBe(pod.os?.name);
  });

  const windowsPods = PODS.filter(({ pod }) => pod.os?.name === 'windows');

  test.each(windowsPods)('$title carries no field that a Windows pod may not carry', ({ pod }) => {
    expect(forbiddenFields(pod)).toEqual([]);
  });

  test.each(windowsPods)('$title names Services in full', ({ pod }) => {
    const values = pod.containers.flatMap(({ env }) => env ?? []).flatMap(({ value }) => value ?? []);
    expect(values.filter((value) => /\b[a-z-]+\.(yaobank|win-|overview)[a-z-]*$/.test(value))).toEqual([]);
  });

  test('keep what belongs to the whole cluster apart from workloads', () => {
    const shared = ['GlobalNetworkPolicy', 'APIServer', 'RuntimeClass', 'StorageClass', 'CustomResourceDefinition'];
    for (const [file, text] of FILES) {
      const kinds = manifestsOf(text).map(({ kind }) => kind);
      if (file.includes('webhook')) continue;
      const mixes =
        kinds.some((kind) => shared.includes(kind)) && kinds.some((kind) => /Deployment|DaemonSet|Pod$/.test(kind));
      expect([file, mixes]).toEqual([file, false]);
    }
  });

  test('isolate nothing that is not theirs: only the published policies reach the whole cluster', () => {
    const global = [...FILES].filter(([, text]) => /^kind: GlobalNetworkPolicy$/m.test(text)).map(([file]) => file);
    expect(global).toEqual(['win-web-demo/article-policies.k8s.yaml', 'yaobank/article-policies.k8s.yaml']);
  });
});
