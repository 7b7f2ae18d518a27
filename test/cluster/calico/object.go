package main

import (
	"errors"
	"fmt"

	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	client "github.com/projectcalico/calico/libcalico-go/lib/apis/v3"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/k8s/conversion"
	calico "github.com/projectcalico/calico/libcalico-go/lib/errors"
	"github.com/projectcalico/calico/libcalico-go/lib/names"
	validator "github.com/projectcalico/calico/libcalico-go/lib/validator/v3"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/json"
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
	object, faults := decode(asked.Object)
	if policy, ok := object.(*networking.NetworkPolicy); ok && len(faults) == 0 {
		object, faults = converted(policy)
	}
	if len(faults) > 0 {
		return answer{ID: asked.ID, Faults: faults}
	}
	selectors := selectorsOf(object)
	faults = faultsOf(validator.Validate(stored(object)), nameFault(object))
	return answer{ID: asked.ID, Faults: append(faults, syntaxFaults(selectors)...), Selectors: selectors}
}

// decode reads as strictly as an API server that was asked to: unknown and doubled fields are faults.
func decode(data []byte) (runtime.Object, []fault) {
	var kind meta.TypeMeta
	if err := json.UnmarshalCaseSensitivePreserveInts(data, &kind); err != nil {
		return nil, faultsOf(err)
	}
	object, err := kinds.New(kind.GroupVersionKind())
	if err != nil {
		return nil, faultsOf(err)
	}
	strict, err := json.UnmarshalStrict(data, object)
	if err != nil {
		return nil, faultsOf(err)
	}
	return object, faultsOf(strict...)
}

func converted(policy *networking.NetworkPolicy) (runtime.Object, []fault) {
	pair, err := conversion.NewConverter().K8sNetworkPolicyToCalico(policy)
	if err != nil {
		return nil, faultsOf(err)
	}
	object, ok := pair.Value.(runtime.Object)
	if !ok {
		return nil, faultsOf(fmt.Errorf("became %T", pair.Value))
	}
	return object, nil
}

// stored is the object as it comes to Calico's client: the settings of address management have another type there.
func stored(object runtime.Object) any {
	settings, ok := object.(*api.IPAMConfiguration)
	if !ok {
		return object
	}
	return &client.IPAMConfig{
		ObjectMeta: settings.ObjectMeta,
		Spec: client.IPAMConfigSpec{
			StrictAffinity:     settings.Spec.StrictAffinity,
			MaxBlocksPerHost:   int(settings.Spec.MaxBlocksPerHost),
			AutoAllocateBlocks: true,
		},
	}
}

// nameFault is what Calico's client checks beside its validator.
func nameFault(object runtime.Object) error {
	switch object := object.(type) {
	case *api.NetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.GlobalNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.StagedNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.StagedGlobalNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.IPAMConfiguration:
		if object.Name != client.GlobalIPAMConfigName {
			return fmt.Errorf("an IPAMConfiguration cannot be called %q", object.Name)
		}
	}
	return nil
}

func faultsOf(found ...error) []fault {
	faults := []fault{}
	for _, err := range found {
		var refused calico.ErrorValidation
		switch {
		case err == nil:
		case errors.As(err, &refused):
			for _, field := range refused.ErroredFields {
				faults = append(faults, fault{Field: field.Name, Reason: field.Reason})
			}
		default:
			faults = append(faults, fault{Reason: err.Error()})
		}
	}
	return faults
}
