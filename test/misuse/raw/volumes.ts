import { inPod, type RawForm, type RawForms } from './raw-form';

function named(name: string): RawForm {
  return inPod('volumes[0].name', name, { volumes: [{ name: 'scratch', emptyDir: {} }] });
}

/** What wrong volumes look like in YAML. */
export const VOLUME_FORMS: RawForms = {
  'names a volume with a capital': named('Scratch'),
  'takes the name of a volume from a ConfigMap whose name has dots': named('configmap-web.config'),
};
