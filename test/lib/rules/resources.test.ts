import { describe, expect, test } from 'vitest';
import type { Amounts, ContainerSpec } from '../../../lib/manifests/pod-spec';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (...objects: object[]) => saidOf(['resources'], objects);
const container = (limits?: Amounts, requests?: Amounts, more: ContainerSpec = {}): ContainerSpec => ({
  name: 'web',
  resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
  ...more,
});
const windows = (limits?: Amounts, requests?: Amounts, more?: ContainerSpec) =>
  said(windowsPod({ containers: [container(limits, requests, more)] }));
const ENOUGH = { cpu: '1', memory: '1Gi' };

describe('what the API server refuses about amounts it refuses of every pod', () => {
  test.each([windowsPod, linuxPod])('%o', (pod) => {
    expect(said(pod({ containers: [container({ cpu: '1', memory: '512MB' })] }))).toEqual([
      'error resource-amount spec.containers[0].resources.limits[memory]',
    ]);
    expect(said(pod({ containers: [container(ENOUGH, { cpu: '-1' })] }))).toEqual([
      'error resource-amount spec.containers[0].resources.requests[cpu]',
    ]);
    expect(said(pod({ containers: [container(ENOUGH, { cpu: 1.5, memory: '1Gi' })] }))).toEqual([
      'error resource-request-exceeds-limit spec.containers[0].resources.requests',
    ]);
  });

  test('each resource is compared with its own limit, in any unit', () => {
    expect(windows({ cpu: '1000m', memory: '1024Mi', 'example.com/a': 1 }, { cpu: 1, memory: '1Gi' })).toEqual([]);
  });
});

describe('limits', () => {
  const at = (index: number) => [`info resource-limits spec.containers[${index}].resources.limits`];

  test('are missed once in a pod, at the first container without', () => {
    const pod = windowsPod({ containers: [container(ENOUGH), container(), container({ cpu: '1' })] });
    expect(said(pod)).toEqual(at(1));
  });

  test.each<[string, Amounts | undefined]>([
    ['with neither', undefined],
    ['without memory', { cpu: '1' }],
    ['without cpu', { memory: '1Gi' }],
  ])('are missed in a container %s', (_, limits) => {
    expect(windows(limits)).toEqual(at(0));
  });

  test('of Linux pods and of init containers are nobody’s matter, those of sidecars are', () => {
    expect(said(linuxPod({ containers: [container()] }))).toEqual([]);
    const pod = (restartPolicy?: string) => windowsPod({ initContainers: [{ name: 'init', restartPolicy }] });
    expect(said(pod())).toEqual([]);
    expect(said(pod('Always'))).toEqual(['info resource-limits spec.initContainers[0].resources.limits']);
  });

  test('may come from a LimitRange of the namespace, whose maximum is a default as well', () => {
    const range = (namespace: string, item: object) => ({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults', namespace },
      spec: { limits: [{ type: 'Container', ...item }] },
    });
    const pod = windowsPod({ containers: [container()] }, 'shop');
    expect(said(pod, range('shop', { default: { memory: '1Gi' }, max: { cpu: '2' } }))).toEqual([]);
    expect(said(pod, range('shop', { default: { memory: '1Gi' } }))).toEqual(at(0));
    expect(said(pod, range('shop', { type: 'Pod', max: { cpu: '2', memory: '1Gi' } }))).toEqual(at(0));
    expect(said(pod, range('other', { default: { cpu: '1', memory: '1Gi' } }))).toEqual(at(0));
    expect(said(pod, { ...range('shop', {}), spec: {} })).toEqual(at(0));
  });

  test('are looked for in a pod without containers in vain', () => {
    expect(said(windowsPod({ containers: [] }))).toEqual([]);
  });
});

describe('a memory request', () => {
  test('below the limit is advised against', () => {
    expect(windows(ENOUGH, { memory: '512Mi' })).toEqual([
      'info memory-request-below-limit spec.containers[0].resources.requests[memory]',
    ]);
  });

  test.each<[string, Amounts]>([
    ['as high as the limit, in another unit', { memory: '1024Mi' }],
    ['of cpu only', { cpu: '100m' }],
  ])('%s is fine', (_, requests) => {
    expect(windows(ENOUGH, requests)).toEqual([]);
  });
});

describe('memory of less than a mebibyte', () => {
  test.each(['800m', '1', 512, '1000Ki', '0.5M'])('%j is in the wrong unit', (memory) => {
    expect(windows({ cpu: '1', memory })).toEqual(['warning memory-unit spec.containers[0].resources.limits[memory]']);
  });

  test('is found as a request, and once where limit and request have the same unit', () => {
    expect(windows({ cpu: '1', memory: '1Gi' }, { memory: '300m' })).toContain(
      'warning memory-unit spec.containers[0].resources.requests[memory]',
    );
    const both = windows({ cpu: '1', memory: '800m' }, { memory: '800m' });
    expect(both).toEqual(['warning memory-unit spec.containers[0].resources.limits[memory]']);
  });

  test('is left to the API server where the request exceeds it', () => {
    expect(windows({ cpu: '1', memory: '800m' }, { memory: '800Mi' })).toEqual([
      'error resource-request-exceeds-limit spec.containers[0].resources.requests',
    ]);
  });

  test('is none where there is none, and cpu may well be in thousandths', () => {
    expect(windows({ cpu: '800m', memory: 0 })).toEqual([]);
  });
});

describe('a small memory limit', () => {
  test.each([
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', '32Mi'],
    ['registry.example.com/app:1.0-servercore-ltsc2022', '64Mi'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022', '256Mi'],
    ['mcr.microsoft.com/dotnet/framework/runtime:4.8-windowsservercore-ltsc2022', '256Mi'],
  ])('%s with %s', (image, memory) => {
    expect(windows({ cpu: '1', memory }, undefined, { image })).toEqual([
      'info memory-limit-small spec.containers[0].resources.limits[memory]',
    ]);
  });

  test.each([
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', '64Mi'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022', '512Mi'],
    ['registry.example.com/app:1.0-ltsc2022', '16Mi'],
  ])('is none: %s with %s', (image, memory) => {
    expect(windows({ cpu: '1', memory }, undefined, { image })).toEqual([]);
  });

  test('is nobody’s matter on the node itself', () => {
    const image = 'mcr.microsoft.com/windows/servercore:ltsc2022';
    const securityContext = { windowsOptions: { hostProcess: true } };
    const containers = [container({ cpu: '1', memory: '64Mi' }, undefined, { image })];
    expect(said(windowsPod({ securityContext, containers }))).toEqual([]);
  });
});

describe('what Windows nodes do not have', () => {
  test('huge pages are found once, in limits or requests', () => {
    const pages = { 'hugepages-2Mi': '4Mi' };
    expect(windows({ ...ENOUGH, ...pages }, pages)).toEqual([
      'error huge-pages spec.containers[0].resources.limits[hugepages-2Mi]',
    ]);
    expect(windows(ENOUGH, pages)).toEqual(['error huge-pages spec.containers[0].resources.requests[hugepages-2Mi]']);
  });

  test('claims are found once, at the pod or at the container', () => {
    const containers = [{ name: 'web', resources: { limits: ENOUGH, claims: [{ name: 'gpu' }] } }];
    expect(said(windowsPod({ containers, resourceClaims: [{ name: 'gpu' }] }))).toEqual([
      'error resource-claims spec.resourceClaims',
    ]);
    expect(said(windowsPod({ containers }))).toEqual(['error resource-claims spec.containers[0].resources.claims']);
    expect(said(windowsPod({ resourceClaims: [] }))).toEqual([]);
  });

  test('a resize in place is missed only where somebody asked for it: servers write NotRequired by themselves', () => {
    const of = (restartPolicy: string) =>
      windows(ENOUGH, undefined, { resizePolicy: [{ resourceName: 'cpu', restartPolicy }] });
    expect(of('RestartContainer')).toEqual(['info resize-policy spec.containers[0].resizePolicy']);
    expect(of('NotRequired')).toEqual([]);
  });

  test('Linux nodes have all of it', () => {
    const resources = { limits: { ...ENOUGH, 'hugepages-2Mi': '4Mi' }, claims: [{ name: 'gpu' }] };
    const resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
    expect(said(linuxPod({ containers: [{ name: 'web', resources, resizePolicy }] }))).toEqual([]);
  });
});
