package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
)

// isIndex tells whether the name of a source is that of an index.
func isIndex(name string) bool {
	return strings.HasSuffix(filepath.Clean(name), indexEnd) && isFolder(name)
}

// indexAmong is the index among the sources, "" if there is none. It stands alone.
func indexAmong(names []string) (string, error) {
	at := slices.IndexFunc(names, isIndex)
	switch {
	case at < 0:
		return "", nil
	case len(names) > 1:
		return "", misused("%s is an index and stands alone: kindred add puts more papers into it", names[at])
	}
	return names[at], nil
}

// unsaved are the settings that an index does not keep: they change no number in it. Questions to it, too, have a use for most.
var unsaved = []string{"period", "threads", "memory", "n", "strict", "max-record", "max-input", "encoding"}

// savedSettings are the settings in force by the names of their flags, as an index keeps them.
func (a *app) savedSettings() map[string]string {
	out := map[string]string{}
	for _, name := range shown {
		if f := a.flags.Lookup(name); f != nil && !slices.Contains(unsaved, name) {
			out[name] = f.Value.String()
		}
	}
	for _, name := range ofWords {
		if sum := a.contentOf(name); sum != "" {
			out[name+contentEnd] = sum
		}
	}
	return out
}

// ofWords are the settings that name a file of words, of which an index keeps a checksum too: the file may change.
var ofWords = []string{"stopwords", "synonyms"}

const contentEnd = ".sha256"

// contentOf is a checksum of the file that a setting names, "" if it names none that can be read.
func (a *app) contentOf(name string) string {
	f := a.flags.Lookup(name)
	if f == nil || !namesFile(name, f.Value.String()) {
		return ""
	}
	b, err := os.ReadFile(f.Value.String())
	if err != nil {
		return ""
	}
	return short(b)
}

// openIndex opens an index and sees to it that the settings given are its own. Settings of topics may differ: topics are then found
// anew.
func (a *app) openIndex(ctx context.Context, path string, p engine.Progress) (f *fitted, err error) {
	start := time.Now()
	if a.checkpoint != "" {
		return nil, misused("--checkpoint: what is asked of an index is not kept in steps: leave it out")
	}
	s, err := a.opened(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Close() // the error tells more
		}
	}()
	e := s.Engine
	again, err := a.differing(path, s.About.Settings)
	if err != nil {
		return nil, err
	}
	if len(again) > 0 {
		config, err := a.settings.engine()
		if err != nil {
			return nil, err
		}
		if config.Previous, err = a.previousRun(ctx); err != nil {
			return nil, err
		}
		e = e.Recluster(func(c *engine.Config) { takeTopics(c, config, again) })
	}
	a.settings.vectors = s.About.Settings["vectors"]
	lookup, err := s.Lookup()
	if err != nil {
		return nil, err
	}
	run := a.runOf(s)
	run.Config = a.effectiveIn(s.About.Settings, again)
	input := &corpus.Collection{SHA256: run.SHA256, Merged: s.About.Merged}
	a.detail("opened %s, %s, in %s", path, report.Count(run.Papers, "paper"), seconds(time.Since(start)))
	return &fitted{Engine: e, input: input, lookup: lookup, run: run, took: time.Since(start), progress: p, saved: s}, nil
}

// runOf is what answers of an index are made from.
func (a *app) runOf(s *engine.Saved) report.Run {
	return report.Run{Version: version(), Config: a.effectiveIn(s.About.Settings, nil), SHA256: s.About.Input(), Papers: s.Documents().Len(), Terms: s.Vocabulary()}
}

// opened opens the file of an index, which stays open until the program ends.
func (a *app) opened(path string) (*engine.Saved, error) {
	f, err := index.OpenFolder(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	s, err := a.engineOf(path, f)
	if err != nil {
		_ = f.Close() // the error tells more
		return nil, err
	}
	return s, nil
}

// unreadable is the error of a folder that cannot be opened.
func unreadable(path string, err error) error {
	if errors.Is(err, index.ErrNoIndex) {
		return misused("%s holds no index: make it with kindred index", path)
	}
	return err
}

// engineOf makes an engine of the file of an index.
func (a *app) engineOf(path string, f *index.File) (*engine.Saved, error) {
	a.indexed = path
	if a.verifies {
		if err := f.Verify(); err != nil {
			return nil, err
		}
	}
	return engine.Open(f, a.settings.threads)
}

// differing are the settings given that an index was not made with, all of them about topics; others are an error.
func (a *app) differing(path string, saved map[string]string) (again []string, err error) {
	topics := aboutTopics()
	a.flags.VisitAll(func(f *pflag.Flag) {
		if !f.Changed { // on the command line, in the environment or in the config file
			return
		}
		name := positive(f.Name)
		was, kept := saved[name]
		given := a.flags.Lookup(name).Value.String()
		switch {
		case !kept || err != nil || slices.Contains(unsaved, name): // which the first indexes kept
		case name == "names" || name == "seeds" || name == "previous":
			again = append(again, name) // what the file holds may have changed
		case saved[name+contentEnd] != "" && namesFile(name, given):
			if a.contentOf(name) != saved[name+contentEnd] {
				err = misused("--%s: %s was made with another content of %s: leave the setting out, or make another index with it", name, path, was)
			}
		case was == given:
		case slices.Contains(topics, name):
			again = append(again, name)
		default:
			err = notMadeWith(path, name, given, was)
		}
	})
	return again, err
}

// ofReading are the settings that papers are read and chosen by; those that come to an index may be read and chosen by others.
var ofReading = []string{"id-field", "title-field", "abstract-field", "date-field", "label-field", "merge-duplicates", "where", "sample", "limit"}

// readAs makes a call that puts papers beside those of an index read them as these were: by the same names of fields, where records
// have them, and merging alike, unless it says otherwise. Settings of anything but reading that are not those of the index are an error.
func (a *app) readAs(path string, saved map[string]string) error {
	s := &a.settings.corpus
	for i, to := range []*string{&s.IDField, &s.TitleField, &s.AbstractField, &s.DateField, &s.LabelField} {
		if was := saved[ofReading[i]]; *to == "" && was != "" {
			*to, s.OrUsual = was, true
		}
	}
	if f := a.flags.Lookup("merge-duplicates"); f != nil && !f.Changed {
		a.settings.duplicates = cmp.Or(saved["merge-duplicates"], mergeExact)
	}
	own := maps.Clone(saved)
	for _, name := range ofReading {
		delete(own, name)
	}
	if a.settings.choosing.sample > 0 {
		delete(own, "seed") // which draws it
	}
	again, err := a.differing(path, own)
	again = slices.DeleteFunc(again, func(name string) bool { return a.flags.Lookup(name).Value.String() == own[name] })
	if err == nil && len(again) > 0 {
		err = misused("--%s: topics of %s stay as they are when papers come: leave the setting out", again[0], path)
	}
	return err
}

// sameChoice refuses to choose among the papers of an index otherwise than it was made.
func (a *app) sameChoice(path string, saved map[string]string) error {
	for _, name := range []string{"where", "sample", "limit"} {
		if f := a.flags.Lookup(name); f.Changed && f.Value.String() != saved[name] {
			return notMadeWith(path, name, f.Value.String(), saved[name])
		}
	}
	return nil
}

// notMadeWith is the error of a setting that an index was not made with.
func notMadeWith(path, name, given, was string) error {
	return misused("--%s %s: %s was made with %s: leave the setting out, or make another index with it", name, given, path, cmp.Or(was, "none"))
}

// takeTopics takes settings of topics, by name, from one configuration to another.
func takeTopics(c *engine.Config, from engine.Config, names []string) {
	for _, name := range names {
		switch name {
		case "k":
			c.K = from.K
		case "criterion":
			c.KMeans.Criterion = from.KMeans.Criterion
		case "starts":
			c.KMeans.Starts = from.KMeans.Starts
		case "fit-sample":
			c.KMeans.Sample = from.KMeans.Sample
		case "max-iter":
			c.KMeans.MaxIter = from.KMeans.MaxIter
		case "refine":
			c.KMeans.NoRefine = from.KMeans.NoRefine
		case "seeds":
			c.Seeds = from.Seeds
		case "merge":
			c.Merge = from.Merge
		case "split":
			c.Split = from.Split
		case "names":
			c.Names = from.Names
		case "previous":
			c.Previous = from.Previous
		case "levels":
			c.Levels = from.Levels
		case "stability":
			c.Stability = from.Stability
		default:
			panic(fmt.Sprintf("kindred: no setting of topics is called %s", name))
		}
	}
}

// effectiveIn is effective with the settings of an index, but for those that topics are found anew with.
func (a *app) effectiveIn(saved map[string]string, again []string) map[string]any {
	values := effective(a.flags, false)
	for _, name := range shown {
		was, kept := saved[name]
		f := a.flags.Lookup(name)
		if !kept || f == nil || f.Hidden || slices.Contains(again, name) {
			continue
		}
		delete(values, name)
		switch {
		case was == "":
		case namesFile(name, was):
			values[name] = "file"
		default:
			values[name] = typed(was)
		}
	}
	return values
}
