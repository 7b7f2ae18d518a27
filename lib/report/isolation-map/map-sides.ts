import type { Direction } from '../../calico/policy';
import { type Bits, noBits, setBit } from '../../policy/bits';
import { OF_NO_NAME, type Packet } from '../../policy/connection-space';
import type { Dataplane, SideVerdict } from '../../policy/reach';
import type { NamedEnd } from '../../reach/asked-end';
import type { ComparedFlow } from '../../reach/flow';
import type { Survey } from '../../reach/survey';
import type { Atom } from '../../reach/table';
import {
  type DecidingPlace,
  decisionText,
  explainedPlace,
  isSameOnWindows,
  placeOfDecision,
  windowsReasons,
} from '../explained-side';
import { Interned } from './interned';
import type { End, MapDecision, MapPlace, SideCase } from './map-data';

/** Why connections pass at one end or do not, in the words in which one flow is explained. */
export class MapSides {
  public readonly sides = new Interned<readonly SideCase[]>();
  public readonly decisions = new Interned<MapDecision>();
  private readonly known = new Map<string, number>();
  private readonly deciders = new Map<string, number>();
  private readonly places: DecidingPlace[] = [];
  private readonly placeNumbers = new Map<object, Map<string, number>>();
  private readonly objects = new Map<object, number>();
  private readonly packets: readonly Packet[];

  public constructor(
    private readonly survey: Survey,
    private readonly texts: Interned<string>,
    private readonly setNumber: (set: Bits) => number,
    private readonly marks: Readonly<Record<End, string>>,
  ) {
    const { connections } = survey.network;
    this.packets = Array.from({ length: connections.size }, (_, cell) => connections.packetOf(cell) ?? OF_NO_NAME);
  }

  /** The number of what decides at the near end about connections with the far one. */
  public numberOf(near: Atom, far: Atom, direction: Direction): number {
    const { reach } = this.survey;
    const key = `${this.objectNumber(near)} ${direction} ${reach.farKey(near.located, far.located, direction)}`;
    let number = this.known.get(key);
    if (number === undefined) {
      number = this.sides.numberOf(this.casesOf(near, far, direction));
      this.known.set(key, number);
    }
    return number;
  }

  /** Where policies and rules stand; one file after the other is looked at. */
  public placeTexts(): MapPlace[] {
    const texts: MapPlace[] = [];
    for (const [index, place] of this.inFiles()) {
      const { place: where, excerpt } = explainedPlace(place, this.survey) ?? { place: '', excerpt: [] };
      texts[index] = [where, excerpt.join('\n')];
    }
    return texts;
  }

  private casesOf<D extends Direction>(near: Atom, far: Atom, direction: D): SideCase[] {
    const { reach, network } = this.survey;
    const [source, destination] = direction === 'egress' ? [near, far] : [far, near];
    const named = ({ end }: Atom, name: string): NamedEnd => ({ end, name });
    const [from, to] = [named(source, this.marks.from), named(destination, this.marks.to)];
    const found = new Map<string, { readonly connections: Bits; readonly side: Omit<Decided, 'key'> }>();
    const verdicts = (plane: Dataplane) => reach.sideVerdicts(near.located, far.located, direction, plane);
    const [linux, windows] = [verdicts('linux'), verdicts('windows')];
    for (const [cell, packet] of this.packets.entries()) {
      const on = (verdictOf: typeof linux) => ({ [direction]: verdictOf(cell) }) as Record<D, SideVerdict>;
      const flow: ComparedFlow<D> = { from, to, packet, verdicts: { linux: on(linux), windows: on(windows) } };
      const { key, ...side } = this.decided(flow, near, far, direction);
      let entry = found.get(key);
      if (entry === undefined) {
        entry = { connections: noBits(network.connections.size), side };
        found.set(key, entry);
      }
      setBit(entry.connections, cell);
    }
    return [...found.values()].map(({ connections, side: { linux, windows, isSame, reasons } }) => [
      this.setNumber(connections),
      linux,
      windows,
      isSame ? 1 : 0,
      reasons,
    ]);
  }

  private decided<D extends Direction>(flow: ComparedFlow<D>, near: Atom, far: Atom, direction: D): Decided {
    const linux = this.decision(flow, near, far, direction, 'linux');
    const windows = this.decision(flow, near, far, direction, 'windows');
    const isSame = isSameOnWindows(flow, direction, this.survey);
    // of what is the same nothing is to be explained
    const reasons = isSame
      ? []
      : windowsReasons(flow, direction, this.survey).map((reason) => this.texts.numberOf(reason));
    return { key: `${linux} ${windows} ${isSame} ${reasons.join()}`, linux, windows, isSame, reasons };
  }

  private decision<D extends Direction>(
    flow: ComparedFlow<D>,
    near: Atom,
    far: Atom,
    direction: D,
    plane: Dataplane,
  ): number {
    const { verdict, broken = '', by } = flow.verdicts[plane][direction];
    const who = [near, by.tier, by.policy, by.rule].map((each) => (each === undefined ? '' : this.objectNumber(each)));
    const key = `${who.join()} ${direction} ${by.kind} ${verdict} ${far.located.pieces.length > 1} ${broken}`;
    let number = this.deciders.get(key);
    if (number === undefined) {
      const sentence = this.texts.numberOf(decisionText(flow, direction, plane, this.survey));
      const place = placeOfDecision(flow, direction, plane);
      number = this.decisions.numberOf([verdict, sentence, place === undefined ? -1 : this.placeNumber(place)]);
      this.deciders.set(key, number);
    }
    return number;
  }

  private placeNumber(place: DecidingPlace): number {
    const { object, rule = '' } = place;
    const rules = this.placeNumbers.get(object) ?? new Map<string, number>();
    this.placeNumbers.set(object, rules);
    const number = rules.get(rule) ?? this.places.push(place) - 1;
    rules.set(rule, number);
    return number;
  }

  private *inFiles(): Iterable<readonly [index: number, place: DecidingPlace]> {
    for (const rules of this.placeNumbers.values())
      for (const index of rules.values()) yield [index, this.places[index]];
  }

  private objectNumber(object: object): number {
    const number = this.objects.get(object) ?? this.objects.size;
    this.objects.set(object, number);
    return number;
  }
}

interface Decided {
  readonly key: string;
  readonly linux: number;
  readonly windows: number;
  readonly isSame: boolean;
  readonly reasons: readonly number[];
}
