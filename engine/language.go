package engine

import (
	"cmp"
	"slices"

	"kindred/vectorize/text"
)

// languageSample is how many papers at most say which language a corpus has.
const languageSample = 1000

// findLanguages sets the language of texts that hold too little to tell theirs, a bare title or a query, to the one
// that most papers have, where languages are to be found at all, and returns all that texts are read in: those met, and
// that one. Papers are taken evenly from the corpus, so that it costs milliseconds.
func (e *Engine) findLanguages() []string {
	settings := &e.config.Vectorizer.Text
	if settings.Language != text.Auto {
		return []string{settings.Language}
	}
	papers := e.countLanguages()
	var met []string
	most := 0
	for _, code := range append(text.Languages(), text.Unknown) {
		if papers[code] == 0 {
			continue
		}
		met = append(met, code)
		if papers[code] > most && settings.Fallback == "" {
			most = papers[code]
		}
	}
	if settings.Fallback == "" && most > 0 {
		settings.Fallback = met[slices.IndexFunc(met, func(code string) bool { return papers[code] == most })]
	}
	if short := cmp.Or(settings.Fallback, "en"); !slices.Contains(met, short) {
		met = append(met, short)
	}
	return met
}

// countLanguages counts the papers of a sample by the language of their words.
func (e *Engine) countLanguages() map[string]int {
	papers := map[string]int{}
	for i := 0; i < e.docs.Len(); i += (e.docs.Len() + languageSample - 1) / languageSample {
		var texts []string
		for _, s := range parts(e.docs.At(i), e.config.Fields) {
			texts = append(texts, s)
		}
		if code, ok := text.Detect(texts...); ok {
			papers[code]++
		}
	}
	return papers
}
