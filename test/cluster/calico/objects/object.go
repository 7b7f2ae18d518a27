// Package objects reads objects and says why Calico would not store them.
package objects

import (
	"errors"
	"fmt"

	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	client "github.com/projectcalico/calico/libcalico-go/lib/apis/v3"
	calico "github.com/projectcalico/calico/libcalico-go/lib/errors"
	validator "github.com/projectcalico/calico/libcalico-go/lib/validator/v3"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/json"
)

// Fault is one reason why Calico refuses something; the field is there where Calico names it.
type Fault struct {
	Field  string `json:"field,omitempty"`
	Reason string `json:"reason"`
}

// Decode reads as an API server does; unknown and doubled fields, which only a strict one refuses, are apart.
func Decode(kinds *runtime.Scheme, data []byte) (object runtime.Object, strict []error, err error) {
	var kind meta.TypeMeta
	if err := json.UnmarshalCaseSensitivePreserveInts(data, &kind); err != nil {
		return nil, nil, err
	}
	object, err = kinds.New(kind.GroupVersionKind())
	if err != nil {
		return nil, nil, err
	}
	strict, err = json.UnmarshalStrict(data, object)
	if err != nil {
		return nil, nil, err
	}
	return object, strict, nil
}

// Refusals are what Calico's client says of an object before it stores it.
func Refusals(object runtime.Object) []Fault {
	return FaultsOf(validator.Validate(stored(object)), nameFault(object))
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
	settings, ok := object.(*api.IPAMConfiguration)
	if ok && settings.Name != client.GlobalIPAMConfigName {
		return fmt.Errorf("an IPAMConfiguration cannot be called %q", settings.Name)
	}
	return tierFault(object)
}

// FaultsOf is never nil, and empty when there is no error.
func FaultsOf(found ...error) []Fault {
	faults := []Fault{}
	for _, err := range found {
		var refused calico.ErrorValidation
		switch {
		case err == nil:
		case errors.As(err, &refused):
			for _, field := range refused.ErroredFields {
				faults = append(faults, Fault{Field: field.Name, Reason: field.Reason})
			}
		default:
			faults = append(faults, Fault{Reason: err.Error()})
		}
	}
	return faults
}
