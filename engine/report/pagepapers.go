package report

import (
	"cmp"
	"encoding/json"
	"html/template"
	"math"
	"net/url"
	"strconv"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
)

// pagePapers is what the script of a page knows of the papers: a list a property, in corpus order, so that a page of fifty
// thousand papers is still small. Places are in parts of the map's side, from its lower left corner; similarities in
// thousandths.
type pagePapers struct {
	Titles     []string `json:"titles"`
	Authors    []string `json:"authors"`
	Years      []int    `json:"years"` // 0: unknown
	Links      []string `json:"links"` // a letter and the rest: see link
	Topics     []int    `json:"topics"`
	Similarity []int    `json:"similarity"`
	Second     []int    `json:"second"`
	Outliers   []int    `json:"outliers"` // rows
	Side       int      `json:"side"`     // parts that the side of the map has
	X          []int    `json:"x,omitempty"`
	Y          []int    `json:"y,omitempty"`
}

// mapSide is how many parts a side of the map has: more than a screen has pixels.
const mapSide = 1 << 14

func (p Page) papers() pagePapers {
	n := p.Docs.Len()
	out := pagePapers{Titles: make([]string, n), Authors: make([]string, n), Years: make([]int, n), Links: make([]string, n),
		Topics: make([]int, n), Similarity: make([]int, n), Second: make([]int, n), Outliers: []int{}, Side: mapSide}
	for row := range n {
		d, a := p.Docs.At(row), p.Topics.Assignments[row]
		out.Titles[row], out.Authors[row], out.Links[row] = titleOf(d), shortened(byline(d.Authors), 120), link(d)
		if d.Precision > corpus.NoDate {
			out.Years[row] = d.Date.Year()
		}
		out.Topics[row], out.Second[row], out.Similarity[row] = a.Topic, a.Second, thousandths(a.Similarity)
		if a.Outlier {
			out.Outliers = append(out.Outliers, row)
		}
	}
	for _, at := range p.Points {
		out.X, out.Y = append(out.X, step(at.X)), append(out.Y, step(at.Y))
	}
	return out
}

func step(x float64) int { return int(math.Round((x + 1) / 2 * mapSide)) }

func thousandths(x float64) int {
	if math.IsNaN(x) {
		return 0
	}
	return int(math.Round(1000 * x))
}

// titleSigns is how much of a title a page shows: a few are whole abstracts.
const titleSigns = 300

// titleOf is what a paper is called.
func titleOf(d corpus.Document) string {
	return shortened(cmp.Or(OneLine(d.Title), OneLine(d.ID)), titleSigns)
}

// byline names the authors as a list of references does: one, two, or the first and how many more.
func byline(authors []string) string {
	switch len(authors) {
	case 0:
		return ""
	case 1, 2:
		return OneLine(strings.Join(authors, " and "))
	}
	return OneLine(authors[0]) + " and " + strconv.Itoa(len(authors)-1) + " others"
}

// link is where a paper is found, the kind of it by its first letter: d a DOI, a arXiv, p PubMed, u an address; "" for nowhere.
func link(d corpus.Document) string {
	for _, kind := range []struct{ id, letter string }{{corpus.DOI, "d"}, {corpus.ArXiv, "a"}, {corpus.PMID, "p"}} {
		if id := d.IDs[kind.id]; id != "" {
			return kind.letter + urlPath(id)
		}
	}
	if web := WebAddress(d.URL); web != "" {
		return "u" + web
	}
	return ""
}

// urlPath escapes what would end the path of an address, or is none of its signs: there are DOIs that end in #.
func urlPath(id string) string { return (&url.URL{Path: id}).EscapedPath() }

// WebAddress is an address that a page may link to: one of the web, and no script; "" if it is none.
func WebAddress(address string) string {
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return address
}

// address is the link in full.
func address(link string) string {
	if link == "" {
		return ""
	}
	before := map[byte]string{'d': "https://doi.org/", 'a': "https://arxiv.org/abs/", 'p': "https://pubmed.ncbi.nlm.nih.gov/", 'u': ""}
	return before[link[0]] + link[1:]
}

// pageNear is what the script knows of the papers nearest to each: row, similarity in thousandths, and the words they share by
// their places in Words.
type pageNear struct {
	Words []string  `json:"words"`
	Near  [][][]int `json:"near"`
}

// nearShown is how many words a page shows for two papers.
const nearShown = 4

func (p Page) near() (pageNear, error) {
	out := pageNear{Words: []string{}, Near: [][][]int{}}
	if p.Near == nil {
		return out, nil
	}
	places := map[string]int{}
	for answer, err := range p.Near {
		if err != nil {
			return out, err
		}
		list := make([][]int, 0, len(answer.Hits))
		for _, h := range answer.Hits {
			list = append(list, out.hit(h, places))
		}
		out.Near = append(out.Near, list)
	}
	return out, nil
}

func (n *pageNear) hit(h engine.RelatedHit, places map[string]int) []int {
	entry := []int{h.Row, thousandths(h.Similarity)}
	for _, word := range h.SharedTerms[:min(len(h.SharedTerms), nearShown)] {
		place, known := places[word]
		if !known {
			place = len(n.Words)
			places[word] = place
			n.Words = append(n.Words, OneLine(word))
		}
		entry = append(entry, place)
	}
	return entry
}

// data is a value as JSON inside a script element: <, > and & are escaped, so that no title ends it.
func data(v any) (template.JS, error) {
	b, err := json.Marshal(v)
	return template.JS(b), err
}
