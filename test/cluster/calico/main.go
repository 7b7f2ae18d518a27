// calico answers questions with the code of Calico itself, which nothing else in a cluster runs before it is too late: the
// schema of Calico's kinds takes any text for a selector, a network or a port.
//
// Each line of standard input is a question in JSON, and the same line of standard output is its answer:
//
//	{"id", "object"}              is the object right, and which selectors are in it?
//	{"id", "selector", "labels"}  does the selector parse, and which of these sets of labels does it match?
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

const longestLine = 64 << 20

type question struct {
	ID       string              `json:"id"`
	Object   json.RawMessage     `json:"object"`
	Selector *string             `json:"selector"`
	Labels   []map[string]string `json:"labels"`
}

type answer struct {
	ID string `json:"id"`
	// Faults is empty when Calico takes what it was asked about.
	Faults []fault `json:"faults"`
	// Selectors are the selectors of an object by where they stand.
	Selectors map[string]string `json:"selectors,omitempty"`
	// Matches has an item for each set of labels that was asked about.
	Matches []bool `json:"matches,omitempty"`
}

// fault is one reason why Calico refuses something; the field is there where Calico names it.
type fault struct {
	Field  string `json:"field,omitempty"`
	Reason string `json:"reason"`
}

func main() {
	logrus.SetOutput(io.Discard)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, longestLine)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		if err := out.Encode(reply(in.Bytes())); err != nil {
			fail(err)
		}
	}
	if err := in.Err(); err != nil {
		fail(err)
	}
}

// reply never panics: what Calico's code cannot bear is a fault of the object, too.
func reply(line []byte) (result answer) {
	var asked question
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{ID: asked.ID, Faults: faultsOf(fmt.Errorf("panic: %v", reason))}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Faults: faultsOf(err)}
	}
	if asked.Selector != nil {
		return ofSelector(asked)
	}
	return ofObject(asked)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
