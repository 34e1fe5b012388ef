package main

import (
	"encoding/json"
	"hash"
	"io"
	"runtime"
	"time"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// manifest is run.json: what was done, with what, and how long it took.
type manifest struct {
	SchemaVersion int               `json:"schema_version"`
	Version       string            `json:"version"`
	Commit        string            `json:"commit"`
	Go            string            `json:"go"`
	Platform      string            `json:"platform"`
	Started       time.Time         `json:"started"`
	Seconds       float64           `json:"seconds"`
	Timings       []timing          `json:"timings"`
	Config        map[string]any    `json:"config"`
	Seed          uint64            `json:"seed"`
	Threads       int               `json:"threads"`
	Similarity    map[string]string `json:"similarity"` // which space each similarity is in
	Input         inputFacts        `json:"input"`
	Vectors       *vectorFacts      `json:"vectors,omitempty"`
	Vocabulary    int               `json:"vocabulary"`
	Metrics       report.Metrics    `json:"metrics"`
	Warnings      []string          `json:"warnings"`
	Files         []writtenFile     `json:"files"`
}

// inputFacts describes the input.
type inputFacts struct {
	SHA256     string      `json:"sha256"` // of the decompressed bytes of all files, in order
	Papers     int         `json:"papers"`
	Files      []inputFile `json:"files"`
	Duplicates int         `json:"near_duplicate_groups"`
	engine.Info
	MergedRecords []mergedRecord `json:"merged_records"`
}

// mergedRecord is a record that is part of the paper called into.
type mergedRecord struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	File   string `json:"file"`
	Record int    `json:"record"` // from 1 in its file
	Line   int    `json:"line"`
	Into   string `json:"into"`
	Why    string `json:"why"`
	Name   string `json:"name,omitempty"` // the identifier that both have
}

func mergedRecords(c *corpus.Collection, docs corpus.Documents) []mergedRecord {
	out := []mergedRecord{}
	for _, m := range c.Merged {
		out = append(out, mergedRecord{m.ID, m.Title, m.Origin.File, m.Origin.Record, m.Origin.Line, docs.At(m.Row).ID, m.Why, m.Name})
	}
	return out
}

type inputFile struct {
	Name    string `json:"name"`
	Format  string `json:"format"`
	Records int    `json:"records"`
	Kept    int    `json:"kept"`
	Skipped int    `json:"skipped"`
	Merged  int    `json:"merged"`
}

type writtenFile struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (j *job) manifest(written []writtenFile) manifest {
	input := inputFacts{Files: []inputFile{}, SHA256: j.fitted.input.SHA256, Papers: j.fitted.Documents().Len(), Duplicates: len(j.topics.Duplicates), Info: j.page.Info,
		MergedRecords: mergedRecords(j.fitted.input, j.fitted.Documents())}
	for _, f := range j.fitted.input.Files {
		input.Files = append(input.Files, inputFile{f.Name, f.Format, f.Records, f.Kept, f.Skipped, f.Merged})
	}
	input.First = nil // the files say what the papers are
	threads := j.app.settings.threads
	if threads == 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	return manifest{
		SchemaVersion: report.SchemaVersion, Version: version(), Commit: commit(), Go: runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Started: j.started.UTC().Truncate(time.Second),
		Seconds: time.Since(j.started).Seconds(), Timings: j.timings, Config: j.effective, Seed: j.app.settings.seed,
		Threads: threads, Similarity: j.fitted.Spaces(), Input: input, Vectors: j.app.vectors, Vocabulary: j.fitted.Vocabulary(), Metrics: *j.fitted.bundle(j.topics, nil).Metrics,
		Warnings: append([]string{}, j.topics.Warnings...), Files: written,
	}
}

func (m manifest) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

// counter sums up what is written to it.
type counter struct {
	hash  hash.Hash
	bytes int64
}

func (c *counter) Write(b []byte) (int, error) {
	c.bytes += int64(len(b))
	return c.hash.Write(b)
}
