package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// identifiersOf are the rows by their DOIs, arXiv ids with and without a version, and PubMed ids, each behind the name of
// its kind.
func identifiersOf(docs Documents) rowsOf {
	rows := rowsOf{}
	for i, d := range All(docs) {
		d.eachIdentifier(func(name string) { rows.add(name, i) })
	}
	return rows
}

// eachIdentifier names those of a paper.
func (d *Document) eachIdentifier(yield func(name string)) {
	add := func(kind, id string) {
		if id != "" {
			yield(kind + id)
		}
	}
	for _, doi := range d.dois() {
		add("doi:", doi)
	}
	for _, id := range d.arxivs() {
		add("version:", id)
		add("arxiv:", withoutVersion(id))
	}
	for _, id := range d.allNames(PMID, d.ID, pmidNamed) { // in a list of papers by their PubMed ids the ID is one, bare
		add("pmid:", id)
	}
}

// dois, arxivs and pmids are all those of a paper in their usual form: its own, its ID if it is one, and those of the records that were
// merged into it; "" is among them.
func (d *Document) dois() []string {
	return append(d.allNames(DOI, doiOf(d.ID), doiOf), d.IDs[shortened])
}

func (d *Document) arxivs() []string { return d.allNames(ArXiv, arxivOf(d.ID), arxivOf) }

func (d *Document) pmids() []string { return d.allNames(PMID, pmidNamed(d.ID), pmidNamed) }

// allNames are the identifiers of a kind: the paper's own, the one that its ID is, and those that read finds in other names.
func (d *Document) allNames(kind, ofID string, read func(name string) string) []string {
	out := []string{d.IDs[kind], ofID}
	for _, other := range d.Also {
		out = append(out, read(other))
	}
	return out
}

// identified returns the rows that a DOI, an arXiv id or a PubMed id means, given those of an identifier; an arXiv version
// that only one side names does not count.
func identified(name string, rows func(identifier string) []int) []int {
	if doi := cmp.Or(doiOf(name), shortDOIOf(name)); doi != "" {
		if found := rows("doi:" + doi); len(found) > 0 {
			return found
		}
	}
	if id := arxivOf(name); id != "" {
		if exact := rows("version:" + id); len(exact) > 0 {
			return exact
		}
		return rows("arxiv:" + withoutVersion(id))
	}
	if m := pubMedName.FindStringSubmatch(strings.TrimSpace(name)); m != nil {
		return rows("pmid:" + m[1])
	}
	return nil
}

var pubMedName = regexp.MustCompile(`^(?i:(?:pmid|pubmed):?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/(?:article|abstract)/med)/)(\d+)/?$`)

// arxivVersion is the highest version of arXiv that a paper is called by, 0 if none is named.
func (d *Document) arxivVersion() int {
	highest := 0
	for _, id := range d.arxivs() {
		if v := versionEnd.FindString(id); v != "" {
			highest = max(highest, number(v[1:]))
		}
	}
	return highest
}

// pmidNamed is the number in what names a PubMed id as one, or "".
func pmidNamed(s string) string {
	if id := pmidOf(s); id != s {
		return id
	}
	return ""
}

// pmidOf is a PubMed id without its address; what is none is left as it is.
func pmidOf(s string) string {
	if s == "" || s[0]|0x20 != 'p' && s[0]|0x20 != 'h' { // as pmid, pubmed and http
		return s
	}
	if m := pubMedName.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

var pmcShape = regexp.MustCompile(`^(?i:pmcid:?\s*|https?://\S+/articles?/(?:pmc/)?)?(?i:PMC)?(\d+)/?$`)

// pmcidOf is a PubMed Central id in its usual form, "PMC123", without its address; what is none is left as it is.
func pmcidOf(s string) string {
	if m := pmcShape.FindStringSubmatch(s); m != nil {
		return "PMC" + m[1]
	}
	return s
}

var (
	arxivShape = regexp.MustCompile(`^(?i:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?((?:\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-zA-Z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?)(?i:\.pdf)?$`)
	arxivDOI   = regexp.MustCompile(`^10\.48550/arxiv\.(.+)$`)
)

// arxivOf is an arXiv id without its address, or "".
func arxivOf(s string) string {
	if !strings.ContainsAny(s, "./") || !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	if isPlainArXiv(s) {
		return s
	}
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

func withoutVersion(id string) string {
	bare := strings.TrimRight(id, "0123456789")
	if bare == id || !strings.HasSuffix(bare, "v") {
		return id
	}
	return bare[:len(bare)-1]
}

// isPlainArXiv knows the usual form without a version, of which nothing is to be changed: 0704.0001 and quant-ph/9912345.
func isPlainArXiv(s string) bool {
	if len(s) > 4 && s[4] == '.' {
		month := s[2:4]
		return (len(s) == 9 || len(s) == 10) && allDigits(s[:4]) && allDigits(s[5:]) && "01" <= month && month <= "12"
	}
	archive, number, found := strings.Cut(s, "/")
	for i := range len(archive) {
		if c := archive[i]; (c < 'a' || c > 'z') && c != '-' {
			return false
		}
	}
	return found && archive != "" && len(number) == 7 && allDigits(number)
}

// paperOfArXiv is an arXiv id without its version and without the class that some write into old ones: math.GT/0309136 is
// math/0309136.
func paperOfArXiv(id string) string {
	id = withoutVersion(id)
	if archive, number, old := strings.Cut(id, "/"); old {
		archive, _, _ = strings.Cut(archive, ".")
		return archive + "/" + number
	}
	return id
}
