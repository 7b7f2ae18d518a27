import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rule, Verdict } from '../../lib/rules/rule';
import { ALL } from '../misuse/catalogue';
import { NAMESPACE } from '../misuse/raw/raw-form';
import { RAW_FORMS } from '../misuse/raw-forms';
import { allRules } from '../rules';
import type { Manifest } from '../synth';
import { type Answer, DRY_RUN, isAccepted, type Status } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { record } from './report/section';

/** How a refusal is answered; Pod Security forbids pods, and finds labels of namespaces invalid. */
const STATUS: Partial<Record<Verdict, readonly number[]>> = {
  api: [400, 422],
  admission: [403],
  'pod-security': [403, 422],
};

const AMONG = [...new Set(Object.values(RAW_FORMS).flatMap(({ among = [] }) => among))];
const NAMESPACES = AMONG.filter(({ kind }) => kind === 'Namespace');
const OTHERS = AMONG.filter(({ kind }) => kind !== 'Namespace');

describe.each(KUBERNETES_MINORS)(
  'Kubernetes %s refuses, by the field that we name, what an author writes who',
  (minor) => {
    let cluster: JudgedCluster;
    let rules: ReadonlyMap<string, Rule>;
    const counts = { refused: 0, taken: 0 };

    beforeAll(async () => {
      rules = await allRules();
      cluster = JudgedCluster.of(minor);
      await Promise.all([
        cluster.provideNamespace(NAMESPACE),
        ...NAMESPACES.map(({ metadata: { name, labels } }) => cluster.provideNamespace(name, labels)),
        ...OTHERS.map((manifest) => cluster.apply(manifest)),
      ]);
    });

    afterAll(async () => {
      // nothing was stored in the namespaces: nobody need wait until they are gone
      await Promise.all([
        cluster.deletePath(`/api/v1/namespaces/${NAMESPACE}`),
        ...AMONG.map((manifest) => cluster.delete(manifest)),
      ]);
      cluster.close();
    });
    record('refused', minor, () => ({
      title: 'Refused',
      explanation: `Wrong programs that the constructs refuse, each written by hand as the manifest that it would have been: the
API server was asked to create it, and the same without the mistake, which it took. It named the field that our message
names. What a minor does not refuse yet, it took.`,
      counts: {
        'wrong manifests, refused': { seen: counts.refused, of: counts.refused + counts.taken },
        'wrong manifests that only newer minors refuse, taken': {
          seen: counts.taken,
          of: counts.refused + counts.taken,
        },
      },
    }));

    for (const { title, rule } of ALL.filter((misuse) => misuse.title in RAW_FORMS)) {
      test(title, async () => {
        const { sound, wrong, field, said, since = minor } = RAW_FORMS[title];
        const verdictOn = (manifest: Manifest) => cluster.tryCreate(manifest, DRY_RUN);
        const [mended, answer] = await Promise.all([verdictOn(sound), verdictOn(wrong)]);
        expect(mended.body).toMatchObject({ kind: sound.kind });
        expect(isAccepted(mended)).toBe(true);

        const refuses = KUBERNETES_MINORS.indexOf(minor) >= KUBERNETES_MINORS.indexOf(since);
        expect(isAccepted(answer)).toBe(!refuses);
        if (!refuses) counts.taken++;
        if (!refuses) return;
        counts.refused++;
        expect(STATUS[(rules.get(rule) as Rule).verdict]).toContain(answer.status);
        expectNamed(answer as unknown as Answer<Status>, field, said);
      });
    }
  },
);

/** The field is among the causes. What cannot be decoded, and what is forbidden, has no causes, only a message. */
function expectNamed({ body: { details, message } }: Answer<Status>, field: string, said?: string): void {
  const causes = details?.causes?.flatMap((cause) => cause.field ?? []) ?? [];
  if (causes.length > 0) {
    expect(said).toBeUndefined();
    expect(causes).toContain(field);
  } else if (said !== undefined) {
    expect(message).toContain(said);
  } else {
    // the decoder leaves out indices and keys
    expect(
      [field, field.replace(/\[[^\]]+\]/g, '')].some((path) => message.includes(path)),
      message,
    ).toBe(true);
  }
}
