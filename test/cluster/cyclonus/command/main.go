// command is cyclonus as it is installed.
package main

import "github.com/mattfenwick/cyclonus/pkg/cli"

func main() {
	cli.RunRootCommand()
}
