import commandBuiltIn from './command-built-in';
import commandOneString from './command-one-string';
import commandShell from './command-shell';
import containerName from './container-name';
import containerNameUnique from './container-name-unique';
import containerPort from './container-port';
import dnsOptions from './dns-options';
import dnsPolicy from './dns-policy';
import emptyDirMedium from './empty-dir-medium';
import envCase from './env-case';
import envName from './env-name';
import gmsaInitContainer from './gmsa-init-container';
import gmsaName from './gmsa-name';
import gmsaSpecSize from './gmsa-spec-size';
import hostName from './host-name';
import hostNetworkNeedsHostProcess from './host-network-needs-host-process';
import hostNetworkPort from './host-network-port';
import hostPathAbsolute from './host-path-absolute';
import hostPathClimbs from './host-path-climbs';
import hostPathType from './host-path-type';
import hostProcessHostAliases from './host-process-host-aliases';
import hostProcessHostNetwork from './host-process-host-network';
import hostProcessNamedPipe from './host-process-named-pipe';
import hostProcessRunAsNonRoot from './host-process-run-as-non-root';
import hostProcessUser from './host-process-user';
import hostProcessUserDomainCase from './host-process-user-domain-case';
import imageBuildEnded from './image-build-ended';
import imageMissing from './image-missing';
import imageNanoserverPowershell from './image-nanoserver-powershell';
import initContainerHandlers from './init-container-handlers';
import linuxOnlyField from './linux-only-field';
import mountPath from './mount-path';
import mountPathUnique from './mount-path-unique';
import mountPropagation from './mount-propagation';
import mountPropagationRefused from './mount-propagation-refused';
import namedPipeMount from './named-pipe-mount';
import netlogonRepair from './netlogon-repair';
import nfsVolume from './nfs-volume';
import nodeSelectorFormat from './node-selector-format';
import objectName from './object-name';
import osNodeAffinity from './os-node-affinity';
import portName from './port-name';
import portProtocol from './port-protocol';
import type { Rule } from './rule';
import runAsNonRootAdministrator from './run-as-non-root-administrator';
import runAsUserNameFormat from './run-as-user-name-format';
import subPath from './sub-path';
import volumeFsType from './volume-fs-type';
import volumeName from './volume-name';

/**
 * The rules that look at one Windows pod and need nothing else. The constructs refuse what they find: mistakes for sure, or
 * what contradicts a class for Windows.
 */
export const POD_RULES: readonly Rule[] = [
  linuxOnlyField,
  imageMissing,
  containerName,
  containerNameUnique,
  containerPort,
  portName,
  portProtocol,
  nodeSelectorFormat,
  osNodeAffinity,
  objectName,
  hostName,
  initContainerHandlers,
  hostNetworkNeedsHostProcess,
  hostProcessHostNetwork,
  hostProcessUser,
  hostProcessUserDomainCase,
  hostProcessRunAsNonRoot,
  hostProcessNamedPipe,
  hostProcessHostAliases,
  hostNetworkPort,
  runAsUserNameFormat,
  runAsNonRootAdministrator,
  gmsaName,
  gmsaSpecSize,
  gmsaInitContainer,
  imageBuildEnded,
  imageNanoserverPowershell,
  netlogonRepair,
  commandShell,
  commandOneString,
  commandBuiltIn,
  envName,
  envCase,
  volumeName,
  emptyDirMedium,
  nfsVolume,
  volumeFsType,
  hostPathType,
  hostPathAbsolute,
  hostPathClimbs,
  mountPath,
  mountPathUnique,
  subPath,
  mountPropagationRefused,
  mountPropagation,
  namedPipeMount,
  dnsPolicy,
  dnsOptions,
];
