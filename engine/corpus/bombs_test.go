package corpus

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBombs: inputs made to take time as the square of their length, or memory far beyond it, take neither, and the records around
// the bomb are kept. The limits are ten times and more of what reading them takes.
func TestBombs(t *testing.T) {
	many := strings.Repeat
	entries := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	tail := "@article{z, title = {Last}}\n"
	for _, c := range []struct {
		name, text string
		kept, lost int
		last       string
		megabytes  uint64 // allocated at most, all in all
	}{
		{"a page of bare lines", many("a\n", 2*pageLines), 1, 0, "a", 400},
		{"a text of many paragraphs", "Tides of the north sea\n\n" + many(tides+"\n\n", 5_000), 1, 0, "Tides of the north sea", 400},
		{"an open cell over many lines", "id,title,abstract\n1,\"T,a\n" + many("x\n", 8*cellLines) + "2,Last,b\n", 2 + 8*cellLines - 1, 1, "Last", 2000},
		{"lines that are no objects", "{\"title\":\"Last\"}\n" + many("1\n", 300_000), 1, 300_000, "Last", 600},
		{"an object of lists for authors", `{"title":"Last","authors":{"name":"x"` + entries(20_000, `,"a%d":[]`) + "}}\n", 1, 0, "Last", 100},
		{"comments that are never closed", `{"title":"Last","categories":"a","versions":[],"abstract":"` + many("<!-- <b> </b>", 50_000) + "\"}\n", 1, 0, "Last", 400},
		{"titles inside titles", `{"title":"Last","categories":"a","versions":[],"abstract":"` + many("<title>", 499) + many("word ", 100_000) + "</title>\"}\n", 1, 0, "Last", 200},
		{"a long word in many places", `{"title":"Last","abstract_inverted_index":{"` + many("a", 1<<20) + `":[` + many("1,", 100_000) + "2]}}\n", 1, 0, "Last", 400},
		{"a tag of many languages", `{"title":"Last","lang":"en` + many("-a-bb", 200_000) + "\"}\n", 1, 0, "Last", 100},
		{"signs between entries", "@article{a, title = {T}}\n" + many("@", 1<<20) + many(" ", 1<<20) + "\n" + tail, 2, 0, "Last", 100},
		{"groups without an end", "@article{a, title = {T}, abstract = {" + many(`\cite{`, 300_000) + many("}", 300_000) + "}}\n" + tail, 2, 0, "Last", 200},
		{"strings of strings", "@string{a = {" + many("x", 60_000) + "}}\n" + entries(500, "@string{b%d = a"+many(" # a", 300)+"}\n") + tail, 1, 0, "Last", 300},
		{"strings in many fields", "@string{a = {" + many("x", 60_000) + "}}\n@article{a, title = {T}" + entries(300, ", x%d = a"+many(" # a", 100)) + "}\n" + tail, 1, 1, "Last", 300},
		{"a long string in many entries", "@string{a = {" + many("x", 60_000) + "}}\n" + entries(20_000, "@article{k%d, title = {T}, journal = a}\n") + tail, 20_001, 0, "Last", 2000},
		{"a long volume of many papers", "@book{p, year = 2001, booktitle = {" + many("x", 1_000_000) + "}}\n" + entries(5_000, "@article{k%d, title = {T}, crossref = p}\n") + tail, 5_002, 0, "Last", 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			kept, lost, last := sums(t, c.text)
			taken := time.Since(start)
			runtime.ReadMemStats(&after)
			if kept != c.kept || lost != c.lost || last != c.last {
				t.Errorf("%d kept, %d lost, the last %.80q; want %d, %d, %q", kept, lost, last, c.kept, c.lost, c.last)
			}
			if most := (after.TotalAlloc - before.TotalAlloc) >> 20; most > c.megabytes || taken > 30*time.Second {
				t.Errorf("%d MiB allocated for %d KiB in %v", most, len(c.text)>>10, taken)
			}
		})
	}
}

// sums reads a text to its end: how many documents and lost records there are, and the last title.
func sums(t *testing.T, text string) (kept, lost int, last string) {
	t.Helper()
	s, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	for b, err := range s.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		kept, lost = kept+len(b.Documents), lost+len(b.Errors)
		if n := len(b.Documents); n > 0 {
			last = b.Documents[n-1].Title
		}
	}
	return kept, lost, last
}

// TestManyRecordsOfOnePaper: the fields of each are added to those of the paper, which are not copied each time.
func TestManyRecordsOfOnePaper(t *testing.T) {
	const records = 30_000
	var b strings.Builder
	for i := range records {
		fmt.Fprintf(&b, "{\"doi\":\"10.1000/abc\",\"title\":\"Tides\",\"f%d\":\"x\"}\n", i)
	}
	start := time.Now()
	c := mustRead(t, Options{}, b.String())
	if taken := time.Since(start); len(c.Documents) != 1 || len(c.Documents[0].Fields) != records || taken > 20*time.Second {
		t.Errorf("%d papers, %d fields in %v", len(c.Documents), len(c.Documents[0].Fields), taken)
	}
}

// TestLostTakeNoRoom: what is kept of a batch of bad records is not the room they would have taken.
func TestLostTakeNoRoom(t *testing.T) {
	j := &job{decode: newMapping(Options{}).decodeJSON}
	for i, text := range slices.Repeat([]string{"1"}, 1000) {
		j.records = append(j.records, rawRecord{len(j.data), len(j.data) + len(text), Origin{Record: i + 1}})
		j.data = append(j.data, text...)
	}
	good := `{"title":"T"}`
	j.records = append(j.records, rawRecord{len(j.data), len(j.data) + len(good), Origin{Record: 1001}})
	j.data = append(j.data, good...)
	j.run()
	if docs := j.batch.Documents; len(docs) != 1 || cap(docs) > 8 || len(j.batch.Errors) != 1000 || docs[0].Origins[0].Record != 1001 {
		t.Errorf("%d documents in room for %d, %d errors", len(docs), cap(docs), len(j.batch.Errors))
	}
}
