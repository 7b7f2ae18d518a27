import type { Direction } from '../calico/policy';
import type { Nodes } from '../policy/matrix';
import type { SideVerdict, Verdict } from '../policy/reach';
import type { NamedEnd } from '../reach/asked-end';
import { ALL_NODES, type AskedFlow, type FlowAnswer, type FlowCase, planeAt, verdictOf } from '../reach/flow';
import { policyOf, sideSentence } from '../reach/side-sentence';
import type { Survey } from '../reach/survey';
import { windowsDifference } from '../reach/windows-difference';
import { excerpt } from './excerpt';
import type { Paint, Style } from './paint';
import { withoutControls } from './what-is-wrong';

/** A flow and all that decides about it, for people. */
export function flowExplanation(answer: FlowAnswer, survey: Survey, paint: Paint): string {
  const text = answer.cases.map((each) => new Explanation(each, answer, survey, paint).lines().join('\n')).join('\n\n');
  return `${text}\n`;
}

/** Flows, one in a line. */
export function flowLines(answers: readonly FlowAnswer[], paint: Paint): string {
  const names = answers.map(({ asked }) => withoutControls(flowName(asked)));
  const width = Math.max(0, ...names.map((name) => name.length));
  return answers
    .map((answer, index) => {
      const verdict = (nodes: Nodes) =>
        painted(verdictOf(answer, nodes), paint, WORDS[verdictOf(answer, nodes)].padEnd(8));
      const [linux, windows, actual] = ALL_NODES.map(verdict);
      const text = `${names[index].padEnd(width)}  Linux ${linux}Windows ${windows}actual ${actual.trimEnd()}`;
      return `${text.trimEnd()}\n`;
    })
    .join('');
}

function flowName({ from, to, protocol, port }: AskedFlow): string {
  return `${from} → ${to} ${protocol}${port === undefined ? '' : ` ${port}`}`;
}

const WORDS: Readonly<Record<Verdict, string>> = {
  allow: 'allowed',
  deny: 'denied',
  depends: 'depends',
  broken: 'broken',
};
const STYLES: Readonly<Record<Verdict, Style>> = {
  allow: 'added',
  deny: 'removed',
  depends: 'warning',
  broken: 'error',
};
const BOTH = 'Linux and Windows nodes';

function painted(verdict: Verdict, paint: Paint, text: string = WORDS[verdict]): string {
  return paint(STYLES[verdict], text);
}

class Explanation {
  public constructor(
    private readonly flow: FlowCase,
    private readonly answer: FlowAnswer,
    private readonly survey: Survey,
    private readonly paint: Paint,
  ) {}

  public lines(): string[] {
    const { from, to, packet } = this.flow;
    const { asked } = this.answer;
    const port = packet.port === undefined ? '' : ` ${packet.port}`;
    const behind = asked.port !== undefined && packet.port !== asked.port ? ` (port ${asked.port} of ${asked.to})` : '';
    const head = `${from.name} → ${to.name}, ${asked.protocol}${port}${behind}`;
    return [
      this.paint('strong', withoutControls(head)),
      '',
      ...(this.isOneAnswer() ? this.onNodes('linux', BOTH) : this.answers()),
    ];
  }

  /** Whether Windows nodes do the same for the same reason. */
  private isOneAnswer(): boolean {
    const { linux, windows } = this.flow.verdicts;
    return (['egress', 'ingress'] as const).every((direction) => {
      const [a, b] = [linux[direction], windows[direction]];
      return a.verdict === b.verdict && a.by.kind === b.by.kind && a.by.rule === b.by.rule && b.broken === undefined;
    });
  }

  private answers(): string[] {
    const { verdict } = this.flow.verdicts.actual;
    return [
      ...this.onNodes('linux', 'Linux nodes'),
      '',
      ...this.onNodes('windows', 'Windows nodes'),
      '',
      `${this.paint('strong', 'These pods')} ${this.systems()}: ${painted(verdict, this.paint)}`,
      ...this.sameAs(),
    ];
  }

  private onNodes(nodes: 'linux' | 'windows', title: string): string[] {
    const { from, to, verdicts } = this.flow;
    const { verdict, egress, ingress } = verdicts[nodes];
    return [
      `${this.paint('strong', title)}: ${painted(verdict, this.paint)}`,
      ...this.side(egress, from, to, 'egress', nodes),
      ...this.side(ingress, to, from, 'ingress', nodes),
    ];
  }

  private systems(): string {
    const { from, to } = this.flow;
    const on = ({ end }: NamedEnd) =>
      'endpoint' in end ? (planeAt(end, this.survey, 'actual') === 'windows' ? 'Windows' : 'Linux') : 'outside';
    return `(${on(from)} → ${on(to)})`;
  }

  /** Each end as above, on its own system. */
  private sameAs(): string[] {
    const { from, to, verdicts } = this.flow;
    const { egress, ingress } = verdicts.actual;
    const text = (way: string, side: SideVerdict, { name }: NamedEnd) =>
      `  ${way} ${withoutControls(name)}: ${painted(side.verdict, this.paint)}`;
    return [text('out of', egress, from), text('into', ingress, to)];
  }

  private side(side: SideVerdict, near: NamedEnd, far: NamedEnd, direction: Direction, nodes: Nodes): string[] {
    const way = direction === 'egress' ? 'out of' : 'into';
    const reasons = nodes === 'windows' ? windowsDifference(this.flow, direction, this.survey) : [];
    return [
      `  ${way} ${withoutControls(near.name)}: ${painted(side.verdict, this.paint)}`,
      `    ${withoutControls(sideSentence(side, near, far, direction, this.survey))}`,
      ...this.place(side, near, direction),
      ...reasons.map((reason) => `    ${this.paint('warning', '!')} ${withoutControls(reason)}`),
    ];
  }

  private place(side: SideVerdict, near: NamedEnd, direction: Direction): string[] {
    const policy = policyOf(side, near, direction, this.survey);
    const place = policy && this.survey.given.placeOf(policy.object, side.by.rule?.path ?? '');
    if (place === undefined) return [];
    const { file, start } = place;
    const lines =
      side.by.rule === undefined
        ? []
        : excerpt(file, start, this.endOfLine(start.line, file.line(start.line)), this.paint);
    return [
      `    ${this.paint('quiet', `${withoutControls(file.name)}:${start.line}:${start.column}`)}`,
      ...lines.map((line) => `      ${line}`),
    ];
  }

  /** The first line of a rule says enough. */
  private endOfLine(line: number, text: string) {
    return { line, column: text.length + 1 };
  }
}
