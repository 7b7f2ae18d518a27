package main

import (
	"fmt"
	"net/netip"
	"strings"

	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// slicesOf are the endpoints of the services that have none: one slice for each address, as the pods of a service may call
// different ports by one name.
func slicesOf(given []runtime.Object) []runtime.Object {
	sliced := map[string]bool{}
	for _, object := range given {
		if slice, ok := object.(*discovery.EndpointSlice); ok {
			sliced[slice.Namespace+"/"+slice.Labels[discovery.LabelServiceName]] = true
		}
	}
	found := []runtime.Object{}
	for _, object := range given {
		service, ok := object.(*core.Service)
		if !ok || len(service.Spec.Selector) == 0 || sliced[service.Namespace+"/"+service.Name] {
			continue
		}
		for _, object := range given {
			if pod, ok := object.(*core.Pod); ok && selects(service, pod) {
				for _, address := range addressesOf(pod) {
					found = append(found, sliceOf(service, pod, address))
				}
			}
		}
	}
	return found
}

func selects(service *core.Service, pod *core.Pod) bool {
	return service.Namespace == pod.Namespace && labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(pod.Labels))
}

func sliceOf(service *core.Service, pod *core.Pod, address netip.Addr) runtime.Object {
	family := discovery.AddressTypeIPv4
	if address.Is6() {
		family = discovery.AddressTypeIPv6
	}
	ready := true
	return &discovery.EndpointSlice{
		TypeMeta: meta.TypeMeta{APIVersion: discovery.SchemeGroupVersion.String(), Kind: "EndpointSlice"},
		ObjectMeta: meta.ObjectMeta{
			Namespace: service.Namespace,
			Name:      fmt.Sprintf("%s-%s-%s", service.Name, pod.Name, strings.ToLower(string(family))),
			Labels:    map[string]string{discovery.LabelServiceName: service.Name},
		},
		AddressType: family,
		Endpoints: []discovery.Endpoint{{
			Addresses:  []string{address.String()},
			Conditions: discovery.EndpointConditions{Ready: &ready},
		}},
		Ports: portsOf(service, pod),
	}
}

func portsOf(service *core.Service, pod *core.Pod) []discovery.EndpointPort {
	ports := []discovery.EndpointPort{}
	for _, port := range service.Spec.Ports {
		protocol := port.Protocol
		if protocol == "" {
			protocol = core.ProtocolTCP
		}
		if number := targetOf(port, protocol, pod); number != 0 {
			ports = append(ports, discovery.EndpointPort{Name: &port.Name, Protocol: &protocol, Port: &number})
		}
	}
	return ports
}

// targetOf is zero when the pod has no port of that name.
func targetOf(port core.ServicePort, protocol core.Protocol, pod *core.Pod) int32 {
	if port.TargetPort.Type == intstr.Int {
		if port.TargetPort.IntVal == 0 {
			return port.Port
		}
		return port.TargetPort.IntVal
	}
	for _, container := range pod.Spec.Containers {
		for _, candidate := range container.Ports {
			own := candidate.Protocol
			if own == "" {
				own = core.ProtocolTCP
			}
			if candidate.Name == port.TargetPort.StrVal && own == protocol {
				return candidate.ContainerPort
			}
		}
	}
	return 0
}
