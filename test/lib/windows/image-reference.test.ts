import { describe, expect, test, vi } from 'vitest';
import { isBaseImage, parseImageReference } from '../../../lib/windows/image-reference';

const MCR = 'mcr.microsoft.com';
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('the parts of a reference', () => {
  test.each([
    ['a name alone', 'app', 'app', undefined],
    ['a tag', 'app:1.2', 'app', '1.2'],
    [
      'a registry with a port and no tag',
      'registry.example:5000/team/app',
      'registry.example:5000/team/app',
      undefined,
    ],
    ['a registry with a port and a tag', 'registry.example:5000/app:1.2', 'registry.example:5000/app', '1.2'],
    ['a digest', `app@${DIGEST}`, 'app', undefined],
    ['a tag and a digest', `host:5000/app:1.2@${DIGEST}`, 'host:5000/app', '1.2'],
    ['an empty text', '', '', undefined],
  ])('%s', (_, image, repository, tag) => {
    expect(parseImageReference(image)).toMatchObject({ repository, tag });
  });
});

describe('the build that a tag names', () => {
  test.each([
    [`${MCR}/windows/servercore:ltsc2016`, '10.0.14393'],
    [`${MCR}/windows/servercore:ltsc2019`, '10.0.17763'],
    [`${MCR}/windows/servercore:LTSC2019`, '10.0.17763'],
    [`${MCR}/windows/nanoserver:1809`, '10.0.17763'],
    [`${MCR}/windows/nanoserver:1809-KB4493509`, '10.0.17763'],
    [`${MCR}/windows/servercore:10.0.17763.437`, '10.0.17763'],
    [`${MCR}/windows/servercore:10.0.20348.1-amd64`, '10.0.20348'],
    [`${MCR}/windows/servercore/iis:windowsservercore-ltsc2022`, '10.0.20348'],
    [`${MCR}/windows/servercore:ltsc2022-amd64`, '10.0.20348'],
    [`${MCR}/dotnet/runtime:8.0-nanoserver-1809`, '10.0.17763'],
    [`${MCR}/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019`, '10.0.17763'],
    [`${MCR}/dotnet/framework/runtime:4.8.1-20240910-windowsservercore-ltsc2022`, '10.0.20348'],
    [`${MCR}/windows/server:ltsc2025`, '10.0.26100'],
    [`${MCR}/windows:1809`, '10.0.17763'],
    [`${MCR}/windows/nanoserver:2004`, '10.0.19041'],
    [`${MCR}/windows/servercore:20H2`, '10.0.19042'],
    [`${MCR}/windows/servercore:1903`, '10.0.18362'],
    ['mirror.example:5000/windows/nanoserver:1909', '10.0.18363'],
    ['app:1.4.0-windows-1809-amd64', '10.0.17763'],
    [`app:ltsc2022@${DIGEST}`, '10.0.20348'],
    ['registry.example:5000/app:ltsc2019', '10.0.17763'],
  ])('%s is of build %s', (image, build) => {
    expect(parseImageReference(image).build).toBe(build);
  });

  test.each([
    ['a number that looks like a release', 'app:2004'],
    ['another such number', 'app:1809'],
    ['a product with windows in its name, numbered by year and month', 'example/windows-exporter:2004'],
    ['latest', `${MCR}/dotnet/samples:latest`],
    ['no tag', `${MCR}/windows/nanoserver`],
    ['a digest alone', `${MCR}/windows/nanoserver@${DIGEST}`],
    ['a port that looks like a build', 'ltsc2022.example:1809/windows'],
    ['a longer word that contains a release', 'app:myltsc2022x'],
    ['a longer number that contains a build', 'app:10.0.203481'],
    ['a version number that ends like a build', 'app:1.10.0.20348'],
    ['the text of the digest', 'app@sha256:ltsc2022'],
    ['a revision without its build', 'app:437'],
    ['an empty text', ''],
  ])('%s names none: %s', (_, image) => {
    expect(parseImageReference(image).build).toBeUndefined();
  });
});

describe('the base image', () => {
  test.each([
    [`${MCR}/windows/nanoserver:ltsc2022`, 'nanoserver'],
    [`${MCR}/dotnet/aspnet:8.0-nanoserver-ltsc2022`, 'nanoserver'],
    [`${MCR}/windows/servercore:ltsc2022`, 'servercore'],
    ['example/app:4.8-WindowsServerCore-ltsc2019', 'servercore'],
    [`${MCR}/windows/server:ltsc2022`, 'server'],
    [`${MCR}/windows:1809`, 'windows'],
  ])('%s is built on %s', (image, base) => {
    expect(parseImageReference(image).base).toBe(base);
  });

  test.each(['example/windows-app:1.0', 'example/server:ltsc2022', ''])('%s tells nothing of its base', (image) => {
    expect(parseImageReference(image).base).toBeUndefined();
  });
});

describe('images that start IIS by ServiceMonitor', () => {
  test.each([
    [`${MCR}/windows/servercore/iis:windowsservercore-ltsc2022`, true],
    [`${MCR}/dotnet/framework/aspnet:4.8`, true],
    [`${MCR}/dotnet/framework/wcf:4.8`, true],
    ['mirror.example/dotnet/framework/aspnet:4.8', true],
    [`${MCR}/dotnet/framework/runtime:4.8`, false],
    [`${MCR}/dotnet/aspnet:8.0-nanoserver-ltsc2022`, false],
    ['example/my-dotnet/framework/aspnet-tools:1', false],
  ])('%s: %s', (image, hostsIis) => {
    expect(parseImageReference(image).hostsIis).toBe(hostsIis);
  });
});

describe('the Linux distribution that a reference names', () => {
  test.each([
    ['nginx:1.27-alpine', 'alpine'],
    ['nginx:1.27-alpine3.20', 'alpine'],
    ['docker.io/library/ubuntu:24.04', 'ubuntu'],
    ['alpine', 'alpine'],
    ['app:bookworm', 'bookworm'],
    ['app:1.0-linux-amd64', 'linux'],
    ['registry.access.redhat.com/app:ubi8', 'ubi8'],
  ])('is found in %s', (image, linux) => {
    expect(parseImageReference(image).linux).toBe(linux);
  });

  test.each([
    'app:1.0',
    'team/alpine-tools:1.0',
    'app:1.0-ltsc2022-alpine',
    'app:windows-and-linux',
    'app:nobles',
    'app:focalpoint',
    'registry.example.com/ubuntu:24.04',
    '',
  ])('is not found in %s', (image) => {
    expect(parseImageReference(image).linux).toBeUndefined();
  });
});

describe('a base image', () => {
  test.each([
    ['mcr.microsoft.com/windows', true],
    ['mcr.microsoft.com/windows/nanoserver', true],
    ['mcr.microsoft.com/windows/servercore', true],
    ['mcr.microsoft.com/windows/server', true],
    ['mcr.microsoft.com/windows/servercore/iis', false],
    ['mcr.microsoft.com/dotnet/framework/aspnet', false],
    ['registry.example.com/windows/servercore', false],
  ])('%s: %s', (repository, is) => {
    expect(isBaseImage(repository)).toBe(is);
  });
});

describe('what a tag says in one repository, it does not say in another that speaks for itself', () => {
  const tags = [
    '1809',
    '1.0-ltsc2022',
    '4.8',
    '1.27-alpine',
    '1.25-slim',
    '2004',
    'latest',
    '10.0.20348.1',
    'nanoserver',
  ];
  const repositories = [
    'registry.example.com/shop/web',
    'registry.example.com/windows/web',
    'mcr.microsoft.com/windows/servercore/iis',
    'mcr.microsoft.com/dotnet/framework/aspnet',
    'python',
    'docker.io/library/golang',
    'public.ecr.aws/docker/library/nginx',
    'gcr.io/distroless/static',
    'mcr.microsoft.com/mssql/server',
  ];

  test.each(tags)('%s', async (tag) => {
    const inOrder = repositories.map((repository) => parseImageReference(`${repository}:${tag}`));
    vi.resetModules();
    const fresh = await import('../../../lib/windows/image-reference');
    const backwards = [...repositories]
      .reverse()
      .map((repository) => fresh.parseImageReference(`${repository}:${tag}`));
    expect(backwards.reverse()).toEqual(inOrder);
  });
});
