// Package engine turns a corpus into answers: topics, related papers, reasons, near duplicates.
//
//	e, err := engine.Build(ctx, docs, engine.DefaultConfig(), nil)
//	topics, err := e.Topics(ctx, nil)                            // who belongs together, and what to call it
//	related, err := e.Related(ctx, engine.Query{Rows: []int{7}}, 10) // what else should I read
//	why := e.Explain(7, related.Hits[0].Row)                     // the terms behind a similarity
//
// Build vectorizes; everything after it only reads. An Engine never changes and is safe to share.
//
// # Spaces
//
// A paper is one sparse unit row over stems and pairs of stems (the term space). Related papers,
// reasons and near duplicates use it whole. Clusters are found on the single words alone, each row
// made unit again: pairs of words are too rare to pull a group together and only blur it. Words
// for a topic are read in the term space again, whatever was clustered.
package engine
