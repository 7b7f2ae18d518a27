import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { affinity, BUILD, foundIn, image, OS, podOf, runtimeClass, said, WINDOWS, workloadOf } from './found-in';

const windows = (...names: string[]): PodSpec => ({ ...WINDOWS, ...image(...names) });
const on = (build: string, ...names: string[]): PodSpec => ({
  ...windows(...names),
  nodeSelector: { [OS]: 'windows', [BUILD]: build },
});
const hostProcess = { securityContext: { windowsOptions: { hostProcess: true } } };
const path = 'spec.containers[0].image';

describe('an image and the build of its nodes', () => {
  const build = (pod: PodSpec, cluster: Parameters<typeof said>[2] = {}, ...objects: Parameters<typeof said>[1]) =>
    said('image-build', [podOf(pod), ...objects], cluster);

  test.each([
    ['app:ltsc2022', '10.0.20348'],
    ['app:ltsc2022', '10.0.25398'],
    ['app:ltsc2022', '10.0.26100'],
    ['app:ltsc2025', '10.0.26100'],
    ['app:ltsc2025', '10.0.29500'],
    ['app:ltsc2019', '10.0.17763'],
    ['app:1.0', '10.0.17763'],
  ])('fit: %s on %s', (name, host) => {
    expect(build(on(host, name))).toEqual([]);
  });

  test.each([
    ['app:ltsc2025', '10.0.20348'],
    ['app:ltsc2022', '10.0.17763'],
    ['app:ltsc2019', '10.0.20348'],
    ['mcr.microsoft.com/windows/nanoserver:1809', '10.0.26100'],
  ])('do not: %s on %s', (name, host) => {
    expect(build(on(host, name))).toEqual([`error ${path}`]);
    expect(build({ ...on(host, name), ...hostProcess })).toEqual([]);
  });

  test('are compared with the builds of an affinity, of a RuntimeClass and of an AKS image', () => {
    const terms = (...values: string[]) => affinity([{ key: BUILD, operator: 'In', values }]);
    expect(build({ ...windows('app:ltsc2025'), ...terms('10.0.20348') })).toEqual([`error ${path}`]);
    expect(build({ ...windows('app:ltsc2025'), ...terms('10.0.20348', '10.0.26100') })).toEqual([`warning ${path}`]);
    expect(build({ ...windows('app:ltsc2025'), ...affinity([{ key: BUILD, operator: 'Exists' }]) })).toEqual([]);
    const not = affinity([{ key: BUILD, operator: 'NotIn', values: ['10.0.17763'] }]);
    expect(build({ ...windows('app:ltsc2022'), ...not })).toEqual([]);
    const scheduling = { nodeSelector: { [BUILD]: '10.0.20348' } };
    const named = { ...windows('app:ltsc2025'), runtimeClassName: 'windows-2022' };
    expect(build(named, {}, runtimeClass({ scheduling }))).toEqual([`error ${path}`]);
    const nodeSelector = { [OS]: 'windows', 'kubernetes.azure.com/os-sku': 'Windows2022' };
    expect(build({ ...windows('app:ltsc2025'), nodeSelector })).toEqual([`error ${path}`]);
  });

  test('are compared with what the platform has, for sure where there can be no other node', () => {
    expect(build(windows('app:ltsc2019'), { platform: 'aks', kubernetes: 34 })).toEqual([`error ${path}`]);
    expect(build(windows('app:ltsc2019'), { platform: 'aks', kubernetes: 32 })).toEqual([]);
    expect(build(windows('app:ltsc2019'), { platform: 'kubeadm', kubernetes: 36 })).toEqual([`warning ${path}`]);
    expect(build(windows('app:ltsc2019'), { kubernetes: 36 })).toEqual([`warning ${path}`]);
    expect(build(windows('app:ltsc2019'), { platform: 'eks', kubernetes: 36 })).toEqual([]);
    // on one of the pools that there may be it runs
    expect(build(windows('app:ltsc2025'), { platform: 'aks', kubernetes: 34 })).toEqual([]);
  });

  test('each image is found that does not fit, and each init container is looked at', () => {
    const pod = {
      ...on('10.0.26100', 'app:ltsc2019', 'app:ltsc2022', 'b:1809-windows'),
      initContainers: [{ image: 'i:ltsc2019' }],
    };
    expect(build(pod)).toEqual([
      'error spec.initContainers[0].image',
      'error spec.containers[0].image',
      'error spec.containers[2].image',
    ]);
  });

  test('two images of one pod need a common build', () => {
    expect(build(windows('app:ltsc2019', 'app:ltsc2022'))).toEqual(['error spec.containers[1].image']);
    expect(build(windows('app:ltsc2022', 'app:ltsc2025'))).toEqual([]);
    expect(build(windows('app:1.0', 'app:ltsc2025', ''))).toEqual([]);
    expect(build({ ...windows('app:ltsc2019', 'app:ltsc2022'), ...hostProcess })).toEqual([]);
  });

  test('are left to other rules where the choice of nodes is wrong itself, or the build has ended', () => {
    const nodeSelector = { [BUILD]: '10.0.20348', 'kubernetes.azure.com/os-sku': 'Windows2025' };
    expect(build({ ...windows('app:ltsc2019'), nodeSelector })).toEqual([]);
    expect(build(on('10.0.20348', 'app:ltsc2016'))).toEqual([]);
    expect(build(on('ltsc2022', 'app:ltsc2019'))).toEqual([]);
  });

  test('are no matter of a Linux pod', () => {
    expect(build({ nodeSelector: { [OS]: 'linux' }, ...image('app:ltsc2019', 'app:ltsc2022') })).toEqual([]);
  });
});

describe('an image that may land on nodes that do not run it', () => {
  const of2019 = runtimeClass({ scheduling: { nodeSelector: { [BUILD]: '10.0.17763' } } }, 'windows-2019');
  const open = (pod: PodSpec, ...objects: Parameters<typeof said>[1]) =>
    said('image-build-left-open', [podOf(pod), ...objects]);

  test('is found where other objects show such nodes', () => {
    expect(open(windows('app:ltsc2022'), of2019)).toEqual([`warning ${path}`]);
    expect(open(windows('app:ltsc2025'), workloadOf('Deployment', on('10.0.20348', 'b:ltsc2022')))).toEqual([
      `warning ${path}`,
    ]);
  });

  test('is not found where they run it, where it is kept off them, or where nobody shows them', () => {
    expect(open(windows('app:ltsc2019'), of2019)).toEqual([]);
    expect(open(on('10.0.20348', 'app:ltsc2022'), of2019)).toEqual([]);
    expect(
      open({ ...windows('app:ltsc2022'), nodeSelector: { pool: 'win22' }, os: { name: 'windows' } }, of2019),
    ).toEqual([]);
    expect(open(windows('app:ltsc2022'))).toEqual([]);
    expect(open(windows('app:1.0'), of2019)).toEqual([]);
    expect(open({ ...windows('app:ltsc2022'), ...hostProcess }, of2019)).toEqual([]);
    expect(open({ ...windows('app:ltsc2022'), runtimeClassName: 'unseen' }, of2019)).toEqual([]);
  });
});

describe('an image and the operating system of its pod', () => {
  const os = (pod: PodSpec) => said('image-os', [podOf(pod)]);
  const linux = (...names: string[]): PodSpec => ({ nodeSelector: { [OS]: 'linux' }, ...image(...names) });

  test.each([
    'nginx:1.27-alpine',
    'alpine:3.20',
    'docker.io/library/ubuntu:24.04',
    'python:3.12-bookworm',
    'busybox',
    'nginx',
    'nginx:1.25',
    'redis@sha256:0123',
    'postgres:16',
    'public.ecr.aws/docker/library/node:22',
    'gcr.io/distroless/static:nonroot',
    'mcr.microsoft.com/mssql/server:2022-latest',
    'python:3.12-slim',
    'openjdk:17-slim',
  ])('differ: %s is for Linux alone', (name) => {
    expect(os(windows(name))).toEqual([`error ${path}`]);
    expect(os(linux(name))).toEqual([]);
  });

  test('may agree where nobody pulls an image: somebody has put it on the node', () => {
    const [container] = windows('nginx:1.25').containers ?? [];
    const pod = { ...windows(), containers: [{ ...container, imagePullPolicy: 'Never' }] };
    expect(os(pod)).toEqual([`warning ${path}`]);
  });

  test.each(['registry.example.com/nginx:1.27-alpine', 'team/app:1.0-linux-amd64', 'quay.io/a/b:ubi8'])(
    'may differ: whoever made %s may have made one for Windows under the same tag',
    (name) => {
      expect(os(windows(name))).toEqual([`warning ${path}`]);
    },
  );

  test.each([
    'app:1.0',
    'golang:1.23-windowsservercore',
    'golang:1.27',
    'mongo:8',
    'nats:2',
    'traefik:v3.5',
    'eclipse-temurin:21',
    'hello-world',
    'registry.example.com/nginx:1.25',
    'bitnami/redis:7.2',
    'team/app:1.0-slim',
    'registry.k8s.io/pause:3.10',
    'mcr.microsoft.com/dotnet/aspnet:8.0',
    'redis:3.2-windowsservercore',
    'registry.example.com/alpine-tools:1.0',
    'team/alpine:1.0-ltsc2022',
    'app:focalpoint',
    'app:windows-linux',
    'registry.example.com/ubuntu-tools:2',
  ])('nobody can tell: %s', (name) => {
    expect(os(windows(name))).toEqual([]);
  });

  test('differ: an image of Windows in a Linux pod', () => {
    expect(os(linux('mcr.microsoft.com/windows/nanoserver:ltsc2022'))).toEqual([`error ${path}`]);
    expect(os(linux('app:1.0-ltsc2022'))).toEqual([`error ${path}`]);
    expect(os(linux('stefan/whoami:windows-amd64-1809'))).toEqual([`warning ${path}`]);
    expect(os(linux('app:1809', 'prom/node-exporter:v1.8.0'))).toEqual([]);
  });

  test('are compared in every container', () => {
    const pod = { ...windows('app:ltsc2022', 'redis:7-alpine'), initContainers: [{ image: 'debian:12' }] };
    expect(os(pod)).toEqual(['error spec.initContainers[0].image', 'error spec.containers[1].image']);
  });
});

describe('the tag of a base image', () => {
  const tag = (name: string) => said('image-base-tag', [podOf(windows(name))]);

  test.each([
    'mcr.microsoft.com/windows/servercore:latest',
    'mcr.microsoft.com/windows/nanoserver',
    'mcr.microsoft.com/windows',
    'mcr.microsoft.com/windows:ltsc2022',
    'mcr.microsoft.com/windows:10.0.26100.1742',
    'mcr.microsoft.com/windows/server:ltsc2019',
  ])('is none that exists: %s', (name) => {
    expect(tag(name)).toEqual([`error ${path}`]);
  });

  test.each([
    'mcr.microsoft.com/windows/servercore:ltsc2025',
    'mcr.microsoft.com/windows/nanoserver:1809',
    'mcr.microsoft.com/windows:1809',
    'mcr.microsoft.com/windows/server:ltsc2022',
    'mcr.microsoft.com/windows/servercore/iis',
    'mcr.microsoft.com/dotnet/framework/aspnet:latest',
    'registry.example.com/windows/servercore:latest',
    `mcr.microsoft.com/windows/servercore@sha256:${'0'.repeat(64)}`,
  ])('is no matter: %s', (name) => {
    expect(tag(name)).toEqual([]);
  });
});

describe('an image without a tag, or with latest', () => {
  test('is worth a word', () => {
    expect(said('image-latest', [podOf(windows('app', 'host:5000/app:latest'))])).toEqual([
      'info spec.containers[0].image',
      'info spec.containers[1].image',
    ]);
  });

  test('is none with a digest, in a HostProcess pod, in a Linux pod, and where the tag does not exist at all', () => {
    expect(said('image-latest', [podOf(windows(`app@sha256:${'0'.repeat(64)}`, 'app:1.0', ''))])).toEqual([]);
    expect(said('image-latest', [podOf({ ...windows('app'), ...hostProcess })])).toEqual([]);
    expect(said('image-latest', [podOf({ nodeSelector: { [OS]: 'linux' }, ...image('app') })])).toEqual([]);
    expect(said('image-latest', [podOf(windows('mcr.microsoft.com/windows/servercore'))])).toEqual([]);
  });
});

describe('a release that has ended', () => {
  test('is found as an image and as a choice of nodes', () => {
    const nodeSelector = { [OS]: 'windows', [BUILD]: '10.0.18363' };
    expect(
      said('image-build-ended', [podOf(windows('app:ltsc2016', 'mcr.microsoft.com/windows/nanoserver:1803'))]),
    ).toEqual(['error spec.containers[0].image', 'error spec.containers[1].image']);
    const [found] = foundIn('image-build-ended', [podOf({ ...WINDOWS, nodeSelector })]);
    expect(found).toMatchObject({ path: `spec.nodeSelector[${BUILD}]`, got: '10.0.18363' });
    expect(found.fix).toContain('10.0.20348');
  });

  test('is no matter where the number means something else', () => {
    expect(said('image-build-ended', [podOf(windows('app:1803', 'app:2004'))])).toEqual([]);
  });
});

test('empty containers and empty lists are looked at in peace', () => {
  const odd = [
    podOf({ ...WINDOWS, containers: [{}, { image: '' }], initContainers: [] }),
    podOf({ ...WINDOWS, containers: [] }),
  ];
  for (const id of [
    'image-build',
    'image-build-left-open',
    'image-os',
    'image-base-tag',
    'image-latest',
    'image-build-ended',
  ])
    expect(said(id, odd)).toEqual([]);
});
