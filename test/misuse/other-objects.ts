import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ExternalTrafficPolicy,
  LogMonitor,
  LogMonitorFormat,
  type LogMonitorProps,
  LogMonitorSource,
  ServiceAddress,
  TargetCluster,
  WindowsService,
  type WindowsServiceProps,
  WindowsStorageClass,
  WindowsVersion,
  WindowsVolume,
} from 'cdk8s-windows';
import type { Misuse } from './misuse';

const { LOAD_BALANCER } = kplus.ServiceType;

const service =
  (props: WindowsServiceProps = {}): Misuse['program'] =>
  (chart) =>
    new WindowsService(chart, 'service', { ports: [{ port: 80 }], ...props });
const addressOf = (chart: Chart) => ServiceAddress.of(service()(chart) as WindowsService);
const login = (chart: Chart) => kplus.Secret.fromSecretName(chart, 'login', 'smb-login');
const logs =
  (props: LogMonitorProps): Misuse['program'] =>
  (chart) =>
    new LogMonitor(chart, 'logs', props);
const EVENTS = LogMonitorSource.eventLog({ channels: [{ name: 'system' }] });

/** Wrong Services, shares and logs. */
export const OTHER_OBJECTS: readonly Misuse[] = [
  {
    title: 'limits who reaches a service that no load balancer serves',
    rule: 'service-source-ranges',
    program: service({ loadBalancerSourceRanges: ['203.0.113.0/24'] }),
  },
  {
    title: 'limits a load balancer to an address for a network',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['203.0.113.7'] }),
  },
  {
    title: 'limits a load balancer to a network with host bits',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['198.51.100.7/24'] }),
  },
  {
    title: 'limits a load balancer to IPv4 addresses in IPv6 form',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['::ffff:203.0.113.0/120'] }),
  },
  {
    title: 'keeps the addresses of clients of a service that nobody outside reaches',
    rule: 'service-traffic-policy',
    program: service({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }),
  },
  {
    title: 'keeps clients with their pod on nodes that cannot',
    rule: 'service-session-affinity',
    options: { cluster: TargetCluster.unknown({ windowsVersions: [WindowsVersion.SERVER_2019] }) },
    program: service({ clientIpAffinity: true }),
  },
  {
    title: 'asks for the full name of a service without a namespace',
    rule: 'service-namespace',
    program: addressOf,
  },
  {
    title: 'asks for a port that the service does not have',
    rule: 'service-port',
    options: { namespace: 'shop' },
    program: (chart) => addressOf(chart).url('http', 8080),
  },
  {
    title: 'mounts a share with a login of no namespace',
    rule: 'secret-namespace',
    program: (chart) => WindowsVolume.fromSmb(chart, 'files', { source: '//server/share', secret: login(chart) }),
  },
  {
    title: 'makes a class of shares with a login of no namespace',
    rule: 'secret-namespace',
    program: (chart) => WindowsStorageClass.smb(chart, 'class', { source: '//server/share', secret: login(chart) }),
  },
  {
    title: 'mounts a share that is none',
    rule: 'smb-source',
    options: { namespace: 'shop' },
    program: (chart) => WindowsVolume.fromSmb(chart, 'files', { source: 'server/share', secret: login(chart) }),
  },
  { title: 'monitors no logs', rule: 'log-monitor-sources', program: logs({ sources: [] }) },
  {
    title: 'monitors the events in a format that LogMonitor does not look at',
    rule: 'log-monitor-format',
    program: logs({ sources: [EVENTS, LogMonitorSource.process({ customLogFormat: '%Message%' })] }),
  },
  {
    title: 'monitors the events in formats of its own, and gives none',
    rule: 'log-monitor-format',
    program: logs({ logFormat: LogMonitorFormat.CUSTOM, sources: [EVENTS] }),
  },
  {
    title: 'monitors a provider that is no GUID',
    rule: 'log-monitor-source',
    program: () => LogMonitorSource.etw({ providers: [{ providerGuid: 'IIS' }] }),
  },
];
