package corpus

import (
	"cmp"
	"hash/fnv"
	"slices"
	"sort"
)

// What papers are called, on disk: a hash of each of their ids and identifiers, ascending, and the row that bears it. A
// name is found by bisection, and what has its hash is looked at, so that nothing is read at the start and no chance
// likeness of hashes counts.

// NameParts are names as they are stored.
type NameParts struct {
	Hashes []uint64 // ascending
	Rows   []int32  // of each; of equal hashes ascending
}

// StoredNames finds papers by their ids and identifiers.
type StoredNames struct {
	docs  Documents
	parts NameParts
}

const (
	ownName   = "id:"   // before an ID
	otherName = "also:" // before what a record merged into a paper was called
)

// NamesOf gathers the names of papers. Cost: a sort of some for each.
func NamesOf(docs Documents) NameParts {
	type named struct {
		hash uint64
		row  int32
	}
	var all []named
	for row, d := range All(docs) {
		d.eachName(func(name string) { all = append(all, named{hashOf(name), int32(row)}) })
	}
	slices.SortFunc(all, func(a, b named) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
	all = slices.Compact(all)
	p := NameParts{make([]uint64, len(all)), make([]int32, len(all))}
	for i, n := range all {
		p.Hashes[i], p.Rows[i] = n.hash, n.row
	}
	return p
}

// Renumbered are the names of papers that stay, given what number each gets, ascending, or -1, and those of more papers behind them, of
// which the first gets a number too. It is NamesOf of these papers. Rows that there are not are left out.
func (p NameParts) Renumbered(number []int32, more Documents, first int) NameParts {
	n := NamesOf(more)
	out := NameParts{make([]uint64, 0, len(p.Hashes)+len(n.Hashes)), make([]int32, 0, len(p.Hashes)+len(n.Hashes))}
	at := 0
	for i, hash := range p.Hashes {
		for ; at < len(n.Hashes) && n.Hashes[at] < hash; at++ {
			out.Hashes, out.Rows = append(out.Hashes, n.Hashes[at]), append(out.Rows, int32(first)+n.Rows[at])
		}
		if row := p.Rows[i]; row >= 0 && int(row) < len(number) && number[row] >= 0 {
			out.Hashes, out.Rows = append(out.Hashes, hash), append(out.Rows, number[row])
		}
	}
	for ; at < len(n.Hashes); at++ {
		out.Hashes, out.Rows = append(out.Hashes, n.Hashes[at]), append(out.Rows, int32(first)+n.Rows[at])
	}
	return out
}

// eachName are the names by which a paper is found.
func (d *Document) eachName(yield func(name string)) {
	yield(ownName + d.ID)
	for _, other := range d.Also {
		yield(otherName + other)
	}
	d.eachIdentifier(yield)
}

func hashOf(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // it never fails
	return h.Sum64()
}

// NewStoredNames finds papers by names that were gathered from them.
func NewStoredNames(docs Documents, p NameParts) *StoredNames { return &StoredNames{docs, p} }

// rows are those of the papers that bear a name, ascending.
func (s *StoredNames) rows(name string) []int {
	hash, hashes := hashOf(name), s.parts.Hashes
	var out []int
	for at := sort.Search(len(hashes), func(i int) bool { return hashes[i] >= hash }); at < len(hashes) && hashes[at] == hash; at++ {
		if row := int(s.parts.Rows[at]); row >= 0 && row < s.docs.Len() && s.bears(row, name) {
			out = append(out, row)
		}
	}
	return out
}

func (s *StoredNames) bears(row int, name string) bool {
	found := false
	d := s.docs.At(row)
	d.eachName(func(n string) { found = found || n == name })
	return found
}

// withID are the rows of the papers with an id, or else the first that was called so before a merge.
func (s *StoredNames) withID(id string) []int {
	if own := s.rows(ownName + id); len(own) > 0 {
		return own
	}
	others := s.rows(otherName + id)
	return others[:min(1, len(others))]
}

// NewStoredLookup is NewLookup with names that were gathered before.
func NewStoredLookup(names *StoredNames) *Lookup {
	l := NewLookup(names.docs)
	l.stored = names
	return l
}

// withID are the rows of the papers with an id.
func (l *Lookup) withID(id string) []int {
	if l.stored != nil {
		return l.stored.withID(id)
	}
	return l.ids()[id]
}

// identified are the rows that an identifier means.
func (l *Lookup) identified(name string) []int {
	if l.stored != nil {
		return identified(name, l.stored.rows)
	}
	return identified(name, func(identifier string) []int { return l.identifiers()[identifier] })
}
