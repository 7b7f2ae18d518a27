import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { NetsEnd, PodsEnd } from '../../lib/isolation/flow';
import { isSelectorKey, isSelectorValue, type LabelRequirement, requireLabels } from '../../lib/isolation/selector';
import isolationHostProcess from '../../lib/rules/isolation-host-process';
import isolationNamespace from '../../lib/rules/isolation-namespace';
import policySelectorValue from '../../lib/rules/policy-selector-value';
import { networkExcept } from './networks';
import { refuse } from './refusal';

/** Turns whatever cdk8s-plus takes as a peer into pods with labels and namespaces, or into networks. */
export function endOf(peer: kplus.INetworkPolicyPeer, subject: string, field: string): PodsEnd | NetsEnd {
  refuseHostNetwork(peer, subject, field);
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
  const name = peer.toString();
  if (ipBlock !== undefined) {
    return { kind: 'nets', name, nets: networkExcept(ipBlock.cidr, ipBlock.except, subject, field) };
  }
  const labels = requirementsOf(podSelector);
  refuseUnwritable(labels, subject, field);
  return { kind: 'pods', name, namespaces: namespacesOf(peer, podSelector, subject, field), labels };
}

function refuseHostNetwork(peer: kplus.INetworkPolicyPeer, subject: string, field: string): void {
  const { hostNetwork, _hostProcess } = peer as Partial<kplus.AbstractPod> & { readonly _hostProcess?: boolean };
  if (hostNetwork || _hostProcess) refuse(isolationHostProcess, { subject, field, got: peer.toString() });
}

function namespacesOf(
  peer: kplus.INetworkPolicyPeer,
  podSelector: kplus.PodSelectorConfig | undefined,
  subject: string,
  field: string,
): readonly string[] {
  const { names, labelSelector } = podSelector?.namespaces ?? {};
  const misfit = (problem: string) => refuse(isolationNamespace, { subject, field, got: peer.toString(), problem });
  if (labelSelector !== undefined && !labelSelector.isEmpty())
    return misfit('it selects namespaces by labels, so the policies of its own side cannot be written');
  if (names?.length) return [...new Set(names)];
  const ofChart = podSelector?.namespaces === undefined ? Chart.of(peer).namespace : undefined;
  return ofChart === undefined ? misfit('it has no namespace') : [ofChart];
}

function requirementsOf(podSelector: kplus.PodSelectorConfig | undefined): LabelRequirement[] {
  const { matchLabels = {}, matchExpressions = [] } = podSelector?.labelSelector._toKube() ?? {};
  const requirements = requireLabels(matchLabels);
  for (const { key, operator, values } of matchExpressions) {
    requirements.push({ key, operator: operator as LabelRequirement['operator'], values: values ?? [] });
  }
  return requirements;
}

function refuseUnwritable(labels: readonly LabelRequirement[], subject: string, field: string): void {
  for (const { key, values } of labels) {
    if (!isSelectorKey(key)) refuse(policySelectorValue, { subject, field, got: key });
    for (const value of values) {
      if (!isSelectorValue(value)) refuse(policySelectorValue, { subject, field: `${field}['${key}']`, got: value });
    }
  }
}
