import type { Port, PortProtocol } from './port';

/**
 * What a domain member asks of a domain controller, less what only the setup of a domain needs. The union of Microsoft's
 * list for gMSA in containers (MicrosoftDocs/Virtualization-Documentation `gmsa-troubleshooting.md`: 53, 88, 139, 389,
 * 636) and of the client part of its firewall list
 * (https://learn.microsoft.com/troubleshoot/windows-server/active-directory/config-firewall-for-ad-domains-and-trusts).
 * Documented, not measured: an application may need less.
 */
const MEMBER: readonly Port[] = [
  ...ports('TCP', [
    53, // DNS: SRV answers exceed a UDP packet
    88, // Kerberos
    139, // NetBIOS session
    389, // LDAP
    445, // SMB: SYSVOL, NETLOGON
    464, // change of password
    636, // LDAP over TLS
    3268, // global catalog
    3269, // global catalog over TLS
  ]),
  ...ports('UDP', [53, 88, 389, 464]),
];

/** The endpoint mapper, and the ports that it hands out since Windows Server 2008. */
const RPC: readonly Port[] = [...ports('TCP', [135]), { protocol: 'TCP', from: 49152, to: 65535 }];

export type ActiveDirectoryProfileName = 'with-rpc' | 'without-rpc';

export const ACTIVE_DIRECTORY_PORTS: Readonly<Record<ActiveDirectoryProfileName, readonly Port[]>> = {
  'with-rpc': [...MEMBER, ...RPC],
  'without-rpc': MEMBER,
};

function ports(protocol: PortProtocol, numbers: readonly number[]): Port[] {
  return numbers.map((number) => ({ protocol, from: number, to: number }));
}
