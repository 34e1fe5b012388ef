package main

import (
	"context"
	"io"
	"iter"
	"slices"

	"kindred/engine"
	"kindred/engine/report"
)

// The formats in which related draws a graph.
const (
	formatGraphML report.Format = "graphml"
	formatGML     report.Format = "gml"
)

var graphFormats = []report.Format{formatGraphML, formatGML}

// isGraph tells whether a format is one of graphs.
func isGraph(f report.Format) bool { return slices.Contains(graphFormats, f) }

// drawGraph writes who is related to whom.
func (a *app) drawGraph(ctx context.Context, f *fitted, answers iter.Seq2[*engine.Related, error]) error {
	g, err := report.NewGraph(f.Documents(), answers)
	if err != nil {
		return err
	}
	draw := g.GraphML
	if a.formatOf() == formatGML {
		draw = g.GML
	}
	return a.write(ctx, func(w io.Writer) error { return draw(w) })
}
