import { metadataRefusals } from './metadata-refusals';
import { policyNameRefusals } from './names';
import { type CalicoPolicy, type CalicoPolicySpec, isGlobal, rulesOf } from './policy';
import { type CalicoRefusal, oneOf } from './refusal';
import { ruleRefusals } from './rule-refusals';
import { localSelectorRefusals } from './selector-refusals';

const TYPES = ['Ingress', 'Egress'];
const HINTS = ['AssumeNeededOnEveryNode'];
const STAGED_ACTIONS = ['Set', 'Delete', 'Learn', 'Ignore'];

/** What Calico refuses about its policies, staged ones included. */
export function policyRefusals(policy: CalicoPolicy): CalicoRefusal[] {
  const { spec = {} } = policy;
  const isGlobalPolicy = isGlobal(policy);
  const found = [
    ...policyNameRefusals(policy),
    ...metadataRefusals(policy),
    ...valueRefusals(spec),
    ...localSelectorRefusals('spec.selector', spec.selector),
    ...localSelectorRefusals('spec.serviceAccountSelector', spec.serviceAccountSelector),
    ...(isGlobalPolicy ? localSelectorRefusals('spec.namespaceSelector', spec.namespaceSelector) : []),
    ...repeated('spec.types', spec.types),
    ...repeated('spec.performanceHints', spec.performanceHints),
    ...hostRefusals(spec),
    ...deletionRefusals(spec),
  ];
  for (const placed of rulesOf(policy)) found.push(...ruleRefusals(placed, isGlobalPolicy));
  return found;
}

function valueRefusals({ types = [], performanceHints = [], stagedAction }: CalicoPolicySpec): CalicoRefusal[] {
  if (performanceHints.length === 0 && stagedAction === undefined && types.every((type) => TYPES.includes(type)))
    return [];
  return [
    ...types.flatMap((type, index) => oneOf(`spec.types[${index}]`, type, TYPES)),
    ...performanceHints.flatMap((hint, index) => oneOf(`spec.performanceHints[${index}]`, hint, HINTS)),
    ...stagedActionRefusals(stagedAction),
  ];
}

export function stagedActionRefusals(action: string | undefined): CalicoRefusal[] {
  return oneOf('spec.stagedAction', action || undefined, STAGED_ACTIONS);
}

function repeated(path: string, values: readonly string[] | undefined): CalicoRefusal[] {
  if (values === undefined) return [];
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  if (index < 0) return [];
  return [{ about: 'combination', path: `${path}[${index}]`, got: values[index], problem: 'it is there twice' }];
}

/** What concerns host endpoints only. */
function hostRefusals({ doNotTrack, preDNAT, applyOnForward, types, egress }: CalicoPolicySpec): CalicoRefusal[] {
  if (!doNotTrack && !preDNAT) return [];
  const found = (field: keyof CalicoPolicySpec, got: unknown, problem: string): CalicoRefusal => ({
    about: 'combination',
    path: `spec.${field}`,
    got,
    problem,
  });
  if (doNotTrack && preDNAT) return [found('preDNAT', preDNAT, 'a policy has either preDNAT or doNotTrack')];
  const field = preDNAT ? 'preDNAT' : 'doNotTrack';
  const egressPart = (egress ?? []).length > 0 ? 'egress' : types?.includes('Egress') ? 'types' : undefined;
  return [
    ...(applyOnForward ? [] : [found('applyOnForward', applyOnForward, `with ${field} it must be true`)]),
    ...(preDNAT && egressPart !== undefined
      ? [found(egressPart, egressPart === 'egress' ? egress : types, 'preDNAT is about ingress only')]
      : []),
  ];
}

/** Whoever deletes a policy says nothing else about it. */
function deletionRefusals(spec: CalicoPolicySpec): CalicoRefusal[] {
  if (spec.stagedAction !== 'Delete') return [];
  const { stagedAction: _stagedAction, tier: _tier, ...rest } = spec;
  const others = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  if (others.length === 0) return [];
  const [field, got] = others[0];
  return [
    { about: 'combination', path: `spec.${field}`, got, problem: 'with stagedAction: Delete only the tier may stand' },
  ];
}
