//go:build calico_3_28

package main

import (
	"github.com/projectcalico/calico/felix/calc"
	"github.com/projectcalico/calico/felix/config"
	"github.com/projectcalico/calico/felix/proto"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/k8s/conversion"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/model"
	"k8s.io/apimachinery/pkg/runtime"
)

// This release has no policies of administrators, one tier, and nothing that is staged.

func newGraph(told calc.PipelineCallbacks, settings *config.Config) *calc.CalcGraph {
	return calc.NewCalculationGraph(told, settings, func() {})
}

func ofAdministrator(conversion.Converter, runtime.Object) (kind string, pair *model.KVPair, err error) {
	return "", nil, nil
}

func tiers() []runtime.Object {
	return nil
}

func storedName(policy string) string {
	return "default." + policy
}

func stagedOf(runtime.Object) *tiered {
	return nil
}

func isStaged(string) bool {
	return false
}

func passes(*proto.TierInfo) bool {
	return false
}
