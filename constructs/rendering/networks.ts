import { type Cidr, parseCidr, subtract } from '../../lib/isolation/cidr';
import calicoNetworkFormat from '../../lib/rules/calico-network-format';
import ipAddressFamily from '../../lib/rules/ip-address-family';
import { refuse } from './refusal';

/** Reads networks as the author wrote them; a bare address is a network of one. */
export function networksOf(texts: readonly string[], subject: string, field: string): Cidr[] {
  if (texts.length === 0) refuse(calicoNetworkFormat, { subject, field, got: texts, problem: 'no network is named' });
  return texts.map((text, index) => {
    const cidr = parseCidr(text);
    if (!('problem' in cidr)) return cidr;
    const where = { subject, field: `${field}[${index}]`, got: text };
    if (cidr.problem === 'ipv6') return refuse(ipAddressFamily, where);
    if (cidr.problem === 'format') return refuse(calicoNetworkFormat, { ...where, problem: 'it is no IPv4 network' });
    const fix = `Write it as '${cidr.instead}'.`;
    return refuse(calicoNetworkFormat, { ...where, allowed: cidr.instead, problem: 'it has host bits', fix });
  });
}

/** What is left of a network without some others. */
export function networkExcept(
  text: string,
  except: readonly string[] | undefined,
  subject: string,
  field: string,
): Cidr[] {
  const holes = except?.length ? networksOf(except, subject, `${field}.except`) : [];
  const whole = networksOf([text], subject, `${field}.cidr`);
  const left = holes.reduce((nets, hole) => nets.flatMap((net) => subtract(net, hole)), whole);
  // No network at all would be taken for every address.
  if (left.length === 0)
    refuse(calicoNetworkFormat, { subject, field: `${field}.except`, got: except, problem: 'nothing is left' });
  return left;
}
