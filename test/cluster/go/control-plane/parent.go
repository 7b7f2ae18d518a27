package main

import (
	"io"
	"os"
)

// exitWithParent ends this process as soon as its standard input closes, which happens even when the parent is killed.
func exitWithParent() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}
