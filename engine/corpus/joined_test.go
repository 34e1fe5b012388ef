package corpus

import (
	"reflect"
	"slices"
	"testing"
)

// TestJoinedLater: what joins is as if an identifier had done so: the first document keeps its row, and the records are
// accounted for. The collection given stays as it was.
func TestJoinedLater(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"a.jsonl": `{"id":"a","title":"Tidal locks"}` + "\n" + `{"id":"b","title":"Bees"}`,
		"b.jsonl": `{"id":"c","title":"Tidal lock","venue":"J Tides"}` + "\n" + `{"id":"d","title":"Bees of the Alps"}` + "\n" + `{"id":"e","title":"Ice"}`,
	})
	before, again := load(t, dir), load(t, dir)
	got := before.Join([][]int{{0, 2}, {1, 3}})
	if !reflect.DeepEqual(before, again) {
		t.Errorf("the collection changed: %+v", before)
	}
	if !slices.Equal(ids(got), []string{"a", "b", "e"}) || got.Documents[0].Venue != "J Tides" || problem(got, kindNear).Count != 2 {
		t.Errorf("%q, %+v, %v", ids(got), got.Documents[0], got.Problems)
	}
	if want := []Merged{{"c", "Tidal lock", got.Documents[0].Origins[1], 0, WhyNearDuplicate, ""}, {"d", "Bees of the Alps", got.Documents[1].Origins[1], 1, WhyNearDuplicate, ""}}; !slices.Equal(got.Merged, want) {
		t.Errorf("merged %+v", got.Merged)
	}
	accounted(t, got)
}

// TestStagesOfJoinedDocuments: a preprint that has met what was published of it is no mere preprint, whose DOI the next record would
// replace.
func TestStagesOfJoinedDocuments(t *testing.T) {
	c := mustRead(t, Options{}, `{"id":"2101.00001","title":"Tidal locks"}
{"id":"j","title":"Tidal locks","doi":"10.1000/a","arxiv":"2101.00001","venue":"J Tides","date":"2022"}
{"id":"k","title":"Tidal locking","doi":"10.1000/b","venue":"J Moons","date":"2023"}
{"id":"l","title":"The tidal locks","venue":"arXiv"}`)
	if len(c.Documents) != 3 {
		t.Fatalf("%q", ids(c))
	}
	for _, pair := range []struct {
		a, b      int
		first, ok bool
	}{{0, 1, false, false}, {0, 2, false, true}, {2, 0, true, true}, {1, 2, false, true}} {
		if first, ok := Preprint(&c.Documents[pair.a], &c.Documents[pair.b]); first != pair.first || ok != pair.ok {
			t.Errorf("%+v: %v, %v", pair, first, ok)
		}
	}
	got := c.Join([][]int{{0, 1, 2}})
	if d := got.Documents[0]; d.IDs[DOI] != "10.1000/a" || d.Venue != "J Tides" || d.DateString() != "2022" {
		t.Errorf("%+v", d)
	}
	accounted(t, got)
}

// TestRecountOfAFileReadTwice: no file keeps fewer than no documents.
func TestRecountOfAFileReadTwice(t *testing.T) {
	c := &Collection{Files: []FileInfo{{Name: "a", Records: 2, Kept: 2}, {Name: "b", Records: 1, Kept: 1}, {Name: "a", Records: 2, Kept: 2}}}
	c.recount(map[string]int{"a": 3})
	if want := []FileInfo{{Name: "a", Records: 2, Merged: 2}, {Name: "b", Records: 1, Kept: 1}, {Name: "a", Records: 2, Kept: 1, Merged: 1}}; !slices.Equal(c.Files, want) {
		t.Errorf("%+v", c.Files)
	}
}
