package main

import (
	"runtime/debug"
	"strings"
	"testing"

	"kindred/engine"
)

func TestSizes(t *testing.T) {
	for s, want := range map[string]int64{
		"auto": memoryAuto, "off": memoryOff, "false": memoryOff, "2.5GiB": 2684354560, "800MB": 800e6, "800 mb": 800e6, "1g": 1 << 30,
		"512": 512, "512B": 512, "1.5k": 1536, "2TB": 2e12,
	} {
		if got, err := parseMemory(s); err != nil || got != want {
			t.Errorf("%s is %d, %v; want %d", s, got, err, want)
		}
		if again, err := parseMemory(formatMemory(want)); err != nil || again != want {
			t.Errorf("%d is written %s and read %d, %v", want, formatMemory(want), again, err)
		}
	}
	for _, s := range []string{"", "0", "-1GB", "GB", "much", "NaN", "inf", "1e30GB", "2.5 giraffes", "0x1p70"} {
		if got, err := parseMemory(s); err == nil {
			t.Errorf("%q is %d", s, got)
		}
	}
	for bytes, want := range map[int]string{1: "1 MB", 123e6: "123 MB", 1.94e9: "1.9 GB", 23e9: "23 GB"} {
		if got := size(bytes); got != want {
			t.Errorf("%d bytes are %s, want %s", bytes, got, want)
		}
	}
	for seconds, want := range map[float64]string{11: "15 s", 170: "3 min", 7000: "1.9 h"} {
		if got := duration(seconds); got != want {
			t.Errorf("%g s are %s, want %s", seconds, got, want)
		}
	}
}

// unlimited takes back the limit of the garbage collector when the test is over.
func unlimited(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
}

func TestTooMuchMemoryIsRefused(t *testing.T) {
	unlimited(t)
	papers := corpusFile(t)
	got := kindred(t, "topics", papers, "-k", "4", "--memory", "100KB")
	if got.code != exitFailed || got.out != "" || !strings.HasPrefix(got.err, "kindred: work on 1 MB of papers takes about ") ||
		!strings.Contains(got.err, "and --memory allows 1 MB: try ") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	if got := kindred(t, "related", papers, "--id", "p001", "--memory", "100KB"); got.code != exitFailed || !strings.HasPrefix(got.err, "kindred: work on 40 papers takes about ") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	for _, command := range []string{"cluster", "related --id p001"} {
		got := kindred(t, append(strings.Fields(command), papers, "--memory", "100KB", "--merge-duplicates", "near", "--limit", "1")...)
		if got.code != exitFailed || got.out != "" || !strings.Contains(got.err, "work on 40 papers takes about ") {
			t.Errorf("%s --merge-duplicates near: exit %d, %s", command, got.code, got.err)
		}
	}
	t.Setenv("KINDRED_MEMORY", "100KB")
	if got := kindred(t, "cluster", papers); got.code != exitFailed {
		t.Errorf("with KINDRED_MEMORY: exit %d, %s", got.code, got.err)
	}
	want := done(t, "topics", papers, "-k", "4", "--memory", "off")
	if got := done(t, "topics", papers, "-k", "4", "--memory", "1GB"); got.out != want.out || got.err != want.err {
		t.Errorf("--memory changes the output: %s", got.err)
	}
}

// TestLongWorkIsSaidOnce: before words are counted, and after that only if the estimate was wrong.
func TestLongWorkIsSaidOnce(t *testing.T) {
	var err strings.Builder
	a := &app{stderr: &err, work: engine.Work{Topics: true}}
	a.settings.memory = memoryOff
	ask := a.consent("this takes", engine.DefaultConfig(), a.work)
	read := engine.Size{Bytes: 85e6, Papers: 100_000}
	counted := engine.Size{Bytes: 85e6, Papers: 100_000, Terms: 238_620, Values: 7_300_430}
	other := engine.Size{Bytes: 85e6, Papers: 100_000, Terms: 1_000_000, Values: 30_000_000}
	for _, s := range []engine.Size{read, counted, other, {Bytes: 1e5, Papers: 100}} {
		if e := ask(s); e != nil {
			t.Error(e)
		}
	}
	if lines := strings.Split(err.String(), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[0], "kindred: this takes about ") || !strings.HasSuffix(lines[0], " GB") {
		t.Errorf("said %q", err.String())
	}
}

func TestMoreThanTheMachineHasIsSaid(t *testing.T) {
	if available() == 0 {
		t.Skip("nobody says how much memory is free")
	}
	var err strings.Builder
	a := &app{stderr: &err, work: engine.Work{Topics: true}}
	ask := a.consent("this takes", engine.DefaultConfig(), a.work)
	huge := engine.Size{Bytes: 1e15, Papers: 1e12}
	for range 2 {
		if e := ask(huge); e != nil {
			t.Error(e)
		}
	}
	if s := err.String(); strings.Count(s, " are free: try ") != 1 {
		t.Errorf("said %q", s)
	}
}
