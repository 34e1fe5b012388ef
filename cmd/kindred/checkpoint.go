package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// checkpointFlag adds --checkpoint.
func (a *app) checkpointFlag(fs *pflag.FlagSet) {
	fs.StringVar(&a.checkpoint, "checkpoint", "", "a `FOLDER` to keep the steps of long work in: called again after an interruption, the command goes on from there")
}

// openCheckpoint opens the folder of --checkpoint for the job at hand, nil without one, and says how much is done.
func (a *app) openCheckpoint(input *corpus.Collection, previous *engine.Snapshot) (*engine.Checkpoint, error) {
	if a.checkpoint == "" {
		return nil, nil
	}
	if err := apart("checkpoint", a.checkpoint); err != nil {
		return nil, err
	}
	job, err := a.jobOf(input, previous)
	if err != nil {
		return nil, err
	}
	c, err := engine.OpenCheckpoint(a.checkpoint, job, func(format string, args ...any) {
		a.notice("%s", message(fmt.Errorf(format, args...)))
	})
	var other *engine.OtherJobError
	switch {
	case errors.As(err, &other):
		return nil, misused("--checkpoint: %s", message(err))
	case err != nil:
		return nil, fmt.Errorf("--checkpoint: %s", message(err))
	}
	if n := c.Steps(); n > 0 {
		a.notice("going on from %s: %s done before", a.checkpoint, report.Count(n, "step"))
	}
	return c, nil
}

// afterwards are the settings that change nothing that a checkpoint keeps: what is done with topics once they are found.
var afterwards = []string{"seeds", "merge", "split", "names", "levels", "stability", "period", "n", "threads", "memory"}

// jobOf is all that the steps of a job depend on: its settings, the content of files that they name, the papers and the
// program.
func (a *app) jobOf(input *corpus.Collection, previous *engine.Snapshot) (map[string]string, error) {
	job := map[string]string{"program": version() + " " + commit() + " " + runtime.GOARCH}
	for name, value := range effective(a.flags, true) {
		if slices.Contains(afterwards, name) {
			continue
		}
		job[name] = fmt.Sprint(value)
		if name == "vectors" {
			job[name] = "a file with SHA-256 " + a.vectors.SHA256
			continue
		}
		if name == "previous" {
			job[name] = "a run with SHA-256 " + short(fmt.Append(nil, *previous))
			continue
		}
		if namesFile(name, job[name]) {
			b, err := os.ReadFile(job[name])
			if err != nil {
				return nil, misused("--%s: %w", name, err)
			}
			job[name] = "a file with SHA-256 " + short(b)
		}
	}
	var files strings.Builder
	for _, f := range input.Files {
		fmt.Fprintf(&files, "%s %d\n", f.Format, f.Kept)
	}
	job["input"] = "SHA-256 " + short([]byte(input.SHA256+"\n"+files.String()))
	return job, nil
}

// short is the beginning of a SHA-256, long enough that nobody meets two alike.
func short(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:10])
}
