import type { ActiveDirectoryProfile } from './domain-controllers';
import type { IsolationPort } from './isolation-port';

/** Who may reach pods from outside the cluster. */
export interface AllowFromOutsideOptions {
  /** The ports on which the pods listen, not those of the Service. */
  readonly ports: IsolationPort[];
  /**
   * The addresses of clients: CIDRs or IPv4 addresses. They are what pods see with `externalTrafficPolicy: Local` only.
   * @default - any address, pods included; with `nodeCidrs` none but those
   */
  readonly sourceRanges?: string[];
  /**
   * The addresses of the nodes. With `externalTrafficPolicy: Cluster` a Service puts the address of a node in place of the
   * client's, so a pod that is to be reached through it must let the nodes in; who may reach the nodes is then up to the
   * load balancer (`loadBalancerSourceRanges`).
   * @default - none
   */
  readonly nodeCidrs?: string[];
}

/** Which ports of the domain controllers are opened. */
export interface AllowActiveDirectoryOptions {
  /**
   * The list of ports.
   * @default ActiveDirectoryProfile.WITH_RPC
   */
  readonly profile?: ActiveDirectoryProfile;
}

/** Something that an isolation allows, for people to read. */
export interface IsolationPermission {
  /** Who opens the connection. */
  readonly from: string;
  /** Who is reached. */
  readonly to: string;
  /** On which ports, for example `TCP 443`; empty for the API server, whose ports come from its Service. */
  readonly ports: string[];
}
