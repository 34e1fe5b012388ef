package engine

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"kindred/engine/corpus"
)

func TestDescribe(t *testing.T) {
	problem := corpus.Problem{Kind: "bad-json", Message: "left out", Count: 2}
	got := Describe(&corpus.Collection{
		Documents: []corpus.Document{
			{ID: "bee", Abstract: "Bees dance.", Authors: []string{"Ann"}, IDs: map[string]string{"doi": "10.1000/1", "pmid": "7"}, Lang: "en", Date: time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC), Precision: corpus.Day},
			{Title: "Moths", Lang: "en", Date: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), Precision: corpus.Year},
			{Title: "Glaciers", IDs: map[string]string{"doi": "10.1000/2"}},
			{Title: "Les abeilles", Abstract: "Nous savons que les abeilles sont dans les forêts."},
		},
		Files: []corpus.FileInfo{
			{Name: "a", Format: "jsonl", Records: 4, Kept: 2, Skipped: 2},
			{Name: "b", Format: "jsonl", Records: 1, Kept: 1},
		},
		Problems: []corpus.Problem{problem}, LeftOut: corpus.LeftOut{Where: 3},
	})
	want := Info{
		Format: "jsonl", Records: 5, Kept: 3, Skipped: 2, WithAbstract: 2,
		Languages: map[string]int{"en": 2, "fr": 1, "und": 1}, Years: map[string]int{"2021": 2}, Problems: []corpus.Problem{problem},
		IDs: map[string]int{"doi": 2, "pmid": 1}, LeftOut: &corpus.LeftOut{Where: 3},
		First: []Paper{{"bee", "", []string{"Ann"}, "2021-03-04"}, {"", "Moths", []string{}, "2021"}, {"", "Glaciers", []string{}, ""}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestDescribeFormats(t *testing.T) {
	for want, formats := range map[string][]string{"": {""}, "csv": {"csv"}, "text": {"text", "", "text"}, "csv, text": {"csv", "text", "csv"}} {
		var c corpus.Collection
		for _, f := range formats {
			c.Files = append(c.Files, corpus.FileInfo{Format: f})
		}
		if got := Describe(&c).Format; got != want {
			t.Errorf("%v: %q, want %q", formats, got, want)
		}
	}
}

func TestFieldNames(t *testing.T) {
	docs := corpus.List{{Fields: map[string]string{"venue": "", "setting": ""}}, {}, {Fields: map[string]string{"method": ""}}}
	want := []string{"title", "abstract", "keywords", "categories", "authors", "venue", "method", "setting"}
	if got := FieldNames(docs); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := FieldNames(corpus.List(nil)); !slices.Equal(got, standardFields) {
		t.Errorf("of no documents: %v", got)
	}
}
