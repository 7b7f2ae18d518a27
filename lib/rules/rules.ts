// Written by `npm run rules`: every rule of this folder.
// biome-ignore-all assist/source/organizeImports: in the order of the ids
import acknowledgementReason from './acknowledgement-reason';
import acknowledgementStale from './acknowledgement-stale';
import acknowledgementUnknown from './acknowledgement-unknown';
import administratorHostPath from './administrator-host-path';
import aksOsSku from './aks-os-sku';
import aksPool from './aks-pool';
import apiVersionRemoved from './api-version-removed';
import autoscalerTarget from './autoscaler-target';
import calicoApiServer from './calico-api-server';
import calicoBlockSize from './calico-block-size';
import calicoCidrs from './calico-cidrs';
import calicoCombination from './calico-combination';
import calicoEncapsulation from './calico-encapsulation';
import calicoLinuxDataplane from './calico-linux-dataplane';
import calicoMetadata from './calico-metadata';
import calicoName from './calico-name';
import calicoNetworkFormat from './calico-network-format';
import calicoPlatform from './calico-platform';
import calicoPort from './calico-port';
import calicoSelector from './calico-selector';
import calicoStrictAffinity from './calico-strict-affinity';
import calicoValue from './calico-value';
import calicoWindowsNodes from './calico-windows-nodes';
import commandBuiltIn from './command-built-in';
import commandCmdSwitch from './command-cmd-switch';
import commandExpansion from './command-expansion';
import commandLinuxTool from './command-linux-tool';
import commandOneString from './command-one-string';
import commandPing from './command-ping';
import commandShell from './command-shell';
import containerName from './container-name';
import containerNameUnique from './container-name-unique';
import containerPort from './container-port';
import containerRestartPolicy from './container-restart-policy';
import containerdVersion from './containerd-version';
import dnsOptions from './dns-options';
import dnsPolicy from './dns-policy';
import dnsShortName from './dns-short-name';
import emptyDirMedium from './empty-dir-medium';
import envCase from './env-case';
import envName from './env-name';
import envPath from './env-path';
import envTimeZone from './env-time-zone';
import ephemeralContainer from './ephemeral-container';
import fieldType from './field-type';
import fileMode from './file-mode';
import fileMount from './file-mount';
import gkeWindowsWebhook from './gke-windows-webhook';
import gmsaAccountData from './gmsa-account-data';
import gmsaAnnotation from './gmsa-annotation';
import gmsaGrant from './gmsa-grant';
import gmsaHostName from './gmsa-host-name';
import gmsaInitContainer from './gmsa-init-container';
import gmsaName from './gmsa-name';
import gmsaNamespaceExcluded from './gmsa-namespace-excluded';
import gmsaPair from './gmsa-pair';
import gmsaRandomHostName from './gmsa-random-host-name';
import gmsaRole from './gmsa-role';
import gmsaSpecContents from './gmsa-spec-contents';
import gmsaSpecJson from './gmsa-spec-json';
import gmsaSpecNameMissing from './gmsa-spec-name-missing';
import gmsaSpecReference from './gmsa-spec-reference';
import gmsaSpecShape from './gmsa-spec-shape';
import gmsaSpecSize from './gmsa-spec-size';
import gmsaSpecVersion from './gmsa-spec-version';
import gmsaUser from './gmsa-user';
import gmsaWebhookCertificate from './gmsa-webhook-certificate';
import gmsaWebhookExclusion from './gmsa-webhook-exclusion';
import gmsaWebhookFailurePolicy from './gmsa-webhook-failure-policy';
import gmsaWebhookLinux from './gmsa-webhook-linux';
import gmsaWebhookReplicas from './gmsa-webhook-replicas';
import gmsaWebhookRights from './gmsa-webhook-rights';
import gmsaWebhookRules from './gmsa-webhook-rules';
import guidFormat from './guid-format';
import hostName from './host-name';
import hostNameFqdn from './host-name-fqdn';
import hostNetworkNeedsHostProcess from './host-network-needs-host-process';
import hostNetworkPort from './host-network-port';
import hostPathAbsolute from './host-path-absolute';
import hostPathClimbs from './host-path-climbs';
import hostPathLinux from './host-path-linux';
import hostPathType from './host-path-type';
import hostPortAddress from './host-port-address';
import hostPortUnique from './host-port-unique';
import hostProcessAgreement from './host-process-agreement';
import hostProcessContainerd from './host-process-containerd';
import hostProcessGmsa from './host-process-gmsa';
import hostProcessHostAliases from './host-process-host-aliases';
import hostProcessHostNetwork from './host-process-host-network';
import hostProcessLocalGroup from './host-process-local-group';
import hostProcessMix from './host-process-mix';
import hostProcessNamedPipe from './host-process-named-pipe';
import hostProcessOnContainers from './host-process-on-containers';
import hostProcessRunAsNonRoot from './host-process-run-as-non-root';
import hostProcessUser from './host-process-user';
import hostProcessUserDomainCase from './host-process-user-domain-case';
import hostProcessUserMissing from './host-process-user-missing';
import hostUsers from './host-users';
import hostnameOverride from './hostname-override';
import hugePages from './huge-pages';
import hypervAnnotation from './hyperv-annotation';
import iisUser from './iis-user';
import imageBaseTag from './image-base-tag';
import imageBuild from './image-build';
import imageBuildEnded from './image-build-ended';
import imageBuildLeftOpen from './image-build-left-open';
import imageLatest from './image-latest';
import imageMissing from './image-missing';
import imageNanoserverPowershell from './image-nanoserver-powershell';
import imageOs from './image-os';
import imageVolume from './image-volume';
import ingressServicePort from './ingress-service-port';
import initContainerHandlers from './init-container-handlers';
import ipAddressFamily from './ip-address-family';
import isolationEngine from './isolation-engine';
import isolationFormat from './isolation-format';
import isolationHostProcess from './isolation-host-process';
import isolationMetadata from './isolation-metadata';
import isolationMode from './isolation-mode';
import isolationNamespace from './isolation-namespace';
import isolationPromise from './isolation-promise';
import isolationScope from './isolation-scope';
import isolationSystemNamespace from './isolation-system-namespace';
import isolationTwice from './isolation-twice';
import kubernetesVersion from './kubernetes-version';
import kubernetesVersionWindowsOs from './kubernetes-version-windows-os';
import linuxFieldIgnored from './linux-field-ignored';
import linuxOnlyField from './linux-only-field';
import linuxOnlyVolume from './linux-only-volume';
import localGroupNeedsHostProcess from './local-group-needs-host-process';
import logMonitorConfigSwitch from './log-monitor-config-switch';
import logMonitorFormat from './log-monitor-format';
import logMonitorJson from './log-monitor-json';
import logMonitorMount from './log-monitor-mount';
import logMonitorSource from './log-monitor-source';
import logMonitorSources from './log-monitor-sources';
import memoryLimitSmall from './memory-limit-small';
import memoryRequestBelowLimit from './memory-request-below-limit';
import memoryUnit from './memory-unit';
import mountPath from './mount-path';
import mountPathUnique from './mount-path-unique';
import mountPropagation from './mount-propagation';
import mountPropagationRefused from './mount-propagation-refused';
import namedPipeMount from './named-pipe-mount';
import namespacePodSecurity from './namespace-pod-security';
import netlogonRepair from './netlogon-repair';
import networkFormat from './network-format';
import networkPlugin from './network-plugin';
import networkPolicyCidr from './network-policy-cidr';
import networkPolicyPeer from './network-policy-peer';
import networkPolicyPort from './network-policy-port';
import networkPolicySelector from './network-policy-selector';
import networkPolicyType from './network-policy-type';
import nfsVolume from './nfs-volume';
import nodeNameSet from './node-name-set';
import nodeSelectorBetaLabel from './node-selector-beta-label';
import nodeSelectorFormat from './node-selector-format';
import nodeSelectorLabel from './node-selector-label';
import nodeSelectorNotAffinity from './node-selector-not-affinity';
import objectName from './object-name';
import osLeftOpen from './os-left-open';
import osMissing from './os-missing';
import osName from './os-name';
import osNodeAffinity from './os-node-affinity';
import osNodeSelector from './os-node-selector';
import osNotPlaced from './os-not-placed';
import osPinConflict from './os-pin-conflict';
import osPodLabel from './os-pod-label';
import osUnclear from './os-unclear';
import platformWindows from './platform-windows';
import platformWindowsVersion from './platform-windows-version';
import podLevelResources from './pod-level-resources';
import podResourceClaims from './pod-resource-claims';
import podSecurityLevel from './pod-security-level';
import podSecurityLevelMissing from './pod-security-level-missing';
import podSecurityVersion from './pod-security-version';
import podSecurityVersionFormat from './pod-security-version-format';
import podUserOfImage from './pod-user-of-image';
import policyDnsNamespace from './policy-dns-namespace';
import policyDnsTcp from './policy-dns-tcp';
import policyEngine from './policy-engine';
import policyField from './policy-field';
import policyHostEndpoint from './policy-host-endpoint';
import policyHostProcess from './policy-host-process';
import policyHttp from './policy-http';
import policyIcmpType from './policy-icmp-type';
import policyLog from './policy-log';
import policyName from './policy-name';
import policyNamedPort from './policy-named-port';
import policyNamespaceGuard from './policy-namespace-guard';
import policyNegation from './policy-negation';
import policyNoPods from './policy-no-pods';
import policyOrder from './policy-order';
import policyPass from './policy-pass';
import policyPeerOr from './policy-peer-or';
import policyPort from './policy-port';
import policySelectorValue from './policy-selector-value';
import policyServiceNamespace from './policy-service-namespace';
import policyServiceOnly from './policy-service-only';
import policyStaged from './policy-staged';
import policySystemNamespace from './policy-system-namespace';
import policyTier from './policy-tier';
import policyTierMissing from './policy-tier-missing';
import policyTwoSelectors from './policy-two-selectors';
import policyTypes from './policy-types';
import policyWindowsDifference from './policy-windows-difference';
import poolWindowsVersion from './pool-windows-version';
import portName from './port-name';
import portProtocol from './port-protocol';
import probeStartBudget from './probe-start-budget';
import probeTimeout from './probe-timeout';
import profileAnnotation from './profile-annotation';
import progressDeadline from './progress-deadline';
import propType from './prop-type';
import recursiveReadOnly from './recursive-read-only';
import resizePolicy from './resize-policy';
import resourceAmount from './resource-amount';
import resourceClaims from './resource-claims';
import resourceLimits from './resource-limits';
import resourceRequestExceedsLimit from './resource-request-exceeds-limit';
import restartPolicy from './restart-policy';
import runAsNonRootAdministrator from './run-as-non-root-administrator';
import runAsNonRootTwice from './run-as-non-root-twice';
import runAsNonRootWithoutUser from './run-as-non-root-without-user';
import runAsUserNameEscape from './run-as-user-name-escape';
import runAsUserNameFormat from './run-as-user-name-format';
import runAsUserStuck from './run-as-user-stuck';
import runtimeClassConflict from './runtime-class-conflict';
import runtimeClassDaemonSet from './runtime-class-daemon-set';
import runtimeClassHandler from './runtime-class-handler';
import runtimeClassHandlerFormat from './runtime-class-handler-format';
import runtimeClassNotWindows from './runtime-class-not-windows';
import runtimeClassOverhead from './runtime-class-overhead';
import runtimeClassTolerationTwice from './runtime-class-toleration-twice';
import runtimeClassTwice from './runtime-class-twice';
import secretNamespace from './secret-namespace';
import securityContextValue from './security-context-value';
import selectorMatchesPods from './selector-matches-pods';
import serviceAffinityTimeout from './service-affinity-timeout';
import serviceBackends from './service-backends';
import serviceClientAddress from './service-client-address';
import serviceExternalIps from './service-external-ips';
import serviceIpFamily from './service-ip-family';
import serviceLocalTraffic from './service-local-traffic';
import serviceNamespace from './service-namespace';
import servicePort from './service-port';
import serviceSelector from './service-selector';
import serviceSessionAffinity from './service-session-affinity';
import serviceSourceRanges from './service-source-ranges';
import serviceTargetPort from './service-target-port';
import serviceTrafficDistribution from './service-traffic-distribution';
import serviceTrafficPolicy from './service-traffic-policy';
import serviceWindowsAnnotation from './service-windows-annotation';
import sidecarInjection from './sidecar-injection';
import smbSource from './smb-source';
import statefulSetPort from './stateful-set-port';
import stopSignal from './stop-signal';
import storageClassBuiltIn from './storage-class-built-in';
import subPath from './sub-path';
import targetClusterLate from './target-cluster-late';
import tolerationFormat from './toleration-format';
import tolerationMissing from './toleration-missing';
import unknownField from './unknown-field';
import unknownKind from './unknown-kind';
import unknownValue from './unknown-value';
import volumeBlock from './volume-block';
import volumeFsType from './volume-fs-type';
import volumeName from './volume-name';
import wholeNumber from './whole-number';
import windowsArch from './windows-arch';
import windowsBuildConflict from './windows-build-conflict';
import windowsBuildFormat from './windows-build-format';
import windowsBuildUnknown from './windows-build-unknown';
import windowsOnlyField from './windows-only-field';
import windowsOptionsIgnored from './windows-options-ignored';
import workingDir from './working-dir';
import workloadIdentityAccount from './workload-identity-account';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  acknowledgementReason,
  acknowledgementStale,
  acknowledgementUnknown,
  administratorHostPath,
  aksOsSku,
  aksPool,
  apiVersionRemoved,
  autoscalerTarget,
  calicoApiServer,
  calicoBlockSize,
  calicoCidrs,
  calicoCombination,
  calicoEncapsulation,
  calicoLinuxDataplane,
  calicoMetadata,
  calicoName,
  calicoNetworkFormat,
  calicoPlatform,
  calicoPort,
  calicoSelector,
  calicoStrictAffinity,
  calicoValue,
  calicoWindowsNodes,
  commandBuiltIn,
  commandCmdSwitch,
  commandExpansion,
  commandLinuxTool,
  commandOneString,
  commandPing,
  commandShell,
  containerName,
  containerNameUnique,
  containerPort,
  containerRestartPolicy,
  containerdVersion,
  dnsOptions,
  dnsPolicy,
  dnsShortName,
  emptyDirMedium,
  envCase,
  envName,
  envPath,
  envTimeZone,
  ephemeralContainer,
  fieldType,
  fileMode,
  fileMount,
  gkeWindowsWebhook,
  gmsaAccountData,
  gmsaAnnotation,
  gmsaGrant,
  gmsaHostName,
  gmsaInitContainer,
  gmsaName,
  gmsaNamespaceExcluded,
  gmsaPair,
  gmsaRandomHostName,
  gmsaRole,
  gmsaSpecContents,
  gmsaSpecJson,
  gmsaSpecNameMissing,
  gmsaSpecReference,
  gmsaSpecShape,
  gmsaSpecSize,
  gmsaSpecVersion,
  gmsaUser,
  gmsaWebhookCertificate,
  gmsaWebhookExclusion,
  gmsaWebhookFailurePolicy,
  gmsaWebhookLinux,
  gmsaWebhookReplicas,
  gmsaWebhookRights,
  gmsaWebhookRules,
  guidFormat,
  hostName,
  hostNameFqdn,
  hostNetworkNeedsHostProcess,
  hostNetworkPort,
  hostPathAbsolute,
  hostPathClimbs,
  hostPathLinux,
  hostPathType,
  hostPortAddress,
  hostPortUnique,
  hostProcessAgreement,
  hostProcessContainerd,
  hostProcessGmsa,
  hostProcessHostAliases,
  hostProcessHostNetwork,
  hostProcessLocalGroup,
  hostProcessMix,
  hostProcessNamedPipe,
  hostProcessOnContainers,
  hostProcessRunAsNonRoot,
  hostProcessUser,
  hostProcessUserDomainCase,
  hostProcessUserMissing,
  hostUsers,
  hostnameOverride,
  hugePages,
  hypervAnnotation,
  iisUser,
  imageBaseTag,
  imageBuild,
  imageBuildEnded,
  imageBuildLeftOpen,
  imageLatest,
  imageMissing,
  imageNanoserverPowershell,
  imageOs,
  imageVolume,
  ingressServicePort,
  initContainerHandlers,
  ipAddressFamily,
  isolationEngine,
  isolationFormat,
  isolationHostProcess,
  isolationMetadata,
  isolationMode,
  isolationNamespace,
  isolationPromise,
  isolationScope,
  isolationSystemNamespace,
  isolationTwice,
  kubernetesVersion,
  kubernetesVersionWindowsOs,
  linuxFieldIgnored,
  linuxOnlyField,
  linuxOnlyVolume,
  localGroupNeedsHostProcess,
  logMonitorConfigSwitch,
  logMonitorFormat,
  logMonitorJson,
  logMonitorMount,
  logMonitorSource,
  logMonitorSources,
  memoryLimitSmall,
  memoryRequestBelowLimit,
  memoryUnit,
  mountPath,
  mountPathUnique,
  mountPropagation,
  mountPropagationRefused,
  namedPipeMount,
  namespacePodSecurity,
  netlogonRepair,
  networkFormat,
  networkPlugin,
  networkPolicyCidr,
  networkPolicyPeer,
  networkPolicyPort,
  networkPolicySelector,
  networkPolicyType,
  nfsVolume,
  nodeNameSet,
  nodeSelectorBetaLabel,
  nodeSelectorFormat,
  nodeSelectorLabel,
  nodeSelectorNotAffinity,
  objectName,
  osLeftOpen,
  osMissing,
  osName,
  osNodeAffinity,
  osNodeSelector,
  osNotPlaced,
  osPinConflict,
  osPodLabel,
  osUnclear,
  platformWindows,
  platformWindowsVersion,
  podLevelResources,
  podResourceClaims,
  podSecurityLevel,
  podSecurityLevelMissing,
  podSecurityVersion,
  podSecurityVersionFormat,
  podUserOfImage,
  policyDnsNamespace,
  policyDnsTcp,
  policyEngine,
  policyField,
  policyHostEndpoint,
  policyHostProcess,
  policyHttp,
  policyIcmpType,
  policyLog,
  policyName,
  policyNamedPort,
  policyNamespaceGuard,
  policyNegation,
  policyNoPods,
  policyOrder,
  policyPass,
  policyPeerOr,
  policyPort,
  policySelectorValue,
  policyServiceNamespace,
  policyServiceOnly,
  policyStaged,
  policySystemNamespace,
  policyTier,
  policyTierMissing,
  policyTwoSelectors,
  policyTypes,
  policyWindowsDifference,
  poolWindowsVersion,
  portName,
  portProtocol,
  probeStartBudget,
  probeTimeout,
  profileAnnotation,
  progressDeadline,
  propType,
  recursiveReadOnly,
  resizePolicy,
  resourceAmount,
  resourceClaims,
  resourceLimits,
  resourceRequestExceedsLimit,
  restartPolicy,
  runAsNonRootAdministrator,
  runAsNonRootTwice,
  runAsNonRootWithoutUser,
  runAsUserNameEscape,
  runAsUserNameFormat,
  runAsUserStuck,
  runtimeClassConflict,
  runtimeClassDaemonSet,
  runtimeClassHandler,
  runtimeClassHandlerFormat,
  runtimeClassNotWindows,
  runtimeClassOverhead,
  runtimeClassTolerationTwice,
  runtimeClassTwice,
  secretNamespace,
  securityContextValue,
  selectorMatchesPods,
  serviceAffinityTimeout,
  serviceBackends,
  serviceClientAddress,
  serviceExternalIps,
  serviceIpFamily,
  serviceLocalTraffic,
  serviceNamespace,
  servicePort,
  serviceSelector,
  serviceSessionAffinity,
  serviceSourceRanges,
  serviceTargetPort,
  serviceTrafficDistribution,
  serviceTrafficPolicy,
  serviceWindowsAnnotation,
  sidecarInjection,
  smbSource,
  statefulSetPort,
  stopSignal,
  storageClassBuiltIn,
  subPath,
  targetClusterLate,
  tolerationFormat,
  tolerationMissing,
  unknownField,
  unknownKind,
  unknownValue,
  volumeBlock,
  volumeFsType,
  volumeName,
  wholeNumber,
  windowsArch,
  windowsBuildConflict,
  windowsBuildFormat,
  windowsBuildUnknown,
  windowsOnlyField,
  windowsOptionsIgnored,
  workingDir,
  workloadIdentityAccount,
];
