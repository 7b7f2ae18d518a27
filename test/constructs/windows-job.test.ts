import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsJob, type WindowsJobProps } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { ofKind, podOf, synth } from '../synth';

const CONTAINER = {
  image: 'mcr.microsoft.com/windows/servercore:ltsc2022',
  command: ['powershell.exe', '-File', 'C:\\scripts\\migrate.ps1'],
};

test('a WindowsJob as a whole', () => {
  const manifests = synth(
    (chart) => {
      new WindowsJob(chart, 'migrate', {
        activeDeadline: Duration.hours(1),
        backoffLimit: 0,
        ttlAfterFinished: Duration.days(1),
        containers: [CONTAINER],
      });
    },
    { namespace: 'shop' },
  );
  expect(manifests).toMatchSnapshot();
  expectNoForbiddenFields(manifests);
});

const restartPolicyOf = (props: WindowsJobProps) => {
  const manifests = synth((chart) => void new WindowsJob(chart, 'job', { containers: [CONTAINER], ...props }));
  return podOf(ofKind(manifests, 'Job')).spec.restartPolicy;
};

test('its pods are not restarted, also when the prop is there and says nothing', () => {
  expect(restartPolicyOf({})).toBe('Never');
  expect(restartPolicyOf({ restartPolicy: undefined })).toBe('Never');
});

test('its pods are restarted on failure when the author says so', () => {
  expect(restartPolicyOf({ restartPolicy: kplus.RestartPolicy.ON_FAILURE })).toBe('OnFailure');
});

test('it has no selector: the job controller makes one', () => {
  const manifests = synth((chart) => void new WindowsJob(chart, 'job', { containers: [CONTAINER] }));
  expect(ofKind(manifests, 'Job').spec).not.toHaveProperty('selector');
});
