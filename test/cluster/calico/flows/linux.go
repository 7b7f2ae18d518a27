package main

import (
	"slices"
	"strings"

	"github.com/projectcalico/calico/felix/proto"
)

type direction int

const (
	ingress direction = iota
	egress
)

// linux goes through the rules that Felix gives its dataplane, as the chains that the dataplane renders do.
type linux struct {
	cluster  *cluster
	felix    *felix
	matchers *matchers
	policies map[policyRules][]compiled
	profiles map[profileRules][]compiled
}

type policyRules struct {
	policyID
	direction direction
	version   uint8
}

type profileRules struct {
	name      string
	direction direction
	version   uint8
}

// compiled is a rule that holds for one family of addresses.
type compiled struct {
	index   int
	action  string
	matches func(packet) bool
}

func newLinux(cluster *cluster, felix *felix) *linux {
	return &linux{
		cluster:  cluster,
		felix:    felix,
		matchers: newMatchers(felix.sets),
		policies: map[policyRules][]compiled{},
		profiles: map[profileRules][]compiled{},
	}
}

func (l *linux) verdict(endpoint string, packet packet, direction direction) *verdict {
	if direction == ingress && slices.Contains(l.cluster.nodeOf(endpoint), packet.source) {
		return &verdict{Verdict: allow, Policy: "own node"}
	}
	told := l.felix.endpoints[endpoint].Endpoint
	governed := false
	for _, tier := range told.Tiers {
		policies := slices.DeleteFunc(slices.Clone(policiesOf(tier, direction)), isStaged)
		if len(policies) == 0 {
			continue
		}
		governed = true
		found, passed := l.ofTier(tier.Name, policies, packet, direction)
		if found != nil {
			return found
		}
		if !passed && !passes(tier) {
			return &verdict{Verdict: deny, Tier: tier.Name, Policy: "end of tier"}
		}
	}
	policy := "no policy"
	if governed {
		policy = "profile"
	}
	for _, profile := range told.ProfileIds {
		for _, rule := range l.ofProfile(profile, packet, direction) {
			if action := rule.action; rule.matches(packet) && (action == allow || action == deny) {
				return &verdict{Verdict: action, Policy: policy}
			}
		}
	}
	return &verdict{Verdict: deny, Policy: policy}
}

func (l *linux) ofTier(tier string, policies []string, packet packet, direction direction) (found *verdict, passed bool) {
	for _, name := range policies {
		for _, rule := range l.ofPolicy(policyID{tier, name}, packet, direction) {
			if !rule.matches(packet) {
				continue
			}
			switch rule.action {
			case allow, deny:
				return l.by(tier, name, rule), false
			case "pass", "next-tier":
				return nil, true
			}
		}
	}
	return nil, false
}

func (l *linux) by(tier, name string, rule compiled) *verdict {
	policy := l.cluster.policies[name]
	found := &verdict{Verdict: rule.action, Tier: tier, Policy: policy.String()}
	if policy.converted {
		found.ConvertedRule = &rule.index
	} else {
		found.Rule = &rule.index
	}
	return found
}

func (l *linux) ofPolicy(id policyID, packet packet, direction direction) []compiled {
	key := policyRules{id, direction, packet.version()}
	if _, ok := l.policies[key]; !ok {
		policy := l.felix.policies[id].Policy
		l.policies[key] = l.compile(policy.InboundRules, policy.OutboundRules, packet, direction)
	}
	return l.policies[key]
}

func (l *linux) ofProfile(name string, packet packet, direction direction) []compiled {
	key := profileRules{name, direction, packet.version()}
	if _, ok := l.profiles[key]; !ok {
		profile := l.felix.profiles[name].Profile
		l.profiles[key] = l.compile(profile.InboundRules, profile.OutboundRules, packet, direction)
	}
	return l.profiles[key]
}

func (l *linux) compile(inbound, outbound []*proto.Rule, packet packet, direction direction) []compiled {
	rules := inbound
	if direction == egress {
		rules = outbound
	}
	found := []compiled{}
	for i, rule := range rules {
		action := strings.ToLower(rule.Action)
		if action == "" {
			action = allow
		}
		if matches := l.matchers.of(rule, packet.version()); matches != nil {
			found = append(found, compiled{i, action, matches})
		}
	}
	return found
}

func policiesOf(tier *proto.TierInfo, direction direction) []string {
	if direction == ingress {
		return tier.IngressPolicies
	}
	return tier.EgressPolicies
}
