package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const startDeadline = 2 * time.Minute

var errAskedToStop = errors.New("asked to stop")

// cluster is what the caller is told about a control plane that is ready.
type cluster struct {
	URL   string `json:"url"`
	CA    string `json:"ca"`
	Token string `json:"token"`
	// Folder holds everything that the control plane writes; it disappears with it.
	Folder string `json:"folder"`
	// Network is the Unix socket to which the API server sends an HTTP CONNECT for each call of a webhook's Service.
	Network string `json:"network"`
}

// up starts the parts, writes one line of JSON when they are ready, and stops them and removes their folder when
// standard input closes, on a signal, or when one of them ends by itself.
func up() int {
	ctx, stop := context.WithCancelCause(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop(errAskedToStop)
	}()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		<-signals
		stop(errAskedToStop)
	}()

	folder, err := os.MkdirTemp("", "cdk8s-windows-cluster-")
	if err != nil {
		return fail(err)
	}
	parts := &parts{folder: folder, stop: stop}
	err = run(ctx, parts)
	if !errors.Is(err, errAskedToStop) {
		parts.printLogs()
	}
	parts.kill()
	if removal := os.RemoveAll(folder); removal != nil {
		return fail(removal)
	}
	if !errors.Is(err, errAskedToStop) {
		return fail(err)
	}
	return 0
}

func run(ctx context.Context, parts *parts) error {
	starting, cancel := context.WithTimeoutCause(ctx, startDeadline, fmt.Errorf("not ready after %s", startDeadline))
	defer cancel()
	ready, err := start(starting, parts)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(ready); err != nil {
		return err
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "control-plane:", err)
	return 1
}
