import fc from 'fast-check';
import { type JudgedCase, keepVerdicts } from '../lib/policy/verdicts-of-calico';
import { policyCases } from '../policy-clusters/cases';
import { calicoVersion } from './control-plane/programs';
import { answersIn, FlowJudge } from './flow-judge';

/** What `npm test` asks of the engine without Go. */
const CLUSTERS = 700;
const FLOWS = 20;
const SEED = 20_260_101;

async function keep(): Promise<void> {
  const judge = await FlowJudge.of();
  const cases: JudgedCase[] = [];
  for (const { cluster, flows } of fc.sample(policyCases(FLOWS), { seed: SEED, numRuns: CLUSTERS })) {
    const { flows: verdicts } = await judge.judge(cluster, flows);
    cases.push({ cluster, flows, answers: verdicts.map(answersIn) });
  }
  await judge.close();
  keepVerdicts({ calico: calicoVersion(), cases });
}

keep();
