package main

import (
	"io"
	"os"
)

// exitWithParent ends this process as soon as its standard input closes, which happens even when the parent is killed.
// What the parent would have put away then is put away here.
func exitWithParent(putAway func()) {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		putAway()
		os.Exit(0)
	}()
}

func nothing() {}
