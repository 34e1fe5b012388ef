//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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

// TestAKilledRunGoesOn kills a run at moments that chance chooses, again and again, until it is done.
func TestAKilledRunGoesOn(t *testing.T) {
	source := file(t, "papers.jsonl", invented(1200))
	dir := t.TempDir()
	run := func(folder string, more ...string) (*exec.Cmd, *bytes.Buffer) {
		return program(t, append([]string{"run", source, "-k", "12", "-n", "3", "-o", folder}, more...)...)
	}
	whole, kept := filepath.Join(dir, "whole"), filepath.Join(dir, "kept")
	start := time.Now()
	if cmd, stderr := run(whole); cmd.Run() != nil {
		t.Fatal(stderr)
	}
	took := time.Since(start)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d; a run takes %v", seed, took)
	rng, kills := rand.New(rand.NewPCG(seed, 0)), 0
	for finished := false; !finished; kills++ {
		cmd, stderr := run(kept, "--checkpoint", filepath.Join(dir, "ck"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 6 {
			time.AfterFunc(time.Duration((0.2+0.6*rng.Float64())*float64(took)), func() {
				_ = cmd.Process.Signal([]os.Signal{os.Kill, os.Interrupt}[kills%2]) // it may be done
			})
		}
		err := cmd.Wait()
		if finished = err == nil; !finished && kills >= 6 {
			t.Fatalf("%v: %s", err, stderr)
		}
		if kills > 0 && finished && !strings.Contains(stderr.String(), "going on from") {
			t.Errorf("after %d kills it does not go on: %s", kills, stderr)
		}
	}
	for _, name := range outputNames[:len(outputNames)-1] {
		want, err1 := os.ReadFile(filepath.Join(whole, name))
		got, err2 := os.ReadFile(filepath.Join(kept, name))
		if err := errors.Join(err1, err2); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is another file after %d kills (%v)", name, kills-1, err)
		}
	}
}

// invented makes papers of words by chance, out of a few for each of twelve themes and many for all.
func invented(n int) string {
	var b strings.Builder
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		var words []string
		for range 60 {
			word := fmt.Sprintf("common%d", rng.IntN(2000))
			if rng.IntN(3) == 0 {
				word = fmt.Sprintf("theme%dword%d", i%12, rng.IntN(40))
			}
			words = append(words, word)
		}
		fmt.Fprintf(&b, `{"id":"p%d","title":"%s","abstract":"%s"}`+"\n", i, strings.Join(words[:8], " "), strings.Join(words, " "))
	}
	return b.String()
}

// TestServeEndsWithASignal sends the signals that service managers and terminals send.
func TestServeEndsWithASignal(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd, _ := program(t, "serve", corpusFile(t), "--listen", "127.0.0.1:0")
		stderr := &notes{}
		cmd.Stderr = stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for i := 0; i < 1000 && !servingAt.MatchString(stderr.String()); i++ {
			time.Sleep(10 * time.Millisecond)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil || !strings.Contains(stderr.String(), "msg=stopping") {
			t.Errorf("%v: %v\n%s", signal, err, stderr)
		}
	}
}
