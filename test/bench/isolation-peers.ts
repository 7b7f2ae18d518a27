import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { calicoFlows, cyclonusCommand, cyclonusJudge, cyclonusVersion } from '../cluster/control-plane/programs';
import type { AnsweredMatrix } from './answered-matrix';
import { WORK } from './command-line';
import { type Language, PORTS, podNames } from './pod-clusters';
import type { Command } from './timing';

type Matrices = Readonly<Partial<Record<'linux' | 'windows', AnsweredMatrix>>>;

/** Code of others that answers the same question. */
export interface IsolationPeer {
  readonly title: string;
  readonly languages: readonly Language[];
  /** Writes the question down. */
  asked(objects: readonly KubernetesObject[]): Pick<Command, 'program' | 'args'> & { readonly input?: string };
  /** What it says for each system; cyclonus knows of one only. */
  matrices(answer: string, pods: readonly string[]): Matrices;
}

/** They are built from their Go modules, as for the cluster suite; nothing where there is no Go. */
export async function isolationPeers(): Promise<readonly IsolationPeer[]> {
  try {
    return [
      cyclonus(await cyclonusCommand()),
      cyclonusMatcher(await cyclonusJudge()),
      calico(await calicoFlows('3.31')),
    ];
  } catch (error) {
    process.stdout.write(`No peers: ${(error as Error).message}\n\n`);
    return [];
  }
}

/** As people call it. It reads policies from one file and pods from another, and draws a table for each port. */
function cyclonus(program: string): IsolationPeer {
  return {
    title: `cyclonus ${cyclonusVersion()} analyze`,
    languages: ['kubernetes'],
    asked: (objects) => {
      const items = objects.filter(({ kind }) => kind === 'NetworkPolicy');
      const policies = file('policies.json', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items });
      const model = file('model.json', { Resources: modelOf(objects), Probes: PORTS.map(capitalized) });
      return { program, args: ['analyze', '--mode', 'probe', '--policy-path', policies, '--probe-path', model] };
    },
    matrices: (answer, pods) => {
      const tables = answer.split('Combined:\n').slice(1, PORTS.length + 1);
      return { linux: tables.map((table) => inOrder(table, pods)) };
    },
  };
}

/** The part of it that decides, without the rest of it. */
function cyclonusMatcher(program: string): IsolationPeer {
  return {
    title: 'its matcher alone',
    languages: ['kubernetes'],
    asked: (objects) => ({ program, args: [], input: question(objects) }),
    matrices: (answer) => ({ linux: answered<{ matrix: AnsweredMatrix }>(answer).matrix }),
  };
}

function calico(program: string): IsolationPeer {
  return {
    title: 'the code of Calico 3.31 alone',
    languages: ['kubernetes', 'calico'],
    asked: (objects) => ({ program, args: [], input: question(objects) }),
    matrices: (answer) => answered<{ matrix: Record<'linux' | 'windows', AnsweredMatrix> }>(answer).matrix,
  };
}

function file(name: string, content: unknown): string {
  const path = join(WORK, name);
  writeFileSync(path, `${JSON.stringify(content)}\n`);
  return path;
}

function question(objects: readonly KubernetesObject[]): string {
  return file('question.json', { id: '1', cluster: objects, pods: podNames(objects), ports: PORTS });
}

function answered<Answer>(text: string): Answer {
  const answer = JSON.parse(text) as Answer & { readonly error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

const capitalized = ({ protocol, port }: (typeof PORTS)[number]) => ({ Protocol: protocol, Port: port });

/** Every pod listens on every port, or cyclonus would not ask about it. */
function modelOf(objects: readonly KubernetesObject[]) {
  const Containers = PORTS.map((each, index) => ({ Name: `c${index}`, PortName: `p${index}`, ...capitalized(each) }));
  const Namespaces: Record<string, unknown> = {};
  const Pods: object[] = [];
  for (const { kind, metadata, ...rest } of objects) {
    if (kind === 'Namespace') Namespaces[metadata?.name ?? ''] = metadata?.labels;
    if (kind !== 'Pod') continue;
    const { status } = rest as { readonly status?: { readonly podIP: string } };
    Pods.push({
      Namespace: metadata?.namespace,
      Name: metadata?.name,
      Labels: metadata?.labels,
      IP: status?.podIP,
      Containers,
    });
  }
  return { Namespaces, Pods };
}

/** A table with a row and a column for each pod, both in the same order, which is another one than ours. */
function inOrder(table: string, pods: readonly string[]): string {
  const rows = table
    .split('\n\n')[0]
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const at = new Map(rows.map(([name], index) => [name, index]));
  const indices = pods.map((pod) => {
    const index = at.get(pod);
    if (index === undefined) throw new Error(`cyclonus says nothing of ${pod}`);
    return index;
  });
  return indices.map((from) => indices.map((to) => (rows[from][to + 1] === '.' ? '1' : '0')).join('')).join('');
}
