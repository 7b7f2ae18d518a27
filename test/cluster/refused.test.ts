import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../lib/rules/rule';
import { ALL } from '../misuse/catalogue';
import { isRefusedByKubernetes, verdictOn } from '../misuse/misuse';
import { NAMESPACE, type RawForm } from '../misuse/raw/raw-form';
import { RAW_FORMS } from '../misuse/raw-forms';
import { RULES_BY_ID } from '../rules';
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

const FORMS = Object.values(RAW_FORMS);
const AMONG = [...new Set(FORMS.flatMap(({ among = [] }) => among))];
const NAMESPACES = AMONG.filter(({ kind }) => kind === 'Namespace');
const OTHERS = AMONG.filter(({ kind }) => kind !== 'Namespace');

const WITH_RAW_FORM = ALL.filter(({ title }) => title in RAW_FORMS);

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  const refused = WITH_RAW_FORM.filter((misuse) => isRefusedByKubernetes(verdictOn(misuse, RULES_BY_ID)));
  const taken = WITH_RAW_FORM.filter((misuse) => !refused.includes(misuse));
  let cluster: JudgedCluster;
  const counts = { onThisField: 0, otherwise: 0, later: 0, taken: 0, warned: 0 };

  const of = WITH_RAW_FORM.length;
  record('refused', minor, () => ({
    title: 'Wrong programs, as manifests',
    explanation: `Wrong programs that the constructs refuse, each written by hand as the manifest that it would have been. The API
server took the same without the mistake. What our message calls a refusal of the server, it refused; what we say shows on
the node, in a webhook or never, it took.`,
    counts: {
      'refused on the very field that our message names': { seen: counts.onThisField, of },
      'refused on another field, or on none': { seen: counts.otherwise, of },
      'refused by newer minors only': { seen: counts.later, of },
      'taken without a word, as we say': { seen: counts.taken, of },
      'taken with a warning, as we say': { seen: counts.warned, of },
    },
  }));

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await Promise.all([
      cluster.provideNamespace(NAMESPACE),
      ...NAMESPACES.map(({ metadata: { name, labels } }) => cluster.provideNamespace(name, labels)),
    ]);
    await Promise.all(OTHERS.map((manifest) => cluster.apply(manifest)));
  });

  afterAll(async () => {
    // nothing was stored in the namespaces: nobody need wait until they are gone
    await Promise.all([
      cluster.deletePath(`/api/v1/namespaces/${NAMESPACE}`),
      ...AMONG.map((manifest) => cluster.delete(manifest)),
    ]);
    cluster.close();
  });

  // loops, since test.each would cut the sentences short
  describe('refuses what an author writes who', () => {
    for (const misuse of refused) {
      test(misuse.title, async () => {
        const { sound, wrong, since = minor, ...form } = RAW_FORMS[misuse.title];
        await expectTaken(sound);
        const answer = await cluster.tryCreate(wrong, DRY_RUN);
        const refuses = KUBERNETES_MINORS.indexOf(minor) >= KUBERNETES_MINORS.indexOf(since);
        expect(isAccepted(answer)).toBe(!refuses);
        if (!refuses) {
          counts.later++;
          return;
        }
        expect(STATUS[verdictOn(misuse, RULES_BY_ID)]).toContain(answer.status);
        expectNamed(answer as unknown as Answer<Status>, form);
        if (form.named ?? form.said) counts.otherwise++;
        else counts.onThisField++;
      });
    }
  });

  describe('takes, as it stands and in its pods, what an author writes who', () => {
    for (const { title } of taken) {
      test(title, async () => {
        const { sound, wrong, warned } = RAW_FORMS[title];
        await expectTaken(sound);
        await expectTaken(wrong, warned);
        if (warned) counts.warned++;
        else counts.taken++;
      });
    }
  });

  async function expectTaken(manifest: RawForm['sound'], warned?: string): Promise<void> {
    for (const verdict of await cluster.judge(manifest)) {
      const warnings = warned === undefined ? [] : [expect.stringContaining(warned)];
      expect(verdict).toMatchObject({ accepted: true, warnings });
    }
  }
});

/** The fields are the causes, these and no others. What cannot be decoded, and what is forbidden, has only a message. */
function expectNamed(
  { body: { details, message } }: Answer<Status>,
  form: Pick<RawForm, 'at' | 'named' | 'said'>,
): void {
  const { at, named = [at], said } = form;
  const causes = new Set(details?.causes?.flatMap(({ field }) => field ?? []));
  if (causes.size > 0) {
    expect(said).toBeUndefined();
    expect([...causes]).toEqual(named);
  } else if (said !== undefined) {
    expect(message).toContain(said);
  } else {
    expect(pathsIn(message)).toContain(named.length === 1 ? withoutKeys(named[0]) : undefined);
  }
}

/** The paths of fields that a message names, whole; before them may stand a Go type. The decoder leaves out indices and keys. */
function pathsIn(message: string): string[] {
  return message.split(/[\s"',:]+/).map((word) => withoutKeys(word).replace(/^[A-Z]\w*\./, ''));
}

function withoutKeys(path: string): string {
  return path.replace(/\[[^\]]+\]/g, '');
}
