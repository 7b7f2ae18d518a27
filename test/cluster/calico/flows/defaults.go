package main

import (
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
	"github.com/projectcalico/calico/libcalico-go/lib/names"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// What an API server and Calico's client fill in before they store an object is done here: it is not theirs to be called.

func withNameLabel(namespace *core.Namespace) *core.Namespace {
	meta.SetMetaDataLabel(&namespace.ObjectMeta, core.LabelMetadataName, namespace.Name)
	return namespace
}

func withAccount(pod *core.Pod) *core.Pod {
	if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
	}
	return pod
}

func withTypes(policy *networking.NetworkPolicy) *networking.NetworkPolicy {
	if len(policy.Spec.PolicyTypes) == 0 {
		policy.Spec.PolicyTypes = []networking.PolicyType{networking.PolicyTypeIngress}
		if len(policy.Spec.Egress) > 0 {
			policy.Spec.PolicyTypes = append(policy.Spec.PolicyTypes, networking.PolicyTypeEgress)
		}
	}
	return policy
}

// setDefaults is as calicoctl and the aggregated API server do it.
func setDefaults(object runtime.Object) {
	switch object := object.(type) {
	case *api.NetworkPolicy:
		setTypes(&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress)
	case *api.GlobalNetworkPolicy:
		setTypes(&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress)
	case *api.StagedNetworkPolicy:
		if object.Spec.StagedAction != api.StagedActionDelete {
			setTypes(&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress)
		}
	case *api.StagedGlobalNetworkPolicy:
		if object.Spec.StagedAction != api.StagedActionDelete {
			setTypes(&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress)
		}
	}
}

func setTypes(types *[]api.PolicyType, ingress, egress []api.Rule) {
	switch {
	case len(*types) > 0:
	case len(egress) == 0:
		*types = []api.PolicyType{api.PolicyTypeIngress}
	case len(ingress) == 0:
		*types = []api.PolicyType{api.PolicyTypeEgress}
	default:
		*types = []api.PolicyType{api.PolicyTypeIngress, api.PolicyTypeEgress}
	}
}

func isTiered(object runtime.Object) bool {
	switch object.(type) {
	case *api.NetworkPolicy, *api.GlobalNetworkPolicy, *api.StagedNetworkPolicy, *api.StagedGlobalNetworkPolicy:
		return true
	}
	return false
}

// missing are the objects that any cluster has though nobody has written them.
func missing(given []runtime.Object) []runtime.Object {
	there := map[written]bool{}
	for _, object := range given {
		there[writtenOf(object)] = true
	}
	added := []runtime.Object{}
	add := func(object runtime.Object) {
		if !there[writtenOf(object)] {
			there[writtenOf(object)] = true
			added = append(added, object)
		}
	}
	add(tier(names.DefaultTierName, api.Deny, api.DefaultTierOrder))
	add(tier(names.AdminNetworkPolicyTierName, api.Pass, api.AdminNetworkPolicyTierOrder))
	add(tier(names.BaselineAdminNetworkPolicyTierName, api.Pass, api.BaselineAdminNetworkPolicyTierOrder))
	for _, object := range given {
		pod, ok := object.(*core.Pod)
		if !ok {
			continue
		}
		add(named(&core.Namespace{}, "Namespace", "", pod.Namespace))
		add(named(&core.ServiceAccount{}, "ServiceAccount", pod.Namespace, withAccount(pod).Spec.ServiceAccountName))
	}
	return append(added, slicesOf(given)...)
}

func tier(name string, action api.Action, order float64) runtime.Object {
	tier := api.NewTier()
	tier.Name = name
	tier.Spec = api.TierSpec{Order: &order, DefaultAction: &action}
	return tier
}

func named(object runtime.Object, kind, namespace, name string) runtime.Object {
	object.GetObjectKind().SetGroupVersionKind(core.SchemeGroupVersion.WithKind(kind))
	object.(meta.Object).SetNamespace(namespace)
	object.(meta.Object).SetName(name)
	return object
}
