// What kube-apiserver says of objects with pods and of network policies, without a server: the same decoder, defaults,
// create strategies and Pod Security checks. One request a line on stdin, one answer a line on stdout.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	"k8s.io/kubernetes/pkg/capabilities"
)

// Request asks about one object.
type Request struct {
	ID          json.RawMessage `json:"id"`
	Object      json.RawMessage `json:"object"`
	PodSecurity []Policy        `json:"podSecurity"`
}

// Policy is a level of the Pod Security Standards as a namespace names it.
type Policy struct {
	Level   string `json:"level"`
	Version string `json:"version"`
}

// Answer is the verdict on one object. Strict decoding errors come alone, as from the server.
type Answer struct {
	ID json.RawMessage `json:"id,omitempty"`
	// What the request itself has wrong; nothing else is told then.
	Error    string       `json:"error,omitempty"`
	Decoding []string     `json:"decoding,omitempty"`
	Errors   []FieldError `json:"errors,omitempty"`
	// The ids of the failing checks, one list for each requested policy.
	PodSecurity [][]string `json:"podSecurity,omitempty"`
}

// FieldError is one cause of a refusal.
type FieldError struct {
	Type    string `json:"type"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

func main() {
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	answers := bufio.NewWriterSize(out, 1<<20)
	defer answers.Flush()
	encoder := json.NewEncoder(answers)
	encoder.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			if err := encoder.Encode(answer(line)); err != nil {
				return err
			}
			// Whoever waits for an answer gets it; a long queue is written in one go.
			if lines.Buffered() == 0 {
				if err := answers.Flush(); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func answer(line []byte) (answer Answer) {
	var request Request
	defer func() {
		if reason := recover(); reason != nil {
			answer = Answer{ID: request.ID, Error: fmt.Sprint("panic: ", reason)}
		}
	}()
	if err := json.Unmarshal(line, &request); err != nil {
		return Answer{ID: request.ID, Error: err.Error()}
	}
	answer, err := judge(request)
	if err != nil {
		return Answer{ID: request.ID, Error: err.Error()}
	}
	return answer
}

func judge(request Request) (Answer, error) {
	answer, err := create(request.Object)
	answer.ID = request.ID
	if err != nil || len(answer.Decoding) > 0 || len(request.PodSecurity) == 0 {
		return answer, err
	}
	answer.PodSecurity, err = failingChecks(request.Object, request.PodSecurity)
	return answer, err
}
