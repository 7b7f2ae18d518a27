package main

import (
	api "github.com/projectcalico/api/pkg/apis/projectcalico/v3"
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

// setTypes is as calicoctl and the aggregated API server do it: they look at which rules there are.
func setTypes(object runtime.Object) {
	policy := tieredOf(object)
	switch {
	case policy == nil:
	case policy.isDeletion:
		*policy.types = nil
	case len(*policy.types) > 0:
	case len(policy.egress) == 0:
		*policy.types = []api.PolicyType{api.PolicyTypeIngress}
	case len(policy.ingress) == 0:
		*policy.types = []api.PolicyType{api.PolicyTypeEgress}
	default:
		*policy.types = []api.PolicyType{api.PolicyTypeIngress, api.PolicyTypeEgress}
	}
}

// tiered is what all kinds of policies in a tier have.
type tiered struct {
	types           *[]api.PolicyType
	ingress, egress []api.Rule
	// isDeletion when it may only say which policy it would delete.
	isDeletion bool
}

// tieredOf is nil for any other object.
func tieredOf(object runtime.Object) *tiered {
	switch object := object.(type) {
	case *api.NetworkPolicy:
		return &tiered{&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress, false}
	case *api.GlobalNetworkPolicy:
		return &tiered{&object.Spec.Types, object.Spec.Ingress, object.Spec.Egress, false}
	}
	return stagedOf(object)
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
	for _, tier := range tiers() {
		add(tier)
	}
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

func named(object runtime.Object, kind, namespace, name string) runtime.Object {
	object.GetObjectKind().SetGroupVersionKind(core.SchemeGroupVersion.WithKind(kind))
	object.(meta.Object).SetNamespace(namespace)
	object.(meta.Object).SetName(name)
	return object
}
