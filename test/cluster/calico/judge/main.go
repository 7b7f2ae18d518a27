// judge answers questions with the code of Calico itself, which nothing else in a cluster runs before it is too late: the
// schema of Calico's kinds takes any text for a selector, a network or a port.
//
//	{"id", "object"}              is the object right, and which selectors are in it?
//	{"id", "selector", "labels"}  does the selector parse, and which of these sets of labels does it match?
package main

import (
	"encoding/json"
	"fmt"
	"io"

	"cdk8s-windows/test/cluster/calico/lines"
	"cdk8s-windows/test/cluster/calico/objects"
	"github.com/sirupsen/logrus"
)

type question struct {
	ID       string              `json:"id"`
	Object   json.RawMessage     `json:"object"`
	Selector *string             `json:"selector"`
	Labels   []map[string]string `json:"labels"`
}

type answer struct {
	ID string `json:"id"`
	// Faults is empty when Calico takes what it was asked about.
	Faults []objects.Fault `json:"faults"`
	// Selectors are the selectors of an object by where they stand.
	Selectors map[string]string `json:"selectors,omitempty"`
	// Matches has an item for each set of labels that was asked about.
	Matches []bool `json:"matches,omitempty"`
}

func main() {
	logrus.SetOutput(io.Discard)
	lines.Answer(func(line []byte) any { return reply(line) })
}

// reply never panics: what Calico's code cannot bear is a fault of the object, too.
func reply(line []byte) (result answer) {
	var asked question
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{ID: asked.ID, Faults: objects.FaultsOf(fmt.Errorf("panic: %v", reason))}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Faults: objects.FaultsOf(err)}
	}
	if asked.Selector != nil {
		return ofSelector(asked)
	}
	return ofObject(asked)
}
