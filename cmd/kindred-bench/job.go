package main

import (
	"context"
	"io"
	"runtime/debug"
	"time"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// part is a stretch of a job, from its first sign of progress to that of the next.
type part struct {
	Name string  `json:"name"`
	Wall float64 `json:"wall_s"`
}

// parts times the stretches of a job by what it tells of its progress. A name that comes back goes on with its stretch.
type parts struct {
	list  []part
	now   int
	since time.Time
}

// begin ends the stretch before.
func (p *parts) begin(name string) {
	t := time.Now()
	if len(p.list) > 0 {
		p.list[p.now].Wall += t.Sub(p.since).Seconds()
	}
	p.since = t
	for p.now = range p.list {
		if p.list[p.now].Name == name {
			return
		}
	}
	p.now = len(p.list)
	p.list = append(p.list, part{Name: name})
}

// prepareJob is what kindred cluster does, from files to CSV.
func prepareJob(change func(*engine.Config)) func(context.Context, *setup) (func() (done, error), error) {
	return func(ctx context.Context, s *setup) (func() (done, error), error) {
		cfg := engine.DefaultConfig()
		change(&cfg)
		cfg.K, cfg.Threads = s.k, s.threads
		return func() (done, error) { return s.job(ctx, cfg) }, nil
	}
}

func (s *setup) job(ctx context.Context, cfg engine.Config) (done, error) {
	var p parts
	tell := func(name string, _, _ int) {
		if p.list[p.now].Name != name {
			p.begin(name)
		}
	}
	p.begin("reading files")
	source, err := corpus.Open(s.files, corpus.Options{Threads: s.threads, Pack: true})
	if err != nil {
		return done{}, err
	}
	c, err := source.Load(ctx)
	if err != nil {
		return done{}, err
	}
	collect(len(c.Documents), 25)
	cfg.Consent = func(s engine.Size) error {
		if s.Terms > 0 && collect(s.Papers, 8) {
			debug.FreeOSMemory()
		}
		return nil
	}
	e, err := engine.Build(ctx, c.Documents, cfg, tell)
	if err != nil {
		return done{}, err
	}
	t, err := e.Topics(ctx, tell)
	if err != nil {
		return done{}, err
	}
	p.begin("writing")
	err = report.CSV(io.Discard, report.Assignments(c.Documents, t))
	p.begin("")
	return done{parts: p.list[:len(p.list)-1], docs: len(c.Documents), terms: e.Vocabulary()}, err
}

// collect keeps no more garbage of many papers than the command does (cmd/kindred/garbage.go): so many percent of what stays.
func collect(papers, percent int) bool {
	many := papers >= 100_000
	if many {
		debug.SetGCPercent(percent)
	}
	return many
}
