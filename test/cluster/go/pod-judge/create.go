package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
)

const namespace = "judged"

// resource is how the server stores a kind.
type resource struct {
	name     string
	strategy rest.RESTCreateStrategy
}

var resources = map[schema.GroupVersionKind]resource{
	{Version: "v1", Kind: "Pod"}:                                       {"pods", pod.Strategy},
	{Group: "apps", Version: "v1", Kind: "Deployment"}:                 {"deployments", deployment.Strategy},
	{Group: "apps", Version: "v1", Kind: "StatefulSet"}:                {"statefulsets", statefulset.Strategy},
	{Group: "apps", Version: "v1", Kind: "DaemonSet"}:                  {"daemonsets", daemonset.Strategy},
	{Group: "apps", Version: "v1", Kind: "ReplicaSet"}:                 {"replicasets", replicaset.Strategy},
	{Group: "batch", Version: "v1", Kind: "Job"}:                       {"jobs", job.Strategy},
	{Group: "batch", Version: "v1", Kind: "CronJob"}:                   {"cronjobs", cronjob.Strategy},
	{Group: "networking.k8s.io", Version: "v1", Kind: "NetworkPolicy"}: {"networkpolicies", networkpolicy.Strategy},
}

// create does what a POST with fieldValidation=Strict does, up to admission and storage.
func create(data []byte) (Answer, error) {
	object, kind, err := decode(data)
	if runtime.IsStrictDecodingError(err) {
		return Answer{Decoding: strictErrors(err)}, nil
	}
	var unknown unknownKind
	if errors.As(err, &unknown) {
		return Answer{}, err
	}
	if err != nil {
		return Answer{Decoding: []string{err.Error()}}, nil
	}
	refused, err := beforeCreate(object, kind)
	return Answer{Errors: refused}, err
}

func decode(data []byte) (runtime.Object, schema.GroupVersionKind, error) {
	kind, err := kindOf(data)
	if err != nil {
		return nil, kind, err
	}
	info, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	internal := schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal}
	object, _, err := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, internal).Decode(data, nil, nil)
	return object, kind, err
}

// beforeCreate gives the causes of a refusal; a refusal without any is a failure of the judge.
func beforeCreate(object runtime.Object, kind schema.GroupVersionKind) ([]FieldError, error) {
	resource := resources[kind]
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	rest.FillObjectMetaSystemFields(accessor)
	err = rest.BeforeCreate(resource.strategy, requestContext(kind, resource), object)
	if err == nil {
		return nil, nil
	}
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil || len(status.Status().Details.Causes) == 0 {
		return nil, err
	}
	var causes []FieldError
	for _, cause := range status.Status().Details.Causes {
		causes = append(causes, FieldError{Type: string(cause.Type), Field: cause.Field, Message: cause.Message})
	}
	return causes, nil
}

func requestContext(kind schema.GroupVersionKind, resource resource) context.Context {
	ctx := genericapirequest.WithNamespace(genericapirequest.NewContext(), namespace)
	return genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{
		IsResourceRequest: true,
		Verb:              "create",
		APIGroup:          kind.Group,
		APIVersion:        kind.Version,
		Namespace:         namespace,
		Resource:          resource.name,
	})
}

// unknownKind is asked about, and not judged here.
type unknownKind schema.GroupVersionKind

func (kind unknownKind) Error() string {
	return fmt.Sprintf("no judge for kind %q of version %q in group %q", kind.Kind, kind.Version, kind.Group)
}

func kindOf(data []byte) (schema.GroupVersionKind, error) {
	var object metav1.TypeMeta
	if err := json.Unmarshal(data, &object); err != nil {
		return schema.GroupVersionKind{}, err
	}
	kind := object.GroupVersionKind()
	if _, ok := resources[kind]; !ok {
		return kind, unknownKind(kind)
	}
	return kind, nil
}

func strictErrors(err error) []string {
	strict, _ := runtime.AsStrictDecodingError(err)
	var texts []string
	for _, each := range strict.Errors() {
		texts = append(texts, each.Error())
	}
	return texts
}
