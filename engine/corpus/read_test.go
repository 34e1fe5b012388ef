package corpus

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// read loads one text from standard input.
func read(t *testing.T, o Options, text string) (*Collection, error) {
	t.Helper()
	o.Stdin = strings.NewReader(text)
	s, err := Open([]string{"-"}, o)
	if err != nil {
		t.Fatal(err)
	}
	return s.Load(context.Background())
}

// mustLoad loads sources; "-" is what o has for standard input.
func mustLoad(t testing.TB, o Options, names ...string) *Collection {
	t.Helper()
	s, err := Open(names, o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustRead(t *testing.T, o Options, text string) *Collection {
	t.Helper()
	c, err := read(t, o, text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// problem returns the problem of a kind, with Count 0 if there is none.
func problem(c *Collection, kind string) Problem {
	for _, p := range c.Problems {
		if p.Kind == kind {
			return p
		}
	}
	return Problem{}
}

// writeFiles makes a folder of files.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func titles(c *Collection) []string {
	var out []string
	for _, d := range c.Documents {
		out = append(out, d.Title)
	}
	return out
}

func ids(c *Collection) []string {
	var out []string
	for _, d := range c.Documents {
		out = append(out, d.ID)
	}
	return out
}

// TestOnePaperInEveryFormat: the same two papers, however they are written down.
func TestOnePaperInEveryFormat(t *testing.T) {
	for _, c := range []struct{ name, format, text string }{
		{"lines", "jsonl", `{"id":"a","title":"Moss on stone","abstract":"Moss grows.","year":2021}` + "\n\n" + `{"id":"b","title":"Rain","abstract":"It \"rains\",\nand stops.","year":2022}`},
		{"carriage returns", "jsonl", "{\"id\":\"a\",\"title\":\"Moss on stone\",\"abstract\":\"Moss grows.\",\"year\":2021}\r\n{\"id\":\"b\",\"title\":\"Rain\",\"abstract\":\"It \\\"rains\\\",\\nand stops.\",\"year\":2022}\r\n"},
		{"array", "json", "[\n {\"id\":\"a\",\"title\":\"Moss on stone\",\n \"abstract\":\"Moss grows.\",\"year\":2021},\n {\"id\":\"b\",\"title\":\"Rain\",\"abstract\":\"It \\\"rains\\\",\\nand stops.\",\"year\":2022}\n]\n"},
		{"one-line array", "json", `[{"id":"a","title":"Moss on stone","abstract":"Moss grows.","year":2021},{"id":"b","title":"Rain","abstract":"It \"rains\",\nand stops.","year":2022}]`},
		{"wrapped", "json", `{"count":2,"next":{"papers":[{"x":1}]},"papers":[{"id":"a","title":"Moss on stone","abstract":"Moss grows.","year":2021},{"id":"b","title":"Rain","abstract":"It \"rains\",\nand stops.","year":2022}],"end":[{"id":"c"}]}`},
		{"objects over lines", "json", "{\n\"id\":\"a\",\"title\":\"Moss on stone\",\"abstract\":\"Moss grows.\",\n\"year\":2021}\n{\n\"id\":\"b\",\"title\":\"Rain\",\"abstract\":\"It \\\"rains\\\",\\nand stops.\",\"year\":2022}\n"},
		{"commas", "csv", "\ufeffid,Title,ABSTRACT,Publication Year\na,Moss on stone,Moss grows.,2021\nb,Rain,\"It \"\"rains\"\",\nand stops.\",2022\n"},
		{"tabs", "tsv", "id\ttitle\tabstract\tyear\r\na\tMoss on stone\tMoss grows.\t2021\r\nb\tRain\t\"It \"\"rains\"\",\nand stops.\"\t2022\r\n"},
		{"semicolons", "csv", "id;title;abstract;year\na;Moss on stone;Moss grows.;2021\nb;Rain;\"It \"\"rains\"\",\nand stops.\";2022"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mustRead(t, Options{}, c.text)
			if got.Files[0].Format != c.format || len(got.Documents) != 2 || len(got.Problems) != 0 {
				t.Fatalf("format %s, %d documents, problems %v", got.Files[0].Format, len(got.Documents), got.Problems)
			}
			a, b := got.Documents[0], got.Documents[1]
			if a.ID != "a" || a.Title != "Moss on stone" || a.Abstract != "Moss grows." || a.DateString() != "2021" {
				t.Errorf("first paper %+v", a)
			}
			if b.ID != "b" || b.Title != "Rain" || b.Abstract != "It \"rains\",\nand stops." || b.DateString() != "2022" {
				t.Errorf("second paper %+v", b)
			}
			record := c.text[b.Origins[0].Offset:][:b.Origins[0].Length]
			if !strings.Contains(record, "Rain") || !strings.HasPrefix(strings.TrimLeft(record, "{\n"), "b") && !strings.Contains(record, `"b"`) {
				t.Errorf("origin %+v holds %q", b.Origins[0], record)
			}
			if want := 1 + strings.Count(c.text[:b.Origins[0].Offset], "\n"); b.Origins[0].Line != want || b.Origins[0].Record != 2 {
				t.Errorf("origin %+v, want line %d", b.Origins[0], want)
			}
		})
	}
}

func TestFields(t *testing.T) {
	c := mustRead(t, Options{}, `{"id":12345678901234567890,"title":" Two\n words ","abstract":null,"authors":[{"given":"Ada","family":"Byron"},{"name":"Li Wei"},"B. Roe"],"labels":["x","y"],"keywords":"salt; light, heat","categories":"cs.LG stat.ML","doi":"https://doi.org/10.1234/ABC.5","arxiv_id":"arXiv:2101.00001v2","pmid":77,"journal":"J. Salt","url":"http://x.y","language":"French","date":"March 2021","pages":12,"extra":{"a":[1, 2]},"none":null}
{"_id":"z","name":"T","summary":"S","authors":"Doe, Jane; Roe, Max","label":3,"published":"no date","year":1999}`)
	a, b := c.Documents[0], c.Documents[1]
	want := Document{ID: "12345678901234567890", Title: "Two words", Authors: []string{"Ada Byron", "Li Wei", "B. Roe"}, Labels: []string{"x", "y"},
		Keywords: []string{"salt", "light, heat"}, Categories: []string{"cs.LG", "stat.ML"}, Venue: "J. Salt", URL: "http://x.y", Lang: "fr",
		IDs:    map[string]string{"doi": "10.1234/abc.5", "arxiv": "2101.00001v2", "pmid": "77"},
		Fields: map[string]string{"pages": "12", "extra": `{"a":[1,2]}`}, Date: a.Date, Precision: Month, Origins: a.Origins}
	if !reflect.DeepEqual(a, want) || a.DateString() != "2021-03" {
		t.Errorf("got  %+v\nwant %+v", a, want)
	}
	if b.ID != "z" || b.Title != "T" || b.Abstract != "S" || !slices.Equal(b.Authors, []string{"Doe, Jane", "Roe, Max"}) ||
		!slices.Equal(b.Labels, []string{"3"}) || b.DateString() != "1999" || b.Fields["published"] != "no date" {
		t.Errorf("second %+v", b)
	}
}

func TestFieldsNamedByOptions(t *testing.T) {
	o := Options{IDField: "pid", TitleField: "heading", AbstractField: "long", DateField: "when", LabelField: "kind"}
	for _, text := range []string{
		`{"pid":"1","id":"no","heading":"T","title":"no","long":"A b.","abstract":"no","when":"2020-02","kind":"k","label":"no"}`,
		"pid,id,heading,title,long,abstract,when,kind,label\n1,no,T,no,A b.,no,2020-02,k,no\n",
	} {
		d := mustRead(t, o, text).Documents[0]
		if d.ID != "1" || d.Title != "T" || d.Abstract != "A b." || d.DateString() != "2020-02" || !slices.Equal(d.Labels, []string{"k"}) || d.Fields["title"] != "no" {
			t.Errorf("%q: %+v", text, d)
		}
	}
	record := `{"id":"1","title":"T","abstract":"A","doi":"10.1/x","date":"2020","label":"k"}`
	for name, o := range map[string]Options{"id": {IDField: "nope"}, "title": {TitleField: "nope"}, "abstract": {AbstractField: "nope"}, "date": {DateField: "nope"}, "label": {LabelField: "nope"}} {
		if p := problem(mustRead(t, o, record), kindNoField); p.Count != 1 || !strings.Contains(p.Message, `"nope"`) {
			t.Errorf("%s: a field that no record has passes without a word: %v", name, p)
		}
	}
	if p := problem(mustRead(t, Options{IDField: "a", DateField: "b"}, record), kindNoField); p.Count != 2 || !strings.Contains(p.Message, `"a" or "b"`) {
		t.Errorf("two fields that no record has: %v", p)
	}
	if p := problem(mustRead(t, Options{IDField: "pid"}, record+"\n"+`{"PID":"2","title":"U"}`), kindNoField); p.Count != 0 {
		t.Errorf("a field that one record has: %v", p)
	}
	if _, err := read(t, Options{TitleField: "nowhere"}, "id,title,abstract\n1,T,A\n"); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a column that is not there: %v", err)
	}
}

// TestFieldsNamedByOptionsOrUsual reads files that have a field of the name given and such as have not.
func TestFieldsNamedByOptionsOrUsual(t *testing.T) {
	o := Options{IDField: "pid", TitleField: "heading", AbstractField: "long", OrUsual: true}
	for text, want := range map[string]string{
		`{"pid":"1","id":"no","heading":"T","title":"no","long":"A b.","abstract":"no"}`: "1 T A b.",
		`{"id":"2","title":"U","abstract":"C d."}`:                                       "2 U C d.",
		`{"id":"3","heading":"","title":"no","abstract":"C d."}`:                         "3  C d.",
		"pid,id,heading,title,long,abstract\n1,no,T,no,A b.,no\n":                        "1 T A b.",
		"id,title,abstract\n2,U,C d.\n":                                                  "2 U C d.",
		"pid,title,abstract\n4,U,C d.\n":                                                 "4 U C d.",
	} {
		c := mustRead(t, o, text)
		if d := c.Documents[0]; d.ID+" "+d.Title+" "+d.Abstract != want || problem(c, kindNoField).Count != 0 {
			t.Errorf("%q: %+v, %v", text, d, c.Problems)
		}
	}
}

func TestTextAlone(t *testing.T) {
	long := strings.Repeat("word ", 30) + "end."
	c := mustRead(t, Options{}, `{"text":"Crabs see well, e.g. at night. They hide."}
{"text":"`+long+`"}
{"abstract":"No title here."}
{"title":"","abstract":""}`)
	if got := titles(c); !slices.Equal(got, []string{"Crabs see well, e.g. at night.", strings.TrimSpace(strings.Repeat("word ", 16)), "", ""}) {
		t.Errorf("titles %q", got)
	}
	if c.Documents[0].Abstract != "Crabs see well, e.g. at night. They hide." {
		t.Errorf("abstract %q", c.Documents[0].Abstract)
	}
	if problem(c, kindNoTitle).Count != 1 || problem(c, kindNoText).Count != 1 || len(c.Documents) != 4 {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestBadRecords(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       string
		record     int
		line, kept int
	}{
		{"line", "{\"id\":\"a\",\"title\":\"T\"}\n{\"id\":\"b\", oops}\n{\"id\":\"c\",\"title\":\"U\"}\n", kindBadJSON, 2, 2, 2},
		{"first line", "{\"id\":\"a\",\"title\":\"T\n{\"id\":\"c\",\"title\":\"U\"}\n{\"id\":\"d\",\"title\":\"V\"}", kindBadJSON, 1, 1, 2},
		{"no JSON first", "garbage\n{\"id\":\"c\",\"title\":\"U\"}\n{\"id\":\"d\",\"title\":\"V\"}", kindBadJSON, 1, 1, 2},
		{"number", "{\"id\":\"a\",\"title\":\"T\"}\n17\n", kindNotObject, 2, 2, 1},
		{"null", "{\"id\":\"a\",\"title\":\"T\"}\nnull\n", kindNotObject, 2, 2, 1},
		{"in an array", "[{\"id\":\"a\",\"title\":\"T\"},\n{\"id\":nope},\n{\"id\":\"c\",\"title\":\"U\"}]", kindBadJSON, 2, 2, 2},
		{"quote open in an array", "[{\"id\":\"a\",\"title\":\"T\"},\n{\"id\":\"b\",\"title\":\"x\n},\n{\"id\":\"c\",\"title\":\"U\"}]", kindBadJSON, 2, 2, 2},
		{"array cut", "[{\"id\":\"a\",\"title\":\"T\"},\n{\"id\":\"b\",\"ti", kindCutOff, 2, 2, 1},
		{"array not closed", "[{\"id\":\"a\",\"title\":\"T\"},\n", kindCutOff, 2, 2, 1},
		{"quote open", "id,title\na,T\nb,\"U\nc,W\nd,X\n", kindBadRow, 2, 3, 3},
		{"deep", "{\"id\":\"a\",\"title\":\"T\"}\n{\"x\":" + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "}\n", kindBadJSON, 2, 2, 1},
		{"long", "{\"id\":\"a\",\"title\":\"T\"}\n{\"title\":\"" + strings.Repeat("x", 200_000) + "\"}\n{\"id\":\"c\",\"title\":\"U\"}\n", kindTooLong, 2, 2, 2},
		{"long in an array", "[{\"id\":\"a\",\"title\":\"T\"},\n{\"title\":\"" + strings.Repeat("x", 200_000) + "\"},\n{\"id\":\"c\",\"title\":\"U\"}]", kindTooLong, 2, 2, 2},
		{"long row", "id,title\na,T\nb," + strings.Repeat("x", 200_000) + "\nc,U\n", kindTooLong, 2, 3, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{MaxRecord: 100_000}
			got := mustRead(t, o, c.text)
			p := problem(got, c.kind)
			if len(got.Documents) != c.kept || got.Files[0].Skipped != 1 || p.Count != 1 || p.First.Record != c.record || p.First.Line != c.line {
				t.Errorf("kept %v, info %+v, problems %v", titles(got), got.Files[0], got.Problems)
			}
			o.Strict = true
			_, err := read(t, o, c.text)
			var lost *RecordError
			if !errors.As(err, &lost) || lost.Origin.Line != c.line || !strings.HasPrefix(err.Error(), "corpus: -:") {
				t.Errorf("strict: %v", err)
			}
		})
	}
}

// TestDocumentsInOrder: the flat view gives documents and errors as they stand, and ends at the first error when strict.
func TestDocumentsInOrder(t *testing.T) {
	text := "{\"id\":\"a\",\"title\":\"T\"}\n{oops\n{\"id\":\"c\",\"title\":\"U\"}\n{oops\n"
	for _, c := range []struct {
		strict bool
		want   string
	}{{false, "a!c!"}, {true, "a!"}} {
		s, err := Open([]string{"-"}, Options{Strict: c.strict, Stdin: strings.NewReader(text)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for d, err := range s.Documents(context.Background()) {
			if err != nil {
				got += "!"
				continue
			}
			got += d.ID
		}
		if got != c.want {
			t.Errorf("strict %v: %q, want %q", c.strict, got, c.want)
		}
	}
}

// TestBatches: several batches of whole records, the same on any number of threads.
func TestBatches(t *testing.T) {
	var b bytes.Buffer
	for i := range 5000 {
		b.WriteString(`{"id":"` + strings.Repeat("i", i%7+1) + string(rune('a'+i%26)) + `","title":"` + strings.Repeat("long ", 200) + `"}` + "\n")
		if i%100 == 50 {
			b.WriteString("{bad\n")
		}
	}
	var want []string
	for _, threads := range []int{1, 2, 8} {
		s, err := Open([]string{"-"}, Options{Threads: threads, Stdin: bytes.NewReader(b.Bytes())})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		batches := 0
		for batch, err := range s.Batches(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			batches++
			for d, err := range func(yield func(Document, error) bool) { batch.each(yield) } {
				if err != nil {
					d.ID = err.Error()
				}
				got = append(got, d.ID)
			}
		}
		if want == nil {
			want = got
		}
		if batches < 5 || len(got) != 5050 || !slices.Equal(got, want) {
			t.Errorf("%d threads: %d batches, %d records", threads, batches, len(got))
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	s, err := Open([]string{"-"}, Options{Stdin: r})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := s.Load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader that waits for input: %v", err)
	}
}

func TestNaN(t *testing.T) {
	c := mustRead(t, Options{}, `{"id":"a","title":"NaN is no \" number","abstract":NaN,"year":-Infinity}`+"\n")
	if d := c.Documents[0]; d.Title != `NaN is no " number` || d.Abstract != "" {
		t.Errorf("%+v", d)
	}
}

func TestCSVStrayQuotes(t *testing.T) {
	c := mustRead(t, Options{}, "id,title,abstract\n1,A 5\" disk,\"He said \"so\" twice\"\n2,\"B\",\"\"\"x\"\"\"\n3,C\n")
	if c.Documents[0].Title != `A 5" disk` || c.Documents[0].Abstract != `He said "so" twice` || c.Documents[1].Abstract != `"x"` {
		t.Errorf("%+v", c.Documents)
	}
	if problem(c, kindShortRow).First.Line != 4 {
		t.Errorf("problems %v", c.Problems)
	}
}
