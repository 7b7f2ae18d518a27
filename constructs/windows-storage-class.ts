import type { ApiObject, ApiObjectMetadata, Size } from 'cdk8s';
import {
  type ISecret,
  k8s,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  type PersistentVolumeReclaimPolicy,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import volumeFsType from '../lib/rules/volume-fs-type';
import {
  bringsShare,
  CSI_DRIVERS,
  FS_TYPE_PARAMETER,
  isWindowsFileSystem,
  namesFileSystem,
  WINDOWS_FILE_SYSTEMS,
} from '../lib/windows/csi-drivers';
import { withoutNamespace } from './rendering/cluster-scoped';
import { refuse } from './rendering/refusal';
import { logOnSecret, shareOf } from './rendering/share';

/** When a volume is made. */
export enum VolumeBindingMode {
  /** As soon as there is a claim. */
  IMMEDIATE = 'Immediate',
  /** When a pod with the claim is scheduled, so that the disk is in the zone of its node. */
  WAIT_FOR_FIRST_CONSUMER = 'WaitForFirstConsumer',
}

/** What all storage classes have. */
export interface WindowsStorageClassOptions {
  /**
   * Metadata of the object.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The file system of disks: `ntfs`, or `refs` where the driver offers it.
   * @default 'ntfs'; not emitted for drivers that bring shares
   */
  readonly fsType?: string;
  /**
   * Parameters of the driver, in its own words.
   * @default - none
   */
  readonly parameters?: { readonly [name: string]: string };
  /**
   * When volumes are made.
   * @default VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER; for drivers that bring shares VolumeBindingMode.IMMEDIATE
   */
  readonly volumeBindingMode?: VolumeBindingMode;
  /**
   * Whether volumes can grow.
   * @default true
   */
  readonly allowVolumeExpansion?: boolean;
  /**
   * What becomes of a volume when its claim is deleted.
   * @default - not emitted: Kubernetes deletes it
   */
  readonly reclaimPolicy?: PersistentVolumeReclaimPolicy;
}

/** Properties of a WindowsStorageClass. */
export interface WindowsStorageClassProps extends WindowsStorageClassOptions {
  /** The name of the CSI driver. */
  readonly provisioner: string;
}

/** Options of a class of directories on an SMB share. */
export interface SmbStorageClassOptions extends WindowsStorageClassOptions {
  /** The share, as `\\server\share` or `//server/share`. Nodes must resolve the server: they do not know cluster DNS. */
  readonly source: string;
  /** The Secret with `username` and `password`, and `domain` if there is one. */
  readonly secret: ISecret;
  /**
   * The namespace of the Secret.
   * @default - that of the chart
   */
  readonly secretNamespace?: string;
}

/** Options of a claim. */
export interface WindowsStorageClaimOptions {
  /** How large the volume is. */
  readonly storage: Size;
  /**
   * How the volume can be mounted.
   * @default - one node for disks (ReadWriteOnce), many for shares (ReadWriteMany)
   */
  readonly accessModes?: PersistentVolumeAccessMode[];
  /**
   * Metadata of the claim.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * A StorageClass whose volumes Windows nodes can mount: disks are formatted with NTFS, where drivers take ext4 unless told
 * otherwise. A class serves one operating system; keep the one for Linux. The object is cluster-scoped.
 *
 * The driver must be installed for Windows nodes, in one of two ways that make no difference here: with CSI Proxy as a
 * service on every node, whose named pipes the driver mounts (GKE has it, on EKS you install it), or as HostProcess
 * containers (`windows.useHostProcessContainers` in the charts of Azure Disk, Azure File and SMB). AKS has installed its
 * drivers.
 *
 * @see https://kubernetes.io/docs/concepts/storage/windows-storage/
 *
 * @example
 *
 * import { App, Chart, Size } from 'cdk8s';
 * import * as kplus from 'cdk8s-plus-28';
 * import { WindowsDeployment, WindowsStorageClass } from 'cdk8s-windows';
 *
 * const app = new App();
 * const disks = WindowsStorageClass.azureDisk(new Chart(app, 'classes'), 'disks', {
 *   parameters: { skuName: 'Premium_LRS' },
 * });
 *
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * const orders = disks.claim(shop, 'orders', { storage: Size.gibibytes(32) });
 * // A disk is on one node at a time: the old pod must be gone before the new one can start.
 * const web = new WindowsDeployment(shop, 'web', { replicas: 1, strategy: kplus.DeploymentStrategy.recreate() });
 * const container = web.addContainer({ image: 'registry.example/orders:ltsc2022', portNumber: 80 });
 * container.mount('D:', kplus.Volume.fromPersistentVolumeClaim(shop, 'orders-volume', orders));
 * app.synth();
 */
export class WindowsStorageClass extends Construct {
  /** Disks of Azure. Its parameters are `skuName`, `cachingMode` and more. */
  public static azureDisk(scope: Construct, id: string, options: WindowsStorageClassOptions = {}): WindowsStorageClass {
    return new WindowsStorageClass(scope, id, { ...options, provisioner: CSI_DRIVERS.azureDisk.name });
  }

  /** SMB shares of Azure Files. Its parameters are `skuName` and more. */
  public static azureFile(scope: Construct, id: string, options: WindowsStorageClassOptions = {}): WindowsStorageClass {
    return new WindowsStorageClass(scope, id, { ...options, provisioner: CSI_DRIVERS.azureFile.name });
  }

  /** Elastic Block Store of AWS. Its parameters are `type`, `iops` and more. */
  public static ebs(scope: Construct, id: string, options: WindowsStorageClassOptions = {}): WindowsStorageClass {
    return new WindowsStorageClass(scope, id, { ...options, provisioner: CSI_DRIVERS.ebs.name });
  }

  /** Persistent disks of Google's Compute Engine. Its parameters are `type` and more. */
  public static gcePersistentDisk(
    scope: Construct,
    id: string,
    options: WindowsStorageClassOptions = {},
  ): WindowsStorageClass {
    return new WindowsStorageClass(scope, id, { ...options, provisioner: CSI_DRIVERS.gcePersistentDisk.name });
  }

  /**
   * A directory for each claim on a share of any SMB server, FSx for Windows File Server among them. Throws when the source
   * is no share, and when the namespace of the Secret is not known.
   */
  public static smb(scope: Construct, id: string, options: SmbStorageClassOptions): WindowsStorageClass {
    const { source: share, secret, secretNamespace, ...rest } = options;
    const subject = `${scope.node.path}/${id}`;
    const source = shareOf(subject, share);
    const { name, namespace } = logOnSecret(scope, subject, { secret, secretNamespace });
    const parameters = {
      ...options.parameters,
      source,
      'csi.storage.k8s.io/provisioner-secret-name': name,
      'csi.storage.k8s.io/provisioner-secret-namespace': namespace,
      'csi.storage.k8s.io/node-stage-secret-name': name,
      'csi.storage.k8s.io/node-stage-secret-namespace': namespace,
    };
    return new WindowsStorageClass(scope, id, { ...rest, provisioner: CSI_DRIVERS.smb.name, parameters });
  }

  /** The underlying object. */
  public readonly apiObject: ApiObject;
  /** The name that claims give as `storageClassName`. */
  public readonly storageClassName: string;
  private readonly isShare: boolean;

  /** Throws on a file system that Windows does not have. */
  constructor(scope: Construct, id: string, props: WindowsStorageClassProps) {
    super(scope, id);
    this.isShare = bringsShare(props.provisioner);
    const { fsType, parameters = {} } = props;
    const spellings = Object.keys(parameters).filter(namesFileSystem);
    this.refuseFileSystem('fsType', fsType);
    for (const name of spellings) this.refuseFileSystem(`parameters['${name}']`, parameters[name]);
    const chosen = fsType ?? (this.isShare || spellings.length > 0 ? undefined : 'ntfs');
    const all = { ...(chosen ? { [FS_TYPE_PARAMETER]: chosen } : {}), ...parameters };
    const usual = this.isShare ? VolumeBindingMode.IMMEDIATE : VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER;
    this.apiObject = withoutNamespace(
      new k8s.KubeStorageClass(this, 'Resource', {
        metadata: props.metadata,
        provisioner: props.provisioner,
        // the server stores an empty map as none, and takes the next apply for a change, which it forbids
        parameters: Object.keys(all).length > 0 ? all : undefined,
        volumeBindingMode: props.volumeBindingMode ?? usual,
        allowVolumeExpansion: props.allowVolumeExpansion ?? true,
        reclaimPolicy: props.reclaimPolicy,
      }),
    );
    this.storageClassName = this.apiObject.name;
  }

  /**
   * A claim of this class, with the size and the access mode that every claim must have.
   *
   * @param scope The chart of the workload, as a rule another than that of the class.
   */
  public claim(scope: Construct, id: string, options: WindowsStorageClaimOptions): PersistentVolumeClaim {
    const usual = this.isShare
      ? PersistentVolumeAccessMode.READ_WRITE_MANY
      : PersistentVolumeAccessMode.READ_WRITE_ONCE;
    return new PersistentVolumeClaim(scope, id, {
      metadata: options.metadata,
      storage: options.storage,
      accessModes: options.accessModes ?? [usual],
      storageClassName: this.storageClassName,
    });
  }

  private refuseFileSystem(field: string, got: string | undefined): void {
    if (got === undefined || isWindowsFileSystem(got)) return;
    refuse(volumeFsType, {
      subject: this.node.path,
      field,
      got,
      allowed: WINDOWS_FILE_SYSTEMS.join(', '),
      fix: this.isShare ? 'Drop it: the server of a share has formatted it.' : 'Drop it: ntfs is set for you.',
    });
  }
}
