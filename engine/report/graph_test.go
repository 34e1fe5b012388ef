package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"kindred/engine"
	"kindred/engine/corpus"
)

func answered(answers ...*engine.Related) iter.Seq2[*engine.Related, error] {
	return func(yield func(*engine.Related, error) bool) {
		for _, a := range answers {
			if !yield(a, nil) {
				return
			}
		}
	}
}

func hit(row int, similarity float64) engine.RelatedHit {
	return engine.RelatedHit{Row: row, Similarity: similarity}
}

var drawn = corpus.List{{ID: "a", Title: "Bees & \"bürger\"\n<1>", Date: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Precision: corpus.Year},
	{ID: "alone", Title: "Unlike"}, {ID: "b", Title: "Wasps", Venue: "Nests"}, {ID: "c", Title: "Ants", Lang: "fr"}}

// Two papers that found each other are joined once; those that nobody found are no nodes; a question is a node of its own.
func TestGraph(t *testing.T) {
	g, err := NewGraph(drawn, answered(&engine.Related{Query: "a", Row: 0, Hits: []engine.RelatedHit{hit(3, .5), hit(2, .25)}},
		&engine.Related{Query: "b", Row: 2, Hits: []engine.RelatedHit{hit(0, .25), hit(3, 0)}},
		&engine.Related{Query: "a", Row: -1, Hits: []engine.RelatedHit{hit(2, .75), hit(0, 1)}}))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range g.Nodes {
		names = append(names, n.ID)
	}
	if !slices.Equal(names, []string{"a", "b", "c", "a"}) || !g.Nodes[3].Question || g.Nodes[0].Year != 2020 {
		t.Errorf("nodes %+v", g.Nodes)
	}
	if want := []Edge{{0, 1, .25}, {0, 2, .5}, {0, 3, 1}, {1, 3, .75}}; !slices.Equal(g.Edges, want) {
		t.Errorf("edges %v, want %v", g.Edges, want)
	}
}

func TestGraphOfAnErrorIsNone(t *testing.T) {
	broken := errors.New("broken")
	if _, err := NewGraph(drawn, func(yield func(*engine.Related, error) bool) { yield(nil, broken) }); !errors.Is(err, broken) {
		t.Errorf("error is %v", err)
	}
}

// What is written is read back by an XML decoder, with titles as they are.
func TestGraphML(t *testing.T) {
	g, err := NewGraph(drawn, answered(&engine.Related{Row: 0, Hits: []engine.RelatedHit{hit(2, .25)}}))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := g.GraphML(&b); err != nil {
		t.Fatal(err)
	}
	type data struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
	var read struct {
		Keys []struct {
			ID  string `xml:"id,attr"`
			For string `xml:"for,attr"`
		} `xml:"key"`
		Graph struct {
			Default string `xml:"edgedefault,attr"`
			Nodes   []struct {
				ID   string `xml:"id,attr"`
				Data []data `xml:"data"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
				Data   []data `xml:"data"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(b.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	want := []data{{"label", drawn[0].Title}, {"paper", "a"}, {"year", "2020"}, {"question", "false"}}
	if got := read.Graph; got.Default != "undirected" || len(got.Nodes) != 2 || !slices.Equal(got.Nodes[0].Data, want) || len(read.Keys) != 7 {
		t.Errorf("%+v", read)
	}
	if e := read.Graph.Edges; len(e) != 1 || e[0].Source != "n0" || e[0].Target != "n1" || e[0].Data[0] != (data{"weight", "0.250000"}) {
		t.Errorf("%+v", e)
	}
}

func TestGML(t *testing.T) {
	g, err := NewGraph(drawn, answered(&engine.Related{Row: 0, Hits: []engine.RelatedHit{hit(2, .25)}}))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := g.GML(&b); err != nil {
		t.Fatal(err)
	}
	const want = `graph [
  directed 0
  node [
    id 0
    label "Bees &amp; &quot;b&#252;rger&quot; <1>"
    paper "a"
    year 2020
    question "false"
  ]
  node [
    id 1
    label "Wasps"
    paper "b"
    venue "Nests"
    question "false"
  ]
  edge [
    source 0
    target 1
    weight 0.250000
  ]
]
`
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}
