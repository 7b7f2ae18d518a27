import type { JsonObject } from '../../../lib/manifests/workload';
import { container, type Details, inPod, type RawForm, type RawForms } from './raw-form';

const PIPE = '\\\\.\\pipe\\docker_engine';
const SPEC = 'spec.template.spec';
/** A volume that is wrong is none for those who mount it. */
const AND_ITS_MOUNT = { named: [`${SPEC}.volumes[0].hostPath.path`, `${SPEC}.containers[0].volumeMounts[0].name`] };
const SCRATCH = { name: 'scratch', emptyDir: {} };

function named(name: string): RawForm {
  return inPod('volumes[0].name', name, { volumes: [SCRATCH] });
}

/** A volume that nobody mounts. */
function volume(name: string, source: JsonObject, path: string, value: unknown): RawForm {
  return inPod(`volumes[0].${path}`, value, { volumes: [{ name, ...source }] });
}

/** A mount of the volume `scratch`. */
function mounting(path: string, value: unknown, details: Details = {}): RawForm {
  const volumeMounts = [{ name: SCRATCH.name, mountPath: 'C:\\data' }];
  const spec = { containers: [container('main', { volumeMounts })], volumes: [SCRATCH] };
  return inPod(`containers[0].volumeMounts[0].${path}`, value, spec, details);
}

/** Of some fields of mounts the API server does not say whose they are. */
function refusedMount(field: string, value: string): RawForm {
  return mounting(field, value, { named: [`${SPEC}.containers[0].volumeMounts.${field}`] });
}

/** A container with two mounts, the second at a path. */
function twice(path: string): RawForm {
  const volumeMounts = ['one', 'other'].map((name) => ({ name, mountPath: name === 'one' ? 'C:\\data' : 'C:\\other' }));
  const volumes = ['one', 'other'].map((name) => ({ name, emptyDir: {} }));
  return inPod('containers[0].volumeMounts[1].mountPath', path, {
    containers: [container('main', { volumeMounts })],
    volumes,
  });
}

function hostPath(path: string, mountPath: string, sound: string, details: Details = {}): RawForm {
  const volumeMounts = [{ name: 'host', mountPath }];
  const volumes = [{ name: 'host', hostPath: { path: sound } }];
  const spec = { containers: [container('main', { volumeMounts })], volumes };
  return inPod('volumes[0].hostPath.path', path, spec, details);
}

/** What wrong volumes look like in YAML. */
export const VOLUME_FORMS: RawForms = {
  'mounts over drive C:': mounting('mountPath', 'C:\\'),
  'mounts over the Windows directory': mounting('mountPath', 'C:\\Windows'),
  'mounts at a share': mounting('mountPath', '\\\\server\\share'),
  'mounts at a path that climbs': mounting('mountPath', 'C:\\data\\..\\other'),
  'mounts at the name of a device': mounting('mountPath', 'C:\\logs\\aux'),
  'mounts at nothing': mounting('mountPath', ''),
  'mounts two volumes at paths that differ in case and slashes only': twice('/Data'),
  'mounts two volumes at one path': twice('C:\\data'),
  'gives an absolute subPath': mounting('subPath', 'C:\\logs'),
  'gives a subPath that begins with a slash': refusedMount('subPath', '/logs'),
  'gives a subPath that climbs': mounting('subPath', 'a\\..\\..\\b'),
  'gives a subPath that climbs with slashes': refusedMount('subPath', 'a/../../b'),
  'gives a subPath with variables that climbs': refusedMount('subPathExpr', '../$(POD_NAME)'),
  'climbs out of a volume that is mounted later': mounting('subPath', '..\\other'),
  'mounts with propagation': mounting('mountPropagation', 'HostToContainer'),
  'mounts with propagation in both directions': refusedMount('mountPropagation', 'Bidirectional'),
  'mounts an ordinary directory at the name of a pipe': mounting('mountPath', PIPE),
  'mounts a named pipe at an ordinary path': inPod('containers[0].volumeMounts[0].mountPath', 'C:\\pipe', {
    containers: [container('main', { volumeMounts: [{ name: 'host', mountPath: PIPE }] })],
    volumes: [{ name: 'host', hostPath: { path: PIPE } }],
  }),
  'writes a named pipe with slashes': hostPath('//./pipe/docker_engine', PIPE, PIPE),
  'gives a relative hostPath': hostPath('var\\log', 'C:\\log', 'C:\\var\\log'),
  'gives an empty hostPath': hostPath('', 'C:\\log', 'C:\\var\\log', AND_ITS_MOUNT),
  'gives a hostPath that climbs': hostPath('/data/../log', 'C:\\log', '/log', AND_ITS_MOUNT),
  'expects a device file': volume('disk', { hostPath: { path: 'C:\\disk' } }, 'hostPath.type', 'BlockDevice'),
  'expects secrets in memory': volume('secrets', { emptyDir: {} }, 'emptyDir.medium', 'Memory'),
  'mounts a wrong volume later': volume('cache', { emptyDir: {} }, 'emptyDir.medium', 'Memory'),
  'mounts NFS': volume('share', {}, 'nfs', { server: 'nfs.example', path: '/share' }),
  'takes a disk with the file system of Linux that cdk8s-plus gives it': volume(
    'azuredisk-disk',
    { azureDisk: { diskName: 'disk', diskURI: 'https://disk.example' } },
    'azureDisk.fsType',
    'ext4',
  ),
  'names the file system of Linux for a CSI driver': volume(
    'disk',
    { csi: { driver: 'disk.csi.azure.com' } },
    'csi.fsType',
    'xfs',
  ),
  'names a volume with a capital': named('Scratch'),
  'takes the name of a volume from a ConfigMap whose name has dots': named('configmap-web.config'),
};
