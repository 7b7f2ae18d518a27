// What kubectl reads in a file: the decoder through which it takes apart what it is given with -f. One request a line on
// stdin, one answer a line on stdout.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	strict "sigs.k8s.io/yaml"
)

// Request asks about the text of one file.
type Request struct {
	ID   json.RawMessage `json:"id"`
	Text string          `json:"text"`
}

// Answer is what kubectl reads in it.
type Answer struct {
	ID json.RawMessage `json:"id,omitempty"`
	// What the request itself has wrong; nothing else is told then.
	Error string `json:"error,omitempty"`
	// The documents up to the first that cannot be read; those without content are not told.
	Documents []json.RawMessage `json:"documents"`
	// Why it reads no further.
	Refusal string `json:"refusal,omitempty"`
	// Whether it says nothing of a key that a mapping holds twice, be it by a merge: then the last one is read.
	Repeats bool `json:"repeats"`
}

func main() {
	questions := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	answers := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(answers)
	encoder.SetEscapeHTML(false)
	for {
		var request Request
		err := questions.Decode(&request)
		if err == io.EOF {
			return
		}
		if err == nil {
			err = encoder.Encode(answer(request))
		}
		if err == nil {
			err = answers.Flush()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answer(request Request) (answer Answer) {
	answer = Answer{ID: request.ID, Documents: []json.RawMessage{}}
	defer func() {
		if reason := recover(); reason != nil {
			answer.Refusal = fmt.Sprint("panic: ", reason)
		}
	}()
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(request.Text), 4096)
	for {
		var found runtime.RawExtension
		err := decoder.Decode(&found)
		if err == io.EOF {
			break
		}
		if err != nil {
			answer.Refusal = err.Error()
			break
		}
		if raw := bytes.TrimSpace(found.Raw); len(raw) > 0 && string(raw) != "null" {
			answer.Documents = append(answer.Documents, raw)
		}
	}
	documents := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(request.Text)))
	for {
		document, err := documents.Read()
		if err != nil {
			break
		}
		_, err = strict.YAMLToJSONStrict(document)
		answer.Repeats = answer.Repeats || err != nil && strings.Contains(err.Error(), "already set in map")
	}
	return answer
}
