import { containersOf, type PodSpec, type SecurityProfile } from '../manifests/pod-spec';
import { type FieldError, forbidden, invalid } from './field-error';
import { appArmorProfileErrors, localPathProblems } from './security-profiles';

/** Annotations of the time before `seccompProfile` and `appArmorProfile`; the server still reads them. */
export const SECCOMP_POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
export const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export function isProfileAnnotation(key: string): boolean {
  return (
    key === SECCOMP_POD_ANNOTATION ||
    key.startsWith(SECCOMP_CONTAINER_ANNOTATION) ||
    key.startsWith(APP_ARMOR_ANNOTATION)
  );
}

const LOCALHOST = 'localhost/';

type Annotations = Readonly<Record<string, string>>;

/** What is wrong with the annotations themselves: paths below the metadata, as the API server writes them. */
export function annotationErrors(annotations: Annotations, pod: PodSpec): FieldError[] {
  return profileKeysOf(annotations).flatMap((key) => {
    const value = annotations[key];
    if (key === SECCOMP_POD_ANNOTATION || key.startsWith(SECCOMP_CONTAINER_ANNOTATION)) {
      const place = `annotations[${key}]`;
      return seccompProblems(value).map((problem) => ({ ...invalid(`annotations.${key}`, value, problem), place }));
    }
    const isContainer = containersOf(pod).some(({ container }) => `${APP_ARMOR_ANNOTATION}${container.name}` === key);
    return [
      ...(isContainer ? [] : ['the pod has no such container']),
      ...(value === '' || appArmorType(value) !== undefined ? [] : ['it names no profile']),
    ].map((problem) => invalid(`annotations[${key}]`, value, problem));
  });
}

/** Fields that say something else than the annotations: paths below the pod spec. */
export function annotationContradictions(annotations: Annotations, pod: PodSpec, isPod: boolean): FieldError[] {
  if (profileKeysOf(annotations).length === 0) return [];
  return [...seccompContradictions(annotations, pod), ...appArmorContradictions(annotations, pod, isPod)];
}

function profileKeysOf(annotations: Annotations): string[] {
  return Object.keys(annotations).filter(isProfileAnnotation);
}

function seccompContradictions(annotations: Annotations, pod: PodSpec): FieldError[] {
  const places = [
    { key: SECCOMP_POD_ANNOTATION, path: '', context: pod.securityContext },
    ...containersOf(pod).map(({ path, container }) => ({
      key: `${SECCOMP_CONTAINER_ANNOTATION}${container.name}`,
      path: `${path}.`,
      context: container.securityContext,
    })),
  ];
  return places.flatMap(({ key, path, context }) => {
    const value = annotations[key];
    const profile = context?.seccompProfile;
    if (value === undefined || profile === undefined) return [];
    return contradiction(profile, seccompType(value), value, `${path}securityContext.seccompProfile`);
  });
}

/** On a Pod an annotation becomes a field where the container has none; Windows pods are not looked at. */
function appArmorContradictions(annotations: Annotations, pod: PodSpec, isPod: boolean): FieldError[] {
  if (pod.os?.name === 'windows') return [];
  return containersOf(pod).flatMap(({ path, container }) => {
    const value = annotations[`${APP_ARMOR_ANNOTATION}${container.name}`];
    const own = container.securityContext?.appArmorProfile;
    if (value === undefined || (isPod && own === undefined && becomesField(value))) return [];
    const profile = own ?? pod.securityContext?.appArmorProfile;
    if (profile === undefined) return [];
    return contradiction(profile, appArmorType(value), value, `${path}.securityContext.appArmorProfile`);
  });
}

function contradiction(
  { type, localhostProfile }: SecurityProfile,
  stated: string | undefined,
  annotation: string,
  path: string,
): FieldError[] {
  if (type !== 'Localhost' && type !== 'RuntimeDefault' && type !== 'Unconfined') return [];
  const problem = `the annotation says ${annotation}`;
  if (type !== stated) return [forbidden(`${path}.type`, type, problem)];
  if (type !== 'Localhost' || localhostProfile === annotation.slice(LOCALHOST.length)) return [];
  return [forbidden(`${path}.localhostProfile`, localhostProfile, problem)];
}

function becomesField(value: string): boolean {
  const type = appArmorType(value);
  const profile = type === 'Localhost' ? { type, localhostProfile: value.slice(LOCALHOST.length) } : { type };
  return appArmorProfileErrors(profile, '').length === 0;
}

function appArmorType(value: string): string | undefined {
  if (value === 'runtime/default') return 'RuntimeDefault';
  if (value === 'unconfined') return 'Unconfined';
  return value.startsWith(LOCALHOST) ? 'Localhost' : undefined;
}

function seccompType(value: string): string | undefined {
  return value === 'docker/default' ? 'RuntimeDefault' : appArmorType(value);
}

function seccompProblems(value: string): string[] {
  const type = seccompType(value);
  if (type === undefined) return ['it names no profile'];
  return type === 'Localhost' ? localPathProblems(value.slice(LOCALHOST.length)) : [];
}
