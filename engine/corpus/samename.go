package corpus

import "slices"

// The kinds of identifiers that no other paper has, as Document.IDs calls them.
const (
	kindDOI   = "doi"
	kindArXiv = "arxiv"
	kindPMID  = "pmid"
)

// globalName is an identifier of a kind.
type globalName struct{ kind, name string }

// mostBearers is how many different papers may bear an identifier before it says nothing any more.
const mostBearers = 4

// byIdentifier joins records of one identifier. Cost: an entry of a table for each identifier, and a comparison of
// titles for each record that has one which was met before.
func (m *grouping) byIdentifier(docs []Document) {
	first := map[string]map[string]int32{kindDOI: {}, kindArXiv: {}, kindPMID: {}}
	further := map[globalName][]int{} // records that are other papers than the first
	var names []globalName
	for i := range docs {
		if !m.takesPart(i) {
			continue
		}
		names = docs[i].globalNames(names[:0])
		for _, n := range names {
			at, met := first[n.kind][n.name]
			if !met {
				first[n.kind][n.name] = int32(i)
			} else if m.joinNamed(docs, i, append([]int{int(at)}, further[n]...), n) {
				further[n] = append(further[n], i)
			}
		}
	}
}

// joinNamed joins a record to the first of the bearers of an identifier that may be the same paper. If there is none, it
// says whether the record is to be one of them.
func (m *grouping) joinNamed(docs []Document, i int, bearers []int, n globalName) (further bool) {
	for _, at := range bearers {
		if !areTwoPapers(&docs[at], &docs[i]) {
			m.join(i, len(docs), link{n.kind, n.name, at})
			return false
		}
	}
	m.refused = append(m.refused, refusal{i, link{n.kind, n.name, bearers[0]}})
	return len(bearers) < mostBearers
}

// globalNames appends the identifiers of a paper that no other paper has, each once: DOI, arXiv id, both without a version,
// and PubMed id. The ID and the URL may be one themselves, and so may the names of records merged into this one.
func (d *Document) globalNames(names []globalName) []globalName {
	add := func(kind, name string) {
		if n := (globalName{kind, name}); name != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	read := func(s string) {
		if doi := doiOf(s); doi != "" {
			add(kindDOI, withoutDOIVersion(doi))
		}
		if id := arxivOf(s); id != "" {
			add(kindArXiv, paperOfArXiv(id))
		}
		if id := pmidOf(s); id != s && allDigits(id) {
			add(kindPMID, id)
		}
	}
	read(d.IDs[kindDOI])
	read(d.IDs[kindArXiv])
	if id := d.IDs[kindPMID]; allDigits(id) {
		add(kindPMID, id)
	}
	read(d.ID)
	read(d.URL)
	for _, s := range d.Also {
		read(s)
	}
	return names
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
