// Package engine turns a corpus into answers: topics, related papers, reasons, near duplicates.
//
//	e, err := engine.Build(ctx, docs, engine.DefaultConfig(), nil)
//	topics, err := e.Topics(ctx, nil)                            // who belongs together, and what to call it
//	related, err := e.Related(ctx, engine.Query{Rows: []int{7}}, 10) // what else should I read
//	why := e.Explain(7, related.Hits[0].Row, false)              // the terms behind a similarity
//
// Build vectorizes and finds directions; everything after it only reads. An Engine never changes and is safe to share.
//
// # Terms and directions
//
// A paper is one sparse unit row over stems and pairs of stems, weighted by BM25, and beside it one dense unit row: its
// direction by latent semantic analysis, drawn to those of its neighbours (space.go). Related papers are the nearest by
// both, a reason what each term adds to that, topics spherical k-means on the directions. A topic's words are
// read off the terms alone.
package engine
