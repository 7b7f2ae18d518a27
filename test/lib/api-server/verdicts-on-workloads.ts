import { container, type PodVerdict, pod, sc, verdict, win } from './verdict';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/main';

/** Templates, and annotations beside fields. */
export const WORKLOAD_VERDICTS: readonly PodVerdict[] = [
  verdict(
    'a StatefulSet with fields that Windows has not',
    { 30: [], 34: ['Forbidden hostPID'], 36: ['Forbidden hostPID'] },
    win({ hostPID: true }),
    'StatefulSet',
  ),
  verdict(
    'a StatefulSet with an unknown field',
    { 30: ['UnknownField hostnameOverride'], 34: [], 36: [] },
    win({ hostnameOverride: 'host' }),
    'StatefulSet',
  ),
  verdict('a template with fields that Windows has not', ['Forbidden hostPID'], win({ hostPID: true }), 'Deployment'),
  verdict(
    'a template with an ephemeral container',
    ['Forbidden ephemeralContainers'],
    { containers: [container()], ephemeralContainers: [{ ...container(), name: 'debug' }] },
    'CronJob',
  ),
  verdict(
    'an AppArmor annotation beside a profile of the pod',
    [],
    pod({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }),
    'Pod',
    { [APP_ARMOR]: 'unconfined' },
  ),
  verdict(
    'an AppArmor annotation beside a profile of the template',
    ['Forbidden containers[0].securityContext.appArmorProfile.type'],
    pod({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }),
    'Deployment',
    { [APP_ARMOR]: 'unconfined' },
  ),
  verdict(
    'a wrong AppArmor annotation beside a profile of the pod',
    ['Forbidden containers[0].securityContext.appArmorProfile.type'],
    pod({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }),
    'Pod',
    { [APP_ARMOR]: 'localhost/' },
  ),
  verdict(
    'an AppArmor annotation beside a profile of the container',
    ['Forbidden containers[0].securityContext.appArmorProfile.localhostProfile'],
    sc({ appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } }),
    'Pod',
    { [APP_ARMOR]: 'localhost/b' },
  ),
  verdict(
    'seccomp annotations beside profiles',
    ['Forbidden containers[0].securityContext.seccompProfile.type'],
    {
      ...sc({ seccompProfile: { type: 'Unconfined' } }),
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    },
    'Pod',
    {
      'seccomp.security.alpha.kubernetes.io/pod': 'docker/default',
      'container.seccomp.security.alpha.kubernetes.io/main': 'runtime/default',
    },
  ),
  verdict(
    'annotations that are wrong themselves',
    [
      'Invalid metadata.annotations.container.seccomp.security.alpha.kubernetes.io/nobody',
      'Invalid metadata.annotations.seccomp.security.alpha.kubernetes.io/pod',
      'Invalid metadata.annotations[container.apparmor.security.beta.kubernetes.io/nobody]',
    ],
    pod({}),
    'Pod',
    {
      'seccomp.security.alpha.kubernetes.io/pod': 'localhost//a',
      'container.seccomp.security.alpha.kubernetes.io/nobody': 'bogus',
      'container.apparmor.security.beta.kubernetes.io/nobody': 'bogus',
    },
  ),
  verdict(
    'an annotation for no container of a StatefulSet',
    ['Invalid metadata.annotations[container.apparmor.security.beta.kubernetes.io/nobody]'],
    pod({}),
    'StatefulSet',
    { 'container.apparmor.security.beta.kubernetes.io/nobody': '' },
  ),
];
