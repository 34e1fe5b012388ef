package corpus

import (
	"regexp"
	"strings"
)

// identifiersOf are the rows by their DOIs, arXiv ids with and without a version, and PubMed ids, each behind the name of
// its kind.
func identifiersOf(docs []Document) rowsOf {
	rows := rowsOf{}
	add := func(kind, id string, row int) {
		if id != "" {
			rows.add(kind+id, row)
		}
	}
	for i := range docs {
		d := &docs[i]
		for _, doi := range []string{d.IDs["doi"], doiOf(d.ID)} {
			add("doi:", doi, i)
		}
		for _, id := range []string{d.IDs["arxiv"], arxivOf(d.ID)} {
			add("version:", id, i)
			add("arxiv:", withoutVersion(id), i)
		}
		add("pmid:", d.IDs["pmid"], i)
		add("pmid:", d.ID, i)
	}
	return rows
}

// named returns the rows that a DOI, an arXiv id or a PubMed id means; an arXiv version that only one side names does not
// count.
func (r rowsOf) named(name string) []int {
	if doi := doiOf(name); doi != "" && len(r["doi:"+doi]) > 0 {
		return r["doi:"+doi]
	}
	if id := arxivOf(name); id != "" {
		if exact := r["version:"+id]; len(exact) > 0 {
			return exact
		}
		return r["arxiv:"+withoutVersion(id)]
	}
	if m := pubMedName.FindStringSubmatch(strings.TrimSpace(name)); m != nil {
		return r["pmid:"+m[1]]
	}
	return nil
}

var pubMedName = regexp.MustCompile(`^(?i:pmid:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)(\d+)/?$`)

// pmidOf is a PubMed id without its address; what is none is left as it is.
func pmidOf(s string) string {
	if m := pubMedName.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

var pmcShape = regexp.MustCompile(`^(?i:pmcid:?\s*|https?://\S+/articles/)?(?i:PMC)?(\d+)/?$`)

// pmcidOf is a PubMed Central id in its usual form, "PMC123", without its address; what is none is left as it is.
func pmcidOf(s string) string {
	if m := pmcShape.FindStringSubmatch(s); m != nil {
		return "PMC" + m[1]
	}
	return s
}

var (
	doiShape   = regexp.MustCompile(`^(?i:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$`)
	arxivShape = regexp.MustCompile(`^(?i:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?((?:\d{4}\.\d{4,5}|[a-zA-Z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?)(?i:\.pdf)?$`)
	arxivDOI   = regexp.MustCompile(`^10\.48550/arxiv\.(.+)$`)
)

// doiOf is a DOI in lower case without its address, or "".
func doiOf(s string) string {
	m := doiShape.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// arxivOf is an arXiv id without its address, or "".
func arxivOf(s string) string {
	s = strings.TrimSpace(s)
	if m := arxivDOI.FindStringSubmatch(doiOf(s)); m != nil {
		s = m[1]
	}
	if m := arxivShape.FindStringSubmatch(s); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

var versionEnd = regexp.MustCompile(`v\d+$`)

func withoutVersion(id string) string { return versionEnd.ReplaceAllString(id, "") }
