package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// threaded are the stages, with their flags, that a second thread is measured on.
var threaded = [][]string{
	{"vectorize"}, {"vectorize-default"}, {"kmeans", "-k", "20"}, {"kmeans", "-k", "100"}, {"seed", "-k", "100"},
	{"knn", "--queries", "10000"}, {"graph"}, {"lsa"},
}

// jobs are what is run on more and more papers.
var jobs = []struct{ stage, what string }{
	{"job-terms", "kindred cluster -k 100 --lsa off"},
	{"job", "kindred cluster -k 100"},
}

// threads writes the table of what a second thread gives.
func (r *reporter) threads(ctx context.Context, page io.Writer, file string, stderr io.Writer) error {
	fmt.Fprintf(page, "\n## Threads\n\nOn %s: wall seconds.\n\n| stage | 1 thread | 2 threads | ratio |\n| --- | ---: | ---: | ---: |\n", filepath.Base(file))
	for _, args := range threaded {
		if !r.wants(args[0]) {
			continue
		}
		fmt.Fprintln(stderr, "kindred-bench: threads,", strings.Join(args, " "))
		var wall [2][]float64
		for range r.times {
			for i := range wall {
				m, err := alone(ctx, append(args[:len(args):len(args)], "--threads", strconv.Itoa(i+1)), file, stderr)
				if err != nil {
					return err
				}
				wall[i] = append(wall[i], m.Wall)
			}
		}
		one, two := median(wall[0]), median(wall[1])
		fmt.Fprintf(page, "| %s | %.4g | %.4g | %.2fx |\n", strings.Join(args, " "), one, two, one/two)
	}
	return nil
}

// alone runs a stage, given its name and flags, in a process of its own.
func alone(ctx context.Context, args []string, file string, stderr io.Writer) (m measurement, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	var out bytes.Buffer
	child := exec.CommandContext(ctx, self, append(append([]string{"speed", "--format", "json", "--stages"}, args...), "--", file)...)
	child.Stdout, child.Stderr = &out, stderr
	if err := child.Run(); err != nil {
		return m, fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return m, json.Unmarshal(out.Bytes(), &m)
}

// growth writes the table of what a job costs on more and more papers, each stretch of it a row.
func (r *reporter) growth(ctx context.Context, page io.Writer, job struct{ stage, what string }, file string, stderr io.Writer) error {
	if !r.wants(job.stage) {
		return nil
	}
	var runs []measurement
	for _, n := range r.sizes {
		fmt.Fprintf(stderr, "kindred-bench: %s, %d papers\n", job.what, n)
		m, err := grown(ctx, job.stage, n, file, stderr)
		if err != nil {
			return err
		}
		runs = append(runs, m)
	}
	fmt.Fprintf(page, "\n## %s\n\nOn synthetic papers made of %s: wall seconds, one run.\n\n", job.what, filepath.Base(file))
	printRow(page, "papers", runs, func(m measurement) string { return strconv.Itoa(m.Docs) })
	fmt.Fprintf(page, "| --- |%s\n", strings.Repeat(" ---: |", len(runs)))
	for _, name := range stretches(runs) {
		printRow(page, name, runs, func(m measurement) string { return m.took(name) })
	}
	printRow(page, "all", runs, func(m measurement) string { return fmt.Sprintf("%.1f", m.Wall) })
	printRow(page, "cpu seconds", runs, func(m measurement) string { return fmt.Sprintf("%.1f", m.CPU) })
	printRow(page, "most memory, MiB", runs, func(m measurement) string { return strconv.FormatInt(m.Peak>>20, 10) })
	return nil
}

// grown runs a job on n papers made of those of a file.
func grown(ctx context.Context, stage string, n int, file string, stderr io.Writer) (m measurement, err error) {
	papers, err := os.CreateTemp("", "kindred-bench-*.jsonl")
	if err != nil {
		return m, err
	}
	defer func() { _ = os.Remove(papers.Name()) }()
	err = (&synth{files: []string{file}, n: n, seed: 1}).run(ctx, papers)
	if closed := papers.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return m, err
	}
	return alone(ctx, []string{stage, "-k", "100"}, papers.Name(), stderr)
}

// stretches names the parts of some jobs, in the order of the longest job.
func stretches(runs []measurement) (names []string) {
	known := map[string]bool{}
	for i := range runs {
		for _, p := range runs[len(runs)-1-i].Parts {
			if !known[p.Name] {
				known[p.Name] = true
				names = append(names, p.Name)
			}
		}
	}
	return names
}

// took is the time of a part, empty for a job without it.
func (m measurement) took(name string) string {
	for _, p := range m.Parts {
		if p.Name == name {
			return fmt.Sprintf("%.1f", p.Wall)
		}
	}
	return ""
}

func printRow(page io.Writer, name string, runs []measurement, cell func(measurement) string) {
	fmt.Fprintf(page, "| %s |", name)
	for _, m := range runs {
		fmt.Fprintf(page, " %s |", cell(m))
	}
	fmt.Fprintln(page)
}
