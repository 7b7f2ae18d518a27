import { PLATFORMS } from '../platforms/platforms';
import type { KubernetesRange, Rule, Topic } from '../rules/rule';
import { RULES } from '../rules/rules';
import { unindented } from './unindented';
import { VERDICTS } from './verdicts';

/** The chapters of the reference, in the order in which they are read. */
const CHAPTERS: Readonly<Record<Topic, string>> = {
  'operating-system': 'Operating system of a pod',
  'windows-options': 'Users and windowsOptions',
  'host-process': 'HostProcess containers',
  'pod-security': 'Pod Security',
  'runtime-class': 'RuntimeClass',
  scheduling: 'Scheduling',
  images: 'Images and Windows builds',
  resources: 'Resources',
  volumes: 'Volumes, paths and storage',
  network: 'Network, Services and DNS',
  lifecycle: 'Commands, probes and lifecycle',
  logs: 'Logs',
  gmsa: 'gMSA',
  policy: 'Network policies and isolation',
  names: 'Names',
  cluster: 'Target cluster',
  manifests: 'Manifests and acknowledgements',
};

/** The text of every page of `docs/rules`, by its file name. */
export function rulePages(): Map<string, string> {
  return new Map([['README.md', index()], ...RULES.map((rule) => [`${rule.id}.md`, page(rule)] as const)]);
}

/** Where a rule holds, in words. */
export function rangeOf({ kubernetes, platforms }: Rule): string {
  const where = platforms?.map((id) => PLATFORMS[id].name).join(', ') ?? 'every platform';
  return kubernetes === undefined ? where : `${where}, ${versionsOf(kubernetes)}`;
}

function versionsOf({ since, before }: KubernetesRange): string {
  if (since === undefined) return `Kubernetes before 1.${before}`;
  return before === undefined ? `Kubernetes 1.${since} and later` : `Kubernetes 1.${since} to 1.${before - 1}`;
}

function index(): string {
  const chapters = Object.entries(CHAPTERS).flatMap(([topic, title]) => {
    const rules = RULES.filter((rule) => rule.topic === topic);
    return rules.length === 0 ? [] : ['', `## ${title}`, '', ...table(rules)];
  });
  return [
    '# Rules',
    '',
    `${RULES.length} rules, each with a page of its own. \`cdk8s-windows explain RULE\` shows the same in a terminal,`,
    '`cdk8s-windows rules` lists them. Rules marked *props* speak of what a program passes to constructs; no manifest can break',
    'them. All others judge any manifest. What holds on Windows and no rule can see is in',
    '[what manifests do not show](../what-manifests-do-not-show.md).',
    ...chapters,
    '',
  ].join('\n');
}

function table(rules: readonly Rule[]): string[] {
  return [
    '| rule | what it says | severity | who says no |',
    '| --- | --- | --- | --- |',
    ...rules.map(
      ({ id, summary, severity, verdict, bad }) =>
        `| [${id}](${id}.md) | ${cell(summary)} | ${severity}${bad === undefined ? ' *(props)*' : ''} | ${verdict} |`,
    ),
  ];
}

function page(rule: Rule): string {
  const { id, summary, severity, severityInCode, verdict, why, fix, fixInCode, fields, bad, good, reference } = rule;
  return [
    `# ${id}`,
    '',
    summary,
    '',
    '| | |',
    '| --- | --- |',
    `| Severity | ${severity}${severityInCode === undefined ? '' : '; constructs refuse it'} |`,
    `| Who says no | ${VERDICTS[verdict]} |`,
    `| Holds on | ${rangeOf(rule)} |`,
    '',
    why,
    '',
    '## What to do',
    '',
    fix,
    ...(fixInCode === undefined ? [] : ['', `In a program: ${fixInCode}`]),
    ...(fields === undefined ? [] : ['', '## Fields', '', ...fields.map((field) => `- \`${field}\``)]),
    ...example('Wrong', bad),
    ...example('Right', good),
    '',
    `Read on: <${reference}>`,
    '',
  ].join('\n');
}

function example(title: string, manifest: string | undefined): string[] {
  return manifest === undefined ? [] : ['', `## ${title}`, '', '```yaml', unindented(manifest).trimEnd(), '```'];
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
