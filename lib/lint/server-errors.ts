import { annotationErrors } from '../api-server/annotations';
import { type PodError, podErrors, type Submission } from '../api-server/pod-validation';
import { storedPod } from '../api-server/stored-pod';
import { containersOf, type PodSpec } from '../manifests/pod-spec';
import type { PodTemplate } from '../manifests/pod-template';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES, type Target } from '../platforms/target';
import type { ServerError } from '../rules/context';

/**
 * What the API server refuses about a pod. Where no version is named, all that are in question are asked, and what only some
 * of them refuse says which.
 */
export function serverErrorsOf(template: PodTemplate, { kubernetes }: Target): ServerError[] {
  if (kubernetes !== undefined) return errorsOf(template, kubernetes, 'refused');
  const of = (minor: number) => errorsOf(template, minor, 'dropped');
  const newest = of(NEWEST_KUBERNETES);
  if (isTimeless(template.spec)) return newest;
  const oldest = of(OLDEST_KUBERNETES);
  const isIn = (errors: readonly ServerError[], { path, about }: ServerError) =>
    errors.some((error) => error.path === path && error.about === about);
  const minors = Array.from(
    { length: NEWEST_KUBERNETES - OLDEST_KUBERNETES + 1 },
    (_, index) => OLDEST_KUBERNETES + index,
  );
  return [
    ...newest.map((error) => {
      if (isIn(oldest, error)) return error;
      const first = minors.find((minor) => isIn(of(minor), error));
      return { ...error, versions: `from Kubernetes 1.${first} on` };
    }),
    ...oldest
      .filter((error) => !isIn(newest, error))
      .map((error) => {
        const first = minors.find((minor) => !isIn(of(minor), error));
        return { ...error, versions: `before Kubernetes 1.${first}` };
      }),
  ];
}

/** Whether every version says the same: nothing is dropped by the oldest, and no container says how it restarts. */
function isTimeless(spec: PodSpec): boolean {
  return (
    storedPod(spec, OLDEST_KUBERNETES) === spec &&
    containersOf(spec).every(({ container }) => container.restartPolicy === undefined)
  );
}

function errorsOf(
  { spec, annotations, object }: PodTemplate,
  kubernetes: number,
  unknownFields: Submission['unknownFields'],
): ServerError[] {
  // before 1.34 a StatefulSet is taken with any template, and its pods are refused: that comes to the same
  const kind = object.kind === 'Pod' ? 'Pod' : 'Deployment';
  const errors = podErrors(spec, { kubernetes, kind, unknownFields, nulls: 'none' }, annotations);
  if (errors.some(({ about }) => about === 'unknown-field')) return errors;
  const ofAnnotations = annotationErrors(annotations, spec).map(({ path, place = path, ...error }) => {
    return { ...error, path, place: `metadata.${place}`, about: 'annotation', below: 'template' } as const;
  });
  return [...outermost(errors), ...ofAnnotations];
}

/** A field that may not be there at all has to go, and with it what else is wrong with it or below it. */
function outermost(errors: readonly PodError[]): PodError[] {
  const placeOf = ({ path, place = path }: PodError) => place;
  const unwanted = errors.filter(({ type }) => type === 'Forbidden');
  return errors.filter((error) => {
    const place = placeOf(error);
    const first = unwanted.find((other) => placeOf(other) === place) ?? error;
    const isBelow = unwanted.some(
      (other) => /^[.[]/.test(place.slice(placeOf(other).length)) && place.startsWith(placeOf(other)),
    );
    return first.about === error.about && first.type === error.type && !isBelow;
  });
}
