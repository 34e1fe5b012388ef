// Package corpus reads papers: files, folders, globs and standard input go in, [Document] values come out.
//
// A name is resolved by [Open], and a [Source] is read in one of three ways:
//
//	src, err := corpus.Open([]string{"papers.jsonl.gz", "notes/"}, corpus.Options{})
//	for doc, err := range src.Documents(ctx) { ... }  // one paper at a time
//	for batch, err := range src.Batches(ctx) { ... }  // up to 1 MiB of records at a time
//	papers, err := src.Load(ctx)                      // everything, with identity settled
//
// and then a person's word for a paper is looked up:
//
//	row, err := corpus.NewLookup(papers.Documents).Find("10.1145/3292500")
//
// The format is found by content: JSON lines, a JSON array (alone or under a key), BibTeX, RIS, MEDLINE, Ovid, RefWorks, refer, CSV with
// commas, tabs, semicolons or bars, Parquet, XML of arXiv, PubMed and archives, a saved page of titles and abstracts, a list of bare
// titles, plain text; each plain or in gzip or zstd. Formats that are known by how they begin stand in a table, with a file each. What kindred
// wrote itself is passed over in folders.
//
// Reading is a pipeline. One goroutine opens, decompresses, hashes and cuts the input into whole records;
// several decode batches of them; the caller receives the batches in input order:
//
//	file -> decompress -> limit -> hash -> splitter -> batches -> decode (parallel) -> in order -> caller
//
// Nothing holds more than a few batches and one record, however large the input is. A record that cannot
// be used is a [*RecordError] in the stream and not its end; doubts (a converted encoding, an id used
// twice, a file cut short) are folded into [Problem] values, one a kind.
package corpus
