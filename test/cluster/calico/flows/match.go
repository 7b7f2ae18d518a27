package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/projectcalico/calico/felix/proto"
	"github.com/projectcalico/calico/felix/rules"
)

type test = func(packet) bool

// matchers are the criteria of rules, as a packet filter has them.
type matchers struct {
	addresses map[string]*addressSet
	services  map[string]map[service]bool
}

// service is a member of a set of addresses with a port.
type service struct {
	address  netip.Addr
	protocol uint16
	port     uint16
}

func newMatchers(sets map[string]*proto.IPSetUpdate) *matchers {
	m := &matchers{map[string]*addressSet{}, map[string]map[service]bool{}}
	for id, set := range sets {
		if set.Type == proto.IPSetUpdate_IP_AND_PORT {
			m.services[id] = servicesOf(set.Members)
		} else {
			m.addresses[id] = newAddressSet(set.Members)
		}
	}
	return m
}

func servicesOf(members []string) map[service]bool {
	found := map[service]bool{}
	for _, member := range members {
		address, rest, _ := strings.Cut(member, ",")
		protocol, port, _ := strings.Cut(rest, ":")
		number, err := protocolNumber(protocol)
		if err != nil {
			panic(err)
		}
		found[service{netip.MustParseAddr(address), number, portNumber(port)}] = true
	}
	return found
}

func portNumber(text string) uint16 {
	number, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		panic(fmt.Sprintf("%q is no port", text))
	}
	return uint16(number)
}

// of is nil when the rule is not for addresses of that version.
func (m *matchers) of(whole *proto.Rule, version uint8) test {
	rule := rules.FilterRuleToIPVersion(version, whole)
	if rule == nil {
		return nil
	}
	tests := []test{}
	is := func(found ...test) { tests = append(tests, found...) }
	not := func(found ...test) {
		for _, test := range found {
			is(func(p packet) bool { return !test(p) })
		}
	}
	is(ofProtocol(rule.Protocol)...)
	not(ofProtocol(rule.NotProtocol)...)
	is(ofNets(rule.SrcNet, source)...)
	is(ofNets(rule.DstNet, destination)...)
	not(ofNets(rule.NotSrcNet, source)...)
	not(ofNets(rule.NotDstNet, destination)...)
	is(m.inSets(rule.SrcIpSetIds, source)...)
	is(m.inSets(rule.DstIpSetIds, destination)...)
	not(m.inSets(rule.NotSrcIpSetIds, source)...)
	not(m.inSets(rule.NotDstIpSetIds, destination)...)
	is(anyOf(inRanges(rule.SrcPorts, sourcePort), m.inServices(rule.SrcNamedPortIpSetIds, sourceService))...)
	is(anyOf(inRanges(rule.DstPorts, destinationPort), m.inServices(rule.DstNamedPortIpSetIds, destinationService))...)
	not(inRanges(rule.NotSrcPorts, sourcePort)...)
	not(inRanges(rule.NotDstPorts, destinationPort)...)
	not(m.inServices(rule.NotSrcNamedPortIpSetIds, sourceService)...)
	not(m.inServices(rule.NotDstNamedPortIpSetIds, destinationService)...)
	is(m.inServices(rule.DstIpPortSetIds, destinationService)...)
	switch icmp := rule.Icmp.(type) {
	case *proto.Rule_IcmpType:
		is(ofMessage(icmp.IcmpType, nil))
	case *proto.Rule_IcmpTypeCode:
		is(ofMessage(icmp.IcmpTypeCode.Type, &icmp.IcmpTypeCode.Code))
	}
	switch icmp := rule.NotIcmp.(type) {
	case *proto.Rule_NotIcmpType:
		not(ofMessage(icmp.NotIcmpType, nil))
	case *proto.Rule_NotIcmpTypeCode:
		not(ofMessage(icmp.NotIcmpTypeCode.Type, &icmp.NotIcmpTypeCode.Code))
	}
	return func(p packet) bool {
		for _, test := range tests {
			if !test(p) {
				return false
			}
		}
		return true
	}
}

func (p packet) version() uint8 {
	if p.source.Is4() {
		return 4
	}
	return 6
}

func source(p packet) netip.Addr      { return p.source }
func destination(p packet) netip.Addr { return p.destination }
func sourcePort(p packet) uint16      { return p.sourcePort }
func destinationPort(p packet) uint16 { return p.destinationPort }
func sourceService(p packet) service  { return service{p.source, p.protocol, p.sourcePort} }
func destinationService(p packet) service {
	return service{p.destination, p.protocol, p.destinationPort}
}

func anyOf(lists ...[]test) []test {
	tests := slices.Concat(lists...)
	if len(tests) == 0 {
		return nil
	}
	return []test{func(p packet) bool {
		return slices.ContainsFunc(tests, func(test test) bool { return test(p) })
	}}
}

func ofProtocol(protocol *proto.Protocol) []test {
	if protocol == nil {
		return nil
	}
	number := uint16(protocol.GetNumber())
	if named, ok := protocol.NumberOrName.(*proto.Protocol_Name); ok {
		found, err := protocolNumber(named.Name)
		if err != nil {
			panic(err)
		}
		number = found
	}
	return []test{func(p packet) bool { return p.protocol == number }}
}

func ofNets(nets []string, end func(packet) netip.Addr) []test {
	if len(nets) == 0 {
		return nil
	}
	set := newAddressSet(nets)
	return []test{func(p packet) bool { return set.contains(end(p)) }}
}

func (m *matchers) inSets(ids []string, end func(packet) netip.Addr) []test {
	tests := []test{}
	for _, id := range ids {
		set := m.addresses[id]
		tests = append(tests, func(p packet) bool { return set.contains(end(p)) })
	}
	return tests
}

func inRanges(ranges []*proto.PortRange, end func(packet) uint16) []test {
	if len(ranges) == 0 {
		return nil
	}
	return []test{func(p packet) bool {
		return slices.ContainsFunc(ranges, func(r *proto.PortRange) bool {
			return r.First <= int32(end(p)) && int32(end(p)) <= r.Last
		})
	}}
}

func (m *matchers) inServices(ids []string, end func(packet) service) []test {
	tests := []test{}
	for _, id := range ids {
		set := m.services[id]
		tests = append(tests, func(p packet) bool { return set[end(p)] })
	}
	return tests
}

func ofMessage(kind int32, code *int32) test {
	return func(p packet) bool {
		return p.icmpType != nil && *p.icmpType == kind && (code == nil || p.icmpCode != nil && *p.icmpCode == *code)
	}
}
