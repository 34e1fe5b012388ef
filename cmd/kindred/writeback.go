package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// The formats in which cluster gives records back.
const (
	formatBibTeX    report.Format = "bibtex"
	formatRIS       report.Format = "ris"
	formatAugmented report.Format = "csv-augmented"
)

var recordFormats = []report.Format{formatBibTeX, formatRIS, formatAugmented}

var forms = map[report.Format]corpus.Form{formatBibTeX: corpus.FormBibTeX, formatRIS: corpus.FormRIS, formatAugmented: corpus.FormCSV}

// writeBack clusters the sources and writes their records with the topic of each. The sources are read twice: standard input
// is kept in a temporary file.
func (a *app) writeBack(ctx context.Context, sources []string, form corpus.Form) error {
	if a.output.columns != nil {
		return misused("--columns: the records of %s have no columns to choose from", a.formatOf())
	}
	if i := slices.IndexFunc(sources, isIndex); i >= 0 {
		return misused("%s is an index, which does not hold the records as they were: name the files that it was made of", sources[i])
	}
	again, drop, err := a.keepInput(ctx, sources)
	if err != nil {
		return err
	}
	defer drop()
	a.work.Topics = true
	f, stop, err := a.fit(ctx, sources, report.AssignmentColumns)
	if err != nil {
		return err
	}
	defer stop()
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	stop()
	if err := a.unchanged(f.input.Files); err != nil {
		return err
	}
	options := a.settings.corpus
	options.Stdin = again
	var done corpus.Written
	err = a.write(ctx, func(w io.Writer) (err error) {
		done, err = corpus.WriteBack(ctx, w, form, f.input.Files, f.input.Documents, marks(topics), options)
		return cmp.Or(err, a.unchanged(f.input.Files))
	})
	if err == nil {
		a.sayWritten(done)
	}
	return err
}

// marks are what is written into the records of each paper.
func marks(t *engine.Topics) []corpus.Mark {
	list := make([]corpus.Mark, len(t.Assignments))
	for i, one := range t.Assignments {
		list[i] = corpus.Mark{Topic: t.ID(one.Topic), Label: report.Unplaced(t, i), Similarity: one.Similarity}
		if one.Topic >= 0 {
			list[i].Label = t.Topics[one.Topic].Label
		}
	}
	return list
}

// sayWritten says what is not as one might think.
func (a *app) sayWritten(done corpus.Written) {
	if done.Unmarked > 0 {
		a.notice("%s left as before: nothing can be added to the way they are written", report.Count(done.Unmarked, "record"))
	}
	if done.Converted > 0 {
		a.notice("%s written from what was read, for their sources are in another format", report.Count(done.Converted, "paper"))
	}
	a.detail("%s with a topic", report.Count(done.Marked, "record"))
}

// keepInput copies standard input, if it is a source, to a temporary file, and puts that in its place. again reads it
// from the start once more; drop removes it.
func (a *app) keepInput(ctx context.Context, sources []string) (again io.Reader, drop func(), err error) {
	names, err := a.named(sources)
	if err != nil || !slices.Contains(names, "-") || a.stdin == nil {
		return nil, func() {}, err
	}
	a.readsFrom(a.stdin)
	f, err := os.CreateTemp("", "kindred-input-")
	if err != nil {
		return nil, nil, err
	}
	_ = os.Remove(f.Name()) // where an open file can lose its name, it goes whatever happens
	drop = func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	size, err := io.Copy(f, until(ctx, a.stdin))
	if err != nil {
		drop()
		return nil, nil, fmt.Errorf("standard input: %w", err)
	}
	a.stdin = io.NewSectionReader(f, 0, size)
	return io.NewSectionReader(f, 0, size), drop, nil
}

// unchanged refuses files that are not what they were when they were read.
func (a *app) unchanged(files []corpus.FileInfo) error {
	for _, f := range files {
		i := slices.IndexFunc(a.inputs, func(in input) bool { return in.name == f.Name })
		if i < 0 || !a.inputs[i].info.Mode().IsRegular() {
			continue
		}
		now, err := os.Stat(f.Name)
		if err != nil {
			return fmt.Errorf("%s was moved or removed since it was read: put it back and run again (%w)", f.Name, err)
		}
		if was := a.inputs[i].info; now.Size() != was.Size() || !now.ModTime().Equal(was.ModTime()) {
			return fmt.Errorf("%s has changed since it was read: run again", f.Name)
		}
	}
	return nil
}
