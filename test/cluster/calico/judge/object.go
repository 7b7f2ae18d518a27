package main

import (
	"fmt"

	"cdk8s-windows/test/cluster/calico/objects"
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/k8s/conversion"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

var kinds = runtime.NewScheme()

func init() {
	if err := api.AddToScheme(kinds); err != nil {
		panic(err)
	}
	kinds.AddKnownTypes(networking.SchemeGroupVersion, &networking.NetworkPolicy{})
}

// ofObject says what Calico says before it stores an object; a policy of Kubernetes is first made into one of Calico, as
// Calico does whenever it reads one.
func ofObject(asked question) answer {
	object, strict, err := objects.Decode(kinds, asked.Object)
	faults := objects.FaultsOf(append(strict, err)...)
	if policy, ok := object.(*networking.NetworkPolicy); ok && len(faults) == 0 {
		object, faults = converted(policy)
	}
	if len(faults) > 0 {
		return answer{ID: asked.ID, Faults: faults}
	}
	selectors := selectorsOf(object)
	return answer{
		ID:        asked.ID,
		Faults:    append(objects.Refusals(object), syntaxFaults(selectors)...),
		Selectors: selectors,
	}
}

func converted(policy *networking.NetworkPolicy) (runtime.Object, []objects.Fault) {
	pair, err := conversion.NewConverter().K8sNetworkPolicyToCalico(policy)
	if err != nil {
		return nil, objects.FaultsOf(err)
	}
	object, ok := pair.Value.(runtime.Object)
	if !ok {
		return nil, objects.FaultsOf(fmt.Errorf("became %T", pair.Value))
	}
	return object, nil
}
