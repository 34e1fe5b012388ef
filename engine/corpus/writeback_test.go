package corpus

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// writtenBack writes files back with the marks that markOf gives their papers.
func writtenBack(t *testing.T, form Form, markOf func(row int) Mark, files ...string) (string, Written) {
	t.Helper()
	c := load(t, files...)
	marks := make([]Mark, len(c.Documents))
	for row := range marks {
		marks[row] = markOf(row)
	}
	var b bytes.Buffer
	done, err := WriteBack(context.Background(), &b, form, c.Files, c.Documents, marks, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), done
}

// tide is the mark of every paper, but for each third, which has no topic.
func tide(row int) Mark {
	if row%3 == 2 {
		return Mark{Topic: -1, Label: "(no text)"}
	}
	return Mark{Topic: row % 3, Label: "tides, R&D", Similarity: 0.5}
}

func fileOf(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestWriteBackBibTeX is what is added to entries in several hands, byte for byte.
func TestWriteBackBibTeX(t *testing.T) {
	marked := func(int) Mark { return Mark{Topic: 3, Label: "R&D, tidal flats"} }
	for name, c := range map[string]struct{ entry, want string }{
		"keywords":          {"@misc{a, title = {T}, keywords = {moon, sea}}", "@misc{a, title = {T}, keywords = {moon, sea, kindred:3, kindred:R\\&D / tidal flats}}"},
		"close":             {"@misc{a,title={T},keywords={moon,sea},}", "@misc{a,title={T},keywords={moon,sea,kindred:3,kindred:R\\&D / tidal flats},}"},
		"semicolons":        {"@misc{a, keywords = \"moon; sea\", title = {T}}", "@misc{a, keywords = \"moon; sea; kindred:3; kindred:R\\&D / tidal flats\", title = {T}}"},
		"inner braces":      {"@misc{a, title = {T}, keywords = {{moon; sea}}}", "@misc{a, title = {T}, keywords = {{moon; sea}; kindred:3; kindred:R\\&D / tidal flats}}"},
		"comma inside":      {"@misc{a, title = {T}, keywords = {{sea; salt}, moon}}", "@misc{a, title = {T}, keywords = {{sea; salt}, moon, kindred:3, kindred:R\\&D / tidal flats}}"},
		"a line each":       {"@misc{a, title = {T}, keywords = {moon,\n    sea\n  }}", "@misc{a, title = {T}, keywords = {moon,\n    sea,\n    kindred:3,\n    kindred:R\\&D / tidal flats\n  }}"},
		"empty":             {"@misc{a, title = {T}, keywords = {}}", "@misc{a, title = {T}, keywords = {kindred:3, kindred:R\\&D / tidal flats}}"},
		"comma at the end":  {"@misc{a, title = {T}, keywords = {moon, sea, }}", "@misc{a, title = {T}, keywords = {moon, sea, kindred:3, kindred:R\\&D / tidal flats }}"},
		"comma alone":       {"@misc{a, title = {T}, keywords = {,}}", "@misc{a, title = {T}, keywords = {, kindred:3, kindred:R\\&D / tidal flats}}"},
		"macro":             {"@misc{a, title = {T}, keywords = kw # {, sea}}", "@misc{a, title = {T}, keywords = kw # {, sea, kindred:3, kindred:R\\&D / tidal flats}}"},
		"macro alone":       {"@misc{a, title = {T}, keywords = kw\n}", "@misc{a, title = {T}, keywords = kw # {, kindred:3, kindred:R\\&D / tidal flats}\n}"},
		"keyword":           {"@misc{a, title = {T}, Keyword = {moon}}", "@misc{a, title = {T}, Keyword = {moon, kindred:3, kindred:R\\&D / tidal flats}}"},
		"earlier":           {"@misc{a, title = {T}, keywords = {kindred:12, kindred:old one, moon}}", "@misc{a, title = {T}, keywords = {moon, kindred:3, kindred:R\\&D / tidal flats}}"},
		"earlier between":   {"@misc{a, title = {T}, keywords = {air, kindred:12, moon, kindred:old one}}", "@misc{a, title = {T}, keywords = {air, moon, kindred:3, kindred:R\\&D / tidal flats}}"},
		"none":              {"@misc{a, title = {T}}", "@misc{a, title = {T}, keywords = {kindred:3, kindred:R\\&D / tidal flats}}"},
		"none in columns":   {"@misc{a,\n  title     = {T},\n  year      = 2001\n}", "@misc{a,\n  title     = {T},\n  year      = 2001,\n  keywords  = {kindred:3, kindred:R\\&D / tidal flats}\n}"},
		"none, last comma":  {"@misc{a,\n\ttitle = \"T\",\n\tnote = \"N\",\n}", "@misc{a,\n\ttitle = \"T\",\n\tnote = \"N\",\n\tkeywords = \"kindred:3, kindred:R\\&D / tidal flats\",\n}"},
		"none, comma first": {"@misc{ a\n, title={T}\n, year={2001}\n}", "@misc{ a\n, title={T}\n, year={2001}\n, keywords={kindred:3, kindred:R\\&D / tidal flats}\n}"},
		"none, capitals":    {"@MISC{a,\nTITLE = {T},\nYEAR = {2001},\n}", "@MISC{a,\nTITLE = {T},\nYEAR = {2001},\nKEYWORDS = {kindred:3, kindred:R\\&D / tidal flats},\n}"},
		"none, comment":     {"@misc{a,\n  title = {T}, % the title\n  year = 2001 % the year\n}", "@misc{a,\n  title = {T}, % the title\n  year = 2001, keywords = {kindred:3, kindred:R\\&D / tidal flats} % the year\n}"},
		"parentheses":       {"@misc(a, title = \"T\")", "@misc(a, title = \"T\", keywords = \"kindred:3, kindred:R\\&D / tidal flats\")"},
		"windows":           {"@misc{a,\r\n  title = {T},\r\n  year = 2001\r\n}", "@misc{a,\r\n  title = {T},\r\n  year = 2001,\r\n  keywords = {kindred:3, kindred:R\\&D / tidal flats}\r\n}"},
		"old mac":           {"@misc{a,\r  title = {T},\r  year = 2001\r}", "@misc{a,\r  title = {T},\r  year = 2001,\r  keywords = {kindred:3, kindred:R\\&D / tidal flats}\r}"},
	} {
		t.Run(name, func(t *testing.T) {
			around := func(entry string) string {
				return "\xef\xbb\xbf% a comment\n@string{kw = {moon}}\n\nwords " + entry + " words\n@comment{x}\n@preamble{\"y\"}"
			}
			if name == "old mac" {
				around = func(entry string) string { return "% a comment\r\r\r\r\r" + entry + "\r\r\r\r" }
			}
			path := fileOf(t, "a.bib", around(c.entry))
			got, done := writtenBack(t, FormBibTeX, marked, path)
			if want := around(c.want); got != want || done != (Written{Marked: 1}) {
				t.Errorf("%+v\n got %q\nwant %q", done, got, want)
			}
			again, _ := writtenBack(t, FormBibTeX, marked, fileOf(t, "b.bib", got))
			if again != got {
				t.Errorf("written back twice:\n got %q\nwant %q", again, got)
			}
			sameDocuments(t, path, fileOf(t, "c.bib", got))
		})
	}
}

// sameDocuments compares what two files hold, but for places.
func sameDocuments(t *testing.T, a, b string) {
	t.Helper()
	one, other := bareDocuments(load(t, a)), bareDocuments(load(t, b))
	if len(one) != len(other) {
		t.Fatalf("%d documents and %d", len(one), len(other))
	}
	for i := range one {
		if !reflect.DeepEqual(one[i], other[i]) {
			t.Errorf("document %d:\n%+v\n%+v", i, one[i], other[i])
		}
	}
}

func bareDocuments(c *Collection) []Document {
	docs := slices.Clone(c.Documents)
	for i := range docs {
		docs[i].Origins = nil
		if len(docs[i].Keywords) == 0 {
			docs[i].Keywords = nil
		}
	}
	return docs
}

func TestWriteBackRIS(t *testing.T) {
	file := "a heading\r\n\r\nTY  - JOUR\r\nTI  - T\r\nKW  - moon\r\nKW  - kindred:9\r\nKW  - kindred:old\r\nN1  - note\r\n more\r\nER  - \r\n\r\n" +
		"TY  - JOUR\r\nTI  - U\r\nER  - \r\nbetween\r\nTY  - JOUR\r\nTI  - V\r\nKW  - kindred:7\r\nER  - \r\n" +
		"TY  - GEN\r\nTI  - W\r\nKW  - kindred:7\r\nmoon\r\nkindred:8\r\n"
	want := "a heading\r\n\r\nTY  - JOUR\r\nTI  - T\r\nKW  - moon\r\nN1  - note\r\n more\r\nKW  - kindred:0\r\nKW  - kindred:tides / R&D\r\nER  - \r\n\r\n" +
		"TY  - JOUR\r\nTI  - U\r\nKW  - kindred:1\r\nKW  - kindred:tides / R&D\r\nER  - \r\nbetween\r\nTY  - JOUR\r\nTI  - V\r\nER  - \r\n" +
		"TY  - GEN\r\nTI  - W\r\nKW  - moon\r\nKW  - kindred:0\r\nKW  - kindred:tides / R&D\r\n"
	path := fileOf(t, "a.ris", file)
	got, done := writtenBack(t, FormRIS, tide, path)
	if got != want || done != (Written{Marked: 3}) {
		t.Errorf("%+v\n got %q\nwant %q", done, got, want)
	}
	if again, _ := writtenBack(t, FormRIS, tide, fileOf(t, "b.ris", got)); again != got {
		t.Errorf("written back twice:\n got %q\nwant %q", again, got)
	}
	sameDocuments(t, path, fileOf(t, "c.ris", got))
}

// TestWriteBackOfSome: a record that is left out loses what an earlier run added, and nothing else of it changes.
func TestWriteBackOfSome(t *testing.T) {
	for form, c := range map[Form]struct{ file, want string }{
		FormBibTeX: {"\xef\xbb\xbf@misc{a, title={Tides}, keywords={moon, kindred:7, kindred:old}}\n@string{x={kindred:7}}\n@misc{b, title={Sun}, keywords={kindred:7}}\n@misc{c, title={Ice}, keywords = {k, kindred:8}",
			"\xef\xbb\xbf@misc{a, title={Tides}, keywords={moon}}\n@string{x={kindred:7}}\n@misc{b, title={Sun}, keywords={kindred:2, kindred:sea}}\n@misc{c, title={Ice}, keywords = {k, kindred:8}"},
		FormRIS: {"TY  - JOUR\nTI  - Tides\nKW  - moon\nKW  - kindred:7\nER  - \nTY  - JOUR\nTI  - Sun\nKW  - kindred:7\nER  - \n",
			"TY  - JOUR\nTI  - Tides\nKW  - moon\nER  - \nTY  - JOUR\nTI  - Sun\nKW  - kindred:2\nKW  - kindred:sea\nER  - \n"},
	} {
		c1 := load(t, fileOf(t, "a.bib", c.file))
		docs := slices.DeleteFunc(c1.Documents, func(d Document) bool { return d.Title != "Sun" })
		var b bytes.Buffer
		done, err := WriteBack(context.Background(), &b, form, c1.Files, docs, []Mark{{Topic: 2, Label: "sea"}}, Options{})
		if err != nil || b.String() != c.want || done != (Written{Marked: 1}) {
			t.Errorf("%v %+v\n got %q\nwant %q", err, done, b.String(), c.want)
		}
	}
}

func TestWriteBackTables(t *testing.T) {
	mark := func(row int) Mark { return Mark{Topic: row, Label: "sea, ice", Similarity: 0.25} }
	for name, c := range map[string]struct{ table, want string }{
		"plain":     {"id,title\n1,Tides\n2,Moon\n", "id,title,topic_id,topic_label,similarity\n1,Tides,0,\"sea, ice\",0.250000\n2,Moon,1,\"sea, ice\",0.250000\n"},
		"quoted":    {"\"id\",\"title\"\r\n\"1\",\"Tides\r\nand moon\"\r\n", "\"id\",\"title\",\"topic_id\",\"topic_label\",\"similarity\"\r\n\"1\",\"Tides\r\nand moon\",\"0\",\"sea, ice\",\"0.250000\"\r\n"},
		"semicolon": {"sep=;\nid;title\n1;Tides", "sep=;\nid;title;topic_id;topic_label;similarity\n1;Tides;0;sea, ice;0.250000"},
		"taken":     {"topic_id,title,similarity\n8,Tides,x\n", "topic_id,title,similarity,topic_id_2,topic_label,similarity_2\n8,Tides,x,0,\"sea, ice\",0.250000\n"},
		"earlier":   {"id,title,topic_id,topic_label,similarity\n1,Tides,7,old,0.1\n2,Moon\n3,Sun,7,old,0.1,more\n", "id,title,topic_id,topic_label,similarity\n1,Tides,0,\"sea, ice\",0.250000\n2,Moon,1,\"sea, ice\",0.250000\n3,Sun,2,\"sea, ice\",0.250000,more\n"},
		"short":     {"id,title,venue\n1,Tides\n", "id,title,venue,topic_id,topic_label,similarity\n1,Tides,,0,\"sea, ice\",0.250000\n"},
		"long":      {"title,id\nTides,1,more\nMoon,2,,\n", "title,id,topic_id,topic_label,similarity\nTides,1,0,\"sea, ice\",0.250000,more\nMoon,2,1,\"sea, ice\",0.250000,,\n"},
		"long text": {"id,title\n1,Tides, moon\n", "id,title,topic_id,topic_label,similarity\n1,\"Tides, moon\",0,\"sea, ice\",0.250000\n"},
		"stray":     {"id,title\n1,Tides\n2,\"Moon\n3,Sun\n", "id,title,topic_id,topic_label,similarity\n1,Tides,0,\"sea, ice\",0.250000\n2,\"Moon,,,\n3,Sun,1,sea ice,0.250000\n"},
		"old mac":   {"id,title\r1,Tides\r2,Moon\r", "id,title,topic_id,topic_label,similarity\r1,Tides,0,\"sea, ice\",0.250000\r2,Moon,1,\"sea, ice\",0.250000\r"},
		"mark":      {"\xef\xbb\xbfid\ttitle\n\n1\tTides\n", "\xef\xbb\xbfid\ttitle\ttopic_id\ttopic_label\tsimilarity\n\n1\tTides\t0\tsea, ice\t0.250000\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, done := writtenBack(t, FormCSV, mark, fileOf(t, "a.csv", c.table))
			if got != c.want || done.Marked == 0 {
				t.Errorf("%+v\n got %q\nwant %q", done, got, c.want)
			}
			if again, _ := writtenBack(t, FormCSV, mark, fileOf(t, "a.csv", got)); again != got && name != "taken" {
				t.Errorf("written back twice:\n got %q\nwant %q", again, got)
			}
		})
	}
}

// TestSharedWriteBack takes out of real files what was put in, by expressions of its own, and reads both.
func TestSharedWriteBack(t *testing.T) {
	mark := func(row int) Mark { return Mark{Topic: row % 7, Label: "mud, R&D_x"} }
	bib := func(s string) string {
		s = regexp.MustCompile(`(?i),?\s*keywords\s*=\s*[{"](kindred:[^{}"]*)?[}"]`).ReplaceAllString(s, "")
		return regexp.MustCompile(`[,;]\s*kindred:[^,;{}"]*[^,;{}"\s]`).ReplaceAllString(s, "")
	}
	ris := func(s string) string { return regexp.MustCompile(`KW  - kindred:[^\n]*\n`).ReplaceAllString(s, "") }
	for _, c := range []struct {
		form  Form
		name  string
		strip func(string) string
	}{{FormBibTeX, "bibtex/taln-2015.bib", bib}, {FormBibTeX, "bibtex/zotero-873.bib", bib}, {FormRIS, "ris/zotero.ris", ris}, {FormRIS, "ris/scopus.ris", ris}} {
		t.Run(c.name, func(t *testing.T) {
			path := sharedFormat(t, c.name)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Skip(err)
			}
			got, done := writtenBack(t, c.form, mark, path)
			if docs := len(load(t, path).Documents); done.Unmarked > 0 || done.Marked < docs || done.Converted > 0 || strings.Count(got, "kindred:") != 2*done.Marked {
				t.Errorf("%+v of %d papers", done, docs)
			}
			if c.strip(got) != c.strip(string(raw)) {
				t.Error("more has changed than the keywords")
			}
			other := fileOf(t, filepath.Base(c.name), got)
			sameDocuments(t, path, other)
			if again, _ := writtenBack(t, c.form, mark, other); again != got {
				t.Error("written back twice it differs")
			}
		})
	}
}

// A paper without a topic has its cells in a table, and does not count as marked.
func TestWriteBackTableWithoutTopic(t *testing.T) {
	got, done := writtenBack(t, FormCSV, tide, fileOf(t, "a.csv", "id,title\n1,A\n2,B\n3,C\n"))
	if !strings.HasSuffix(got, "\n3,C,-1,(no text),0.000000\n") || done != (Written{Marked: 2}) {
		t.Errorf("%+v %q", done, got)
	}
}

// TestSharedWriteBackTables compares the cells of real tables by another reader of CSV.
func TestSharedWriteBackTables(t *testing.T) {
	for _, name := range []string{"zotero-csv/library.csv", "scopus-csv/sample.csv"} {
		t.Run(name, func(t *testing.T) {
			path := sharedFormat(t, name)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Skip(err)
			}
			got, _ := writtenBack(t, FormCSV, tide, path)
			was, now := cellsIn(t, string(raw)), cellsIn(t, got)
			if len(was) != len(now) {
				t.Fatalf("%d rows of %d", len(now), len(was))
			}
			for i, row := range was {
				if !slices.Equal(now[i][:len(row)], row) || len(now[i]) != len(row)+3 {
					t.Errorf("row %d: %q", i, now[i])
				}
			}
			if again, _ := writtenBack(t, FormCSV, tide, fileOf(t, "again.csv", got)); again != got {
				t.Error("written back twice it differs")
			}
		})
	}
}

func cellsIn(t *testing.T, s string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestConverted: what is written from the fields of papers is read back to the same fields.
func TestConverted(t *testing.T) {
	papers := `{"id":"a/1, {x}","title":"Of 50 % & more: the #1_way ~ to 'say' \\ ''x'' -- or ^","authors":["Ada Byron","Tide, Moon and Sea Group"],"date":"2021-03-04","venue":"Acta & Co","doi":"10.5555/a_b","url":"https://x.org/~a%20b_c","abstract":"One $x_{1}^2$ and $5.\r\n\r\nTwo: a} and {b.\nThree\t of them. ","keywords":["a, b","c"],"lang":"fr"}
{"id":"b","title":"Plain","authors":["The {Tide} Group"],"date":"2020","pmid":"123456","arxiv_id":"2101.00001"}
{"id":"a-1---x-","title":"Taken","abstract":"ER  - is\n\nER  - the end of a record."}
`
	path := fileOf(t, "p.jsonl", papers)
	want := bareDocuments(load(t, path))
	for form, name := range map[Form]string{FormBibTeX: "p.bib", FormRIS: "p.ris", FormCSV: "p.csv"} {
		text, done := writtenBack(t, form, tide, path)
		if done != (Written{Converted: 3}) {
			t.Errorf("%s: %+v", form, done)
		}
		got := bareDocuments(load(t, fileOf(t, name, text)))
		if len(got) != len(want) {
			t.Fatalf("%s: %d papers\n%s", form, len(got), text)
		}
		for i, w := range want {
			g := got[i]
			g.Fields, w.Fields = nil, nil
			if form == FormBibTeX && i == 0 {
				g.ID = w.ID
			}
			if form == FormRIS {
				w.IDs, g.IDs, w.URL, g.URL = map[string]string{"doi": w.IDs[DOI]}, map[string]string{"doi": g.IDs[DOI]}, "", ""
			}
			if form != FormBibTeX && i == 0 {
				w.Keywords, g.Keywords = nil, nil
			}
			g.named, w.named = 0, 0
			if !reflect.DeepEqual(g, w) {
				t.Errorf("%s:\n got %+v\nwant %+v", form, g, w)
			}
		}
	}
}

// TestConvertedIDs: ids of databases, and where a preprint came out, are read back out of every form that has a place for them.
func TestConvertedIDs(t *testing.T) {
	for _, w := range []map[string]string{{PMCID: "PMC12", PMID: "34", "wos": "WOS:000123"}, {PMCID: "PMC56", "scopus": "2-s2.0-78"}} {
		d := &Document{ID: "a", Title: "Tides", Venue: "bioRxiv", IDs: w, Fields: map[string]string{"type": "preprint"}}
		for name, text := range map[string]string{
			"a.bib": newConverter(keys{}).bibTeX(d, Mark{Topic: -1}), "a.ris": converter{}.ris(d, Mark{Topic: -1}),
		} {
			if got := load(t, fileOf(t, name, text)).Documents[0]; !maps.Equal(got.IDs, w) || got.Venue != "bioRxiv" {
				t.Errorf("%s: %v %q\n%s", name, got.IDs, got.Venue, text)
			}
		}
	}
}

// TestHowPublished: where something came out is its venue, the way to it is not.
func TestHowPublished(t *testing.T) {
	for how, want := range map[string]string{
		"bioRxiv": "bioRxiv", "Lecture notes, Tidal School": "Lecture notes, Tidal School", `\url{https://x.example}`: "", "Available online": "",
		"Website, accessed 2 May 2020": "", "www.x.example": "", "arXiv:2101.00001": "",
	} {
		d := mustRead(t, Options{}, "@misc{a, title = {T}, howpublished = {"+how+"}}\n").Documents[0]
		if d.Venue != want || want == "" && d.Fields["howpublished"] == "" {
			t.Errorf("%q: %q %q", how, d.Venue, d.Fields)
		}
	}
}

// A line end in an address or a DOI begins no line of RIS.
func TestConvertedAddressIsOneLine(t *testing.T) {
	d := &Document{ID: "a", Title: "Tides", URL: "https://x.org/a\nER  - ", IDs: map[string]string{"doi": "10.5555/a\nTY  - JOUR"}}
	if text := (converter{}).ris(d, Mark{Topic: -1}); strings.Count(text, "\nER") != 1 || strings.Contains(text, "\nTY") {
		t.Errorf("%s", text)
	}
}

// TestConvertedKeys: no key that is made is that of another entry, whatever its case: of one that stands there under an id that was
// changed, or was merged or left out, or of one that is made.
func TestConvertedKeys(t *testing.T) {
	a := fileOf(t, "a.bib", "@misc{Tides, title = {A}}\n@misc{moon, title = {B}, doi = {10.5555/b}}\n@misc{luna, title = {B}, doi = {10.5555/b}}\n")
	j := fileOf(t, "b.jsonl", `{"id":"tides","title":"C"}`+"\n"+`{"id":"luna","title":"D"}`+"\n"+`{"id":"Sea","title":"E"}`+"\n"+`{"id":"sea","title":"F"}`+"\n"+`{"id":"a=b","title":"G"}`+"\n"+`{"id":"A-B","title":"H"}`+"\n")
	text, done := writtenBack(t, FormBibTeX, tide, a, j)
	var made []string
	for _, m := range regexp.MustCompile(`@misc\{([^,]*),`).FindAllStringSubmatch(text, -1) {
		made = append(made, m[1])
	}
	want := []string{"Tides", "moon", "luna", "tides-2", "luna-2", "Sea", "sea-2", "a-b-2", "A-B"}
	if !slices.Equal(made, want) || done.Converted != 6 {
		t.Errorf("%+v %q, want %q", done, made, want)
	}
}

// TestWriteBackSeveral: files of the form stand one behind the other, papers of others follow, and tables that differ are refused.
// TestConvertedKeysOfOneSpelling gives keys to ids that BibTeX spells alike, of which no number may be tried twice, or this takes hours.
func TestConvertedKeysOfOneSpelling(t *testing.T) {
	const signs = "{}(),=\"'#"
	c := newConverter(keys{"-------3": "a"}) // a key that another paper has
	seen := map[string]bool{}
	for i := range 200000 {
		id := make([]byte, 6)
		for at, n := 0, i; at < len(id); at, n = at+1, n/len(signs) {
			id[at] = signs[n%len(signs)]
		}
		seen[c.key(&Document{ID: string(id)})] = true
	}
	if len(seen) != 200000 || !seen["------"] || seen["-------3"] || !seen["-------200001"] {
		t.Errorf("%d keys of 200000 papers", len(seen))
	}
}

func TestWriteBackSeveral(t *testing.T) {
	mark := func(row int) Mark { return Mark{Topic: row, Label: "x"} }
	a, b := fileOf(t, "a.bib", "@misc{a, title = {A}}"), fileOf(t, "b.bib", "\xef\xbb\xbf@misc{b, title = {B}}\n")
	j := fileOf(t, "c.jsonl", `{"id":"c","title":"C"}`+"\n")
	got, done := writtenBack(t, FormBibTeX, mark, a, j, b, a)
	want := "@misc{a, title = {A}, keywords = {kindred:0, kindred:x}}\n@misc{b, title = {B}, keywords = {kindred:2, kindred:x}}\n@misc{c,\n  title = {C},\n  keywords = {kindred:1, kindred:x}\n}\n"
	if got != want || done != (Written{Marked: 2, Converted: 1}) {
		t.Errorf("%+v %q", done, got)
	}
	one, two, other := fileOf(t, "1.csv", "\"id\",\"title\"\n1,A"), fileOf(t, "2.csv", "# x\n\"id\",\"title\"\r\n2,B\n"), fileOf(t, "3.csv", "id,title,year\n3,C,1\n")
	if got, _ := writtenBack(t, FormCSV, mark, one, two); got != "\"id\",\"title\",\"topic_id\",\"topic_label\",\"similarity\"\n1,A,\"0\",\"x\",\"0.000000\"\n2,B,\"1\",\"x\",\"0.000000\"\n" {
		t.Errorf("%q", got)
	}
	for _, files := range [][]string{{one, other}, {one, j}} {
		c := load(t, files...)
		_, err := WriteBack(context.Background(), &bytes.Buffer{}, FormCSV, c.Files, c.Documents, make([]Mark, len(c.Documents)), Options{})
		if err == nil || !strings.Contains(err.Error(), files[1]) || !strings.Contains(err.Error(), "one of them at a time") {
			t.Errorf("%v", err)
		}
	}
}

// TestTablesFromStandardInput: their header is looked at before any is copied, also where one comes from there.
func TestTablesFromStandardInput(t *testing.T) {
	const one, two = "id,title\n1,Bees\n", "id,title\n2,Moons\n"
	names := []string{"-", fileOf(t, "two.csv", two)}
	c := mustLoad(t, Options{Stdin: strings.NewReader(one)}, names...)
	var b bytes.Buffer
	_, err := WriteBack(context.Background(), &b, FormCSV, c.Files, c.Documents, make([]Mark, 2), Options{Stdin: strings.NewReader(one)})
	if want := "id,title,topic_id,topic_label,similarity\n1,Bees,0,,0.000000\n2,Moons,0,,0.000000\n"; err != nil || b.String() != want {
		t.Errorf("%v, %q", err, b.String())
	}
}

// TestWriteBackEncodings: UTF-16 comes back as UTF-8, and an older encoding keeps its bytes, with labels that fit it.
func TestWriteBackEncodings(t *testing.T) {
	mark := func(int) Mark { return Mark{Topic: 1, Label: "café, tides"} }
	got, _ := writtenBack(t, FormBibTeX, mark, fileOf(t, "a.bib", "@misc{a, title = {Le caf\xe9 est bon}}\n"))
	if want := "@misc{a, title = {Le caf\xe9 est bon}, keywords = {kindred:1, kindred:cafe / tides}}\n"; got != want {
		t.Errorf("%q", got)
	}
	var utf16 []byte
	for _, c := range "\ufeff@misc{a, title = {Le café}}\n" {
		utf16 = append(utf16, byte(c), byte(c>>8))
	}
	got, _ = writtenBack(t, FormBibTeX, mark, fileOf(t, "b.bib", string(utf16)))
	if want := "@misc{a, title = {Le café}, keywords = {kindred:1, kindred:café / tides}}\n"; got != want {
		t.Errorf("%q", got)
	}
}

// A comment that names the encoding of a library is true of what is written.
func TestWriteBackDeclaresUTF8(t *testing.T) {
	mark := func(int) Mark { return Mark{Topic: 1, Label: "café"} }
	got, _ := writtenBack(t, FormBibTeX, mark, fileOf(t, "a.bib", "% Encoding: Cp1252\n\n@misc{a, title = {Le caf\xe9 est tr\xe8s bon}}\n"))
	if want := "% Encoding: UTF-8\n\n@misc{a, title = {Le café est très bon}, keywords = {kindred:1, kindred:café}}\n"; got != want {
		t.Errorf("%q", got)
	}
	text := "% Encoding: UTF-8\n@misc{a, title = {A}}\n"
	if got, _ := writtenBack(t, FormBibTeX, mark, fileOf(t, "b.bib", text)); !strings.HasPrefix(got, "% Encoding: UTF-8\n@misc{a, title = {A}, ") {
		t.Errorf("%q", got)
	}
}

// Where tables were joined to one their header stands again, and is one still behind writing.
func TestWriteBackJoinedTables(t *testing.T) {
	got, _ := writtenBack(t, FormCSV, func(int) Mark { return Mark{Topic: 1, Label: "mud"} }, fileOf(t, "a.csv", "id,title\n1,A\nid,title\n2,B\n"))
	want := "id,title,topic_id,topic_label,similarity\n1,A,1,mud,0.000000\nid,title,topic_id,topic_label,similarity\n2,B,1,mud,0.000000\n"
	if got != want {
		t.Errorf("%q", got)
	}
}

// FuzzWriteBack holds writing back to its promises on any file in one of the forms: no byte is lost, what is read again is the same
// papers, and a second time changes nothing. A file whose encoding is in doubt keeps its odd bytes; the encoding of these is judged by
// the words around them, so that what is added may settle the doubt the second time.
func FuzzWriteBack(f *testing.F) {
	addAll(f, "@article{a, title = {A}, keywords = {x, y}}\n@string{x = {y}}@book{b,title=\"B\",\n}", "@misc{a, title = {A}, keywords = k # {, z} # 5}", "@misc(a, title={A}, keyword = {{a; b}},)",
		"TY  - JOUR\nTI  - A\nKW  - a; b\nER  - \n", "TY - JOUR\r\nTI - A\r\nKW - a\r\n b\r\nTY - GEN\r\nT1 - B\r\n", "id,title\n1,A\n2,\"B\nb\"\n3\n4,D,more\n", "title\tyear\n\"x\t1\ny\t2", "title;id\r\na;\"b\"\"c\"\r\n",
		"id,title\nA\n2,\"B\nb\"e", "id,title\n1\n2,0,0,",
		"@c{0,AAa0= {= A ke\xff\xff\xff\xff0}rds A}  # \x9400\r0}", "@A{0,0=\xa7000\x82\xf8A\xb1A0\xff}\xd60", "% Encoding: Cp1252\n@misc{a, title = {caf\xe9}}",
		"ti,id\rti,id\r!", "id,title\n1,A,more,\t\n", "id,title\n\"tle\n\"e>\n\"", "id,title\n\"\n\"o3e\n\"o3e\n3e\n1,1,A\n2,\n4,D,m,title\n\"")
	f.Fuzz(func(t *testing.T, data []byte) {
		if isPacked(data) || len(data) > 1<<16 {
			return
		}
		text, docs, form := writeBackBytes(t, data)
		if form == "" || form == FormCSV && strayAndLong(data) {
			return
		}
		own := bytes.Contains(data, []byte(ownPrefix)) || bytes.Contains(data, []byte("topic_id"))
		given := declaredAnew(decodedFile(t, data))
		doubtful := !utf8.Valid(given)
		if form == FormCSV { // of a row that is too long the last cell is quoted anew
			given = bytes.ReplaceAll(given, []byte{'"'}, nil)
		}
		if !own && !holdsAll(text, given) {
			t.Fatalf("bytes were lost:\n%q\n%q", data, text)
		}
		again, other, form := writeBackBytes(t, text)
		if !own && !doubtful && form != "" && !bytes.Equal(again, text) {
			t.Fatalf("written back twice:\n%q\n%q\n%q", data, text, again)
		}
		if utf8.Valid(data) && !bytes.ContainsAny(data, "\x00") && !own {
			sameRead(t, docs, other, text)
		}
	})
}

// strayAndLong tells whether a table has a quote that is never closed and a row that is too long: what is added there may close it.
func strayAndLong(data []byte) bool {
	src, err := Open([]string{"-"}, Options{Stdin: bytes.NewReader(data), Threads: 1})
	if err != nil {
		return false
	}
	c, _ := src.Load(context.Background())
	return c != nil && problem(c, kindBadRow).Count > 0 && problem(c, kindLongRow).Count > 0
}

// writeBackBytes reads data and writes it back in its own form, "" if it has none, or is a table with rows that can be told from others
// by their number of cells alone.
func writeBackBytes(t *testing.T, data []byte) ([]byte, []Document, Form) {
	src, err := Open([]string{"-"}, Options{Stdin: bytes.NewReader(data), Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	c, err := src.Load(context.Background())
	if err != nil {
		return nil, nil, ""
	}
	for _, form := range []Form{FormBibTeX, FormRIS, FormCSV} {
		if !form.holds(c.Files[0].Format) {
			continue
		}
		marks := make([]Mark, len(c.Documents))
		for i := range marks {
			marks[i] = Mark{Topic: 4, Label: "mud, R&D"}
		}
		var b bytes.Buffer
		done, err := WriteBack(context.Background(), &b, form, c.Files, c.Documents, marks, Options{Stdin: bytes.NewReader(data)})
		if err != nil {
			t.Fatalf("%v: %q", err, data)
		}
		if form == FormCSV && done.Unmarked > 0 {
			return nil, nil, "" // what quotes belong to which row there depends on the number of columns
		}
		return b.Bytes(), bareDocuments(c), form
	}
	return nil, nil, ""
}

// decodedFile is a file as it is read, in UTF-8 as a whole if its encoding is found.
func decodedFile(t *testing.T, data []byte) []byte {
	r := &reading{options: Options{Stdin: bytes.NewReader(data)}.withDefaults(), sum: newDigest(), budget: 1 << 20}
	in, err := r.open(file{path: "-"})
	if err != nil {
		t.Fatal(err)
	}
	defer in.close()
	text, err := io.ReadAll(in.raw)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// holdsAll tells whether the bytes of data occur in text in their order.
func holdsAll(text, data []byte) bool {
	for _, c := range text {
		if len(data) > 0 && data[0] == c {
			data = data[1:]
		}
	}
	return len(data) == 0
}

// sameRead compares papers in what a record says of them; ids that were made go by the content, and are compared with it.
func sameRead(t *testing.T, one, other []Document, text []byte) {
	if len(one) != len(other) {
		t.Fatalf("%d papers and %d: %q", len(one), len(other), text)
	}
	for i := range one {
		a, b := one[i], other[i]
		if a.ID != b.ID || a.Title != b.Title || a.Abstract != b.Abstract || !slices.Equal(a.Authors, b.Authors) || !slices.Equal(a.Keywords, b.Keywords) || !a.Date.Equal(b.Date) {
			t.Fatalf("%+v\n%+v\n%q", a, b, text)
		}
	}
}

// TestWriteBackOfChanged: a record that is not where it was when it was read is an error, never a mark in a wrong record.
func TestWriteBackOfChanged(t *testing.T) {
	for form, was := range map[Form]string{
		FormBibTeX: "@misc{a, title={Tides}}\n@misc{b, title={Moon}}\n",
		FormRIS:    "TY  - JOUR\nTI  - Tides\nER  - \nTY  - JOUR\nTI  - Moon\nER  - \n",
		FormCSV:    "id,title\n1,Tides\n2,Moon\n",
	} {
		path := fileOf(t, "a."+map[Form]string{FormBibTeX: "bib", FormRIS: "ris", FormCSV: "csv"}[form], was)
		c := load(t, path)
		for name, now := range map[string]string{
			"a byte more":    strings.Replace(was, "Tides", "Tidess", 1),
			"a byte less":    strings.Replace(was, "Tides", "Tide", 1),
			"the last gone":  was[:strings.Index(was, "Moon")-6],
			"a line before":  "\n" + was,
			"longer by some": strings.Replace(was, "Moon", "Moons", 1),
		} {
			if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := WriteBack(context.Background(), &bytes.Buffer{}, form, c.Files, c.Documents, make([]Mark, 2), Options{})
			if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "not as it was when it was read: run again") {
				t.Errorf("%s, %s: %v", form, name, err)
			}
		}
	}
}
