package main

import "net/netip"

// addressSet holds single addresses apart: there may be very many.
type addressSet struct {
	single map[netip.Addr]bool
	nets   []netip.Prefix
}

func newAddressSet(members []string) *addressSet {
	set := &addressSet{single: map[netip.Addr]bool{}}
	for _, member := range members {
		if address, err := netip.ParseAddr(member); err == nil {
			set.single[address] = true
		} else if net := netip.MustParsePrefix(member); net.IsSingleIP() {
			set.single[net.Addr()] = true
		} else {
			set.nets = append(set.nets, net)
		}
	}
	return set
}

func (s *addressSet) contains(address netip.Addr) bool {
	if s.single[address] {
		return true
	}
	for _, net := range s.nets {
		if net.Contains(address) {
			return true
		}
	}
	return false
}
