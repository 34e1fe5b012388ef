package engine

import (
	"fmt"
	"slices"
	"strings"

	"kindred/vectorize"
	"kindred/vectorize/text"
)

// prose reads texts for the words that describe topics and what papers share. Boilerplate ("paper", "propose",
// "results") is never among them, even where it counts in the vectors: how a field reports its results tells it from
// others, but names none.
type prose struct {
	analyzer  *text.Analyzer
	languages []string // that the papers are in
}

func newProse(settings text.Settings, languages []string) (*prose, error) {
	settings.KeepBoilerplate = false
	analyzer, err := text.New(settings)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	return &prose{analyzer, languages}, nil
}

// names reports for each column of a vocabulary whether it may be shown for a topic: no word of it is boilerplate in a
// language of the papers.
func (p *prose) names(m *vectorize.Model) []bool {
	out := make([]bool, m.Terms())
	for c := range out {
		out[c] = !slices.ContainsFunc(strings.FieldsFunc(m.Surface(c), func(r rune) bool { return r == ' ' || r == '-' }), p.dull)
	}
	return out
}

func (p *prose) dull(word string) bool {
	return slices.ContainsFunc(p.languages, func(code string) bool { return p.analyzer.IsStop(word, code) })
}
