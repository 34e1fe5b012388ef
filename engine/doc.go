// Package engine turns a corpus into answers: topics, related papers, reasons, near duplicates.
//
//	e, err := engine.Build(ctx, docs, engine.DefaultConfig(), nil)
//	topics, err := e.Topics(ctx, nil)                            // who belongs together, and what to call it
//	related, err := e.Related(ctx, engine.Query{Rows: []int{7}}, 10) // what else should I read
//	why := e.Explain(7, related.Hits[0].Row)                     // the terms behind a similarity
//
// Build vectorizes; everything after it only reads. An Engine never changes and is safe to share.
//
// # The term space
//
// A paper is one sparse unit row over stems and pairs of stems, weighted by BM25. Everything is
// read off these rows: topics are spherical k-means on them, related papers the nearest by cosine,
// a reason the products behind a cosine, a topic's words the largest parts of its centroid.
package engine
