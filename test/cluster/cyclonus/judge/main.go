// judge says what becomes of connections under policies of Kubernetes, with the code of cyclonus.
//
// A question is {"id", "cluster": [objects], "flows": [{"from", "to", "protocol", "port"}]}: an end of a flow is the
// namespace and name of a pod, or an address. Its answer says of each flow whether either end lets it through. Another
// question is {"id", "case": 0}: its answer has the steps of a case that cyclonus has made up, each with the objects that
// are there then, the flows that it tries, and what it says of them.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

type question struct {
	ID      string            `json:"id"`
	Case    *int              `json:"case"`
	Cluster []json.RawMessage `json:"cluster"`
	Flows   []flow            `json:"flows"`
	Pods    []string          `json:"pods"`
	Ports   []port            `json:"ports"`
}

type answer struct {
	ID string `json:"id"`
	// Error is why the question cannot be answered; then there is nothing else.
	Error string `json:"error,omitempty"`
	// Verdicts are of the flows that were asked about.
	Verdicts []verdict `json:"verdicts,omitempty"`
	// Matrix is 1 where a pod reaches a pod, row by row, for each of the ports that were asked about.
	Matrix []string `json:"matrix,omitempty"`
	// Cases is how many there are.
	Cases int    `json:"cases,omitempty"`
	Title string `json:"title,omitempty"`
	Steps []step `json:"steps,omitempty"`
}

// flow is a connection that is opened.
type flow struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Protocol string `json:"protocol"`
	Port     int    `json:"port"`
}

// verdict says at which ends a flow is let through.
type verdict struct {
	Egress  bool `json:"egress"`
	Ingress bool `json:"ingress"`
}

const longest = 64 << 20

func main() {
	logrus.SetOutput(io.Discard)
	logrus.SetLevel(logrus.PanicLevel)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, longest)
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

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func reply(line []byte) (result answer) {
	var asked question
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{ID: asked.ID, Error: fmt.Sprint(reason)}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		panic(err)
	}
	result.ID = asked.ID
	switch {
	case asked.Case != nil:
		result.Cases, result.Title, result.Steps = stepsOf(*asked.Case)
	case asked.Pods != nil:
		result.Matrix = load(asked.Cluster).matrix(asked.Pods, asked.Ports)
	default:
		result.Verdicts = load(asked.Cluster).judge(asked.Flows)
	}
	return result
}
