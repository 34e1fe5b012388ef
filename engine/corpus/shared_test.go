package corpus

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sharedFormats are real exports. Their records are counted by the bytes that each has once, and their titles found by other code.
// Every paper has an id; of the other fields, so many have one as other programs counted.
var sharedFormats = []struct {
	file, format, record            string
	titles                          func(raw []byte) []string
	abstracts, authors, dois, dates int
	problems                        []string // kinds
}{
	{"arxiv-atom/query-100.xml", "atom", "<entry>", matches(`(?s)<entry>.*?<title>(.*?)</title>`), 100, 100, 32, 100, nil},
	{"arxiv-oai/arxiv-multi.xml", "oai", "<record>", matches(`<dc:title>([^<]*)<`), 3, 3, 2, 3, nil},
	{"arxiv-oai/arxivraw-record.xml", "oai", "<record>", matches(`<title>([^<]*)<`), 12, 12, 1, 12, nil},
	{"arxiv-oai/oai-dc.xml", "oai", "<record>", matches(`<title>([^<]*)<`), 3, 3, 2, 3, nil},
	{"pubmed-xml/29768149.xml", "pubmed", "<PubmedArticle>", matches(`<ArticleTitle>(.*)</ArticleTitle>`), 1, 1, 1, 1, nil},
	{"pubmed-xml/bp4.xml", "pubmed", "<PubmedArticle>", matches(`<ArticleTitle>(.*)</ArticleTitle>`), 1, 1, 1, 1, nil},
	{"pubmed-xml/mathml.xml", "pubmed", "<PubmedArticle>", matches(`<ArticleTitle>(.*)</ArticleTitle>`), 1, 1, 1, 1, nil},
	{"openalex/works.json", "json", `"cited_by_api_url"`, jsonTitles, 22, 25, 25, 25, []string{kindNoText}},
	{"semantic-scholar/search.json", "json", `"paperId":`, jsonTitles, 121, 121, 112, 121, nil},
	{"crossref/works.json", "json", `"is-referenced-by-count"`, jsonTitles, 0, 3, 3, 3, nil},
	{"crossref/single.json", "json", `"is-referenced-by-count"`, jsonTitles, 0, 1, 1, 1, nil},
	{"csl-json/zotero.json", "json", `"citation-key"`, jsonTitles, 0, 26, 15, 26, nil},
	{"ris/pubmed.ris", "medline", "\nOWN - ", matches(`(?s)\nTI  - (.*?)\n[A-Z]`), 49, 50, 50, 50, nil},
	{"ris/scopus.ris", "ris", "\nER  -", matches(`(?m)^TI  - (.*)$`), 6, 6, 6, 6, nil},
	{"ris/zotero.ris", "ris", "\nER  -", matches(`(?m)^TI  - (.*)$`), 98, 100, 100, 100, nil},
	{"medline/result2.txt", "medline", "\nOWN - ", matches(`(?s)\nTI  - (.*?)\n[A-Z]`), 4, 4, 3, 4, nil},
	{"web-of-science/sample.txt", "web-of-science", "\nER\n", matches(`(?s)\nTI (.*?)\n[A-Z]`), 7, 8, 8, 8, nil},
	{"scopus-csv/sample.csv", "csv", `,"Scopus","2-s2.0-`, csvTitles("Title"), 8, 8, 8, 8, nil},
	{"zotero-csv/library.csv", "csv", `","journalArticle","`, csvTitles("Title"), 8, 10, 10, 10, nil},
	{"arxiv-kaggle/snapshot-150.csv", "csv", "\"[{'version': ", csvTitles("title"), 150, 150, 81, 150, []string{kindMendedID}},
}

func sharedFormat(t *testing.T, name string) string {
	return filepath.Join(filepath.Dir(filepath.Dir(sharedFile(t, "*.jsonl*"))), "formats", name)
}

func TestSharedFormats(t *testing.T) {
	for _, f := range sharedFormats {
		t.Run(f.file, func(t *testing.T) {
			file := sharedFormat(t, f.file)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Skip(err)
			}
			c := load(t, file)
			records := bytes.Count(raw, []byte(f.record))
			var kinds []string
			for _, p := range c.Problems {
				kinds = append(kinds, p.Kind)
			}
			if len(c.Documents) != records || c.Files[0].Kept != records || c.Files[0].Format != f.format || !slices.Equal(kinds, f.problems) {
				t.Errorf("%d documents of %d records, info %+v, problems %q", len(c.Documents), records, c.Files[0], kinds)
			}
			checkTitles(t, c, f.titles(raw))
			var abstracts, authors, dois, dates int
			for _, d := range c.Documents {
				if d.ID == "" || d.made {
					t.Errorf("%s: no id", d.Origins[0])
				}
				abstracts += count(d.Abstract != "")
				authors += count(len(d.Authors) > 0)
				dois += count(d.IDs[DOI] != "")
				dates += count(d.Precision != NoDate)
			}
			if abstracts != f.abstracts || authors != f.authors || dois != f.dois || dates != f.dates {
				t.Errorf("abstracts %d, authors %d, DOIs %d, dates %d; want %d %d %d %d", abstracts, authors, dois, dates, f.abstracts, f.authors, f.dois, f.dates)
			}
		})
	}
}

func checkTitles(t *testing.T, c *Collection, want []string) {
	tags := regexp.MustCompile(`</?\w+>`)
	if len(want) != len(c.Documents) {
		t.Fatalf("%d titles for %d documents", len(want), len(c.Documents))
	}
	for i, title := range want {
		title = strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(title, ""))), " ")
		if got := c.Documents[i].Title; got != title {
			t.Errorf("title %d has %d bytes, %d counted", i, len(got), len(title))
		}
	}
}

func matches(expression string) func(raw []byte) []string {
	return func(raw []byte) (titles []string) {
		for _, m := range regexp.MustCompile(expression).FindAllSubmatch(raw, -1) {
			titles = append(titles, string(m[1]))
		}
		return titles
	}
}

// jsonTitles finds the first list of objects, or takes the whole for the only one.
func jsonTitles(raw []byte) (titles []string) {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	records := []any{v}
	if list, ok := v.([]any); ok {
		records = list
	}
	if answer, ok := v.(map[string]any); ok {
		if message, ok := answer["message"].(map[string]any); ok {
			answer = message
		}
		for _, name := range []string{"results", "data", "items"} {
			if list, ok := answer[name].([]any); ok {
				records = list
			}
		}
	}
	for _, r := range records {
		title := r.(map[string]any)["title"]
		if list, ok := title.([]any); ok {
			title = list[0]
		}
		text, _ := title.(string)
		titles = append(titles, text)
	}
	return titles
}

func csvTitles(name string) func(raw []byte) []string {
	return func(raw []byte) (titles []string) {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, bom8))).ReadAll()
		if err != nil {
			return nil
		}
		column := slices.Index(rows[0], name)
		for _, row := range rows[1:] {
			titles = append(titles, row[column])
		}
		return titles
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
