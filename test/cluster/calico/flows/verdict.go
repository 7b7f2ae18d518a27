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

// judges are both dataplanes of a cluster.
type judges struct {
	cluster *cluster
	linux   *linux
	windows *windows
}

func newJudges(cluster *cluster, felix *felix) judges {
	return judges{cluster, newLinux(cluster, felix), newWindows(cluster, felix)}
}

func judge(cluster *cluster, felix *felix, flows []flow) ([]verdicts, error) {
	judges := newJudges(cluster, felix)
	judged := make([]verdicts, len(flows))
	for i, flow := range flows {
		var err error
		if judged[i], err = judges.verdicts(flow); err != nil {
			return nil, fmt.Errorf("flow %d: %w", i, err)
		}
	}
	return judged, nil
}

func (j judges) verdicts(flow flow) (judged verdicts, err error) {
	from, to, err := j.cluster.ends(flow)
	if err != nil {
		return judged, err
	}
	packet, err := flow.packet(from, to)
	if err != nil {
		return judged, err
	}
	if from.endpoint != "" {
		judged.Linux.Egress = j.linux.verdict(from.endpoint, packet, egress)
		judged.Windows.Egress = j.windows.verdict(from.endpoint, packet, egress)
	}
	if to.endpoint != "" {
		judged.Linux.Ingress = j.linux.verdict(to.endpoint, packet, ingress)
		judged.Windows.Ingress = j.windows.verdict(to.endpoint, packet, ingress)
	}
	return judged, nil
}
