package corpus

// newest is the highest edition of a paper, and the record that is it.
type newest struct{ record, edition int }

// byEdition gives each record that is an older edition of a paper to the latest, of one format: elsewhere the numbers mean
// something else. A record without a title and a text is no edition to be kept in place of another.
func (m *grouping) byEdition(l *loader, docs []Document) {
	latest := map[string]newest{}
	for i := range docs {
		d := &docs[i]
		if d.edition == 0 || l.bearers[d.ID] < 2 || m.gone[i] || d.Title == "" && !d.HasAbstract() {
			continue
		}
		if last, ok := latest[d.ID]; !ok || d.edition > last.edition {
			latest[d.ID] = newest{i, d.edition}
		}
	}
	if len(latest) == 0 {
		return
	}
	for i := range docs {
		last, ok := latest[docs[i].ID]
		if ok && docs[i].edition < last.edition && !m.gone[i] && l.sameFormat(i, last.record) {
			m.older[i] = last.record
		}
	}
}

// sameFormat tells whether two records are of one format.
func (l *loader) sameFormat(i, j int) bool {
	return l.infos[l.from[i]].Format == l.infos[l.from[j]].Format
}
