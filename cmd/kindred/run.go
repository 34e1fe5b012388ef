package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strings"
	"syscall"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/vectorize"
)

// Exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitMisused     = 2
	exitNoDocuments = 3
	exitInterrupted = 130
)

// run is the program: it returns the exit code. Results go to stdout, everything else to stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: &pipe{to: stdout}, stderr: stderr}
	root := a.command()
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would read os.Args
	root.SetIn(stdin)
	root.SetOut(a.stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil || a.stdout.closed:
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "kindred: interrupted")
		return exitInterrupted
	}
	code := a.code(err)
	fmt.Fprintln(stderr, "kindred: "+message(err))
	if code == exitMisused {
		fmt.Fprintf(stderr, "see %s --help\n", command.CommandPath())
	}
	return code
}

// code chooses the exit code for an error. One that came up before a command began is cobra's, about the arguments.
func (a *app) code(err error) int {
	var wrong *misuse
	switch {
	case errors.As(err, &wrong), !a.began:
		return exitMisused
	case errors.Is(err, corpus.ErrNoDocuments), errors.Is(err, engine.ErrNoDocuments), errors.Is(err, engine.ErrNoText),
		errors.Is(err, vectorize.ErrEmptyVocabulary):
		return exitNoDocuments
	}
	return exitFailed
}

// misuse is an error in how the program was called.
type misuse struct{ err error }

func (m *misuse) Error() string { return m.err.Error() }
func (m *misuse) Unwrap() error { return m.err }

// misused makes an error that exits with 2.
func misused(format string, args ...any) error { return &misuse{fmt.Errorf(format, args...)} }

// packages are the prefixes that tell a developer where an error is from, and a user nothing.
var packages = regexp.MustCompile(`^((corpus|engine|vectorize|text|matrix|cluster|report|wholefile): )+`)

func message(err error) string {
	return strings.TrimSpace(packages.ReplaceAllString(err.Error(), ""))
}

// pipe is standard output. It remembers whether the reader has gone, which is no failure: head(1) does it.
type pipe struct {
	to     io.Writer
	closed bool
}

func (p *pipe) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	p.closed = p.closed || isClosedPipe(err)
	return n, err
}

// On Windows a pipe without a reader gives one of these.
const (
	windowsBrokenPipe = syscall.Errno(109)
	windowsNoData     = syscall.Errno(232)
)

func isClosedPipe(err error) bool {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return true
	}
	return runtime.GOOS == "windows" && (errors.Is(err, windowsBrokenPipe) || errors.Is(err, windowsNoData))
}

// until reads from r until ctx ends, even while r waits for somebody to type.
func until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err) // nil is the end of r
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out
}

// interruptible returns a context that ends at the first SIGINT or SIGTERM, so that work stops and temporary files
// go; a second signal kills. It also turns SIGPIPE into an error of Write.
func interruptible(ctx context.Context) context.Context {
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx
}
