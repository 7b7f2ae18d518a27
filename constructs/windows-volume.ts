import { Chart, Names, Size } from 'cdk8s';
import {
  type HostPathVolumeOptions,
  type ISecret,
  k8s,
  PersistentVolume,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Volume,
  type VolumeMount,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { JudgedPod } from '../lib/lint/judged-pod';
import type { PodSpec } from '../lib/manifests/pod-spec';
import hostPathAbsolute from '../lib/rules/host-path-absolute';
import hostPathClimbs from '../lib/rules/host-path-climbs';
import hostPathType from '../lib/rules/host-path-type';
import { CSI_DRIVERS, CSI_PROXY_PIPES } from '../lib/windows/csi-drivers';
import { looksLikeNamedPipe } from '../lib/windows/mount-path';
import { withoutNamespace } from './rendering/cluster-scoped';
import { refuseFound } from './rendering/refusal';
import { logOnSecret, shareOf } from './rendering/share';

/** Options of a share, whatever its server. */
export interface ShareVolumeOptions {
  /** The Secret by which nodes log on to the server. */
  readonly secret: ISecret;
  /**
   * The namespace of the Secret.
   * @default - that of the chart
   */
  readonly secretNamespace?: string;
  /**
   * The size that is written down; shares do not look at it.
   * @default Size.gibibytes(1)
   */
  readonly storage?: Size;
}

/** Options of a volume on an SMB server. Its Secret holds `username` and `password`, and `domain` if there is one. */
export interface SmbVolumeOptions extends ShareVolumeOptions {
  /** The share, as `\\server\share` or `//server/share`. Nodes must resolve the server: they do not know cluster DNS. */
  readonly source: string;
}

/** Options of a volume of Azure Files. Its Secret holds `azurestorageaccountname` and `azurestorageaccountkey`. */
export interface AzureFileVolumeOptions extends ShareVolumeOptions {
  /** The name of the share. */
  readonly shareName: string;
  /**
   * The address of the storage account, for private endpoints.
   * @default - that of the account on `file.core.windows.net`
   */
  readonly server?: string;
}

/** Options of a volume that is an Azure Disk. */
export interface AzureDiskVolumeOptions {
  /** The resource id of the disk, `/subscriptions/…/providers/Microsoft.Compute/disks/…`. */
  readonly diskUri: string;
  /** The size of the disk. */
  readonly storage: Size;
}

/** What a persistent volume of a CSI driver is made of. */
interface CsiSource extends k8s.CsiPersistentVolumeSource {
  readonly storage: Size;
  readonly accessMode: PersistentVolumeAccessMode;
}

/**
 * Volumes of Windows pods: named pipes, host paths, and what lies on an SMB server or a disk that exists already. For
 * volumes that are made on demand see `WindowsStorageClass`; the Volume class of cdk8s-plus does ConfigMaps, Secrets and emptyDir.
 *
 * Windows nodes mount SMB and NTFS, no NFS, and no volume in memory.
 *
 * @see https://kubernetes.io/docs/concepts/storage/windows-storage/
 */
export class WindowsVolume {
  /** The path of a named pipe, `\\.\pipe\name`: what stands in the volume and where it is mounted. */
  public static pipePath(pipeName: string): string {
    return looksLikeNamedPipe(pipeName) ? pipeName : `\\\\.\\pipe\\${pipeName}`;
  }

  /**
   * A named pipe of the node. Mount it at `WindowsVolume.pipePath(pipeName)`; HostProcess containers need no mount, they
   * open the pipe.
   *
   * @param pipeName The name, for example `docker_engine`; the whole path will do as well.
   * @throws When that is the name of no pipe.
   */
  public static fromNamedPipe(scope: Construct, id: string, pipeName: string): Volume {
    return checked(Volume.fromHostPath(scope, id, nameOf(scope, id), { path: WindowsVolume.pipePath(pipeName) }));
  }

  /**
   * The named pipes of CSI Proxy, ready to be mounted into the node plug-in of a CSI driver that runs as an ordinary pod. A
   * plug-in of HostProcess containers needs none of them.
   *
   * @returns Mounts of the stable APIs for `volumeMounts`: disk, filesystem, smb and volume.
   */
  public static csiProxyPipes(scope: Construct, id: string): VolumeMount[] {
    const parent = new Construct(scope, id);
    return CSI_PROXY_PIPES.map((name) => ({
      path: WindowsVolume.pipePath(name),
      volume: Volume.fromHostPath(parent, name, name, { path: WindowsVolume.pipePath(name) }),
    }));
  }

  /**
   * A directory or file of the node.
   *
   * @param name The name of the volume.
   * @throws On a path that names nothing on a Windows node, and on a type that never matches there.
   */
  public static fromHostPath(scope: Construct, id: string, name: string, options: HostPathVolumeOptions): Volume {
    return checked(Volume.fromHostPath(scope, id, name, options));
  }

  /**
   * A share of an SMB server, by the driver `smb.csi.k8s.io`: a PersistentVolume, the claim that is bound to it, and the
   * volume. The driver also has volumes that pods name by themselves, but its tests leave them out on Server 2022 with CSI Proxy.
   * Name the root of a share, once for all of a cluster, and mount directories by `subPath`: after a restart of the node
   * Windows does not map a second path of one share.
   *
   * @throws When the source is no share, and when the namespace of the Secret is not known.
   */
  public static fromSmb(scope: Construct, id: string, options: SmbVolumeOptions): Volume {
    const parent = new Construct(scope, id);
    const source = shareOf(parent.node.path, options.source);
    return claimed(parent, share(parent, CSI_DRIVERS.smb.name, options, { source }));
  }

  /**
   * A share of Azure Files, by the driver `file.csi.azure.com`: a PersistentVolume, the claim that is bound to it, and the
   * volume.
   *
   * @throws When the namespace of the Secret is not known.
   */
  public static fromAzureFile(scope: Construct, id: string, options: AzureFileVolumeOptions): Volume {
    const parent = new Construct(scope, id);
    const { shareName, server } = options;
    return claimed(
      parent,
      share(parent, CSI_DRIVERS.azureFile.name, options, { shareName, ...(server ? { server } : {}) }),
    );
  }

  /**
   * An Azure Disk with NTFS, by the driver `disk.csi.azure.com`: a PersistentVolume, the claim that is bound to it, and
   * the volume. One node at a time can mount it.
   */
  public static fromAzureDisk(scope: Construct, id: string, options: AzureDiskVolumeOptions): Volume {
    return claimed(new Construct(scope, id), {
      driver: CSI_DRIVERS.azureDisk.name,
      volumeHandle: options.diskUri,
      fsType: 'ntfs',
      storage: options.storage,
      accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE,
    });
  }

  private constructor() {}
}

/** Refuses at the line that made the volume what the workload would refuse. */
function checked(volume: Volume): Volume {
  const pod = { volumes: [volume._toKube()] } as PodSpec;
  for (const rule of [hostPathAbsolute, hostPathClimbs, hostPathType]) {
    if (rule.check) refuseFound(rule, volume.node.path, rule.check(pod, JudgedPod.ofSpec(pod)), pod);
  }
  return volume;
}

function share(
  parent: Construct,
  driver: string,
  options: ShareVolumeOptions,
  volumeAttributes: { [name: string]: string },
): CsiSource {
  return {
    driver,
    // Kubelets take two volumes of one handle for one and the same: it must be unique in the cluster, as the name is.
    volumeHandle: volumeName(parent),
    volumeAttributes,
    nodeStageSecretRef: logOnSecret(parent, parent.node.path, options),
    storage: options.storage ?? Size.gibibytes(1),
    accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
  };
}

/** An empty storage class keeps the default class away from both; the volume is kept for the claim where its name is known. */
function claimed(parent: Construct, { storage, accessMode, ...csi }: CsiSource): Volume {
  const [name, namespace] = [volumeName(parent), Chart.of(parent).namespace];
  const claim = new PersistentVolumeClaim(parent, 'Claim', {
    accessModes: [accessMode],
    storage,
    storageClassName: '',
    volume: PersistentVolume.fromPersistentVolumeName(parent, 'Reference', name),
  });
  withoutNamespace(
    new k8s.KubePersistentVolume(parent, 'PersistentVolume', {
      metadata: { name },
      spec: {
        capacity: { storage: k8s.Quantity.fromString(`${storage.toGibibytes()}Gi`) },
        accessModes: [accessMode],
        persistentVolumeReclaimPolicy: 'Retain',
        ...(namespace ? { claimRef: { name: claim.name, namespace } } : {}),
        csi,
      },
    }),
  );
  return Volume.fromPersistentVolumeClaim(parent, 'Volume', claim, { name: nameOf(parent, 'Volume') });
}

/** The objects of a cluster share one space of names, so it has the hash of the path in it. */
function volumeName(parent: Construct): string {
  return Names.toDnsLabel(parent);
}

function nameOf(scope: Construct, id: string): string {
  return Names.toDnsLabel(scope, { extra: [id] });
}
