package corpus

import (
	"bytes"
	"strings"
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
	rows, out := rowsByName(docs), make([]int, len(others))
	for i, d := range others {
		out[i] = -1
		for _, name := range d.identifiers() {
			if found := rows[name]; len(found) > 0 {
				out[i] = found[0]
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
