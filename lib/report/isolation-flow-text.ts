import type { Direction } from '../calico/policy';
import type { Nodes } from '../policy/kinds';
import type { Verdict } from '../policy/reach';
import type { NamedEnd } from '../reach/asked-end';
import { ALL_NODES, type AskedFlow, type FlowAnswer, type FlowCase, planeAt, verdictOf } from '../reach/flow';
import { isIpv6OnWindows, NO_IPV6 } from '../reach/no-ipv6';
import type { Survey } from '../reach/survey';
import { BOTH_ENDS, explainedSide, isSameOnWindows } from './explained-side';
import { END_WORDS, NODE_WORDS, VERDICT_WORDS } from './flow-words';
import type { Paint, Style } from './paint';
import { withoutControls } from './what-is-wrong';

/** A flow and all that decides about it, for people. */
export function flowExplanation(answer: FlowAnswer, survey: Survey, paint: Paint): string {
  const text = answer.cases.map((each) => new Explanation(each, answer, survey, paint).lines().join('\n')).join('\n\n');
  return `${text}\n`;
}

/** Flows, one in a line. */
export function flowLines(answers: readonly FlowAnswer[], survey: Survey, paint: Paint): string {
  const names = answers.map(({ asked }) => withoutControls(flowName(asked)));
  const width = Math.max(0, ...names.map((name) => name.length));
  return answers
    .map((answer, index) => {
      const verdict = (nodes: Nodes) =>
        painted(verdictOf(answer, nodes), paint, VERDICT_WORDS[verdictOf(answer, nodes)].padEnd(8));
      const [linux, windows, actual] = ALL_NODES.map(verdict);
      const text = `${names[index].padEnd(width)}  Linux ${linux}Windows ${windows}actual ${actual.trimEnd()}`;
      const [first] = answer.cases;
      const note = BOTH_ENDS.some((end) => isIpv6OnWindows(first, end, survey))
        ? `  ${paint('warning', `! ${NO_IPV6}`)}`
        : '';
      return `${text.trimEnd()}${note}\n`;
    })
    .join('');
}

function flowName({ from, to, protocol, port, ...icmp }: AskedFlow): string {
  return `${from} → ${to} ${protocol}${port === undefined ? '' : ` ${port}`}${icmpText(icmp)}`;
}

function icmpText({ icmpType, icmpCode }: Pick<AskedFlow, 'icmpType' | 'icmpCode'>): string {
  return `${icmpType === undefined ? '' : ` type ${icmpType}`}${icmpCode === undefined ? '' : ` code ${icmpCode}`}`;
}

const STYLES: Readonly<Record<Verdict, Style>> = {
  allow: 'added',
  deny: 'removed',
  depends: 'warning',
  broken: 'error',
};

function painted(verdict: Verdict, paint: Paint, text: string = VERDICT_WORDS[verdict]): string {
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
    const head = `${from.name} → ${to.name}, ${asked.protocol}${port}${icmpText(asked)}${behind}`;
    return [
      this.paint('strong', withoutControls(head)),
      '',
      ...(this.isOneAnswer() ? this.onNodes('linux', NODE_WORDS.both) : this.answers()),
    ];
  }

  private isOneAnswer(): boolean {
    return BOTH_ENDS.every((direction) => isSameOnWindows(this.flow, direction, this.survey));
  }

  private answers(): string[] {
    const { verdict } = this.flow.verdicts.actual;
    return [
      ...this.onNodes('linux', NODE_WORDS.linux),
      '',
      ...this.onNodes('windows', NODE_WORDS.windows),
      '',
      `${this.paint('strong', NODE_WORDS.actual)} ${this.systems()}: ${painted(verdict, this.paint)}`,
      ...this.sameAs(),
    ];
  }

  private onNodes(nodes: 'linux' | 'windows', title: string): string[] {
    const { verdict } = this.flow.verdicts[nodes];
    return [
      `${this.paint('strong', title)}: ${painted(verdict, this.paint)}`,
      ...BOTH_ENDS.flatMap((direction) => this.side(direction, nodes)),
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
    return BOTH_ENDS.map((direction) => `  ${this.end(direction, this.flow.verdicts.actual[direction].verdict)}`);
  }

  private side(direction: Direction, nodes: 'linux' | 'windows'): string[] {
    const { paint } = this;
    const { verdict, sentence, place, reasons } = explainedSide(this.flow, direction, nodes, this.survey, paint);
    return [
      `  ${this.end(direction, verdict)}`,
      `    ${sentence}`,
      ...(place === undefined ? [] : [`    ${paint('quiet', place.place)}`]),
      ...(place?.excerpt ?? []).map((line) => `      ${line}`),
      ...reasons.map((reason) => `    ${paint('warning', '!')} ${reason}`),
    ];
  }

  private end(direction: Direction, verdict: Verdict): string {
    const { name } = direction === 'egress' ? this.flow.from : this.flow.to;
    return `${END_WORDS[direction]} ${withoutControls(name)}: ${painted(verdict, this.paint)}`;
  }
}
