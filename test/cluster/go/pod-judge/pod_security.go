package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/apis/core"
	corev1 "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// failingChecks tells which checks of each policy refuse the pod, or the pods that are made from the template.
func failingChecks(object []byte, policies []Policy) ([][]string, error) {
	admitted, err := admittedPod(object)
	if err != nil || admitted == nil {
		return nil, err
	}
	var failing [][]string
	for _, each := range policies {
		levelVersion, err := levelVersionOf(each)
		if err != nil {
			return nil, err
		}
		ids := []string{}
		for _, result := range evaluator().EvaluatePod(levelVersion, &admitted.ObjectMeta, &admitted.Spec) {
			if !result.Allowed {
				ids = append(ids, result.ForbiddenReason)
			}
		}
		failing = append(failing, ids)
	}
	return failing, nil
}

// evaluator is the server's own, with checks that give their id as the reason. Only its constructor differs between
// versions: the later ones take a version to emulate as well, and nil for none.
var evaluator = sync.OnceValue(func() policy.Evaluator {
	checks := policy.DefaultChecks()
	for i := range checks {
		id := string(checks[i].ID)
		for j := range checks[i].Versions {
			check := checks[i].Versions[j].CheckPod
			checks[i].Versions[j].CheckPod = func(metadata *metav1.ObjectMeta, spec *v1.PodSpec) policy.CheckResult {
				result := check(metadata, spec)
				result.ForbiddenReason = id
				return result
			}
		}
	}
	constructor := reflect.ValueOf(policy.NewEvaluator)
	arguments := []reflect.Value{reflect.ValueOf(checks)}
	for i := 1; i < constructor.Type().NumIn(); i++ {
		arguments = append(arguments, reflect.Zero(constructor.Type().In(i)))
	}
	results := constructor.Call(arguments)
	if err, failed := results[1].Interface().(error); failed {
		panic(err)
	}
	return results[0].Interface().(policy.Evaluator)
})

func levelVersionOf(policy Policy) (api.LevelVersion, error) {
	level, err := api.ParseLevel(policy.Level)
	if err != nil {
		return api.LevelVersion{}, err
	}
	version, err := api.ParseVersion(policy.Version)
	return api.LevelVersion{Level: level, Version: version}, err
}

// admittedPod is the pod as Pod Security admission sees it: with defaults, and without what the server drops. Nil for a
// kind without pods.
func admittedPod(data []byte) (*v1.Pod, error) {
	template, err := templateOf(data)
	if err != nil || template == nil {
		return nil, err
	}
	object, kind, err := decode(template)
	if err != nil {
		return nil, err
	}
	internal, ok := object.(*core.Pod)
	if !ok {
		return nil, fmt.Errorf("%T is no pod", object)
	}
	pod.Strategy.PrepareForCreate(requestContext(kind, resources[kind]), internal)
	var admitted v1.Pod
	return &admitted, corev1.Convert_core_Pod_To_v1_Pod(internal, &admitted, nil)
}

// templateOf gives the pod that an object is or makes, as JSON.
func templateOf(data []byte) ([]byte, error) {
	var object struct {
		Kind     string          `json:"kind"`
		Metadata json.RawMessage `json:"metadata"`
		Spec     json.RawMessage `json:"spec"`
	}
	if err := json.Unmarshal(data, &object); err != nil {
		return nil, err
	}
	if object.Kind == "Pod" {
		return data, nil
	}
	var spec struct {
		JobTemplate json.RawMessage `json:"jobTemplate"`
		Template    json.RawMessage `json:"template"`
	}
	if object.Spec == nil {
		return nil, nil
	}
	if err := json.Unmarshal(object.Spec, &spec); err != nil {
		return nil, err
	}
	if spec.JobTemplate != nil {
		return templateOf(spec.JobTemplate)
	}
	var template map[string]json.RawMessage
	if err := json.Unmarshal(spec.Template, &template); err != nil {
		return nil, err
	}
	template["apiVersion"], template["kind"] = json.RawMessage(`"v1"`), json.RawMessage(`"Pod"`)
	return json.Marshal(template)
}
