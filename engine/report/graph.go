package report

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
)

// Graph is who is related to whom: papers and questions as nodes, similarities as edges without a direction, each pair once.
//
// GraphML (Brandes, Eiglsperger, Herman, Himsolt and Marshall, "GraphML Progress Report", 2001) is what Gephi, Cytoscape, yEd,
// igraph and NetworkX read; GML (Himsolt, "GML: A portable Graph File Format", 1997) what VOSviewer does.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Node is a paper, or a question that is none: a text, or several papers.
type Node struct {
	ID, Label   string // Label is the title
	Year        int    // 0: unknown
	Venue, Lang string
	Question    bool
}

// Edge joins two nodes by their places. Weight is their similarity, more than 0.
type Edge struct {
	A, B   int // A < B
	Weight float64
}

// NewGraph joins what was asked for with what was found. Only papers that are one of these are nodes, in the order of the corpus; the
// questions follow. Pairs without similarity are no edges, nor is a paper joined with itself. Memory: 24 bytes an answer.
func NewGraph(docs corpus.Documents, answers iter.Seq2[*engine.Related, error]) (Graph, error) {
	var questions []string
	var edges []Edge
	found := make([]bool, docs.Len())
	for a, err := range answers {
		if err != nil {
			return Graph{}, err
		}
		at := a.Row
		if at < 0 {
			at = docs.Len() + len(questions)
			questions = append(questions, a.Query)
		} else {
			found[at] = true
		}
		for _, h := range a.Hits {
			found[h.Row] = true
			if h.Similarity > 0 && h.Row != at {
				edges = append(edges, Edge{min(at, h.Row), max(at, h.Row), h.Similarity})
			}
		}
	}
	return newGraph(docs, found, questions, edges), nil
}

// newGraph numbers the nodes that are found, the questions behind all papers.
func newGraph(docs corpus.Documents, found []bool, questions []string, edges []Edge) Graph {
	var g Graph
	places := make([]int, docs.Len()+len(questions))
	for row := range docs.Len() {
		if found[row] {
			places[row] = len(g.Nodes)
			g.Nodes = append(g.Nodes, nodeOf(docs.At(row)))
		}
	}
	for i, q := range questions {
		places[docs.Len()+i] = len(g.Nodes)
		g.Nodes = append(g.Nodes, Node{ID: q, Label: q, Question: true})
	}
	slices.SortStableFunc(edges, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	edges = slices.CompactFunc(edges, func(a, b Edge) bool { return a.A == b.A && a.B == b.B })
	for i, e := range edges {
		edges[i].A, edges[i].B = places[e.A], places[e.B]
	}
	g.Edges = edges
	return g
}

func nodeOf(d corpus.Document) Node {
	n := Node{ID: d.ID, Label: d.Title, Venue: d.Venue, Lang: d.Lang}
	if d.Precision != corpus.NoDate {
		n.Year = d.Date.Year()
	}
	return n
}

// attributes are those of nodes, by name and by type in GraphML; one without a value is left out.
var attributes = []struct {
	name, kind string
	of         func(n *Node) string
}{
	{"label", "string", func(n *Node) string { return n.Label }},
	{"paper", "string", func(n *Node) string { return n.ID }},
	{"year", "int", func(n *Node) string { return yearOf(n.Year) }},
	{"venue", "string", func(n *Node) string { return n.Venue }},
	{"language", "string", func(n *Node) string { return n.Lang }},
	{"question", "boolean", func(n *Node) string { return strconv.FormatBool(n.Question) }},
}

func yearOf(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

// GraphML writes the graph as GraphML.
func (g Graph) GraphML(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, xml.Header+`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`+"\n")
	for _, a := range attributes {
		fmt.Fprintf(b, `  <key id="%s" for="node" attr.name="%s" attr.type="%s"/>`+"\n", a.name, a.name, a.kind)
	}
	fmt.Fprint(b, `  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>`+"\n"+`  <graph edgedefault="undirected">`+"\n")
	for i := range g.Nodes {
		fmt.Fprintf(b, `    <node id="n%d">`, i)
		for _, a := range attributes {
			if s := a.of(&g.Nodes[i]); s != "" {
				fmt.Fprintf(b, `<data key="%s">`, a.name)
				_ = xml.EscapeText(b, []byte(s)) // b keeps its error
				fmt.Fprint(b, "</data>")
			}
		}
		fmt.Fprint(b, "</node>\n")
	}
	for i, e := range g.Edges {
		fmt.Fprintf(b, `    <edge id="e%d" source="n%d" target="n%d"><data key="weight">%.6f</data></edge>`+"\n", i, e.A, e.B, e.Weight)
	}
	fmt.Fprint(b, "  </graph>\n</graphml>\n")
	return b.Flush()
}

// GML writes the graph as GML, in ASCII as the format wants it.
func (g Graph) GML(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, "graph [\n  directed 0\n")
	for i := range g.Nodes {
		fmt.Fprintf(b, "  node [\n    id %d\n", i)
		for _, a := range attributes {
			switch s := a.of(&g.Nodes[i]); {
			case s == "":
			case a.kind == "int":
				fmt.Fprintf(b, "    %s %s\n", a.name, s)
			default:
				fmt.Fprintf(b, "    %s \"%s\"\n", a.name, inGML(s))
			}
		}
		fmt.Fprint(b, "  ]\n")
	}
	for _, e := range g.Edges {
		fmt.Fprintf(b, "  edge [\n    source %d\n    target %d\n    weight %.6f\n  ]\n", e.A, e.B, e.Weight)
	}
	fmt.Fprint(b, "]\n")
	return b.Flush()
}

// inGML is a text between quotes: what is no ASCII, quotes and ampersands are entities; what ends a line is a space.
func inGML(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"':
			b.WriteString("&quot;")
		case r == '&':
			b.WriteString("&amp;")
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		case r > 0x7f:
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
