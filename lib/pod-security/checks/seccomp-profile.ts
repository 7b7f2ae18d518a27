import { SECCOMP_CONTAINER_ANNOTATION, SECCOMP_POD_ANNOTATION } from '../../api-server/annotations';
import { containersOf } from '../../manifests/pod-spec';
import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { containerContextsOf, contextsOf } from '../security-contexts';
import { unlessWindows } from '../windows-exemption';

export const seccompProfileBaseline: PolicyCheck = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { since: 0, obstacles: unconfinedAnnotations },
    { since: 19, obstacles: unconfined },
  ],
};

export const seccompProfileRestricted: PolicyCheck = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  versions: [
    { since: 19, obstacles: maybeUnconfined },
    { since: 25, obstacles: unlessWindows(maybeUnconfined) },
  ],
  overrides: 'seccompProfile_baseline',
};

function unconfinedAnnotations({ pod, annotations }: AdmittedPod): Obstacle[] {
  const names = containersOf(pod).map(({ container }) => container.name);
  const keys = [SECCOMP_POD_ANNOTATION, ...new Set(names.map((name) => `${SECCOMP_CONTAINER_ANNOTATION}${name}`))];
  return keys.flatMap((key) => {
    const got = annotations[key];
    if (got === undefined || /^(runtime|docker)\/default$|^localhost\//.test(got)) return [];
    return [{ path: `annotations[${key}]`, got }];
  });
}

function unconfined({ pod }: AdmittedPod): Obstacle[] {
  return contextsOf(pod).flatMap(({ path, context: { seccompProfile: profile } }) =>
    profile === undefined || profile.type === 'RuntimeDefault' || profile.type === 'Localhost'
      ? []
      : [{ path: `${path}.seccompProfile.type`, got: profile.type, allowed: 'RuntimeDefault' }],
  );
}

/** A container without a profile has that of the pod. */
function maybeUnconfined(admitted: AdmittedPod): Obstacle[] {
  const { pod } = admitted;
  const unsaid = pod.securityContext?.seccompProfile === undefined;
  return [
    ...unconfined(admitted),
    ...containerContextsOf(pod).flatMap(({ path, context }) =>
      unsaid && context.seccompProfile === undefined
        ? [{ path: `${path}.seccompProfile.type`, got: undefined, allowed: 'RuntimeDefault' }]
        : [],
    ),
  ];
}
