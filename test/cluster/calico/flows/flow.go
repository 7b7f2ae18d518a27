package main

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
)

type flow struct {
	From       string          `json:"from"`
	To         string          `json:"to"`
	Protocol   json.RawMessage `json:"protocol"`
	Port       uint16          `json:"port"`
	SourcePort uint16          `json:"sourcePort"`
	ICMPType   *int32          `json:"icmpType"`
	ICMPCode   *int32          `json:"icmpCode"`
}

// packet is the first of a flow. What the flow leaves open, a source port or the type of a message, is in no list of any
// rule.
type packet struct {
	protocol                    uint16
	source, destination         netip.Addr
	sourcePort, destinationPort uint16
	icmpType, icmpCode          *int32
}

// end is one of the two of a flow: an endpoint that is governed, or just an address.
type end struct {
	endpoint string
	address  netip.Addr
}

var protocolNumbers = map[string]uint16{"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58, "sctp": 132, "udplite": 136}

func protocolNumber(name string) (uint16, error) {
	if number, ok := protocolNumbers[strings.ToLower(name)]; ok {
		return number, nil
	}
	return 0, fmt.Errorf("no protocol is called %q", name)
}

func (f flow) protocolNumber() (uint16, error) {
	var name string
	if json.Unmarshal(f.Protocol, &name) == nil {
		return protocolNumber(name)
	}
	var number uint8
	err := json.Unmarshal(f.Protocol, &number)
	return uint16(number), err
}

func (f flow) packet(from, to end) (packet, error) {
	number, err := f.protocolNumber()
	if err != nil {
		return packet{}, err
	}
	if from.address.Is4() != to.address.Is4() {
		return packet{}, fmt.Errorf("%s and %s are of different families", from.address, to.address)
	}
	return packet{
		protocol:        number,
		source:          from.address,
		destination:     to.address,
		sourcePort:      f.SourcePort,
		destinationPort: f.Port,
		icmpType:        f.ICMPType,
		icmpCode:        f.ICMPCode,
	}, nil
}
