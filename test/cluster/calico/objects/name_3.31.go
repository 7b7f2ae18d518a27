//go:build !calico_3_28

package objects

import (
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	"github.com/projectcalico/calico/libcalico-go/lib/names"
	"k8s.io/apimachinery/pkg/runtime"
)

// tierFault is what is wrong with the tier in the name of a policy.
func tierFault(object runtime.Object) error {
	switch object := object.(type) {
	case *api.NetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.GlobalNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.StagedNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	case *api.StagedGlobalNetworkPolicy:
		return names.ValidateTieredPolicyName(object.Name, object.Spec.Tier)
	}
	return nil
}
