import { type Port, type PortProtocol, portProblem, portText } from '../lib/isolation/port';
import policyPort from '../lib/rules/policy-port';
import { refuse } from './rendering/refusal';

/**
 * Ports that an isolation opens, always by number and protocol: the port on which the pods listen (`targetPort` of a
 * Service), since policies see the traffic after the Service.
 *
 * @see https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations
 */
export class IsolationPort {
  /**
   * One TCP port.
   *
   * @param port 1 to 65535.
   * @throws On anything else.
   */
  public static tcp(port: number): IsolationPort {
    return IsolationPort.of('TCP', port, port);
  }

  /**
   * A range of TCP ports.
   *
   * @param from The first port, from 1.
   * @param to The last port, up to 65535 and not below the first.
   * @throws On anything else.
   */
  public static tcpRange(from: number, to: number): IsolationPort {
    return IsolationPort.of('TCP', from, to);
  }

  /**
   * One UDP port.
   *
   * @param port 1 to 65535.
   * @throws On anything else.
   */
  public static udp(port: number): IsolationPort {
    return IsolationPort.of('UDP', port, port);
  }

  /**
   * A range of UDP ports.
   *
   * @param from The first port, from 1.
   * @param to The last port, up to 65535 and not below the first.
   * @throws On anything else.
   */
  public static udpRange(from: number, to: number): IsolationPort {
    return IsolationPort.of('UDP', from, to);
  }

  private static of(protocol: PortProtocol, from: number, to: number): IsolationPort {
    const problem = portProblem(from, to);
    if (problem !== undefined) {
      const got = from === to ? from : `${from} to ${to}`;
      refuse(policyPort, { subject: 'IsolationPort', field: 'port', got, problem });
    }
    return new IsolationPort({ protocol, from, to });
  }

  /**
   * The range as the policy engine takes it.
   * @internal
   */
  public readonly _port: Port;

  private constructor(port: Port) {
    this._port = port;
  }

  /** For example `TCP 443` or `TCP 49152-65535`. */
  public toString(): string {
    return portText(this._port);
  }
}
