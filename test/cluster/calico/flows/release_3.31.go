//go:build !calico_3_28

package main

import (
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	"github.com/projectcalico/calico/felix/calc"
	"github.com/projectcalico/calico/felix/config"
	"github.com/projectcalico/calico/felix/proto"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/k8s/conversion"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/model"
	"github.com/projectcalico/calico/libcalico-go/lib/names"
	"k8s.io/apimachinery/pkg/runtime"
	admin "sigs.k8s.io/network-policy-api/apis/v1alpha1"
)

// What is here is not the same in every release of Calico.

func init() {
	if err := admin.AddToScheme(kinds); err != nil {
		panic(err)
	}
}

func newGraph(told calc.PipelineCallbacks, settings *config.Config) *calc.CalcGraph {
	return calc.NewCalculationGraph(told, nil, settings, func() {})
}

// ofAdministrator converts the policies of an administrator; there is no kind when it is something else.
func ofAdministrator(converter conversion.Converter, object runtime.Object) (kind string, pair *model.KVPair, err error) {
	switch object := object.(type) {
	case *admin.AdminNetworkPolicy:
		pair, err = converter.K8sAdminNetworkPolicyToCalico(object)
		return model.KindKubernetesAdminNetworkPolicy, pair, err
	case *admin.BaselineAdminNetworkPolicy:
		pair, err = converter.K8sBaselineAdminNetworkPolicyToCalico(object)
		return model.KindKubernetesBaselineAdminNetworkPolicy, pair, err
	}
	return "", nil, nil
}

// tiers are those that Calico makes for itself.
func tiers() []runtime.Object {
	return []runtime.Object{
		tier(names.DefaultTierName, api.Deny, api.DefaultTierOrder),
		tier(names.AdminNetworkPolicyTierName, api.Pass, api.AdminNetworkPolicyTierOrder),
		tier(names.BaselineAdminNetworkPolicyTierName, api.Pass, api.BaselineAdminNetworkPolicyTierOrder),
	}
}

func tier(name string, action api.Action, order float64) runtime.Object {
	tier := api.NewTier()
	tier.Name = name
	tier.Spec = api.TierSpec{Order: &order, DefaultAction: &action}
	return tier
}

func storedName(policy string) string {
	return names.TieredPolicyName(policy)
}

func stagedOf(object runtime.Object) *tiered {
	switch object := object.(type) {
	case *api.StagedNetworkPolicy:
		deletes := object.Spec.StagedAction == api.StagedActionDelete
		return &tiered{&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress, deletes}
	case *api.StagedGlobalNetworkPolicy:
		deletes := object.Spec.StagedAction == api.StagedActionDelete
		return &tiered{&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress, deletes}
	}
	return nil
}

func isStaged(policy string) bool {
	return model.PolicyIsStaged(policy)
}

func passes(tier *proto.TierInfo) bool {
	return tier.DefaultAction == string(api.Pass)
}
