// The control plane of Kubernetes as one program: the first argument says which part of it to be.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: control-plane up|certificate|etcd|kube-apiserver|kube-scheduler|kube-controller-manager …")
		os.Exit(2)
	}
	role := os.Args[1]
	os.Args = append([]string{role}, os.Args[2:]...)
	switch role {
	case "up":
		os.Exit(up())
	case "certificate":
		os.Exit(certificate(os.Args[1:]))
	case "etcd":
		exitWithParent(func() { _ = os.RemoveAll(filepath.Dir(os.Args[1])) })
		etcd(os.Args[1:])
	case "kube-apiserver":
		exitWithParent(nothing)
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-scheduler":
		exitWithParent(nothing)
		os.Exit(cli.Run(scheduler.NewSchedulerCommand()))
	case "kube-controller-manager":
		exitWithParent(nothing)
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	default:
		fmt.Fprintf(os.Stderr, "control-plane: no such part: %q\n", role)
		os.Exit(2)
	}
}
