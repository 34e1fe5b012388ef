package corpus

import "strings"

// Known tells which documents are among others, by row, and how many of the others are none of them. Two documents are
// one paper if they have the same id, DOI, arXiv id (whatever its version) or PubMed id; texts are not compared.
// Cost: a pass over both.
func Known(docs Documents, others []Document) (known []bool, missing int) {
	rows := map[string][]int{}
	for i, d := range All(docs) {
		for _, name := range d.identifiers() {
			rows[name] = append(rows[name], i)
		}
	}
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
