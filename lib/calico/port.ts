import { isPortName } from '../api-server/formats';
import type { CalicoRefusal } from './refusal';

const MOST = 65535;
const ALLOWED = `1 to ${MOST}, a range as 'first:last', or the name of a port`;

/** Why Calico does not take a value for a port, a range of ports or the name of one. */
export function portRefusals(path: string, got: string | number): CalicoRefusal[] {
  const refuse = (problem?: string, instead?: string): CalicoRefusal[] => [
    { about: 'port', path, got, allowed: ALLOWED, problem, instead },
  ];
  if (typeof got === 'number') return isPort(got) ? [] : refuse();
  const range = /^(\d+)(?:([:-])(\d+))?$/.exec(got);
  if (range === null) return isPortName(got) ? [] : refuse();
  const [, first, sign, last = first] = range;
  if (!isPort(Number(first)) || !isPort(Number(last))) return refuse();
  if (Number(first) > Number(last)) return refuse('the range runs backwards');
  if (sign !== '-') return [];
  // a name of digits and dashes would need a letter
  return refuse('a range is written with a colon', `${first}:${last}`);
}

/** Whether a value names a port of a container, which is looked up, instead of giving a number. */
export function isNamedPort(port: string | number): boolean {
  return typeof port === 'string' && !/^\d+(:\d+)?$/.test(port);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= MOST;
}
