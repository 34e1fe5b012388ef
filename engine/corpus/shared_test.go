package corpus

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sharedFormats are real exports. What they hold is counted, and the titles found, by expressions that know nothing of the
// readers. Every paper has an id and a title; of the other fields, so many papers have one as the file holds.
var sharedFormats = []struct {
	file, format, record, title string
	abstracts, authors, dois    int
	dates                       int
}{
	{"arxiv-atom/query-100.xml", "atom", `<entry>`, `(?s)<entry>.*?<title>(.*?)</title>`, 100, 100, 32, 100},
	{"arxiv-oai/arxiv-multi.xml", "oai", `<record>`, `<dc:title>([^<]*)<`, 3, 3, 2, 3},
	{"arxiv-oai/arxivraw-record.xml", "oai", `<record>`, `<title>([^<]*)<`, 12, 12, 1, 12},
	{"arxiv-oai/oai-dc.xml", "oai", `<record>`, `<title>([^<]*)<`, 3, 3, 2, 3},
	{"pubmed-xml/29768149.xml", "pubmed", `<PubmedArticle>`, `<ArticleTitle>([^<]*)<`, 1, 1, 1, 1},
	{"pubmed-xml/bp4.xml", "pubmed", `<PubmedArticle>`, `<ArticleTitle>(.*)</ArticleTitle>`, 1, 1, 1, 1},
	{"pubmed-xml/mathml.xml", "pubmed", `<PubmedArticle>`, `<ArticleTitle>([^<]*)<`, 1, 1, 1, 1},
}

func sharedFormat(t *testing.T, name string) string {
	return filepath.Join(filepath.Dir(filepath.Dir(sharedFile(t, "*.jsonl*"))), "formats", name)
}

func TestSharedFormats(t *testing.T) {
	tags := regexp.MustCompile(`</?\w+>`)
	for _, f := range sharedFormats {
		t.Run(f.file, func(t *testing.T) {
			file := sharedFormat(t, f.file)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Skip(err)
			}
			c := load(t, file)
			records := len(regexp.MustCompile(f.record).FindAll(raw, -1))
			if len(c.Documents) != records || c.Files[0].Kept != records || c.Files[0].Format != f.format || len(c.Problems) > 0 {
				t.Errorf("%d documents of %d records, info %+v, problems %v", len(c.Documents), records, c.Files[0], c.Problems)
			}
			for i, m := range regexp.MustCompile(f.title).FindAllSubmatch(raw, -1) {
				title := string(m[1])
				if strings.HasSuffix(file, ".json") {
					_ = json.Unmarshal([]byte(`"`+title+`"`), &title)
				}
				if title = singleSpaced(html.UnescapeString(tags.ReplaceAllString(title, ""))); i < len(c.Documents) && c.Documents[i].Title != title {
					t.Errorf("title %d has %d bytes, %d counted", i, len(c.Documents[i].Title), len(title))
				}
			}
			var abstracts, authors, dois, dates int
			for _, d := range c.Documents {
				if d.ID == "" || d.made || d.Title == "" {
					t.Errorf("%s: no id or no title", d.Origins[0])
				}
				abstracts += count(d.Abstract != "")
				authors += count(len(d.Authors) > 0)
				dois += count(d.IDs["doi"] != "")
				dates += count(d.Precision != NoDate)
				if strings.ContainsAny(d.Title, "\n<") {
					t.Errorf("%s: markup in a title of %d bytes", d.Origins[0], len(d.Title))
				}
			}
			if abstracts != f.abstracts || authors != f.authors || dois != f.dois || dates != f.dates {
				t.Errorf("abstracts %d, authors %d, DOIs %d, dates %d; want %+v", abstracts, authors, dois, dates, f)
			}
		})
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
