import { Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsCronJob, WindowsDaemonSet, WindowsDeployment, WindowsJob, WindowsPod } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { selectorProblems } from '../../../constructs/rendering/selector';
import { shop } from '../../synth';
import { CONTAINER } from '../../workloads';

const { LabelExpression, LabelSelector } = kplus;
const containers = [CONTAINER];

/** The problems of a daemon set whose pods have the label tier=back. */
function problems(...expressions: kplus.LabelExpression[]): string[] {
  const podMetadata = { labels: { tier: 'back' } };
  const set = new WindowsDaemonSet(shop(), 'web', { containers, select: false, podMetadata });
  set.select(LabelSelector.of({ expressions }));
  return selectorProblems(set);
}

describe('an expression', () => {
  test.each([
    ['In', LabelExpression.in('tier', ['front', 'back'])],
    ['NotIn another value', LabelExpression.notIn('tier', ['front'])],
    ['NotIn for a label that is not there', LabelExpression.notIn('app', ['web'])],
    ['Exists', LabelExpression.exists('tier')],
    ['DoesNotExist', LabelExpression.doesNotExist('app')],
  ])('that the pods match is fine: %s', (_, expression) => {
    expect(problems(expression)).toEqual([]);
  });

  test.each([
    ['In other values', LabelExpression.in('tier', ['front'])],
    ['In for a label that is not there', LabelExpression.in('app', ['web'])],
    ['NotIn', LabelExpression.notIn('tier', ['back'])],
    ['Exists for a label that is not there', LabelExpression.exists('app')],
    ['DoesNotExist for a label that is there', LabelExpression.doesNotExist('tier')],
  ])('that the pods do not match is a problem: %s', (_, expression) => {
    expect(problems(expression)).toHaveLength(1);
  });

  test('counts even when another one matches', () => {
    expect(problems(LabelExpression.exists('tier'), LabelExpression.exists('app'))).toHaveLength(1);
  });
});

test('the selector that is made by default matches', () => {
  expect(selectorProblems(new WindowsDeployment(shop(), 'web', { containers }))).toEqual([]);
});

test('pods and jobs have no selector that could be wrong', () => {
  const chart = shop();
  for (const made of [
    new WindowsPod(chart, 'pod', { containers }),
    new WindowsJob(chart, 'job', { containers }),
    new WindowsCronJob(chart, 'cron', { containers, schedule: Cron.daily() }),
  ]) {
    expect(selectorProblems(made)).toEqual([]);
  }
});
