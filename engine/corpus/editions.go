package corpus

import "math"

// newest is the highest edition of a paper, and the record that is it.
type newest struct{ record, edition int }

// editionOf is a paper in a format: elsewhere the numbers of editions mean something else.
type editionOf struct{ format, id string }

// unversioned is the edition of an arXiv paper whose id has no version. Such an id means the latest version that there is, and so
// it did when its file was made, while one with a version may have been asked for long after a later one had appeared.
const unversioned = math.MaxInt

// byEdition gives each record that is an older edition of a paper to the latest, of one format. A record without a title and a
// text is no edition to be kept in place of another, and an unversioned one needs an abstract for that.
func (m *grouping) byEdition(l *loader, docs []Document) {
	latest := map[editionOf]newest{}
	for i := range docs {
		d := &docs[i]
		edition := d.editionNumber()
		if edition == 0 || l.bearers[d.ID] < 2 || m.gone[i] || d.Title == "" && !d.HasAbstract() {
			continue
		}
		if last, ok := latest[l.editionOf(i, d)]; !ok || edition > last.edition {
			latest[l.editionOf(i, d)] = newest{i, edition}
		}
	}
	if len(latest) == 0 {
		return
	}
	for i := range docs {
		last, ok := latest[l.editionOf(i, &docs[i])]
		edition := docs[i].editionNumber()
		numbered := edition > 0 || last.edition < unversioned // or nothing says that there are editions at all
		if ok && edition < last.edition && numbered && !m.gone[i] {
			m.older[i] = last.record
		}
	}
}

// editionNumber is the edition of a record, 0 if it states none and means none.
func (d *Document) editionNumber() int {
	if d.edition == 0 && d.ID != "" && d.IDs[ArXiv] == d.ID && d.HasAbstract() {
		return unversioned
	}
	return d.edition
}

func (l *loader) editionOf(i int, d *Document) editionOf {
	return editionOf{l.infos[l.from[i]].Format, d.ID}
}
