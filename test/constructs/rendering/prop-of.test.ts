import { describe, expect, test } from 'vitest';
import { propOf } from '../../../constructs/rendering/prop-of';

describe('a field of the manifest is named as the prop that sets it', () => {
  test.each([
    ['hostNetwork', 'hostNetwork'],
    ['containers[0].image', 'containers[0].image'],
    ['containers[1].command', 'containers[1].command'],
    ['securityContext.runAsNonRoot', 'runAsNonRoot'],
    ['initContainers[2].securityContext.runAsNonRoot', 'initContainers[2].runAsNonRoot'],
    ['securityContext.windowsOptions.runAsUserName', 'runAsUserName'],
    ['containers[0].securityContext.windowsOptions.runAsUserName', 'containers[0].runAsUserName'],
    ['initContainers[0].securityContext.windowsOptions.gmsaCredentialSpecName', 'initContainers[0].gmsa'],
    ['dnsPolicy', 'dns.policy'],
    ['dnsConfig.options', 'dns.options'],
    ['hostname', 'dns.hostname'],
    ['subdomain', 'dns.subdomain'],
    ['serviceAccountName', 'serviceAccount'],
    ['containers[0].env[3].name', 'containers[0].envVariables'],
    ['containers[0].livenessProbe.exec.command', 'containers[0].liveness'],
    ['containers[0].readinessProbe.httpGet.host', 'containers[0].readiness'],
    ['containers[0].startupProbe', 'containers[0].startup'],
    ['containers[0].lifecycle.preStop.exec.command', 'containers[0].lifecycle.preStop'],
    ['containers[0].lifecycle.postStart', 'containers[0].lifecycle.postStart'],
    ['containers[0].ports[1].containerPort', 'containers[0].ports[1].number'],
    ['containers[0].ports[1].hostPort', 'containers[0].ports[1].hostPort'],
    ['containers[0].volumeMounts[1].mountPath', 'containers[0].volumeMounts[1].path'],
    ['containers[0].volumeMounts[1].mountPropagation', 'containers[0].volumeMounts[1].propagation'],
    ['containers[0].volumeMounts[1].subPath', 'containers[0].volumeMounts[1].subPath'],
    ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution', 'scheduling.attract'],
  ])('%s: %s', (field, prop) => {
    expect(propOf(field, {})).toBe(prop);
  });

  test('a volume goes by its name, since containers bring it along', () => {
    const pod = { volumes: [{ name: 'data' }, { name: 'cache' }] };
    expect(propOf('volumes[1].emptyDir.medium', pod)).toBe("volume 'cache': emptyDir.medium");
  });
});
