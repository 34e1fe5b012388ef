package main

import (
	"context"
	"errors"

	"kindred/engine"
	"kindred/engine/corpus"
)

// mergeNear merges near duplicates into the first of each group. They are found by terms alone.
func (a *app) mergeNear(ctx context.Context, c *corpus.Collection) (*corpus.Collection, error) {
	config, err := a.settings.engine()
	if err != nil {
		return nil, err
	}
	if err := checkFields(c.Documents, config.Fields); err != nil {
		return nil, err
	}
	config.LSA.Rank = -1
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
