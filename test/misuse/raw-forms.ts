import { CLUSTER_FORMS } from './raw/clusters';
import { CONTAINER_FORMS } from './raw/containers';
import { HOST_PROCESS_FORMS } from './raw/host-process';
import { OTHER_OBJECT_FORMS } from './raw/other-objects';
import { POD_FORMS } from './raw/pods';
import type { RawForms } from './raw/raw-form';
import { VOLUME_FORMS } from './raw/volumes';

/** What each wrong program that Kubernetes itself refuses looks like in YAML, by the title of the program. */
export const RAW_FORMS: RawForms = {
  ...CONTAINER_FORMS,
  ...VOLUME_FORMS,
  ...POD_FORMS,
  ...HOST_PROCESS_FORMS,
  ...CLUSTER_FORMS,
  ...OTHER_OBJECT_FORMS,
};

const ONE_VALUE = 'A map of YAML has one value for each key: what is stated twice here cannot be written.';

/** Wrong programs that nothing can be sent for, and why. */
export const WITHOUT_RAW_FORM: Readonly<Record<string, string>> = {
  'states two versions': ONE_VALUE,
  'makes a RuntimeClass for two builds': ONE_VALUE,
  'makes a RuntimeClass for Linux nodes by the old label':
    'The server sees a conflict only between values of one label: these pods would be admitted and wait.',
};
