package main

import "fmt"

const (
	allow  = "allow"
	deny   = "deny"
	broken = "broken"
)

// verdict is what decides about a flow at one of its ends.
type verdict struct {
	Verdict string `json:"verdict"`
	Tier    string `json:"tier,omitempty"`
	// Policy is the kind and the name of an object, or "end of tier", "profile", "no policy" or "own node".
	Policy string `json:"policy,omitempty"`
	// Rule is where it stands among the rules for this direction, as they are written.
	Rule *int `json:"rule,omitempty"`
	// ConvertedRule is where it stands among those that Calico makes of the rules of a policy of Kubernetes.
	ConvertedRule *int `json:"convertedRule,omitempty"`
	// ACL is what HNS calls the rule.
	ACL string `json:"acl,omitempty"`
	// Reason is why Felix could not go on.
	Reason string `json:"reason,omitempty"`
}

// ends has nothing for an end that is not governed.
type ends struct {
	Egress  *verdict `json:"egress,omitempty"`
	Ingress *verdict `json:"ingress,omitempty"`
}

type verdicts struct {
	Linux   ends `json:"linux"`
	Windows ends `json:"windows"`
}

func judge(cluster *cluster, felix *felix, flows []flow) ([]verdicts, error) {
	linux := newLinux(cluster, felix)
	windows := newWindows(cluster, felix)
	judged := make([]verdicts, len(flows))
	for i, flow := range flows {
		from, to, err := cluster.ends(flow)
		if err != nil {
			return nil, fmt.Errorf("flow %d: %w", i, err)
		}
		packet, err := flow.packet(from, to)
		if err != nil {
			return nil, fmt.Errorf("flow %d: %w", i, err)
		}
		if from.endpoint != "" {
			judged[i].Linux.Egress = linux.verdict(from.endpoint, packet, egress)
			judged[i].Windows.Egress = windows.verdict(from.endpoint, packet, egress)
		}
		if to.endpoint != "" {
			judged[i].Linux.Ingress = linux.verdict(to.endpoint, packet, ingress)
			judged[i].Windows.Ingress = windows.verdict(to.endpoint, packet, ingress)
		}
	}
	return judged, nil
}
