// flows says what becomes of connections in a cluster, with the code of Calico itself: its converters, its validator, the
// calculation of Felix, and the driver that makes access control lists of it on Windows.
//
// A question is {"id", "cluster": [objects], "flows": [{"from", "to", "protocol", "port"}]}: an end of a flow is the
// namespace and name of a pod, or an address. Its answer has a verdict of either dataplane for each end that is governed.
// With "pods" and "ports" in place of flows, it has a text for each port and dataplane, with a character for each pod with each
// pod.
package main

import (
	"encoding/json"
	"fmt"
	"io"

	"cdk8s-windows/test/cluster/calico/lines"
	"github.com/sirupsen/logrus"
)

type question struct {
	ID      string            `json:"id"`
	Cluster []json.RawMessage `json:"cluster"`
	Flows   []flow            `json:"flows"`
	Pods    []string          `json:"pods"`
	Ports   []port            `json:"ports"`
}

type answer struct {
	ID string `json:"id"`
	// Error is why the question cannot be answered; then there is nothing else.
	Error string `json:"error,omitempty"`
	// Faults are the objects that Calico refuses: the flows are judged without them.
	Faults []refused  `json:"faults"`
	Flows  []verdicts `json:"flows"`
	Matrix *matrix    `json:"matrix,omitempty"`
}

func main() {
	logrus.SetOutput(io.Discard)
	logrus.SetFormatter(silent{})
	logrus.SetLevel(logrus.PanicLevel)
	lines.Answer(func(line []byte) any { return reply(line) })
}

func reply(line []byte) (result answer) {
	var asked question
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{ID: asked.ID, Error: fmt.Sprintf("panic: %v", reason)}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{ID: asked.ID, Error: err.Error()}
	}
	cluster := load(asked.Cluster)
	felix := calculate(cluster)
	result = answer{ID: asked.ID, Faults: cluster.refused}
	var err error
	if asked.Pods != nil {
		result.Matrix, err = matrixOf(cluster, felix, asked.Pods, asked.Ports)
	} else {
		result.Flows, err = judge(cluster, felix, asked.Flows)
	}
	if err != nil {
		return answer{ID: asked.ID, Error: err.Error()}
	}
	return result
}
