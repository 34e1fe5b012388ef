package corpus

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkRead reads data under small limits and holds every reader to its promises: no panic; strings are clean; ids are unique;
// origins lie inside the input in order; each record is kept, merged or reported; one thread reads as eight do.
func checkRead(t *testing.T, data []byte) {
	o := Options{Stdin: bytes.NewReader(data), MaxRecord: 1 << 12, MaxInput: 1 << 20, Threads: 1}
	s, err := Open([]string{"-"}, o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(context.Background())
	if c == nil {
		if !strings.HasPrefix(err.Error(), "corpus: ") {
			t.Fatalf("error without a place: %v", err)
		}
		return
	}
	seen := map[string]bool{}
	origins := 0
	for _, d := range c.Documents {
		if seen[d.ID] || d.ID == "" {
			t.Fatalf("id %q twice or empty", d.ID)
		}
		seen[d.ID] = true
		for _, text := range []string{d.ID, d.Title, d.Abstract, strings.Join(d.Authors, "")} {
			if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
				t.Fatalf("unclean text %q", text)
			}
		}
		origins += len(d.Origins)
		for _, origin := range d.Origins {
			if packed := problem(c, kindUTF16).Count > 0 || isRecoded(c) || isPacked(data) || isParquet(data); !packed && (origin.Offset < 0 || origin.Length < 0 || origin.Offset+origin.Length > int64(len(data))) {
				t.Fatalf("origin %+v outside %d bytes", origin, len(data))
			}
		}
	}
	kept, records, skipped := 0, 0, 0
	for _, f := range c.Files {
		kept, records, skipped = kept+f.Kept, records+f.Records, skipped+f.Skipped
	}
	if kept != len(c.Documents) || records != origins+skipped {
		t.Fatalf("%d records, %d skipped, %d origins, %d kept of %d documents", records, skipped, origins, kept, len(c.Documents))
	}
	o.Stdin, o.Threads = bytes.NewReader(data), 8
	s, _ = Open([]string{"-"}, o)
	again, againErr := s.Load(context.Background())
	if (err == nil) != (againErr == nil) || !slices.Equal(ids(c), ids(again)) || c.SHA256 != again.SHA256 || !slices.Equal(c.Problems, again.Problems) {
		t.Fatalf("eight threads differ: %v / %v, %v / %v", c.Problems, again.Problems, err, againErr)
	}
}

// isRecoded tells whether a file was converted from another encoding as a whole, so that bytes moved.
func isRecoded(c *Collection) bool {
	return slices.ContainsFunc(c.Problems, func(p Problem) bool { return p.First.Line == 0 && strings.Contains(p.Message, "(Encoding)") })
}

func isPacked(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) || bytes.HasPrefix(data, []byte{0x28, 0xb5, 0x2f, 0xfd})
}

func addAll(f *testing.F, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
}

// splitAll drains a splitter and checks that its records advance and lie inside the input.
func splitAll(t *testing.T, s splitter, size int) (records []string, lost int) {
	end, number := int64(0), 0
	for {
		raw, o, err := s.next()
		var bad *RecordError
		switch {
		case errors.As(err, &bad):
			lost++
			o = bad.Origin
		case err != nil:
			return records, lost
		default:
			records = append(records, string(raw))
		}
		number++
		if o.Record != number || o.Offset < end || o.Offset+o.Length > int64(size) {
			t.Fatalf("record %d at %+v after %d of %d", number, o, end, size)
		}
		end = o.Offset // a row that an open quote spoiled is read again from its second line
	}
}

func inputOf(data []byte) *input {
	return &input{file: file{path: "f", id: "f"}, text: bytes.NewReader(data), guard: &guard{}}
}

func FuzzJSONL(f *testing.F) {
	addAll(f, `{"id":"a","title":"T"}`+"\n"+`{"text":"Some words. More."}`, "{}\n\n{\"id\":", `{"title":"\ud800\u0000"}`, "{\"title\":NaN}\r\n7", `{"authors":[{"name":"A"},["b"]],"date":{"date-parts":[[1]]}}`)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, append([]byte("{\"id\":\"first\",\"title\":\"T\"}\n"), data...))
		records, lost := splitAll(t, &jsonLines{lines: newLines(inputOf(data), 64)}, len(data))
		want := 0
		for line := range bytes.Lines(bytes.TrimPrefix(data, bom8)) {
			if !blank(line) {
				want++
			}
		}
		if len(records)+lost != want {
			t.Fatalf("%d records and %d lost of %d lines", len(records), lost, want)
		}
	})
}

func FuzzJSONArray(f *testing.F) {
	addAll(f, `[{"id":"a"},{"title":"T"}]`, `{"n":1,"papers":[{"id":"a"}],"x":[]}`, "{\n\"id\":1}\n{\"id\":2}", `[[1],{"a":"]"},"s",3`, `{"papers":[{"a":"x`, `[{"a":"\"}"}][{"b":1}]`, `{"data":{"n":[],"papers":[{"id":"a"}]}}`)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
		for _, wrapper := range [][]string{nil, {"papers"}, {"data", "papers"}} {
			splitAll(t, newJSONValues(inputOf(data), wrapper, 64), len(data))
		}
	})
}

func FuzzCSV(f *testing.F) {
	addAll(f, "id,title\n1,T\n2,\"a\nb\"\n", "title\tabstract\nx\t\"y\n", "title;text\r\n\"a\"\"b\";c;d\r\n", "id,title\n1,\"a\" b,c\n", "title,abstract\n,,,\n\"")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, append([]byte("id,title,abstract\n"), data...))
		in := inputOf(data)
		s := &csvRecords{lines: newLines(in, 64), delimiter: ',', damage: func() error { return nil }}
		records, _ := splitAll(t, s, len(data))
		for _, r := range records {
			if len(csvFields([]byte(r), ',')) == 0 {
				t.Fatalf("no field in %q", r)
			}
		}
	})
}

func FuzzPage(f *testing.F) {
	addAll(f, "T one\n\n"+tides+"\n\nT two of them\n\n"+clocks, "new\n\nMar 17\n\nA b c d\n\nIt is so.\n\nE f g h\n\nAnd so.\n", "Upvote 12\nJane Doe, Max Roe\n\n\n.\n")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
		p := parsePage(data, Origin{File: "f", Line: 1})
		for _, paper := range p.papers {
			if paper.title == "" || len(paper.body) == 0 {
				t.Fatalf("a paper of nothing: %+v", paper)
			}
		}
		used := len(p.skipped)
		for _, paper := range p.papers {
			used += 1 + len(paper.body)
		}
		if blocks := len(cutBlocks((&page{at: Origin{Line: 1}}).cutLines(data))); used != blocks {
			t.Fatalf("%d of %d blocks accounted for", used, blocks)
		}
		splitAll(t, p, len(data))
	})
}

func FuzzText(f *testing.F) {
	addAll(f, "A title\n\nA text.", "One line.", "\xef\xbb\xbfT\n", "caf\xe9 au lait\nx", "a\x00b", "\xff\xfea\x00")
	f.Fuzz(func(t *testing.T, data []byte) {
		doubt := func(string, string) {}
		clean := cleanText(data, doubt)
		if !utf8.Valid(clean) || bytes.IndexByte(clean, 0) >= 0 {
			t.Fatalf("unclean %q", clean)
		}
		d, err := decodeText("id")(clean, Origin{}, doubt)
		if (err == nil) != (len(strings.TrimSpace(strings.ReplaceAll(string(clean), "\r", ""))) > 0) || err == nil && d.Title == "" && d.Abstract == "" {
			t.Fatalf("%+v %v of %q", d, err, clean)
		}
		if n := utf8.RuneCountInString(firstSentence(string(clean))); n > titleRunes {
			t.Fatalf("a title of %d runes", n)
		}
		parseDate(string(clean))
		fold(string(clean))
	})
}

func FuzzDetect(f *testing.F) {
	addAll(f, "", "{", "[", "{\"a\":[{", "id,title\n", "%PDF", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd\x04", "<html", "text", "\x00", "[1] A reference", "{\\em x}", "{\"papers\":[]}")
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, path := range []string{"-", "x.csv", "x.jsonl.gz", "x.tsv"} {
			for _, whole := range []bool{true, false} {
				if _, err := detect(data, whole, file{path: path}, Options{TitleField: "a"}); err != nil && !errors.Is(err, ErrFormat) {
					t.Fatalf("%s: %v", path, err)
				}
			}
		}
		checkRead(t, data)
	})
}

func FuzzFind(f *testing.F) {
	f.Add("marble", "10.1/x")
	f.Add("https://arxiv.org/abs/2101.00001", "É ß")
	f.Fuzz(func(t *testing.T, name, title string) {
		docs := append(slices.Clone(shelf), Document{ID: title, Title: title})
		l := NewLookup(List(docs))
		same(t, l, name)
		i, err := l.Find(name)
		var lookup *LookupError
		if err != nil && !errors.As(err, &lookup) || err == nil && (i < 0 || i >= len(docs)) {
			t.Fatalf("%d %v", i, err)
		}
	})
}
