package main

import (
	"encoding/json"
	"fmt"
	"net/netip"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// cluster is what of the objects given matters to policies of Kubernetes.
type cluster struct {
	namespaces map[string]map[string]string
	pods       map[string]*core.Pod
	policies   []*networking.NetworkPolicy
}

func load(manifests []json.RawMessage) *cluster {
	c := &cluster{namespaces: map[string]map[string]string{}, pods: map[string]*core.Pod{}}
	for _, manifest := range manifests {
		var kind meta.TypeMeta
		read(manifest, &kind)
		switch kind.GroupVersionKind().String() {
		case "/v1, Kind=Namespace":
			var namespace core.Namespace
			read(manifest, &namespace)
			c.namespaces[namespace.Name] = namespace.Labels
		case "/v1, Kind=Pod":
			var pod core.Pod
			read(manifest, &pod)
			c.pods[pod.Namespace+"/"+pod.Name] = &pod
		case "networking.k8s.io/v1, Kind=NetworkPolicy":
			var policy networking.NetworkPolicy
			read(manifest, &policy)
			c.policies = append(c.policies, withTypes(&policy))
		}
	}
	return c
}

func read(manifest json.RawMessage, into any) {
	if err := json.Unmarshal(manifest, into); err != nil {
		panic(err)
	}
}

// withTypes is as an API server fills them in.
func withTypes(policy *networking.NetworkPolicy) *networking.NetworkPolicy {
	if len(policy.Spec.PolicyTypes) == 0 {
		policy.Spec.PolicyTypes = []networking.PolicyType{networking.PolicyTypeIngress}
		if len(policy.Spec.Egress) > 0 {
			policy.Spec.PolicyTypes = append(policy.Spec.PolicyTypes, networking.PolicyTypeEgress)
		}
	}
	return policy
}

// simplified policies mean the same, or cyclonus has a fault that is worth to be seen
func (c *cluster) policy() *matcher.Policy {
	return matcher.BuildNetworkPolicies(true, c.policies)
}

func (c *cluster) judge(flows []flow) []verdict {
	policy := c.policy()
	verdicts := make([]verdict, len(flows))
	for i, flow := range flows {
		verdicts[i] = c.verdict(policy, flow)
	}
	return verdicts
}

func (c *cluster) verdict(policy *matcher.Policy, flow flow) verdict {
	allowed := policy.IsTrafficAllowed(&matcher.Traffic{
		Source:           c.peer(flow.From),
		Destination:      c.peer(flow.To),
		ResolvedPort:     flow.Port,
		ResolvedPortName: c.nameOf(flow),
		Protocol:         core.Protocol(flow.Protocol),
	})
	return verdict{allowed.Egress.IsAllowed(), allowed.Ingress.IsAllowed()}
}

// peer is one that cyclonus knows as a pod, unless it is on the network of its node: then it is an address.
func (c *cluster) peer(name string) *matcher.TrafficPeer {
	if _, err := netip.ParseAddr(name); err == nil {
		return &matcher.TrafficPeer{IP: name}
	}
	pod, ok := c.pods[name]
	if !ok {
		panic(fmt.Sprintf("%q is no pod, and no address", name))
	}
	if pod.Spec.HostNetwork {
		return &matcher.TrafficPeer{IP: pod.Status.PodIP}
	}
	return &matcher.TrafficPeer{
		IP: pod.Status.PodIP,
		Internal: &matcher.InternalPeer{
			PodLabels:       pod.Labels,
			NamespaceLabels: c.namespaces[pod.Namespace],
			Namespace:       pod.Namespace,
		},
	}
}

// nameOf is what the pod that is connected to calls the port, if anything.
func (c *cluster) nameOf(flow flow) string {
	pod, ok := c.pods[flow.To]
	if !ok || pod.Spec.HostNetwork {
		return ""
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			protocol := port.Protocol
			if protocol == "" {
				protocol = core.ProtocolTCP
			}
			if int(port.ContainerPort) == flow.Port && string(protocol) == flow.Protocol {
				return port.Name
			}
		}
	}
	return ""
}
