package corpus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// whole are small files of each format that knows where a record ends, with three papers called One, Two and Three.
var whole = map[string]string{
	"jsonl":   "{\"id\":\"1\",\"title\":\"One\"}\n{\"id\":\"2\",\"title\":\"Two\"}\r\n{\"id\":\"3\",\"title\":\"Three\"}\n",
	"array":   `[{"id":"1","title":"One"},` + "\n" + `{"id":"2","title":"Two"}, {"id":"3","title":"Three"}]`,
	"wrapped": `{"total":3,"papers":[{"id":"1","title":"One"},{"id":"2","title":"Two"},{"id":"3","title":"Three"}],"more":{"n":1}}`,
	"csv":     "id,title,abstract\n1,One,\"a \"\"b\"\"\nc\"\n2,Two,x\r\n3,Three,\"y, z\"\n",
	"tsv":     "id\ttitle\tabstract\n1\tOne\ta\n2\tTwo\tb\n3\tThree\tc\n",
	"bibtex":  "@string{j = {J}}\n@article{1, title = {One}, journal = j}\n@article{2, title = \"Two\",\n abstract = {x {y}}}\n@article(3, title = {Three})\n",
	"ris":     "TY  - JOUR\nID  - 1\nTI  - One\nER  - \n\nTY  - JOUR\nID  - 2\nTI  - Two\nER  - \n\nTY  - JOUR\nID  - 3\nTI  - Three\nER  - \n",
	"medline": "PMID- 1\nTI  - One\nAB  - x\n      y\n\nPMID- 2\nTI  - Two\n\nPMID- 3\nTI  - Three\n\n",
	"refer":   "%0 Journal Article\n%F 1\n%T One\n\n%0 Journal Article\n%F 2\n%T Two\n\n%0 Journal Article\n%F 3\n%T Three\n\n",
	"wos":     "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nUT 1\nTI One\nER\n\nPT J\nUT 2\nTI Two\nER\n\nPT J\nUT 3\nTI Three\nER\n\nEF\n",
	"embase":  "\"TITLE\",\"One\"\n\"SOURCE\",\"J\"\n\"DOI\",\"10.1000/1\"\n\n\"TITLE\",\"Two\"\n\"SOURCE\",\"J\"\n\n\"TITLE\",\"Three\"\n\"SOURCE\",\"J\"\n",
	"atom": `<?xml version="1.0"?><feed><entry><id>1</id><title>One</title></entry><entry><id>2</id><title>Two</title></entry>` +
		`<entry><id>3</id><title>Three</title></entry></feed>`,
	"oai": `<OAI-PMH><ListRecords><record><header><identifier>1</identifier></header><metadata><dc><title>One</title></dc></metadata></record>` +
		`<record><header><identifier>2</identifier></header><metadata><dc><title>Two</title></dc></metadata></record>` +
		`<record><header><identifier>3</identifier></header><metadata><dc><title>Three</title></dc></metadata></record></ListRecords></OAI-PMH>`,
	"pubmed": `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>One</ArticleTitle></Article></MedlineCitation></PubmedArticle>` +
		`<PubmedArticle><MedlineCitation><PMID>2</PMID><Article><ArticleTitle>Two</ArticleTitle></Article></MedlineCitation></PubmedArticle>` +
		`<PubmedArticle><MedlineCitation><PMID>3</PMID><Article><ArticleTitle>Three</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`,
	"jats": `<pmc-articleset><article><front><article-meta><title-group><article-title>One</article-title></title-group></article-meta></front></article>` +
		`<article><front><article-meta><title-group><article-title>Two</article-title></title-group></article-meta></front></article>` +
		`<article><front><article-meta><title-group><article-title>Three</article-title></title-group></article-meta></front></article></pmc-articleset>`,
	"endnote": `<xml><records><record><rec-number>1</rec-number><titles><title>One</title></titles></record><record><rec-number>2</rec-number>` +
		`<titles><title>Two</title></titles></record><record><rec-number>3</rec-number><titles><title>Three</title></titles></record></records></xml>`,
	"doaj": `<records><record><publisherRecordId>1</publisherRecordId><journalTitle>J</journalTitle><title>One</title></record><record><publisherRecordId>2</publisherRecordId>` +
		`<title>Two</title></record><record><publisherRecordId>3</publisherRecordId><title>Three</title></record></records>`,
	"rss": `<rss><channel><title>F</title><item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item><item><guid>3</guid><title>Three</title></item></channel></rss>`,
}

// walked are the titles in a text with the byte behind each record, and how many records are reported as lost.
func walked(t *testing.T, text string) (titles []string, ends []int64, lost int, failed error) {
	t.Helper()
	s, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range s.Documents(context.Background()) {
		if _, bad := errors.AsType[*RecordError](err); bad {
			lost++
		} else if err != nil {
			return titles, ends, lost, err
		} else {
			titles = append(titles, d.Title)
			ends = append(ends, d.Origins[0].Offset+d.Origins[0].Length)
		}
	}
	return titles, ends, lost, nil
}

// TestCutAnywhere: a file that ends at any byte is read, and gives all the records that end before it. What is left of a record may
// be two: a row and a line of its last cell, an element and the beginning of a name. An XML declaration alone is refused.
func TestCutAnywhere(t *testing.T) {
	for name, text := range whole {
		all, ends, _, err := walked(t, text)
		if err != nil || !slices.Equal(all, []string{"One", "Two", "Three"}) {
			t.Fatalf("%s: %q, %v", name, all, err)
		}
		for cut := range len(text) {
			got, _, lost, err := walked(t, text[:cut])
			n := 0
			for n < len(ends) && ends[n] <= int64(cut) {
				n++
			}
			if n > 0 && len(got) == n { // a piece of the next tag continues the last field
				got[n-1] = strings.TrimRight(got[n-1], " PMID%")
			}
			declared := errors.Is(err, ErrFormat) && strings.HasPrefix(text, "<?xml") && cut < len("<?xml version=\"1.0\"?><feed>")
			if (err == nil || declared) && len(got) >= n && slices.Equal(got[:n], all[:n]) && len(got)+lost <= n+2 {
				continue
			}
			t.Errorf("%s cut at %d (%q): %q and %d lost of %q, %v", name, cut, text[max(0, cut-20):cut], got, lost, all[:n], err)
		}
	}
}

// TestReferBlankLines: an abstract in paragraphs is one, whatever begins a record.
func TestReferBlankLines(t *testing.T) {
	for name, zero := range map[string]string{"with %0": "%0 Journal Article\n", "without": ""} {
		text := zero + "%A Byron, Ada\n%T Tides\n%X First.\n\nSecond.\n%D 2001\n\n" + zero + "%A Poe, Ed\n%T Dunes\n%D 2002\n\n\n"
		c := mustRead(t, Options{}, text)
		if !slices.Equal(titles(c), []string{"Tides", "Dunes"}) || c.Documents[0].Abstract != "First.\nSecond." || c.Documents[0].DateString() != "2001" {
			t.Errorf("%s: %+v", name, c.Documents)
		}
	}
	mixed := "%0 Book\n%T Tides\n\n%T Dunes\n%A Poe, Ed\n\n%0 Book\n%T Winds\n"
	if c := mustRead(t, Options{}, mixed); !slices.Equal(titles(c), []string{"Tides", "Dunes", "Winds"}) {
		t.Errorf("mixed: %q", titles(c))
	}
}

// TestPaperWithLists: an object with an abstract is a paper, whatever lists it holds; a feed with a description is none.
func TestPaperWithLists(t *testing.T) {
	for _, text := range []string{
		`{"title":"T","abstract":"A.","results":[{"title":"x"}],"items":[]}`, `{"items":[{"n":1}],"title":"T","abstract":"A."}`,
		"{\n \"title\": \"T\",\n \"abstract\": \"A.\",\n \"data\": {\"results\": [{\"n\": 1}]}\n}\n",
	} {
		if c := mustRead(t, Options{}, text); !slices.Equal(titles(c), []string{"T"}) || c.Documents[0].Abstract != "A." {
			t.Errorf("%s: %+v", text, c.Documents)
		}
	}
	if c := mustRead(t, Options{}, `{"title":"Feed","description":"All.","items":[{"title":"T"},{"title":"U"}]}`); !slices.Equal(titles(c), []string{"T", "U"}) {
		t.Errorf("a feed: %q", titles(c))
	}
}

// TestWordsForNothing: what stands for a missing value in most columns may be a label.
func TestWordsForNothing(t *testing.T) {
	c := mustRead(t, Options{}, "title,abstract,keywords,label,venue\nT,NA,NA,None,None\nU,None,NaN,N/A,J\n")
	d, e := c.Documents[0], c.Documents[1]
	if d.Abstract != "" || len(d.Keywords) != 0 || !slices.Equal(d.Labels, []string{"None"}) || d.Venue != "" {
		t.Errorf("%+v", d)
	}
	if e.Abstract != "" || len(e.Keywords) != 0 || len(e.Labels) != 0 {
		t.Errorf("%+v", e)
	}
}

// TestNothingInIt: rows of empty cells are none, and an object with nothing in it is no record.
func TestNothingInIt(t *testing.T) {
	if c := mustRead(t, Options{}, "id,title,abstract\n,,\n1,T,A\n , ,\n,,\n"); c.Files[0].Records != 1 || len(c.Problems) != 0 {
		t.Errorf("rows: %d records, problems %v", c.Files[0].Records, c.Problems)
	}
	c := mustRead(t, Options{}, `{"title":"T"}`+"\n{}\n{\"n\":null}\n")
	if c.Files[0].Skipped != 2 || problem(c, kindEmpty).Count != 2 {
		t.Errorf("objects: problems %v", c.Problems)
	}
}

// TestLinesBetween: prose between tagged records is said, a number is not.
func TestLinesBetween(t *testing.T) {
	c := mustRead(t, Options{}, "Provider: Tides\nTY  - JOUR\nTI  - T\nER  - \n\n2.\n"+tides+"\nTY  - JOUR\nTI  - U\nER  - \n")
	if p := problem(c, kindPageLines); len(c.Documents) != 2 || p.Count != 1 || p.First.Line != 7 {
		t.Errorf("problems %v", c.Problems)
	}
}

// TestDOAJ: a record as publishers send it.
func TestDOAJ(t *testing.T) {
	text := `<?xml version="1.0"?><records><record><language>eng</language><publisher>P</publisher><journalTitle>Tides</journalTitle><publicationDate>2013-03-01</publicationDate>` +
		`<doi>10.1000/X</doi><publisherRecordId>7</publisherRecordId><title language="eng">Sand &amp; wind</title><title language="fre">Sable</title>` +
		`<authors><author><name>Byron, Ada</name></author></authors><abstract language="eng">We study.</abstract><fullTextUrl format="html">http://x.org/7</fullTextUrl>` +
		`<keywords language="eng"><keyword>sand</keyword><keyword>wind</keyword></keywords></record></records>`
	c := mustRead(t, Options{}, text)
	d := c.Documents[0]
	if c.Files[0].Format != "doaj" || d.ID != "10.1000/x" || d.Title != "Sand & wind" || !slices.Equal(d.Authors, []string{"Ada Byron"}) || d.Abstract != "We study." ||
		d.Venue != "Tides" || d.DateString() != "2013-03-01" || d.Lang != "en" || !slices.Equal(d.Keywords, []string{"sand", "wind"}) || d.URL != "http://x.org/7" {
		t.Errorf("%s: %+v", c.Files[0].Format, d)
	}
	if c := mustRead(t, Options{}, `<records><record><title>T</title><abstract>A.</abstract></record></records>`); c.Files[0].Format != "records" || c.Documents[0].Abstract != "A." {
		t.Errorf("%s: %+v", c.Files[0].Format, c.Documents)
	}
}

// TestNoText: archives and the like are refused whatever their contents; a text with NULs between is none of them.
func TestNoText(t *testing.T) {
	old := make([]byte, 1024) // a tar of the seventh edition of Unix
	copy(old, "papers.jsonl")
	copy(old[100:], "0000644\x000000000\x000000000\x0000000000033\x0000000000000\x00        0")
	sum := 0
	for _, c := range old[:512] {
		sum += int(c)
	}
	copy(old[148:], fmt.Sprintf("%06o\x00 ", sum))
	copy(old[512:], "{\"title\":\"T\"}\n")
	noise, x := make([]byte, 4096), uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for advice, text := range map[string]string{"tar archive": string(old), "binary": string(noise), "PostScript": "%!PS-Adobe-3.0\n%%Title: x\n"} {
		if _, err := read(t, Options{}, text); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), advice) {
			t.Errorf("%s: %v", advice, err)
		}
	}
	if c := mustRead(t, Options{}, `{"title":"T"}`+"\x00\x00"+"\n"+`{"title":"U"}`+"\n"); len(c.Documents) != 2 {
		t.Errorf("NULs: %v", c.Problems)
	}
}

// TestUTF16: text of any script, with a mark or without, cut between the bytes of a unit or not.
func TestUTF16(t *testing.T) {
	line := `{"id":"1","title":"深度学习","abstract":"` + strings.Repeat("本文研究了深度学习的方法与应用，提出新的模型。", 20) + `"}` + "\n"
	for _, mark := range []string{"", "\ufeff"} {
		var le, be []byte
		for _, u := range utf16.Encode([]rune(mark + line + strings.Replace(line, "1", "2", 1))) {
			le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
		}
		for name, text := range map[string][]byte{"le": le, "be": be} {
			for _, cut := range []int{0, 1} {
				c := mustRead(t, Options{}, string(text[:len(text)-cut]))
				if !slices.Equal(titles(c), []string{"深度学习"}) && !slices.Equal(titles(c), []string{"深度学习", "深度学习"}) || c.Files[0].Skipped > 0 || problem(c, kindUTF16).Count != 1 {
					t.Errorf("%s with %q, cut %d: %q, %v", name, mark, cut, titles(c), c.Problems)
				}
			}
		}
	}
	if c := mustRead(t, Options{}, "{\"title\":\"a \xed\xa0\x80 b\"}\n"); problem(c, kindInvalid).Count != 1 {
		t.Errorf("half a pair: %v", c.Problems)
	}
}
