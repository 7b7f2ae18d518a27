import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsCronJob, type WindowsCronJobProps } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { ofKind, podOf, synth } from '../synth';

const CONTAINER = { image: 'mcr.microsoft.com/windows/servercore:ltsc2022', command: ['cmd', '/c', 'report.cmd'] };

test('a WindowsCronJob as a whole', () => {
  const manifests = synth(
    (chart) => {
      new WindowsCronJob(chart, 'report', {
        schedule: Cron.schedule({ minute: '30', hour: '2' }),
        timeZone: 'Europe/Berlin',
        concurrencyPolicy: kplus.ConcurrencyPolicy.REPLACE,
        startingDeadline: Duration.minutes(5),
        suspend: true,
        successfulJobsRetained: 2,
        failedJobsRetained: 4,
        activeDeadline: Duration.hours(2),
        backoffLimit: 1,
        containers: [CONTAINER],
      });
    },
    { namespace: 'shop' },
  );
  expect(manifests).toMatchSnapshot();
  expectNoForbiddenFields(manifests);
});

const restartPolicyOf = (props: Partial<WindowsCronJobProps>) => {
  const manifests = synth((chart) => {
    new WindowsCronJob(chart, 'job', { schedule: Cron.daily(), containers: [CONTAINER], ...props });
  });
  return podOf(ofKind(manifests, 'CronJob')).spec.restartPolicy;
};

test('its pods are not restarted, also when the prop is there and says nothing', () => {
  expect(restartPolicyOf({})).toBe('Never');
  expect(restartPolicyOf({ restartPolicy: undefined })).toBe('Never');
});

test('its pods are restarted on failure when the author says so', () => {
  expect(restartPolicyOf({ restartPolicy: kplus.RestartPolicy.ON_FAILURE })).toBe('OnFailure');
});
