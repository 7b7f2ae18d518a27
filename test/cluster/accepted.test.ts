import * as library from 'cdk8s-windows';
import { Construct } from 'constructs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JudgedCluster } from './api/judged-cluster';
import { hasSchema } from './control-plane/custom-kinds';
import { KUBERNETES_MINORS, type KubernetesMinor, numberOf } from './control-plane/kubernetes-versions';
import { apps, constructManifests, constructsInManifests } from './manifests/manifest-sets';
import { podMadeOf } from './manifests/pods-of';
import { type Count, record } from './report/section';

const ORIGINS = { 'of the apps': apps(), 'of the tests of the constructs': constructManifests() };

/** Of an API server that takes a manifest and has a reservation, by the tests whose manifests ask for just that. */
const WARNINGS: readonly { readonly title: RegExp; readonly warning: RegExp }[] = [
  { title: /external(IPs| addresses)/, warning: /externalIPs is deprecated/ },
  { title: /by the old label/, warning: /beta\.kubernetes\.io\/os\]: deprecated since v1\.14/ },
];

function isExpected(title: string, warning: string): boolean {
  return WARNINGS.some((known) => known.title.test(title) && known.warning.test(warning));
}

/** Tests that write a field which older minors do not know, and refuse. */
const NEWER: readonly { readonly title: RegExp; readonly since: KubernetesMinor }[] = [
  { title: /keeps fields that cdk8s-plus does not know$/, since: '1.34' },
];

function isKnown(title: string, minor: KubernetesMinor): boolean {
  return NEWER.every((newer) => !newer.title.test(title) || numberOf(minor) >= numberOf(newer.since));
}

/** Exported classes that have a place in the tree of a program; an IsolationPeer stands beside it, policies name it. */
const CONSTRUCTS = Object.entries(library).flatMap(([name, exported]) =>
  typeof exported === 'function' && exported.prototype instanceof Construct && name !== 'IsolationPeer' ? name : [],
);

test('every construct has written some of it', () => {
  const writing = constructsInManifests();
  expect(CONSTRUCTS.filter((name) => !writing.has(name))).toEqual([]);
});

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
  });
  const counts: Record<string, Count> = {};
  const unjudged: Record<string, Count> = {};
  afterAll(async () => {
    await cluster.removeProvided();
    cluster.close();
  });
  record('accepted', minor, () => ({
    title: 'Accepted',
    explanation: `The API server was asked to create, by dry run and with strict field validation, every manifest that the
programs under \`apps/\` write and every one that the tests of the constructs write, among them one for each prop; and
every pod that a controller would make of those, since Pod Security and admission speak of pods only. Nothing of it was
stored but the namespaces, accounts and classes that pods need. It took them all, but for fields that a test writes on
purpose and an older minor does not know, and warned of nothing that was not asked for.`,
    counts,
  }));
  record('not-judged', minor, () => ({
    title: 'Not judged',
    explanation: `Issuers and Certificates of cert-manager are among those manifests. Their kinds have stand-ins here that
take anything: of what stands in them nothing is shown.`,
    counts: unjudged,
  }));

  describe.each(Object.entries(ORIGINS))('accepts every manifest %s', (origin, sets) => {
    const all = sets.flatMap(({ manifests }) => manifests);
    const seen = { manifests: 0, pods: 0, unjudged: 0 };
    afterAll(() => {
      counts[`manifests ${origin}`] = { seen: seen.manifests, of: all.filter(hasSchema).length };
      counts[`pods of the manifests ${origin}`] = { seen: seen.pods, of: all.filter(podMadeOf).length };
      unjudged[`manifests ${origin}, of kinds of cert-manager`] = { seen: seen.unjudged, of: all.length };
    });

    // a loop, since test.each would read the titles as formats
    for (const { title, manifests } of sets) {
      test(title, async () => {
        await cluster.provideFor(manifests);
        for (const manifest of manifests) {
          const judgements = await cluster.judge(manifest);
          const refused = judgements.filter(({ accepted }) => !accepted);
          if (!isKnown(title, minor)) {
            expect(refused.map(({ message }) => message)).toContainEqual(expect.stringContaining('unknown field'));
            continue;
          }
          expect(refused).toEqual([]);
          const warnings = judgements.flatMap((judgement) => judgement.warnings);
          expect(warnings.filter((warning) => !isExpected(title, warning))).toEqual([]);
          if (hasSchema(manifest)) seen.manifests++;
          else seen.unjudged++;
          seen.pods += judgements.length - 1;
        }
      });
    }
  });
});
