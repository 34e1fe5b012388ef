package corpus

import (
	"fmt"
	"regexp"
)

// Lists of results that were copied from a site into a text are no pages of titles and abstracts: snippets stand for abstracts, and
// authors and buttons between them. Each site hands out its results as BibTeX or RIS, which is read whole.

// searchPage knows the results of a site by a line that stands in each of them.
type searchPage struct {
	site   string
	line   *regexp.Regexp
	advice string
}

var searchPages = []searchPage{
	{"Google Scholar", regexp.MustCompile(`(?m)^.*\b(?:Cited by \d+|Save Cite)\b.*\b(?:Related articles|All \d+ versions)\b.*$`),
		"save them to your library there and export that as BibTeX"},
	{"arXiv", regexp.MustCompile(`(?m)^(?:\[\d+\]\s*)?arXiv:\S+\s*\[\s*(?:pdf|ps|html|other|abs)\b[^\]]*\].*$`),
		"ask its API for them (https://export.arxiv.org/api/query), whose Atom is read, or export BibTeX"},
	{"PMLR", regexp.MustCompile(`(?m)^\s*\[?abs\]?[ \t]*\[?(?:Download PDF|pdf)\]?.*$`),
		"download the BibTeX file of the volume there"},
	{"PubMed", regexp.MustCompile(`(?m)^(?:PMID: \d+.*|.*\bSimilar articles\b.*)$`),
		"save them there in the format PubMed, and read that"},
}

// mostOfPage is how much of a text is looked at, in bytes.
const mostOfPage = 1 << 20

// searchPageIn is the site whose results a text seems to be, and how many there are; nil for any other text.
func searchPageIn(raw []byte) (site *searchPage, results int) {
	raw = raw[:min(len(raw), mostOfPage)]
	for i := range searchPages {
		if n := len(searchPages[i].line.FindAllIndex(raw, -1)); n > results && n > 1 {
			site, results = &searchPages[i], n
		}
	}
	return site, results
}

// reportSearchPage says that a text which was read in a format seems to be the results of a site.
func (p *page) reportSearchPage(in *input, raw []byte, as string) {
	site, results := searchPageIn(raw)
	if site == nil {
		return
	}
	in.note(kindSearchPage, fmt.Sprintf("%d results saved from %s as text, which does not tell title, authors and abstract apart: "+
		"read as %s, which is hardly what you want; rather %s", results, site.site, as, site.advice), 1, Origin{File: p.at.File})
}
