package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"kindred/engine"
	"kindred/engine/figures"
	"kindred/engine/report"
)

// figure is a file that report --figures writes.
type figure struct {
	name string
	draw func(io.Writer) error
}

// figuresOf are those of some topics, each paper at its place.
func figuresOf(t *engine.Topics, points []engine.Point) []figure {
	marks := report.Marks(t, points)
	return []figure{
		{"map.png", func(w io.Writer) error { return figures.Map(w, t, points, marks) }},
		{"sizes.png", func(w io.Writer) error { return figures.Sizes(w, t, marks) }},
		{"tree.png", func(w io.Writer) error { return figures.Tree(w, t, marks) }},
	}
}

// checkFigures finds what is wrong with the folder for pictures before any work is done for them.
func (a *app) checkFigures() error {
	if a.figures == "" {
		return nil
	}
	if info, err := os.Stat(a.figures); err == nil && !info.IsDir() {
		return misused("--figures: %s is a file; name a folder", a.figures)
	}
	return apart("figures", a.figures)
}

// draw writes the pictures, each whole or not at all.
func (a *app) draw(ctx context.Context, f *fitted, t *engine.Topics) error {
	points, err := f.places(ctx)
	if err != nil {
		return err
	}
	if signs, topics := figures.Lacking(t); topics > 0 {
		a.notice("the font of pictures lacks signs in the labels of %s (%s): boxes or a topic's number stand for them; a page (-o FILE.html) shows them",
			report.Count(topics, "topic"), some(signs))
	}
	unmake, err := makeFolder(a.figures)
	if err != nil {
		return err
	}
	defer unmake()
	for _, p := range figuresOf(t, points) {
		path := filepath.Join(a.figures, p.name)
		if err := a.spare(path); err != nil {
			return err
		}
		if err := writeFile(ctx, path, p.draw); err != nil {
			return err
		}
	}
	return nil
}

// some is the first of many signs.
func some(signs []rune) string {
	const most = 12
	if len(signs) > most {
		return string(signs[:most]) + "…"
	}
	return string(signs)
}
