import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_MINORS, KUBERNETES_VERSIONS, type KubernetesMinor } from './kubernetes-versions';

/** How often something was seen, by a sentence that says what. */
export type Counts = Readonly<Record<string, number>>;

/** Rows of a table; the keys are its columns. */
export type Table = readonly Readonly<Record<string, string>>[];

interface Noted {
  readonly counts: Counts;
  readonly table: Table;
}

/** The files of the suite, in the order in which a reader wants to know. */
const TOPICS = {
  accepted: 'Accepted by server-side dry run, strict field validation',
  calico: "Accepted by Calico's own validator (v3.31)",
  refused: 'Refused, on the field that our message names',
  verdicts: 'Random pods on which our verdict and the server’s were compared',
  'pod-judge': 'The code that judges random pods, compared with a running API server',
  'pod-security': 'Pod Security, enforced',
  placement: 'Placed by the real scheduler and controllers, on nine kinds of clusters',
  'runtime-class': 'Merged by the RuntimeClass admission',
  'gmsa-authorization': 'gMSA: who may use which credential spec',
  'gmsa-webhook': 'gMSA: what reaches the webhook',
  applied: 'Applied, applied again, rolled and deleted',
  changed: 'Changed while it runs',
} as const;

export type Topic = keyof typeof TOPICS;

/** Tables that are the same on every minor, by the topic that notes them. */
const TABLES: Partial<Record<Topic, string>> = {
  placement: `## Where the pods land

The same image (\`ltsc2022\`) in a Deployment and in a DaemonSet, as cdk8s-plus writes them and as cdk8s-windows does when
it knows nothing of the cluster. Named is where pods came to be: Linux nodes, or Windows nodes by their version.`,
  'pod-security': `## Which namespaces admit which workload

The strictest level at which the server takes the pods.`,
};

const DOCS = join(__dirname, '../../docs');
const DATA = join(DOCS, 'verdicts.json');
const PAGE = join(DOCS, 'verdicts.md');

/**
 * Writes `docs/verdicts.md` and `docs/verdicts.json` of a whole run; a run of some files leaves them alone.
 *
 * @returns Whether they say something else than before; `undefined` when the run was not whole.
 */
export function writeReport(folder: string): boolean | undefined {
  const noted = readNoted(folder);
  if (noted === undefined) return undefined;
  const data = {
    kubernetes: KUBERNETES_VERSIONS,
    counts: Object.fromEntries(topics().map((topic) => [topic, rowsOf(topic, noted)])),
    tables: Object.fromEntries(tablesOf(noted)),
  };
  const page = pageOf(noted);
  const changed = [
    [DATA, `${JSON.stringify(data, undefined, 2)}\n`],
    [PAGE, page],
  ].filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const [file, text] of changed) writeFileSync(file, text);
  return changed.length > 0;
}

/** Where one file of the suite leaves what it counted on one minor. */
export function notedFile(folder: string, topic: Topic, minor: KubernetesMinor): string {
  return join(folder, `report-${topic}-${minor}.json`);
}

type AllNoted = Readonly<Record<Topic, Readonly<Record<KubernetesMinor, Noted>>>>;

function topics(): Topic[] {
  return Object.keys(TOPICS) as Topic[];
}

function readNoted(folder: string): AllNoted | undefined {
  const all: Partial<Record<Topic, Partial<Record<KubernetesMinor, Noted>>>> = {};
  for (const topic of topics()) {
    all[topic] = {};
    for (const minor of KUBERNETES_MINORS) {
      const file = notedFile(folder, topic, minor);
      if (!existsSync(file)) return undefined;
      all[topic][minor] = JSON.parse(readFileSync(file, 'utf8'));
    }
  }
  return all as AllNoted;
}

/** A row for each sentence, with the count on each minor. */
function rowsOf(topic: Topic, noted: AllNoted): Record<string, Record<string, number>> {
  const rows: Record<string, Record<string, number>> = {};
  for (const minor of KUBERNETES_MINORS) {
    for (const [sentence, count] of Object.entries(noted[topic][minor].counts)) {
      rows[sentence] = { ...rows[sentence], [minor]: count };
    }
  }
  return rows;
}

function tablesOf(noted: AllNoted): [Topic, Table][] {
  return (Object.keys(TABLES) as Topic[]).map((topic) => {
    const [first, ...others] = KUBERNETES_MINORS.map((minor) => noted[topic][minor].table);
    if (others.some((table) => JSON.stringify(table) !== JSON.stringify(first))) {
      throw new Error(`The table of ${topic} is not the same on every Kubernetes minor.`);
    }
    return [topic, first];
  });
}

function pageOf(noted: AllNoted): string {
  const versions = Object.values(KUBERNETES_VERSIONS);
  const counts = topics().flatMap((topic) => [
    [`**${TOPICS[topic]}**`, ...versions.map(() => '')],
    ...Object.entries(rowsOf(topic, noted)).map(([sentence, row]) => [
      sentence,
      ...KUBERNETES_MINORS.map((minor) => row[minor]?.toLocaleString('en-US') ?? ''),
    ]),
  ]);
  return `<!-- Written by \`npm run test:cluster\`: change the tests, not this page. -->

# What a real Kubernetes says

etcd, kube-apiserver, kube-scheduler and kube-controller-manager, built from their Go modules, judge what cdk8s-windows
writes: every manifest of the programs under \`apps/\` and of the tests of every construct. \`npm run test:cluster\` builds
and starts them on loopback (Go 1.26 or later; no container, no cloud), runs everything below and writes this page. A
verdict that differs from what is said here fails the run.

The nodes are simulated: labels, taints and builds as the platforms set them, and a kubelet that says that a pod runs. What
only a Windows machine can show (images that start, accounts that log on, packets that HNS drops) is not shown here.

${markdownTable(['', ...versions], counts)}

${tablesOf(noted)
  .map(([topic, table]) => {
    const columns = Object.keys(table[0] ?? {});
    const rows = table.map((row) => columns.map((column) => row[column]));
    return `${TABLES[topic]}\n\n${markdownTable(columns, rows)}`;
  })
  .join('\n\n')}
`;
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
