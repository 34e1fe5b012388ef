package main

import (
	"context"
	"errors"
	"fmt"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// The values of --merge-duplicates.
const (
	mergeExact = "exact" // records of one identifier, or of one id and text
	mergeNear  = "near"  // near duplicates too
	mergeOff   = "off"
)

// sayPreprints says which near duplicates are a preprint and what was published of it.
func (a *app) sayPreprints(e *engine.Engine) {
	said, pairs := "", 0
	docs := e.Documents()
	for _, g := range e.Duplicates() {
		for _, row := range g.Rows[1:] {
			one, other := docs.At(g.Rows[0]), docs.At(row)
			first, ok := corpus.Preprint(&one, &other)
			if !ok {
				continue
			}
			if !first {
				one, other = other, one
			}
			if pairs++; pairs == 1 {
				said = fmt.Sprintf("%s: %q is the preprint of %q, at %s, by text or title: both stay, flagged as near duplicates", one.Origins[0], one.ID, other.ID, other.Origins[0])
			}
		}
	}
	switch {
	case pairs > 1:
		a.notice("%s (%d such in all)", report.OneLine(said), pairs)
	case pairs == 1:
		a.notice("%s", report.OneLine(said))
	}
}

// mergeNear merges near duplicates into the first of each group. They are found by terms alone, which --memory allows or not as it does
// other work, and once: papers that are near to one another only by what was merged into them stay, flagged as any near duplicates are.
func (a *app) mergeNear(ctx context.Context, c *corpus.Collection) (*corpus.Collection, error) {
	config, err := a.settings.engine()
	if err != nil {
		return nil, err
	}
	if err := checkFields(c.Documents, config.Fields); err != nil {
		return nil, err
	}
	config.LSA.Rank = -1
	config.Consent = a.consent("looking for papers to merge takes", config, engine.Work{})
	var p engine.Progress
	if a.shown != nil {
		p = a.shown.update
	}
	e, err := engine.Build(ctx, c.Documents, config, p)
	if errors.Is(err, engine.ErrNoText) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	var groups [][]int
	for _, g := range e.Duplicates() {
		groups = append(groups, g.Rows)
	}
	return c.Join(groups), nil
}
