import { ADMINISTRATORS } from './administrators';
import type { FlowCase } from './case';
import { FAMILIES } from './families';
import { PORTS } from './ports';
import { SELECTORS } from './selectors';
import { SERVICES } from './services';
import { TIERS } from './tiers';
import { TRAITS } from './traits';

/** What Calico says of connections of one small cluster under a few policies, by what is looked at. */
export const CASES: Readonly<Record<string, Readonly<Record<string, FlowCase>>>> = {
  'on the way to Windows': TRAITS,
  'of selectors': SELECTORS,
  'of ports': PORTS,
  'of IPv6': FAMILIES,
  'of Services': SERVICES,
  'of orders and tiers': TIERS,
  'of administrators': ADMINISTRATORS,
};
