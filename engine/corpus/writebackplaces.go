package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A file that is written back is read a second time, and its records must stand where they stood. If one does not, the file was
// changed or another one has its name, and what would be written is wrong: that is an error.

// errChanged says so.
var errChanged = errors.New("the file is not as it was when it was read: run again")

// place is where a record of a document stands.
type place struct {
	at, length int64
	row        int
}

// placesOf are the places in each file, in order.
func placesOf(docs []Document) map[string][]place {
	places := map[string][]place{}
	for row := range docs {
		for _, o := range docs[row].Origins {
			places[o.File] = append(places[o.File], place{o.Offset, o.Length, row})
		}
	}
	for _, list := range places {
		slices.SortFunc(list, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.row, b.row)) })
	}
	return places
}

// placed are the records of one file that are still to come, and the marks of all papers.
type placed struct {
	places []place
	marks  []Mark
}

// markOf is the mark of the record that stands somewhere, and whether a paper came from it. Records are asked for in their order.
func (p *placed) markOf(o Origin) (m Mark, ok bool, err error) {
	m = Mark{Topic: -1}
	for len(p.places) > 0 && p.places[0].at <= o.Offset {
		if p.places[0].at != o.Offset || p.places[0].length != o.Length {
			return m, false, p.gone()
		}
		m, ok = p.marks[p.places[0].row], true
		p.places = p.places[1:]
	}
	return m, ok, nil
}

// end is an error if a record did not come.
func (p *placed) end() error {
	if len(p.places) > 0 {
		return p.gone()
	}
	return nil
}

// gone is the error that the next record is not where it was.
func (p *placed) gone() error {
	return fmt.Errorf("no record of %d bytes begins at byte %d any more: %w", p.places[0].length, p.places[0].at, errChanged)
}
