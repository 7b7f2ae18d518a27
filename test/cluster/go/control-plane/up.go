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

const (
	startDeadline = 2 * time.Minute
	attempts      = 3
)

var (
	errAskedToStop = errors.New("asked to stop")
	errPortTaken   = errors.New("somebody else has taken a port")
)

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
	asked, stop := context.WithCancelCause(context.Background())
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

	for attempt := 1; ; attempt++ {
		err := run(asked)
		switch {
		case errors.Is(err, errAskedToStop):
			return 0
		case errors.Is(err, errPortTaken) && attempt < attempts:
			fmt.Fprintln(os.Stderr, "control-plane:", err, "- once more, on others")
		default:
			return fail(err)
		}
	}
}

// run is one control plane, from its folder to the end of its last part; the error says why it ended.
func run(asked context.Context) (reason error) {
	folder, err := os.MkdirTemp("", "cdk8s-windows-cluster-")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(asked)
	defer stop(nil)
	parts := &parts{folder: folder, stop: stop}
	defer func() {
		if !errors.Is(reason, errAskedToStop) {
			parts.printLogs()
		}
		parts.kill()
		if err := os.RemoveAll(folder); err != nil {
			reason = err
		}
	}()

	starting, cancel := context.WithTimeoutCause(ctx, startDeadline, fmt.Errorf("not ready after %s", startDeadline))
	defer cancel()
	ready, err := start(starting, parts)
	if err != nil && parts.lackPort() {
		return fmt.Errorf("%w: %w", errPortTaken, err)
	}
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
