//go:build unix

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// asProgram makes the test binary be kindred itself, so that real signals and pipes can be tried on it.
const asProgram = "TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// program prepares a process of kindred.
func program(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	return cmd, &stderr
}

func TestTheProgramOutlivesItsReader(t *testing.T) {
	cmd, stderr := program(t, "related", corpusFile(t), "--all", "-n", "0", "-q")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReaderSize(out, 16).ReadString('\n'); err != nil || !strings.HasPrefix(line, "query_id,") {
		t.Errorf("first line %q, %v", line, err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
		t.Errorf("with its reader gone the program ends with %v: %s", err, stderr)
	}
}

func TestAnInterruptStopsTheProgram(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		folder := t.TempDir()
		cmd, stderr := program(t, "cluster", "-", "-o", filepath.Join(folder, "a.csv"))
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds, so that the program is reading when this returns; and no end, so that it waits.
		if _, err := in.Write([]byte(strings.Repeat(papers(), 20))); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // the exit code says it
		if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || stderr.String() != "kindred: interrupted\n" {
			t.Errorf("%v: exit code %d, %s", signal, code, stderr)
		}
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("%v leaves %v", signal, left)
		}
	}
}
