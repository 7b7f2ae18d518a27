import { CLUSTERS } from './clusters';
import { CONTAINERS } from './containers';
import { HOST_PROCESS } from './host-process';
import { IDENTITIES } from './identities';
import { INSTALLATIONS } from './installations';
import { ISOLATIONS } from './isolations';
import { OTHER_OBJECTS } from './other-objects';
import { PODS } from './pods';
import { PROMISES } from './promises';
import { VOLUMES } from './volumes';

/** Every wrong program that we know of, by what it is about. */
export const CATALOGUE = {
  containers: CONTAINERS,
  volumes: VOLUMES,
  pods: PODS,
  'host processes': HOST_PROCESS,
  clusters: CLUSTERS,
  identities: IDENTITIES,
  isolations: ISOLATIONS,
  'promises of isolations': PROMISES,
  installations: INSTALLATIONS,
  'other objects': OTHER_OBJECTS,
};

export const ALL = Object.values(CATALOGUE).flat();
