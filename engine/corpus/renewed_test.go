package corpus

import (
	"slices"
	"testing"
)

func TestRenewed(t *testing.T) {
	published := Document{ID: "p", Title: "How bees find a way home", Abstract: "They dance.", Venue: "Apidologie", IDs: map[string]string{DOI: "10.1000/1", ArXiv: "2101.00001"}, Also: []string{"old"}}
	preprint := Document{ID: "2101.00001", Title: "How bees find a way home", Abstract: "They dance.", IDs: map[string]string{ArXiv: "2101.00001"}}
	now, two := Renewed(published, preprint)
	if two || now.ID != "p" || now.Venue != "Apidologie" || now.IDs[DOI] != "10.1000/1" || !slices.Equal(now.Also, published.Also) || !SameRecord(now, published) {
		t.Errorf("the preprint of a paper that is there makes it %+v, %v", now, two)
	}
	changed := Document{ID: "p", Title: "How bees find their way home", Abstract: "They dance at noon.", IDs: map[string]string{DOI: "10.1000/1"}}
	now, two = Renewed(published, changed)
	if two || now.Title != changed.Title || now.Abstract != changed.Abstract || now.IDs[ArXiv] != "2101.00001" || !slices.Contains(now.Also, "old") {
		t.Errorf("a changed record makes it %+v, %v", now, two)
	}
	plain := Document{ID: "q", Title: "Dunes", Keywords: []string{"sand"}}
	if now, two = Renewed(plain, Document{ID: "q", Title: "Dunes and tides"}); two || now.Keywords != nil || now.Title != "Dunes and tides" {
		t.Errorf("a record that lost its keywords makes it %+v, %v", now, two)
	}
	if _, two = Renewed(published, Document{ID: "z", Title: "Glaciers carve valleys", IDs: map[string]string{ArXiv: "2101.00001"}}); !two {
		t.Error("another title under an identifier of the paper takes its place")
	}
}
