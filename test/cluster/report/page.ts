import { KUBERNETES_MINORS, KUBERNETES_VERSIONS, NEWEST_MINOR } from '../control-plane/kubernetes-versions';
import { calicoVersion, cyclonusVersion } from '../control-plane/programs';
import { type Count, type Judge, type Recorded, type Section, TOPICS, type Topic } from './section';

const WIDTH = 120;

const INTRODUCTION = `<!-- Written by \`npm run test:cluster\`: change the tests, not this page. -->

# What a real Kubernetes says

etcd, kube-apiserver, kube-scheduler and kube-controller-manager, built from their Go modules, judge what cdk8s-windows
writes. \`npm run test:cluster\` builds and starts them on loopback (Go 1.26 or later; no container, no cloud), and writes
this page when every test has passed; in CI, a run that sees anything else than what is said here fails. "97 of 102" means
that 102 were asked and 97 were seen to be as the line says; a section says why the others were not.

Some things around them stand in for the real ones:

- Nodes have no machine. They carry the labels, taints and builds by which the platforms' documentation tells them apart,
  and a simulated kubelet says that a pod runs, that a Job has finished and that a claim has a volume.
- The gMSA webhook is written anew from its sources, in TypeScript. It runs with the environment, certificate and account
  that its Deployment gives it, and reaches the API server as it would in a cluster, through a stand-in for the network of
  Services.
- cert-manager is a few lines that make the Secret and inject the authority; its kinds are defined to take anything.

What only a Windows machine can show (images that start, accounts that log on, packets that HNS drops) is not shown here.`;

const CALICO_TOPICS: readonly Topic[] = ['calico', 'flows', 'policies'];

/** Who must have judged before a topic is complete. */
export function judgesOf(topic: Topic): readonly Judge[] {
  if (topic === 'cyclonus') return ['cyclonus'];
  if (CALICO_TOPICS.includes(topic)) return ['Calico'];
  return topic === 'reading' ? [NEWEST_MINOR] : KUBERNETES_MINORS;
}

/** The topics of which not every judge tells once, and those of which they do not tell the same. */
export function faultsIn(recorded: readonly Recorded[]): string[] {
  return TOPICS.flatMap((topic) => {
    const sections = sectionsOf(topic, recorded);
    if (sections.length !== judgesOf(topic).length) return [`not every judge tells of ${topic}`];
    const told = sections.map(({ title, explanation, table }) => JSON.stringify([title, explanation, table]));
    return new Set(told).size > 1 ? [`judges tell different things of ${topic}`] : [];
  });
}

/** The page, in Markdown, of a run without faults. */
export function pageOf(recorded: readonly Recorded[]): string {
  return `${[INTRODUCTION, ...TOPICS.map((topic) => chapterOf(topic, recorded))].join('\n\n')}\n`;
}

function chapterOf(topic: Topic, recorded: readonly Recorded[]): string {
  const sections = sectionsOf(topic, recorded);
  const [{ title, explanation, table }] = sections;
  const rows = [...new Set(sections.flatMap(({ counts }) => Object.keys(counts)))];
  const counted = rows.map((row) => [row, ...sections.map(({ counts }) => textOf(counts[row]))]);
  return [
    `## ${title}`,
    paragraph(explanation),
    markdownTable(['', ...judgesOf(topic).map(headingOf)], counted),
    ...(table ? [paragraph(table.explanation), markdownTable(...cellsOf(table.rows))] : []),
  ].join('\n\n');
}

/** In the order of the judges. */
function sectionsOf(topic: Topic, recorded: readonly Recorded[]): Section[] {
  const own = recorded.filter((candidate) => candidate.topic === topic);
  return judgesOf(topic).flatMap((judge) => own.filter((told) => told.judge === judge).map(({ section }) => section));
}

function headingOf(judge: Judge): string {
  if (judge === 'Calico') return `Calico ${calicoVersion()}`;
  return judge === 'cyclonus' ? `cyclonus ${cyclonusVersion()}` : `Kubernetes ${KUBERNETES_VERSIONS[judge]}`;
}

function textOf(count: Count | undefined): string {
  if (!count) return '';
  const [seen, of] = [count.seen, count.of].map((number) => number.toLocaleString('en-US'));
  return `${seen} of ${of}`;
}

/** In lines of the width that the other pages have. */
function paragraph(text: string): string {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const longer = [...lines.splice(-1), word].join(' ');
    if (longer.length <= WIDTH) lines.push(longer);
    else lines.push(longer.slice(0, -word.length - 1), word);
  }
  return lines.join('\n');
}

function cellsOf(rows: readonly Readonly<Record<string, string>>[]): [readonly string[], string[][]] {
  const columns = Object.keys(rows[0] ?? {});
  return [columns, rows.map((row) => columns.map((column) => row[column] ?? ''))];
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
