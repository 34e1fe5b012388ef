package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kindred/cluster"
	"kindred/engine/index"
)

// checkpointed clusters the sample with what a folder keeps and returns the answer and what was said.
func checkpointed(t *testing.T, folder string, change func(*Config)) (answer string, said []string) {
	t.Helper()
	return checkpointedJob(t, folder, map[string]string{"k": "5"}, change)
}

func checkpointedJob(t *testing.T, folder string, job map[string]string, change func(*Config)) (answer string, said []string) {
	t.Helper()
	c, err := OpenCheckpoint(folder, job, func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) })
	if err != nil {
		t.Fatal(err)
	}
	return clusteredWith(t, c, change), said
}

func clusteredWith(t *testing.T, c *Checkpoint, change func(*Config)) string {
	t.Helper()
	return printed(published(topicsOf(t, build(t, samplePapers(t), func(cfg *Config) {
		cfg.K, cfg.KMeans.Starts, cfg.Stability, cfg.Checkpoint = 5, 2, 2, c
		change(cfg)
	}))))
}

// steps are the files of a checkpoint, without that of the job.
func steps(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.kindred"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if filepath.Base(f) != "job.kindred" {
			out = append(out, f)
		}
	}
	return out
}

// TestACheckpointChangesNothing: with each step lost in turn, and each damaged, the answer is that without a checkpoint.
func TestACheckpointChangesNothing(t *testing.T) {
	for name, space := range spaces {
		for k, change := range map[string]func(*Config){"5": space, "auto": func(c *Config) { space(c); c.K = 0 }} {
			if name == "directions" || k == "auto" && name != "drawn directions" {
				continue // the steps are those of drawn directions
			}
			t.Run(name+" "+k, func(t *testing.T) {
				folder := t.TempDir()
				want := clusteredWith(t, nil, change)
				check := func(what string, says string) {
					t.Helper()
					got, said := checkpointed(t, folder, change)
					if got != want {
						t.Errorf("%s: another answer", what)
					}
					if says == "" && len(said) > 0 || says != "" && (len(said) != 1 || !strings.Contains(said[0], says)) {
						t.Errorf("%s: said %q, want %q", what, said, says)
					}
				}
				check("with an empty folder", "")
				all := steps(t, folder)
				if check("with all steps", ""); len(all) < 6 {
					t.Errorf("kept %v alone", all)
				}
				for at, step := range all {
					if name != "drawn directions" && at%3 > 0 || k == "auto" && at%9 > 0 {
						continue // the others are kept alike
					}
					data, err := os.ReadFile(step)
					if err != nil {
						t.Fatal(err)
					}
					data[len(data)/2] ^= 1
					if err := errors.Join(os.Remove(step), os.WriteFile(step, data[:len(data)-at], 0o644)); err != nil {
						t.Fatal(err)
					}
					check("with damage in "+step, "it is found anew")
					if err := os.Remove(step); err != nil {
						t.Fatal(err)
					}
					check("without "+step, "")
				}
			})
		}
	}
}

func TestACheckpointOfAnotherJobIsRefused(t *testing.T) {
	folder := t.TempDir()
	open := func(job map[string]string) error {
		_, err := OpenCheckpoint(folder, job, nil)
		return err
	}
	if err := open(map[string]string{"k": "5", "seed": "1", "synonyms": "abc"}); err != nil {
		t.Fatal(err)
	}
	if err := open(map[string]string{"k": "5", "seed": "1", "synonyms": "abc"}); err != nil {
		t.Errorf("the same job: %v", err)
	}
	for want, job := range map[string]map[string]string{
		"seed is 1 there and 2 here":            {"k": "5", "seed": "2", "synonyms": "abc"},
		"synonyms is abc there and none here":   {"k": "5", "seed": "1"},
		"lsa is none there and off here":        {"k": "5", "seed": "1", "synonyms": "abc", "lsa": "off"},
		"k is 5 there and 6 here; name another": {"k": "6", "seed": "2"},
	} {
		var other *OtherJobError
		if err := open(job); !errors.As(err, &other) || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q", err, want)
		}
	}
}

// TestAStepOfAnotherJobIsFoundAnew: a file that strayed in from another folder is whole, and of no use.
func TestAStepOfAnotherJobIsFoundAnew(t *testing.T) {
	here, there := t.TempDir(), t.TempDir()
	change := func(*Config) {}
	want, _ := checkpointed(t, here, change)
	checkpointedJob(t, there, map[string]string{"k": "other"}, change)
	for _, step := range steps(t, there) {
		data, err := os.ReadFile(step)
		if err := errors.Join(err, os.WriteFile(filepath.Join(here, filepath.Base(step)), data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	got, said := checkpointed(t, here, change)
	if got != want || len(said) != len(steps(t, here)) || !strings.Contains(said[0], "is of another job; it is found anew") {
		t.Errorf("the same answer: %v; said %q", got == want, said)
	}
}

// TestCraftedStepsAreFoundAnew: the checksums fit, the numbers do not.
func TestCraftedStepsAreFoundAnew(t *testing.T) {
	folder := t.TempDir()
	want, _ := checkpointed(t, folder, func(*Config) {})
	c, err := OpenCheckpoint(folder, map[string]string{"k": "5"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := len(samplePapers(t))
	for step, crafted := range map[string][]func(w *index.Writer){
		"directions": {
			func(w *index.Writer) { w.Float64s("singular", nil); w.Float32s("terms", nil) },
			func(w *index.Writer) { w.Float64s("singular", []float64{1}); w.Float32s("terms", []float32{1}) },
			func(w *index.Writer) { w.Float32s("singular", nil) },
		},
		"neighbours": {
			func(w *index.Writer) { writeHits(w, make([]int64, n), []int32{1}, []float64{1}) },
			func(w *index.Writer) { writeHits(w, make([]int64, 1), nil, nil) },
			func(w *index.Writer) { writeHits(w, append([]int64{2}, ones(n-1)...), []int32{1}, []float64{1}) },
			func(w *index.Writer) { writeHits(w, ones(n), []int32{int32(n)}, []float64{1}) },
			func(w *index.Writer) { writeHits(w, ones(n), []int32{1}, []float64{math.NaN()}) },
		},
	} {
		for _, fill := range crafted {
			err := index.Write(c.path(step), 0o644, func(w *index.Writer) {
				_, _ = w.Section("job").Write(c.job)
				fill(w)
			})
			if err != nil {
				t.Fatal(err)
			}
			if got, said := checkpointed(t, folder, func(*Config) {}); got != want || len(said) != 1 || !strings.Contains(said[0], step) {
				t.Errorf("%s: the same answer: %v; said %q", step, got == want, said)
			}
		}
	}
}

func ones(n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

func writeHits(w *index.Writer, ends []int64, rows []int32, similarities []float64) {
	w.Int64s("ends", ends)
	w.Int32s("rows", rows)
	w.Float64s("similarities", similarities)
	w.Float64s("recall", []float64{1})
}

func TestHitsComeBack(t *testing.T) {
	near := [][]cluster.Hit{{{Row: 1, Similarity: 0.5}, {Row: 2, Similarity: 0.25}}, nil, {{Row: 0, Similarity: 1}}}
	ends, rows, similarities := flat(near)
	if got := hitsOf(3, ends, rows, similarities); fmt.Sprint(got) != fmt.Sprint(near) {
		t.Errorf("%v, want %v", got, near)
	}
}

// TestWhatCannotBeKeptIsSaid: a folder stands where a step should.
func TestWhatCannotBeKeptIsSaid(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "directions.kindred", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	got, said := checkpointed(t, folder, func(*Config) {})
	if got != clusteredWith(t, nil, func(*Config) {}) || len(said) != 2 || !strings.Contains(said[1], "directions is not kept: ") {
		t.Errorf("said %q", said)
	}
}

// TestAStoppedJobKeepsWhatItDid stops a job when it is told of each stage, and goes on.
func TestAStoppedJobKeepsWhatItDid(t *testing.T) {
	want := clusteredWith(t, nil, func(*Config) {})
	for _, last := range []string{"finding directions", "finding neighbours", "clustering", "looking for duplicates", "clustering parts of the papers"} {
		folder := t.TempDir()
		c, err := OpenCheckpoint(folder, map[string]string{"k": "5"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		until := func(stage string, _, _ int) {
			if stage == last {
				stop()
			}
		}
		cfg := DefaultConfig()
		cfg.K, cfg.KMeans.Starts, cfg.Stability, cfg.Checkpoint = 5, 2, 2, c
		e, err := Build(ctx, samplePapers(t), cfg, until)
		if err == nil {
			_, err = e.Topics(ctx, until)
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped in %s: error is %v", last, err)
		}
		before := len(steps(t, folder))
		if got, said := checkpointed(t, folder, func(*Config) {}); got != want || len(said) > 0 {
			t.Errorf("stopped in %s: the same answer: %v; said %q", last, got == want, said)
		}
		if after := len(steps(t, folder)); after <= before {
			t.Errorf("stopped in %s: %d steps, then %d", last, before, after)
		}
	}
}

// TestRelatedPapersAreKept: the second time nothing is compared, and the answers are the same; all papers in order are too many
// to keep.
func TestRelatedPapersAreKept(t *testing.T) {
	want := map[int]string{}
	for _, n := range []int{0, 3, 4} {
		related, err := relatedAll(context.Background(), build(t, samplePapers(t), nil), n, nil)
		if err != nil {
			t.Fatal(err)
		}
		want[n] = printed(related)
	}
	folder := t.TempDir()
	for _, time := range []struct {
		n        int
		compares bool
	}{{3, true}, {3, false}, {4, true}, {0, true}, {0, true}} {
		c, err := OpenCheckpoint(folder, nil, t.Errorf)
		if err != nil {
			t.Fatal(err)
		}
		compares := false
		e := build(t, samplePapers(t), func(cfg *Config) { cfg.Checkpoint = c })
		related, err := relatedAll(context.Background(), e, time.n, func(string, int, int) { compares = true })
		if err != nil || printed(related) != want[time.n] || compares != time.compares {
			t.Errorf("%d related: the same: %v; compared: %v; %v", time.n, printed(related) == want[time.n], compares, err)
		}
	}
}
