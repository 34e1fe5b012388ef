package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitDone   = 0
	exitUnder  = 1 // a score under its floor
	exitFailed = 2 // something could not be measured, or the arguments are wrong
)

// errUnder means that all was measured, and not all is good.
var errUnder = errors.New("under the floor")

// run is the program: it returns the exit code. Results go to stdout, everything else to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "kindred-bench",
		Short:         "Measure kindred",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would read os.Args
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(qualityCommand(stdout, stderr), speedCommand(stdout, stderr), compareCommand(stdout, stderr), synthCommand(stdout), reportCommand(stdout, stderr))
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUnder):
		return exitUnder
	}
	fmt.Fprintln(stderr, "kindred-bench:", err)
	return exitFailed
}

// interruptible is ctx until the user asks to stop.
func interruptible(ctx context.Context) context.Context {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx
}
