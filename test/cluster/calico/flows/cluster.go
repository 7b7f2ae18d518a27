package main

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"

	"cdk8s-windows/test/cluster/calico/objects"
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	calico "github.com/projectcalico/calico/libcalico-go/lib/apis/v3"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/k8s/conversion"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/model"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// everyNode is where all pods run as Felix sees it, so that it calculates for all of them at once.
const everyNode = "node"

// anyUID is there because Calico insists on one.
const anyUID = "00000000-0000-4000-8000-000000000000"

var kinds = runtime.NewScheme()

func init() {
	for _, add := range []func(*runtime.Scheme) error{
		api.AddToScheme, core.AddToScheme, discovery.AddToScheme, networking.AddToScheme,
	} {
		if err := add(kinds); err != nil {
			panic(err)
		}
	}
}

// refused is an object without which the flows are judged.
type refused struct {
	Kind      string          `json:"kind"`
	Namespace string          `json:"namespace,omitempty"`
	Name      string          `json:"name"`
	Faults    []objects.Fault `json:"faults"`
}

// written is an object as its author knows it.
type written struct {
	kind, namespace, name string
	// converted when Calico has made its rules of others.
	converted bool
}

// cluster is what Calico has stored, and who is who.
type cluster struct {
	refused []refused
	stored  store
	// policies are known to Felix by these names.
	policies map[string]written
	pods     map[string]*core.Pod
	governed map[netip.Addr]string
	nodes    map[string][]netip.Addr
}

func load(manifests []json.RawMessage) *cluster {
	c := &cluster{
		refused:  []refused{},
		stored:   store{},
		policies: map[string]written{},
		pods:     map[string]*core.Pod{},
		governed: map[netip.Addr]string{},
		nodes:    map[string][]netip.Addr{},
	}
	given := []runtime.Object{}
	for _, manifest := range manifests {
		object, _, err := objects.Decode(kinds, manifest)
		if runtime.IsNotRegisteredError(err) {
			continue
		}
		if err != nil {
			c.refuse(unread(manifest), objects.FaultsOf(err))
			continue
		}
		if _, ok := object.(meta.Object); ok {
			given = append(given, object)
		}
	}
	for _, object := range append(given, missing(given)...) {
		c.store(object)
	}
	return c
}

func unread(manifest json.RawMessage) *meta.PartialObjectMetadata {
	var object meta.PartialObjectMetadata
	_ = json.Unmarshal(manifest, &object)
	return &object
}

func (c *cluster) refuse(object runtime.Object, faults []objects.Fault) {
	of := writtenOf(object)
	c.refused = append(c.refused, refused{of.kind, of.namespace, of.name, faults})
}

func (c *cluster) store(object runtime.Object) {
	object.(meta.Object).SetUID(anyUID)
	converter := conversion.NewConverter()
	var pairs []*model.KVPair
	var err error
	one := func(pair *model.KVPair, failed error) {
		pairs, err = []*model.KVPair{pair}, failed
	}
	kind := ""
	switch object := object.(type) {
	case *core.Namespace:
		kind = api.KindProfile
		one(converter.NamespaceToProfile(withNameLabel(object)))
	case *core.ServiceAccount:
		kind = api.KindProfile
		one(converter.ServiceAccountToProfile(object))
	case *core.Node:
		c.addNode(object)
	case *core.Pod:
		kind = calico.KindWorkloadEndpoint
		pairs, err = c.endpoints(converter, withAccount(object))
	case *core.Service:
		kind = model.KindKubernetesService
		one(converter.ServiceToKVP(object))
	case *discovery.EndpointSlice:
		kind = model.KindKubernetesEndpointSlice
		one(converter.EndpointSliceToKVP(object))
	case *networking.NetworkPolicy:
		kind = model.KindKubernetesNetworkPolicy
		one(converter.K8sNetworkPolicyToCalico(withTypes(object)))
	default:
		var pair *model.KVPair
		if kind, pair, err = ofAdministrator(converter, object); kind != "" {
			pairs = []*model.KVPair{pair}
			break
		}
		if object.GetObjectKind().GroupVersionKind().GroupVersion() != api.SchemeGroupVersion {
			return
		}
		setTypes(object)
		if faults := objects.Refusals(object); len(faults) > 0 {
			c.refuse(object, faults)
			return
		}
		kind = object.GetObjectKind().GroupVersionKind().Kind
		one(pairOf(kind, object), nil)
	}
	if err != nil {
		// as the clients of the datastore do: of a policy with a rule that does not convert they hand on nothing at all
		c.refuse(object, objects.FaultsOf(err))
		return
	}
	for _, pair := range pairs {
		if pair != nil {
			if key, ok := pair.Key.(model.ResourceKey); ok {
				c.know(object, key)
			}
			pair.Revision = revision
			c.stored[kind] = append(c.stored[kind], pair)
		}
	}
}

func pairOf(kind string, object runtime.Object) *model.KVPair {
	about := object.(meta.Object)
	key := model.ResourceKey{Kind: kind, Namespace: about.GetNamespace(), Name: about.GetName()}
	value := object.DeepCopyObject()
	if tieredOf(object) != nil {
		key.Name = storedName(key.Name)
		value.(meta.Object).SetName(key.Name)
	}
	return &model.KVPair{Key: key, Value: value}
}

// know remembers what Felix calls a policy; a staged one decides nothing, and is never asked for.
func (c *cluster) know(object runtime.Object, key model.ResourceKey) {
	if key.Kind != api.KindNetworkPolicy && key.Kind != api.KindGlobalNetworkPolicy {
		return
	}
	c.policies[within(key.Namespace, key.Name)] = writtenOf(object)
}

func writtenOf(object runtime.Object) written {
	about := object.(meta.Object)
	kind := object.GetObjectKind().GroupVersionKind()
	return written{kind.Kind, about.GetNamespace(), about.GetName(), kind.Group != api.SchemeGroupVersion.Group}
}

func (w written) String() string {
	return w.kind + " " + within(w.namespace, w.name)
}

func within(namespace, name string) string {
	if namespace == "" {
		return name
	}
	return namespace + "/" + name
}

// endpoints are what a pod is to Calico: nothing as long as it has no node or address of its own.
func (c *cluster) endpoints(converter conversion.Converter, pod *core.Pod) ([]*model.KVPair, error) {
	name := pod.Namespace + "/" + pod.Name
	c.pods[name] = pod
	if pod.Spec.HostNetwork {
		c.addAddresses(pod.Spec.NodeName, addressesOf(pod))
	}
	if host, err := netip.ParseAddr(pod.Status.HostIP); err == nil {
		c.addAddresses(pod.Spec.NodeName, []netip.Addr{host})
	}
	if !converter.IsReadyCalicoPod(pod) {
		return nil, nil
	}
	for _, address := range addressesOf(pod) {
		c.governed[address] = name
	}
	moved := pod.DeepCopy()
	moved.Spec.NodeName = everyNode
	return converter.PodToWorkloadEndpoints(moved)
}

func (c *cluster) addNode(node *core.Node) {
	for _, address := range node.Status.Addresses {
		if address, err := netip.ParseAddr(address.Address); err == nil {
			c.addAddresses(node.Name, []netip.Addr{address})
		}
	}
}

func (c *cluster) addAddresses(node string, addresses []netip.Addr) {
	for _, address := range addresses {
		if !slices.Contains(c.nodes[node], address) {
			c.nodes[node] = append(c.nodes[node], address)
		}
	}
}

// nodeOf are the addresses of the node that an endpoint is on.
func (c *cluster) nodeOf(endpoint string) []netip.Addr {
	return c.nodes[c.pods[endpoint].Spec.NodeName]
}

func addressesOf(pod *core.Pod) []netip.Addr {
	found := []netip.Addr{}
	for _, text := range append([]core.PodIP{{IP: pod.Status.PodIP}}, pod.Status.PodIPs...) {
		if address, err := netip.ParseAddr(text.IP); err == nil && !slices.Contains(found, address) {
			found = append(found, address)
		}
	}
	return found
}

func (c *cluster) ends(flow flow) (from, to end, err error) {
	from, to = c.end(flow.From), c.end(flow.To)
	if !from.address.IsValid() {
		return from, to, fmt.Errorf("%q is no pod with an address, and no address", flow.From)
	}
	if !to.address.IsValid() {
		return from, to, fmt.Errorf("%q is no pod with an address, and no address", flow.To)
	}
	c.sameFamily(flow.From, &from, to)
	c.sameFamily(flow.To, &to, from)
	return from, to, nil
}

// sameFamily lets a pod with addresses of both families speak the language of its peer.
func (c *cluster) sameFamily(name string, mine *end, peer end) {
	pod, ok := c.pods[name]
	if !ok || mine.address.Is4() == peer.address.Is4() {
		return
	}
	for _, address := range addressesOf(pod) {
		if address.Is4() == peer.address.Is4() {
			mine.address = address
		}
	}
}

func (c *cluster) end(name string) end {
	if address, err := netip.ParseAddr(name); err == nil {
		return end{c.governed[address], address}
	}
	pod, ok := c.pods[name]
	if !ok || len(addressesOf(pod)) == 0 {
		return end{}
	}
	address := addressesOf(pod)[0]
	return end{c.governed[address], address}
}
