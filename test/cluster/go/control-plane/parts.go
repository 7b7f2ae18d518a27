package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

const logTail = 4096

// parts are the processes of one control plane; each is this program in another role.
type parts struct {
	folder  string
	stop    context.CancelCauseFunc
	running []*exec.Cmd
	ended   sync.WaitGroup
}

// start runs a part whose standard input is a pipe of ours: when it closes, because we stop or are killed, the part
// ends. A part that ends earlier stops the whole control plane.
func (p *parts) start(role string, flags ...string) error {
	log, err := os.Create(p.log(role))
	if err != nil {
		return err
	}
	defer log.Close()
	program, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.Command(program, append([]string{role}, flags...)...)
	command.Stdout, command.Stderr = log, log
	if _, err := command.StdinPipe(); err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	p.running = append(p.running, command)
	p.ended.Add(1)
	go func() {
		defer p.ended.Done()
		p.stop(fmt.Errorf("%s ended: %v", role, command.Wait()))
	}()
	return nil
}

func (p *parts) kill() {
	for _, command := range p.running {
		_ = command.Process.Kill()
	}
	p.ended.Wait()
}

// lackPort tells whether a part found its port taken.
func (p *parts) lackPort() bool {
	for _, command := range p.running {
		text, err := os.ReadFile(p.log(command.Args[1]))
		if err == nil && bytes.Contains(text, []byte("address already in use")) {
			return true
		}
	}
	return false
}

func (p *parts) log(role string) string {
	return filepath.Join(p.folder, role+".log")
}

// printLogs shows the end of what each part wrote, since the logs are about to disappear.
func (p *parts) printLogs() {
	for _, command := range p.running {
		role := command.Args[1]
		text, err := os.ReadFile(p.log(role))
		if err != nil {
			continue
		}
		text = bytes.TrimSpace(text[max(0, len(text)-logTail):])
		fmt.Fprintf(os.Stderr, "--- %s\n%s\n", role, text)
	}
}
