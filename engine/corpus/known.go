package corpus

import (
	"bytes"
	"strings"
	"sync"
)

// Known tells which documents are among others, by row, and how many of the others are none of them. Two documents are
// one paper if they have the same id, DOI, arXiv id (whatever its version) or PubMed id; texts are not compared.
// Cost: a pass over both.
func Known(docs Documents, others []Document) (known []bool, missing int) {
	rows := rowsByName(docs)
	known = make([]bool, docs.Len())
	for _, d := range others {
		found := false
		for _, name := range d.identifiers() {
			for _, row := range rows[name] {
				known[row], found = true, true
			}
		}
		if !found {
			missing++
		}
	}
	return known, missing
}

// Same finds others among documents, as Known does: the row of each, -1 if it is not there. Where the names of one are those of
// several documents its own id decides, then the ids of records merged into it, then other identifiers; then the lower row.
func Same(docs Documents, others []Document) []int {
	s := Seek(others)
	s.Among(docs, 0, docs.Len())
	return s.Rows()
}

// Sought are documents that are looked for among others, of which there may be many, so that these are read once and nothing of them is kept.
type Sought struct {
	docs  []Document
	rows  map[string]*bearer // of each of their names
	mutex sync.Mutex         // for the bearers
}

// bearer is the lowest row that bears a name as its own id, and as another; -1 is none.
type bearer struct{ own, other int }

// Seek readies documents to be looked for.
func Seek(docs []Document) *Sought {
	s := &Sought{docs: docs, rows: map[string]*bearer{}}
	for _, d := range docs {
		for _, name := range d.identifiers() {
			s.rows[name] = &bearer{-1, -1}
		}
	}
	return s
}

// Among looks for the documents in some rows of others, from one to the one before another. It may be called for other rows at the same
// time. Cost: the decoding of the rows.
func (s *Sought) Among(docs Documents, from, to int) {
	if len(s.docs) == 0 {
		return
	}
	for row := from; row < to; row++ {
		d := docs.At(row)
		for i, name := range d.identifiers() {
			if b := s.rows[name]; b != nil {
				s.mutex.Lock()
				b.take(row, i == 0)
				s.mutex.Unlock()
			}
		}
	}
}

// take says that a row bears the name, too.
func (b *bearer) take(row int, own bool) {
	at := &b.other
	if own {
		at = &b.own
	}
	if *at < 0 || row < *at {
		*at = row
	}
}

// Rows are those of the documents, as Same returns them.
func (s *Sought) Rows() []int {
	out := make([]int, len(s.docs))
	for i, d := range s.docs {
		out[i] = -1
		for _, name := range d.identifiers() {
			if b := s.rows[name]; max(b.own, b.other) >= 0 {
				if out[i] = b.own; b.own < 0 {
					out[i] = b.other
				}
				break
			}
		}
	}
	return out
}

// rowsByName lists the rows that bear an identifier: those whose own id it is first, ascending.
func rowsByName(docs Documents) map[string][]int {
	rows := make(map[string][]int, docs.Len())
	for i, d := range All(docs) {
		own := d.identifiers()[0]
		rows[own] = append(rows[own], i)
	}
	for i, d := range All(docs) {
		for _, name := range d.identifiers()[1:] {
			rows[name] = append(rows[name], i)
		}
	}
	return rows
}

// identifiers are the names of a paper that no other paper has, each after its kind. An ID may be a DOI, an arXiv id or a
// PubMed id itself.
func (d *Document) identifiers() []string {
	names := []string{"id:" + strings.TrimSpace(d.ID)}
	for _, other := range d.Also {
		names = append(names, "id:"+strings.TrimSpace(other))
	}
	for _, n := range d.globalNames(nil) {
		names = append(names, n.kind+":"+n.name)
	}
	return names
}

// SameRecord tells whether two documents say the same of a paper, wherever they stood.
func SameRecord(a, b Document) bool {
	a, b = a.Unpacked(), b.Unpacked()
	a.Origins, b.Origins, a.edition, b.edition, a.stages, b.stages = nil, nil, 0, 0, 0, 0
	one, other := NewSaving(List{a}), NewSaving(List{b})
	return bytes.Equal(one.append(nil, withoutAbstract(a)), other.append(nil, withoutAbstract(b))) && a.Abstract == b.Abstract
}

func withoutAbstract(d Document) Document {
	d.Abstract, d.from, d.to = "", 0, 0
	return d
}
