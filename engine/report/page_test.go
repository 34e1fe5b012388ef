package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"kindred/engine"
	"kindred/engine/corpus"
)

// page is of the four papers, one of which tries to end the script that it is told in.
func page() Page {
	docs := append(corpus.List{}, papers...)
	docs[1].Title = `</script><script>alert("wasps")</script>`
	docs[0].IDs = map[string]string{corpus.DOI: `10.1/<x>"`}
	docs[2].URL = "javascript:alert(1)"
	docs[2].Authors = []string{"Ada", "Ben", "Cy"}
	near := []engine.Related{
		{Row: 0, Hits: []engine.RelatedHit{{Rank: 1, Row: 1, Similarity: .25, SharedTerms: []string{"sting", "nest"}}}},
		{Row: 1, Hits: []engine.RelatedHit{{Rank: 1, Row: 0, Similarity: .25, SharedTerms: []string{"nest"}}}},
		{Row: 2}, {Row: 3},
	}
	return Page{
		Summary: Summary{Docs: docs, Info: engine.Info{Format: "jsonl", Records: 4, Kept: 4}, Topics: topics, OverTime: overTime,
			Duplicates: []engine.DuplicateGroup{{Rows: []int{0, 1}, Similarity: []float64{1, .95}}}, Run: Run{Version: "v9", Terms: 7}},
		Points:   []engine.Point{{X: -1, Y: -1}, {X: 1, Y: 1}, {}, {X: .5}},
		Likeness: [][]float64{{1, .25}, {.25, 1}},
		Near:     answers(near, nil),
	}
}

func writtenPage(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// block is the JSON of a page with an id.
func block(t *testing.T, page, id string, to any) {
	t.Helper()
	_, rest, _ := strings.Cut(page, `id="`+id+`">`)
	text, _, _ := strings.Cut(rest, "</script>")
	if err := json.Unmarshal([]byte(text), to); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
}

func TestPageHoldsWhatItsScriptReads(t *testing.T) {
	html := writtenPage(t, page())
	var p pagePapers
	block(t, html, "data-papers", &p)
	if got, want := p.Titles[1], `</script><script>alert("wasps")</script>`; got != want {
		t.Errorf("title is %q, want %q", got, want)
	}
	if p.X[0] != 0 || p.Y[1] != mapSide || p.X[2] != mapSide/2 || p.X[3] != mapSide*3/4 {
		t.Errorf("places are %v %v", p.X, p.Y)
	}
	if p.Links[0] != `d10.1/%3Cx%3E%22` || p.Links[2] != "" || p.Authors[2] != "Ada and 2 others" {
		t.Errorf("links %q, authors %q", p.Links, p.Authors)
	}
	if p.Topics[3] != -1 || p.Similarity[1] != 950 || len(p.Outliers) != 1 || p.Outliers[0] != 2 {
		t.Errorf("topics %v, similarity %v, outliers %v", p.Topics, p.Similarity, p.Outliers)
	}
	var n pageNear
	block(t, html, "data-near", &n)
	if len(n.Near) != 4 || len(n.Words) != 2 || n.Near[1][0][0] != 0 || n.Near[1][0][1] != 250 || n.Words[n.Near[1][0][2]] != "nest" {
		t.Errorf("nearest are %v of %v", n.Near, n.Words)
	}
	var m []mapTopic
	block(t, html, "data-topics", &m)
	if len(m) != 2 || m[0].Label != "stinging insects" || m[0].Mark == m[1].Mark {
		t.Errorf("topics are %v", m)
	}
}

// What a paper says stays text, and nothing but what the policy knows by its hash runs.
func TestPageTrustsNothing(t *testing.T) {
	html := writtenPage(t, page())
	for _, bad := range []string{`<script>alert`, "javascript:alert", "style=", "onclick", "@import", "url("} {
		if strings.Contains(html, bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
	if loads := regexp.MustCompile(`(?i)<(img|link|iframe|script[^>]*src)`).FindString(html); loads != "" {
		t.Errorf("the page loads: %s", loads)
	}
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(html)[1]
	script := regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindStringSubmatch(html)[1]
	for _, text := range []string{style, script} {
		if hash := strings.ReplaceAll(sourceHash(text), "+", "&#43;"); !strings.Contains(html, hash) {
			t.Errorf("the policy lacks %s, of %.40q", hash, text)
		}
	}
}

func TestPageTellsOfTopics(t *testing.T) {
	html := writtenPage(t, page())
	for _, want := range []string{"<h1>4 papers in 2 topics</h1>", "stinging insects", "↗ rising", "2020-Q4: 4 papers", "0 stinging insects and 1 ice: 0.25",
		"Near duplicates", "Outliers", "kindred v9", `href="https://doi.org/10.1/%3Cx%3E%22"`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in the page", want)
		}
	}
	if again := writtenPage(t, page()); again != html {
		t.Error("two pages of the same differ")
	}
}

func TestPageOfLittle(t *testing.T) {
	p := page()
	p.Points, p.Likeness, p.Near, p.OverTime, p.Duplicates, p.Title = nil, nil, nil, nil, nil, "A <b>title</b>"
	html := writtenPage(t, p)
	for _, absent := range []string{"<canvas", "<h2 id=\"time", "<h2 id=\"family", "<h2 id=\"duplicates"} {
		if strings.Contains(html, absent) {
			t.Errorf("%s is in the page", absent)
		}
	}
	if !strings.Contains(html, "<h1>A &lt;b&gt;title&lt;/b&gt;</h1>") {
		t.Error("the title is not there, or not as text")
	}
}

func TestLinksKeepWhatAnAddressWouldEndAt(t *testing.T) {
	for doi, want := range map[string]string{
		"10.1002/1097(2000)9:9<::AID>3.0.CO;2-#": "https://doi.org/10.1002/1097%282000%299:9%3C::AID%3E3.0.CO;2-%23",
		"10.1000/a?b%25":                         "https://doi.org/10.1000/a%3Fb%2525", "10.5555/kindred.1": "https://doi.org/10.5555/kindred.1",
	} {
		if got := address(link(corpus.Document{IDs: map[string]string{corpus.DOI: doi}})); got != want {
			t.Errorf("%s is at %s, want %s", doi, got, want)
		}
	}
}

func TestManyTopicsHaveNoSquares(t *testing.T) {
	for k, want := range map[int]int{2: 4, squaresMost: squaresMost * squaresMost, squaresMost + 1: 0} {
		many := &engine.Topics{K: k, Topics: make([]engine.Topic, k)}
		likeness := make([][]float64, k)
		for r := range many.Topics {
			many.Topics[r] = engine.Topic{ID: r, Label: "bees", Parent: -1}
			likeness[r] = make([]float64, k)
		}
		svg := string(Page{Summary: Summary{Topics: many}, Likeness: likeness}.family())
		if got := strings.Count(svg, "<rect"); got != want || strings.Count(svg, "<text") < k {
			t.Errorf("%d topics have %d squares, want %d", k, got, want)
		}
	}
}

func TestPageNamesLanguages(t *testing.T) {
	p := Page{Summary: Summary{Info: engine.Info{Languages: map[string]int{"en": 3, "mis": 2, "und": 9, "xx": 1}}}}
	if got := p.languages(); got != "English, others, xx" {
		t.Errorf("the languages are %s", got)
	}
}
