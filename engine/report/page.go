package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"iter"

	"kindred/engine"
	"kindred/engine/webmap"
)

// Page is a report as one page of HTML that holds all it needs: no network, no other file, and a content security policy
// that allows none. It tells what a Summary tells, and beside it shows a map of all papers, what sets each topic apart,
// how alike topics are and how they change, and finds every paper and those nearest to it. Light or dark as the reader's
// system is, on a telephone and in print. Like Summary it holds no time, thread count, host or path.
//
// Everything but the map and the papers that are looked for is there without a script. Of more than PageMost papers, these two are left
// out. Cost: about 500 bytes a paper with ten neighbours.
type Page struct {
	Summary
	Title    string                            // "" says how many papers and topics there are
	Points   []engine.Point                    // where the papers lie, in corpus order; nil leaves the map out
	Likeness [][]float64                       // of each two topics: see engine.Topics; nil says nothing of it
	Near     iter.Seq2[*engine.Related, error] // the papers nearest to each, in corpus order; nil lists none
}

// PageMost is the most papers of which a page shows each, on the map and with those nearest to it. Of more, it tells of the topics: a
// browser would not open it.
const PageMost = 50_000

var (
	//go:embed page/report.html
	pageHTML string
	//go:embed page/report.css
	pageStyle string
	//go:embed page/report.js
	pageScript string

	pageTemplate = template.Must(template.New("report").Parse(pageHTML))
)

// Write writes the page.
func (p Page) Write(w io.Writer) error {
	if !p.each() {
		p.Points, p.Near = nil, nil
	}
	view, err := p.view()
	if err != nil {
		return err
	}
	return pageTemplate.Execute(w, view)
}

// each tells whether the page shows each paper.
func (p Page) each() bool { return p.Docs.Len() <= PageMost }

// policy is the content security policy of a page: its own style and script, known by their SHA-256, and nothing else.
func policy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'",
		sourceHash(style), sourceHash(script))
}

func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Marks are how topics are drawn, by where their papers lie on the map; points may be nil.
func Marks(t *engine.Topics, points []engine.Point) []webmap.Mark {
	places, n := make([]webmap.Place, t.K), make([]float64, t.K)
	for row, at := range points {
		if topic := t.Assignments[row].Topic; topic >= 0 {
			places[topic].X += at.X
			places[topic].Y += at.Y
			n[topic]++
		}
	}
	for r := range places {
		if n[r] > 0 {
			places[r] = webmap.Place{X: places[r].X / n[r], Y: places[r].Y / n[r]}
		}
	}
	return webmap.Marks(places)
}
