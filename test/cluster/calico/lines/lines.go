// Package lines is how a program is asked: a line of JSON on standard input is a question, and the same line of standard
// output is its answer.
package lines

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

const longest = 64 << 20

// Answer replies to every line until there are no more.
func Answer(reply func(question []byte) any) {
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
