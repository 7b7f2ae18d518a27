package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"cdk8s-windows/test/cluster/calico/objects"
	"github.com/projectcalico/calico/libcalico-go/lib/selector"
	"k8s.io/apimachinery/pkg/runtime"
)

func ofSelector(asked question) answer {
	parsed, err := selector.Parse(*asked.Selector)
	if err != nil {
		return answer{ID: asked.ID, Faults: objects.FaultsOf(err)}
	}
	result := answer{ID: asked.ID, Faults: []objects.Fault{}}
	for _, labels := range asked.Labels {
		result.Matches = append(result.Matches, parsed.Evaluate(labels))
	}
	return result
}

// selectorsOf finds every selector in the spec of an object of Calico: they are the texts in fields that are called so.
func selectorsOf(object runtime.Object) map[string]string {
	found := map[string]string{}
	collect(reflect.ValueOf(object).Elem().FieldByName("Spec"), "spec", found)
	return found
}

func collect(value reflect.Value, path string, found map[string]string) {
	switch value.Kind() {
	case reflect.Pointer:
		collect(value.Elem(), path, found)
	case reflect.Slice:
		for i := range value.Len() {
			collect(value.Index(i), fmt.Sprintf("%s[%d]", path, i), found)
		}
	case reflect.Struct:
		for i := range value.NumField() {
			field := value.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			part := value.Field(i)
			if part.Kind() != reflect.String || !strings.HasSuffix(field.Name, "Selector") {
				collect(part, path+"."+name, found)
			} else if part.Len() > 0 {
				found[path+"."+name] = part.String()
			}
		}
	}
}

// syntaxFaults parses each selector again: the validator does not look into every field that holds one.
func syntaxFaults(selectors map[string]string) []objects.Fault {
	faults := []objects.Fault{}
	for _, path := range slices.Sorted(maps.Keys(selectors)) {
		if _, err := selector.Parse(selectors[path]); err != nil {
			faults = append(faults, objects.Fault{Field: path, Reason: err.Error()})
		}
	}
	return faults
}
