package main

import (
	"fmt"
	"maps"

	"github.com/mattfenwick/cyclonus/pkg/connectivity"
	"github.com/mattfenwick/cyclonus/pkg/connectivity/probe"
	"github.com/mattfenwick/cyclonus/pkg/generator"
	"github.com/mattfenwick/cyclonus/pkg/kube"
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// step is what is there after some changes, and what cyclonus says of the flows that it tries then.
type step struct {
	Cluster  []any     `json:"cluster"`
	Flows    []flow    `json:"flows"`
	Verdicts []verdict `json:"verdicts"`
}

// What cyclonus has when nobody says otherwise.
var (
	namespaces = []string{"x", "y", "z"}
	pods       = []string{"a", "b", "c"}
	ports      = []int{80, 81}
	protocols  = []core.Protocol{core.ProtocolTCP, core.ProtocolUDP, core.ProtocolSCTP}
)

func stepsOf(number int) (count int, title string, steps []step) {
	kubernetes := kube.NewMockKubernetes(1)
	resources, err := probe.NewDefaultResources(kubernetes, namespaces, pods, ports, protocols, nil, 1, false, "")
	check(err)
	last, err := resources.GetPod("z", "c")
	check(err)
	cases := generator.NewTestCaseGenerator(true, last.IP, namespaces, nil, nil).GenerateAllTestCases()
	if number >= len(cases) {
		panic(fmt.Sprintf("there are %d cases", len(cases)))
	}
	state := &connectivity.TestCaseState{Kubernetes: kubernetes, Resources: resources}
	for _, planned := range cases[number].Steps {
		for _, action := range planned.Actions {
			check(act(state, action))
		}
		steps = append(steps, probed(state, planned.Probe))
	}
	return len(cases), cases[number].Description, steps
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func act(state *connectivity.TestCaseState, action *generator.Action) error {
	switch {
	case action.CreatePolicy != nil:
		return state.CreatePolicy(action.CreatePolicy.Policy)
	case action.UpdatePolicy != nil:
		return state.UpdatePolicy(action.UpdatePolicy.Policy)
	case action.DeletePolicy != nil:
		return state.DeletePolicy(action.DeletePolicy.Namespace, action.DeletePolicy.Name)
	case action.CreateNamespace != nil:
		return state.CreateNamespace(action.CreateNamespace.Namespace, action.CreateNamespace.Labels)
	case action.SetNamespaceLabels != nil:
		return state.SetNamespaceLabels(action.SetNamespaceLabels.Namespace, action.SetNamespaceLabels.Labels)
	case action.DeleteNamespace != nil:
		return state.DeleteNamespace(action.DeleteNamespace.Namespace)
	case action.ReadNetworkPolicies != nil:
		return state.ReadPolicies(action.ReadNetworkPolicies.Namespaces)
	case action.CreatePod != nil:
		return state.CreatePod(action.CreatePod.Namespace, action.CreatePod.Pod, action.CreatePod.Labels)
	case action.SetPodLabels != nil:
		return state.SetPodLabels(action.SetPodLabels.Namespace, action.SetPodLabels.Pod, action.SetPodLabels.Labels)
	case action.DeletePod != nil:
		return state.DeletePod(action.DeletePod.Namespace, action.DeletePod.Pod)
	}
	return fmt.Errorf("an action of no kind")
}

// probed tries what the case wants to know, and every port that a pod serves.
func probed(state *connectivity.TestCaseState, wanted *generator.ProbeConfig) step {
	named := withNames(state.Resources)
	result := step{Cluster: objects(named, state.Policies), Flows: []flow{}, Verdicts: []verdict{}}
	policies := matcher.BuildNetworkPolicies(true, state.Policies)
	builder := &probe.JobBuilder{}
	configs := []*probe.Jobs{
		builder.GetJobsForProbeConfig(named, wanted),
		builder.GetJobsAllAvailableServers(named, generator.ProbeModePodIP),
	}
	for _, jobs := range configs {
		for _, job := range jobs.Valid {
			allowed := policies.IsTrafficAllowed(job.Traffic())
			result.Flows = append(result.Flows, flow{job.FromKey, job.ToKey, string(job.Protocol), job.ResolvedPort})
			result.Verdicts = append(result.Verdicts, verdict{allowed.Egress.IsAllowed(), allowed.Ingress.IsAllowed()})
		}
	}
	return result
}

// withNames are the same resources with the label that an API server gives to every namespace.
func withNames(resources *probe.Resources) *probe.Resources {
	named := &probe.Resources{Namespaces: map[string]map[string]string{}, Pods: resources.Pods}
	for name, given := range resources.Namespaces {
		labels := map[string]string{}
		maps.Copy(labels, given)
		labels[core.LabelMetadataName] = name
		named.Namespaces[name] = labels
	}
	return named
}

func objects(resources *probe.Resources, policies []*networking.NetworkPolicy) []any {
	found := []any{}
	for name, labels := range resources.Namespaces {
		namespace := probe.KubeNamespace(name, labels)
		namespace.TypeMeta = meta.TypeMeta{APIVersion: "v1", Kind: "Namespace"}
		found = append(found, namespace)
	}
	for _, given := range resources.Pods {
		pod := given.KubePod()
		pod.TypeMeta = meta.TypeMeta{APIVersion: "v1", Kind: "Pod"}
		pod.Status.PodIP = given.IP
		found = append(found, pod)
	}
	for _, given := range policies {
		policy := given.DeepCopy()
		policy.TypeMeta = meta.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy"}
		found = append(found, policy)
	}
	return found
}
