package main

import (
	"fmt"
	"net"
	"net/netip"
	"reflect"

	windataplane "github.com/projectcalico/calico/felix/dataplane/windows"
	"github.com/projectcalico/calico/felix/dataplane/windows/hns"
	"github.com/projectcalico/calico/felix/dataplane/windows/policysets"
	"github.com/projectcalico/calico/felix/proto"
	"github.com/sirupsen/logrus"
)

// windows asks the driver of Felix for the access control list of each endpoint once: a driver for each, as it may panic.
type windows struct {
	cluster *cluster
	felix   *felix
	lists   map[string]accessList
}

func newWindows(cluster *cluster, felix *felix) *windows {
	return &windows{cluster, felix, map[string]accessList{}}
}

func (w *windows) verdict(endpoint string, packet packet, direction direction) *verdict {
	if packet.version() != 4 {
		return nil
	}
	list, ok := w.lists[endpoint]
	if !ok {
		list = w.listOf(endpoint)
		w.lists[endpoint] = list
	}
	return list.verdict(packet, direction)
}

func (w *windows) listOf(endpoint string) (list accessList) {
	defer func() {
		if reason := recover(); reason != nil {
			list = accessList{broken: fmt.Sprint(reason)}
		}
	}()
	return newAccessList(w.drive(w.felix.endpoints[endpoint], w.cluster.nodeOf(endpoint)))
}

// drive tells a driver what Felix tells the one of the endpoint's node, as far as the endpoint is concerned.
func (w *windows) drive(endpoint *proto.WorkloadEndpointUpdate, node []netip.Addr) []*hns.ACLPolicy {
	driver := windataplane.NewWinDataplaneDriver(hns.API{}, windataplane.Config{})
	features := hns.HNSAclFeatures{AclAddressLists: true, AclNoHostRulePriority: true, AclPortRanges: true, AclRuleId: true}
	policies := inside[*policysets.PolicySets](driver, "policySets")
	*inside[hns.HNSSupportedFeatures](*policies, "supportedFeatures") = hns.HNSSupportedFeatures{Acl: features}
	managers := *inside[[]windataplane.Manager](driver, "allManagers")
	manager := managers[len(managers)-1]
	set(manager, "hns", attached(endpoint.Endpoint.Ipv4Nets))
	manager.(interface{ OnHostAddrsUpdate([]string) }).OnHostAddrsUpdate(netsOf(node))
	for _, message := range w.felix.about(endpoint) {
		for _, manager := range managers {
			manager.OnUpdate(message)
		}
	}
	return overheard(func() {
		for _, manager := range managers {
			if err := manager.CompleteDeferredWork(); err != nil {
				panic(err)
			}
		}
	})
}

// overheard are the rules that the driver logs when it gives them to HNS, of which there is nothing on Linux.
func overheard(apply func()) []*hns.ACLPolicy {
	heard := &applied{}
	hooks := logrus.StandardLogger().ReplaceHooks(logrus.LevelHooks{logrus.DebugLevel: {heard}})
	level := logrus.GetLevel()
	logrus.SetLevel(logrus.DebugLevel)
	defer func() {
		logrus.SetLevel(level)
		logrus.StandardLogger().ReplaceHooks(hooks)
	}()
	apply()
	if len(heard.rules) == 0 {
		panic("no rules were applied")
	}
	return heard.rules
}

type applied struct {
	rules []*hns.ACLPolicy
}

func (a *applied) Levels() []logrus.Level {
	return []logrus.Level{logrus.DebugLevel}
}

func (a *applied) Fire(entry *logrus.Entry) error {
	if rule, ok := entry.Data["rule"].(*hns.ACLPolicy); ok && entry.Message == "Complete set of rules to be applied" {
		a.rules = append(a.rules, rule)
	}
	return nil
}

// silent spares the time to write down what is logged.
type silent struct{}

func (silent) Format(*logrus.Entry) ([]byte, error) { return nil, nil }

func netsOf(addresses []netip.Addr) []string {
	nets := []string{}
	for _, address := range addresses {
		if address.Is4() {
			nets = append(nets, address.String()+"/32")
		}
	}
	return nets
}

// about is, in order, all that Felix says which has to do with an endpoint.
func (f *felix) about(endpoint *proto.WorkloadEndpointUpdate) []any {
	sets, others := []any{}, []any{}
	told := map[string]bool{}
	needed := func(rules ...*proto.Rule) {
		for _, rule := range rules {
			for _, ids := range [][]string{rule.SrcIpSetIds, rule.DstIpSetIds, rule.DstIpPortSetIds} {
				for _, id := range ids {
					if !told[id] {
						sets = append(sets, f.sets[id])
					}
					told[id] = true
				}
			}
		}
	}
	for _, tier := range endpoint.Endpoint.Tiers {
		for _, direction := range []direction{ingress, egress} {
			for _, name := range policiesOf(tier, direction) {
				policy := f.policies[policyID{tier.Name, name}]
				needed(policy.Policy.InboundRules...)
				needed(policy.Policy.OutboundRules...)
				others = append(others, policy)
			}
		}
	}
	for _, name := range endpoint.Endpoint.ProfileIds {
		others = append(others, f.profiles[name])
	}
	return append(append(sets, others...), endpoint)
}

// attached are the addresses for which HNS has an endpoint.
type attached []string

func (a attached) GetHNSSupportedFeatures() hns.HNSSupportedFeatures {
	return hns.HNSSupportedFeatures{}
}

func (a attached) HNSListEndpointRequest() ([]hns.HNSEndpoint, error) {
	endpoints := []hns.HNSEndpoint{}
	for _, cidr := range a {
		address, _, err := net.ParseCIDR(cidr)
		if err != nil {
			return nil, err
		}
		endpoints = append(endpoints, hns.HNSEndpoint{
			Id:                 cidr,
			IPAddress:          address,
			VirtualNetworkName: "Calico",
			State:              stateAttached,
			SharedContainers:   []string{cidr},
		})
	}
	return endpoints, nil
}

// stateAttached is the state that the driver calls so; the constant of that name is another where there is no HNS.
var stateAttached = func() hns.EndpointState {
	state := hns.EndpointState(0)
	for state.String() != "Attached" {
		state++
	}
	return state
}()

// inside is a field that the driver keeps to itself: on Linux it has no other door to HNS.
func inside[T any](holder any, field string) *T {
	return (*T)(reflect.ValueOf(holder).Elem().FieldByName(field).Addr().UnsafePointer())
}

func set(holder any, field string, value any) {
	found := reflect.ValueOf(holder).Elem().FieldByName(field)
	reflect.NewAt(found.Type(), found.Addr().UnsafePointer()).Elem().Set(reflect.ValueOf(value))
}
