import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PolicyCase } from '../../policy-clusters/cases';
import type { AskedFlow } from '../../policy-clusters/flows';
import type { Answers } from './answers';

const FILE = join(__dirname, 'verdicts-of-calico.json.gz');

/** What Calico has said of connections in random clusters, so that it can be asked without Go. */
export interface Verdicts {
  /** Its version. */
  readonly calico: string;
  readonly cases: readonly JudgedCase[];
}

export interface JudgedCase extends PolicyCase {
  /** One for each connection. */
  readonly answers: readonly Answers[];
}

/** As they are kept: what is in several clusters stands there once. */
interface Kept {
  readonly calico: string;
  readonly objects: readonly KubernetesObject[];
  readonly cases: readonly {
    readonly cluster: readonly number[];
    readonly flows: readonly AskedFlow[];
    readonly answers: readonly Answers[];
  }[];
}

export function verdictsOfCalico(): Verdicts {
  const { calico, objects, cases } = JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Kept;
  return { calico, cases: cases.map((each) => ({ ...each, cluster: each.cluster.map((index) => objects[index]) })) };
}

export function keepVerdicts({ calico, cases }: Verdicts): void {
  const numbers = new Map<string, number>();
  const numberOf = (object: KubernetesObject) => {
    const text = JSON.stringify(object);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const kept = cases.map((each) => ({ ...each, cluster: each.cluster.map(numberOf) }));
  const objects = [...numbers.keys()].map((text) => JSON.parse(text));
  writeFileSync(FILE, gzipSync(JSON.stringify({ calico, objects, cases: kept } satisfies Kept), { level: 9 }));
}
