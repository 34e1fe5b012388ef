package engine

import (
	"kindred/engine/corpus"
	"kindred/vectorize/text"
)

// languageSample is how many papers say which language a corpus has.
const languageSample = 1000

// withFallback sets the language of texts that hold too little to tell theirs, a bare title or a query, to the one that
// most papers have, where languages are to be found at all. Papers are taken evenly from the corpus, so that it costs
// milliseconds.
func (c Config) withFallback(docs []corpus.Document) Config {
	settings := &c.Vectorizer.Text
	if settings.Language != text.Auto || settings.Fallback != "" {
		return c
	}
	papers, most := map[string]int{}, 0
	for i := 0; i < len(docs); i += max(1, len(docs)/languageSample) {
		var texts []string
		for _, s := range parts(docs[i], c.Fields) {
			texts = append(texts, s)
		}
		if code, ok := text.Detect(texts...); ok {
			papers[code]++
		}
	}
	for _, code := range append(text.Languages(), text.Unknown) {
		if papers[code] > most {
			settings.Fallback, most = code, papers[code]
		}
	}
	return c
}
