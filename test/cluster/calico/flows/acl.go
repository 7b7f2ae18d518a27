package main

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/projectcalico/calico/felix/dataplane/windows/hns"
)

// anyProtocol is how HNS writes that the protocol does not matter.
const anyProtocol = 256

// accessList is what HNS enforces at the switch for one endpoint: the first rule that matches decides.
type accessList struct {
	rules []aclRule
	// broken is why there is no list.
	broken string
}

type aclRule struct {
	id                      string
	direction               hns.DirectionType
	action                  hns.ActionType
	protocol                uint16
	local, remote           *addressSet
	localPorts, remotePorts []portRange
}

type portRange struct{ first, last uint16 }

func newAccessList(policies []*hns.ACLPolicy) accessList {
	ordered := slices.Clone(policies)
	slices.SortStableFunc(ordered, func(a, b *hns.ACLPolicy) int { return cmp.Compare(a.Priority, b.Priority) })
	list := accessList{}
	for _, policy := range ordered {
		if policy.RuleType == hns.Switch {
			list.rules = append(list.rules, newACLRule(policy))
		}
	}
	return list
}

func newACLRule(policy *hns.ACLPolicy) aclRule {
	return aclRule{
		id:          policy.Id,
		direction:   policy.Direction,
		action:      policy.Action,
		protocol:    policy.Protocol,
		local:       listedAddresses(policy.LocalAddresses),
		remote:      listedAddresses(policy.RemoteAddresses),
		localPorts:  listedPorts(policy.LocalPorts),
		remotePorts: listedPorts(policy.RemotePorts),
	}
}

func listedAddresses(text string) *addressSet {
	if text == "" {
		return nil
	}
	return newAddressSet(strings.Split(text, ","))
}

func listedPorts(text string) []portRange {
	if text == "" {
		return nil
	}
	ports := []portRange{}
	for _, part := range strings.Split(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if !isRange {
			last = first
		}
		ports = append(ports, portRange{portNumber(first), portNumber(last)})
	}
	return ports
}

func (l accessList) verdict(p packet, direction direction) *verdict {
	if l.broken != "" {
		return &verdict{Verdict: broken, Reason: l.broken}
	}
	wanted, local, remote, localPort, remotePort := hns.In, p.destination, p.source, p.destinationPort, p.sourcePort
	if direction == egress {
		wanted, local, remote, localPort, remotePort = hns.Out, p.source, p.destination, p.sourcePort, p.destinationPort
	}
	for _, rule := range l.rules {
		if rule.direction == wanted &&
			(rule.protocol == anyProtocol || rule.protocol == p.protocol) &&
			among(rule.local, local) && among(rule.remote, remote) &&
			inRange(rule.localPorts, localPort) && inRange(rule.remotePorts, remotePort) {
			if rule.action == hns.Allow {
				return &verdict{Verdict: allow, ACL: rule.id}
			}
			return &verdict{Verdict: deny, ACL: rule.id}
		}
	}
	return &verdict{Verdict: deny}
}

func among(addresses *addressSet, address netip.Addr) bool {
	return addresses == nil || addresses.contains(address)
}

func inRange(ports []portRange, port uint16) bool {
	return ports == nil || slices.ContainsFunc(ports, func(r portRange) bool { return r.first <= port && port <= r.last })
}
