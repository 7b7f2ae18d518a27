import type { VolumeSpec } from '../manifests/pod-spec';
import { CSI_DRIVERS } from '../windows/csi-drivers';
import { smbSource } from '../windows/smb-source';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'smb-source',
  topic: 'volumes',
  summary: 'An SMB share must be named by its server and its name.',
  why: 'The node maps the share by that name; with another one the pod stays in ContainerCreating.',
  fix: 'Write //server/share; the driver turns the slashes back on Windows.',
  fixInCode: "Write '\\\\\\\\server\\\\share' or '//server/share'.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/kubernetes-csi/csi-driver-smb/blob/master/docs/driver-parameters.md',
  bad: `    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shares }
    provisioner: smb.csi.k8s.io
    volumeBindingMode: WaitForFirstConsumer
    parameters:
      source: files.example.com/data
      csi.storage.k8s.io/node-stage-secret-name: smb
      csi.storage.k8s.io/node-stage-secret-namespace: web
  `,
  good: `    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: { name: shares }
    provisioner: smb.csi.k8s.io
    volumeBindingMode: WaitForFirstConsumer
    parameters:
      source: //files.example.com/data
      csi.storage.k8s.io/node-stage-secret-name: smb
      csi.storage.k8s.io/node-stage-secret-namespace: web
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ csi }, index) =>
      wrongSource(`volumes[${index}].csi.volumeAttributes`, csi?.driver, csi?.volumeAttributes),
    ),
  kinds: ['storage.k8s.io/StorageClass', 'PersistentVolume'],
  checkObject: (object) => {
    const { provisioner, parameters, spec } = object as {
      provisioner?: string;
      parameters?: Readonly<Record<string, string>>;
      spec?: Pick<VolumeSpec, 'csi'>;
    };
    return object.kind === 'StorageClass'
      ? wrongSource('parameters', provisioner, parameters)
      : wrongSource('spec.csi.volumeAttributes', spec?.csi?.driver, spec?.csi?.volumeAttributes);
  },
});

function wrongSource(
  path: string,
  driver: string | undefined,
  attributes: Readonly<Record<string, string>> | undefined,
): Found[] {
  const got = attributes?.source;
  if (driver !== CSI_DRIVERS.smb.name || (got !== undefined && smbSource(got) !== undefined)) return [];
  return [{ path: `${path}.source`, got }];
}
