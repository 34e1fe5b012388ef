package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"

	"kindred/engine/parquet"
)

// paperTable is n papers as a Parquet file and as JSON lines.
func paperTable(t *testing.T, n int) (file, lines string) {
	t.Helper()
	var b, l bytes.Buffer
	w, err := parquet.NewWriter(&b, []parquet.Column{{Name: "id", Kind: parquet.String}, {Name: "title", Kind: parquet.String}, {Name: "abstract", Kind: parquet.String},
		{Name: "authors", Kind: parquet.Strings}, {Name: "year", Kind: parquet.Int}, {Name: "score", Kind: parquet.Float}, {Name: "open", Kind: parquet.Bool}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		title := fmt.Sprintf("Dunes of beach %d", i)
		text := strings.Repeat(tides+fmt.Sprintf(" %x. ", i*i*7919), i%5+1)
		if err := w.Write([]any{fmt.Sprint("b", i), title, text, []string{"Ada Byron", "Li Wei"}, int64(1990 + i%30), 0.5, i%2 == 0}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&l, `{"id":"b%d","title":%q,"abstract":%q,"authors":["Ada Byron","Li Wei"],"year":%d,"score":0.5,"open":%v}`+"\n", i, title, text, 1990+i%30, i%2 == 0)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), l.String()
}

// loadWith reads files, and fails if they cannot be.
func loadWith(t *testing.T, o Options, names ...string) *Collection {
	t.Helper()
	s, err := Open(names, o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(context.Background())
	if c == nil {
		t.Fatal(err)
	}
	return c
}

// TestNoLimitOfRecords: some times the largest number of bytes is not less than one.
func TestNoLimitOfRecords(t *testing.T) {
	file, _ := paperTable(t, 10)
	folder := writeFiles(t, map[string]string{"a.parquet": file, "b.parquet.gz": gzipped(t, file), "c.jsonl": `{"id":"c","title":"Tides"}`})
	for _, most := range []int64{1 << 59, 1 << 60, math.MaxInt64} {
		for name, want := range map[string]int{"a.parquet": 10, "b.parquet.gz": 10, "c.jsonl": 1} {
			if c := loadWith(t, Options{MaxRecord: most}, filepath.Join(folder, name)); len(c.Documents) != want || len(c.Problems) > 0 {
				t.Errorf("%s, records of at most %d bytes: %d papers, %v", name, most, len(c.Documents), c.Problems)
			}
		}
	}
}

// TestParquet: rows are read as JSON lines are, from a file, through a pipe and compressed, on any number of threads.
func TestParquet(t *testing.T) {
	file, lines := paperTable(t, 5000)
	want := mustRead(t, Options{}, lines)
	folder := writeFiles(t, map[string]string{"a.parquet": file, "a.parquet.gz": gzipped(t, file)})
	digest := ""
	for _, threads := range []int{1, 2, 3, 8} {
		for i, c := range []*Collection{loadWith(t, Options{Threads: threads}, filepath.Join(folder, "a.parquet")),
			loadWith(t, Options{Threads: threads}, filepath.Join(folder, "a.parquet.gz")), mustRead(t, Options{Threads: threads}, file)} {
			if c.Files[0].Format != formatParquet || len(c.Documents) != len(want.Documents) || len(c.Problems) > 0 {
				t.Fatalf("%d threads, way %d: %s, %d documents, %v", threads, i, c.Files[0].Format, len(c.Documents), c.Problems)
			}
			if digest == "" {
				digest = c.SHA256
			}
			if c.SHA256 != digest {
				t.Errorf("way %d: digest %s, not %s", i, c.SHA256, digest)
			}
			for j, d := range c.Documents {
				if o := d.Origins[0]; o.Record != j+1 || o.Line != 0 || o.Length != want.Documents[j].Origins[0].Length {
					t.Fatalf("row %d is from %+v", j, d.Origins[0])
				}
				if d.Origins = want.Documents[j].Origins; !reflect.DeepEqual(d, want.Documents[j]) {
					t.Fatalf("row %d: %+v, want %+v", j, d, want.Documents[j])
				}
			}
		}
	}
}

// TestParquetDamaged: what cannot be read is said with its file and row group, and all other rows are kept.
func TestParquetDamaged(t *testing.T) {
	type row struct {
		ID    int64  `parquet:"id"`
		Title string `parquet:"title"`
	}
	var b bytes.Buffer
	w := pq.NewGenericWriter[row](&b, pq.MaxRowsPerRowGroup(100))
	for i := range 300 {
		if _, err := w.Write([]row{{int64(i), fmt.Sprintf("Dunes of beach %03d", i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	broken := bytes.Clone(b.Bytes())
	broken[bytes.Index(broken, []byte("beach 150Dunes"))] ^= 1
	ours, _ := paperTable(t, 3)
	c := loadWith(t, Options{}, writeFiles(t, map[string]string{"a.parquet": string(broken), "b.jsonl": `{"id":"x","title":"Last"}`,
		"cut.parquet": b.String()[:b.Len()-9], "ours.parquet": ours}))
	if p := problem(c, kindDamaged); !strings.HasSuffix(p.First.File, "a.parquet") || p.First.Record != 101 || !strings.Contains(p.Message, "row group 2 of 3") {
		t.Errorf("%+v", p)
	}
	if got := ids(c); len(got) != 201 || got[99] != "99" || got[100] != "200" || got[200] != "x" {
		t.Errorf("%q", got)
	}
	if c.Documents[100].Origins[0].Record != 201 {
		t.Errorf("%+v", c.Documents[100].Origins)
	}
	if p := problem(c, kindSkippedFile); !strings.HasSuffix(p.First.File, "cut.parquet") || !strings.Contains(p.Message, "cut off") {
		t.Errorf("%+v", p)
	}
	if p := problem(c, kindResult); !strings.HasSuffix(p.First.File, "ours.parquet") {
		t.Errorf("%+v", p)
	}
}

// TestParquetLimits: each limit of Options holds, and says so.
func TestParquetLimits(t *testing.T) {
	file, _ := paperTable(t, 200)
	name := filepath.Join(writeFiles(t, map[string]string{"a.parquet": file}), "a.parquet")
	c := loadWith(t, Options{MaxRecord: 1200}, name)
	if p := problem(c, kindTooLong); p.Count != 80 || len(c.Documents) != 120 || p.First.Record != 4 {
		t.Errorf("%+v, %d documents", p, len(c.Documents))
	}
	for _, o := range []Options{{MaxInput: 50_000}, {MaxRecord: 30, Stdin: strings.NewReader(file)}} {
		names := []string{name}
		if o.Stdin != nil {
			names[0] = "-"
		}
		s, _ := Open(names, o)
		_, err := s.Load(context.Background())
		if !errors.Is(err, ErrTooLarge) && !(o.Stdin != nil && errors.Is(err, ErrFormat) && strings.Contains(err.Error(), "through a pipe")) {
			t.Errorf("%v: %v", names, err)
		}
	}
}

// TestNoParquet: a text may begin with the name of a gene.
func TestNoParquet(t *testing.T) {
	for _, text := range []string{"PAR1 in platelets\n\n" + tides, "PAR1", "PAR1\n\n" + tides} {
		if c := mustRead(t, Options{}, text); len(c.Documents) != 1 || c.Files[0].Format == formatParquet {
			t.Errorf("%.10q: %s, %q", text, c.Files[0].Format, titles(c))
		}
	}
}

func FuzzParquet(f *testing.F) {
	sample, err := os.ReadFile("testdata/formats/papers.parquet")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	for i := 4; i < len(sample); i += 97 {
		damaged := bytes.Clone(sample)
		damaged[i] ^= 0x55
		f.Add(damaged)
	}
	f.Fuzz(checkRead)
}
