package corpus

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

// globalName is an identifier that no other paper has, of a kind: DOI, ArXiv or PMID.
type globalName struct{ kind, name string }

// titledName is a title among the bearers of an identifier.
type titledName struct {
	globalName
	title string
}

// mostBearers is how many different papers that bear an identifier a record is compared with. Further ones are known by their
// titles alone, so that an identifier that thousands bear costs a look-up for each.
const mostBearers = 4

// bearers are the records that bear identifiers.
type bearers struct {
	first   map[string]map[string]int32 // by kind and name
	further map[globalName][]int        // other papers than the first, up to mostBearers with it
	titled  map[titledName]int          // other papers than all these: the first of each title
}

// borne is what documents are known by. It is gathered where they are decoded, while their texts are at hand.
type borne struct {
	ids   []uint64 // hashes of the IDs
	ends  []int    // of the names of each in names
	names []globalName
}

var idSeed = maphash.MakeSeed()

// add takes in another document.
func (b *borne) add(d *Document) {
	b.ids, b.names = append(b.ids, maphash.String(idSeed, d.ID)), d.globalNames(b.names)
	b.ends = append(b.ends, len(b.names))
}

// join takes in the documents of another.
func (b *borne) join(o borne) {
	for _, end := range o.ends {
		b.ends = append(b.ends, len(b.names)+end)
	}
	b.ids, b.names = append(b.ids, o.ids...), append(b.names, o.names...)
}

// of are the names of a document.
func (b *borne) of(i int) []globalName {
	if i == 0 {
		return b.names[:b.ends[0]]
	}
	return b.names[b.ends[i-1]:b.ends[i]]
}

// distinct tells whether no two documents have one hash of their IDs: then no two IDs are equal.
func (b *borne) distinct() bool {
	mask := uint64(1)<<bits.Len(uint(2*len(b.ids))) - 1
	met := make([]uint64, mask+1)
	for _, id := range b.ids {
		hash := id | 1 // 0 is free
		i := hash >> 1
		for ; met[i&mask] != 0; i++ {
			if met[i&mask] == hash {
				return false
			}
		}
		met[i&mask] = hash
	}
	return true
}

// byIdentifier joins records of one identifier. Cost: an entry of a table for each identifier, and a comparison of
// titles for each record that has one which was met before.
func (m *grouping) byIdentifier(docs []Document, borne *borne) {
	b := bearers{map[string]map[string]int32{DOI: {}, ArXiv: {}, PMID: {}}, map[globalName][]int{}, map[titledName]int{}}
	for i := range docs {
		if !m.takesPart(i) {
			continue
		}
		for _, n := range borne.of(i) {
			at, met := b.first[n.kind][n.name]
			if !met {
				b.first[n.kind][n.name] = int32(i)
				continue
			}
			if same, ok := b.find(docs, i, int(at), n); ok {
				m.join(i, len(docs), link{why: n.kind, name: n.name, to: same})
			} else {
				m.refused = append(m.refused, joint{i, link{why: n.kind, name: n.name, to: int(at)}})
			}
		}
	}
}

// find returns the first bearer of an identifier that may be the same paper as a record. If there is none, the record is
// one of the bearers from now on.
func (b *bearers) find(docs []Document, i, first int, n globalName) (int, bool) {
	if !areTwoPapers(&docs[first], &docs[i]) {
		return first, true
	}
	further := b.further[n]
	for _, at := range further {
		if !areTwoPapers(&docs[at], &docs[i]) {
			return at, true
		}
	}
	if len(further)+1 < mostBearers {
		b.further[n] = append(further, i)
		return 0, false
	}
	title := titledName{n, docs[i].titleKey()}
	at, ok := b.titled[title]
	if !ok {
		b.titled[title] = i
	}
	return at, ok
}

// globalNames appends the identifiers of a paper that no other paper has, each once: DOI, arXiv id, both without a version,
// and PubMed id. The ID and the URL may be one themselves, and so may the names of records merged into this one.
func (d *Document) globalNames(names []globalName) []globalName {
	first := len(names)
	add := func(kind, name string) {
		if n := (globalName{kind, name}); name != "" && !slices.Contains(names[first:], n) {
			names = append(names, n)
		}
	}
	read := func(s string) {
		if doi := doiOf(s); doi != "" {
			add(DOI, withoutDOIVersion(doi))
		}
		if id := arxivOf(s); id != "" {
			add(ArXiv, paperOfArXiv(id))
		}
		if id := pmidOf(s); id != s && allDigits(id) {
			add(PMID, id)
		}
	}
	read(d.IDs[DOI])
	read(d.IDs[ArXiv])
	if id := d.IDs[PMID]; allDigits(id) {
		add(PMID, id)
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
