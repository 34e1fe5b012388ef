package parquet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	pq "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

// paper is a row in the many shapes and encodings that writers use. Its JSON is what rows are compared with.
type paper struct {
	ID       string           `parquet:"id" json:"id"`
	Title    string           `parquet:"title,dict" json:"title"`
	Abstract *string          `parquet:"abstract,optional" json:"abstract,omitempty"`
	Lead     string           `parquet:"lead,delta" json:"lead"`
	Year     int64            `parquet:"year,delta" json:"year"`
	Pages    int32            `parquet:"pages,delta" json:"pages"`
	Cited    uint32           `parquet:"cited,dict" json:"cited"`
	Score    float64          `parquet:"score,split" json:"score"`
	Small    float32          `parquet:"small" json:"small"`
	Open     bool             `parquet:"open" json:"open"`
	Closed   *bool            `parquet:"closed,optional" json:"closed,omitempty"`
	Tags     []string         `parquet:"tags,list" json:"tags"`
	Bare     []int32          `parquet:"bare" json:"bare"`
	Authors  []author         `parquet:"authors,list" json:"authors"`
	Counts   map[string]int64 `parquet:"counts" json:"counts"`
	Venue    *venue           `parquet:"venue,optional" json:"venue,omitempty"`
	Vector   []float32        `parquet:"vector,list" json:"vector"`
}

type author struct {
	Name  string   `parquet:"name,dict" json:"name"`
	ORCID *string  `parquet:"orcid,optional" json:"orcid,omitempty"`
	Sites []string `parquet:"sites,list" json:"sites"`
}

type venue struct {
	Name string `parquet:"name" json:"name"`
	Year *int64 `parquet:"year,optional" json:"year,omitempty"`
}

// papersOf makes rows with everything missing in turn, and with text that JSON must escape.
func papersOf(n int) []paper {
	rows := make([]paper, n)
	for i := range rows {
		p := paper{ID: fmt.Sprintf("p%04d", i), Title: fmt.Sprintf("On \"tides\"\n%d", i%7), Lead: strings.Repeat("We measure", i%5) + fmt.Sprint(i),
			Year: 1990 + int64(i%30), Pages: int32(-i * 17), Cited: uint32(i) << 20, Score: float64(i) / 7, Small: float32(i) / 3, Open: i%3 == 0}
		if i%4 != 0 {
			text, yes := fmt.Sprintf("Sand\\%d\tmoves; naïve \x01 façade.", i), i%8 == 1
			p.Abstract, p.Closed = &text, &yes
			p.Venue = &venue{Name: "Dunes"}
		}
		if i%8 == 3 {
			p.Venue.Year = &p.Year
		}
		for j := range i % 4 {
			p.Tags = append(p.Tags, fmt.Sprintf("t%d", j))
			p.Bare = append(p.Bare, int32(j-i))
			p.Vector = append(p.Vector, float32(j)/2)
			a := author{Name: fmt.Sprintf("Ada %d", j)}
			if j == 1 {
				a.ORCID, a.Sites = &p.ID, []string{"Delft", "Bonn"}
			}
			p.Authors = append(p.Authors, a)
		}
		if i%5 == 0 {
			p.Counts = map[string]int64{"a": int64(i), "b": 2}
		}
		rows[i] = p
	}
	return rows
}

// written is a file with the rows, as parquet-go writes it.
func written[T any](t testing.TB, rows []T, options ...pq.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pq.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readAll reads the rows of a file, and what was wrong with it.
func readAll(data []byte, l Limits) (rows []string, faults []error) {
	f, err := Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		return nil, []error{err}
	}
	for r := f.Rows(nil); ; {
		b, err := r.next(nil)
		var damage *DamageError
		switch {
		case err == nil:
			rows = append(rows, string(b))
		case errors.As(err, &damage) || errors.Is(err, ErrRowTooLong):
			faults = append(faults, err)
		case err == io.EOF:
			return rows, faults
		default:
			return rows, append(faults, err)
		}
	}
}

// mustReadAll is for files without a fault.
func mustReadAll(t *testing.T, data []byte) []string {
	t.Helper()
	rows, faults := readAll(data, Limits{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return rows
}

// plainly is what a JSON text says, without fields that are null or empty: a missing list, an empty one and a null are one.
func plainly(t *testing.T, text []byte) any {
	t.Helper()
	var x any
	if err := json.Unmarshal(text, &x); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return stripped(x)
}

func stripped(x any) any {
	switch x := x.(type) {
	case map[string]any:
		for k, v := range x {
			if v = stripped(v); v == nil {
				delete(x, k)
			} else {
				x[k] = v
			}
		}
		if len(x) == 0 {
			return nil
		}
	case []any:
		for i := range x {
			x[i] = stripped(x[i])
		}
		if len(x) == 0 {
			return nil
		}
	}
	return x
}

// TestRows: what another library wrote is read back, in every codec and both versions of pages, with pages of every size and several
// row groups.
func TestRows(t *testing.T) {
	want := papersOf(150)
	for name, codec := range map[string]compress.Codec{"plain": &pq.Uncompressed, "snappy": &pq.Snappy, "gzip": &pq.Gzip, "zstd": &pq.Zstd, "brotli": &pq.Brotli, "lz4": &pq.Lz4Raw} {
		for version := 1; version <= 2; version++ {
			for _, size := range []int{200, 1 << 20} {
				t.Run(fmt.Sprint(name, version, "/", size), func(t *testing.T) {
					data := written(t, want, pq.Compression(codec), pq.DataPageVersion(version), pq.PageBufferSize(size), pq.MaxRowsPerRowGroup(60))
					rows := mustReadAll(t, data)
					if len(rows) != len(want) {
						t.Fatalf("%d rows of %d", len(rows), len(want))
					}
					for i, row := range rows {
						text, _ := json.Marshal(want[i])
						if got, want := plainly(t, []byte(row)), plainly(t, text); !reflect.DeepEqual(got, want) {
							t.Fatalf("row %d:\n%s\n%s", i, row, text)
						}
					}
				})
			}
		}
	}
}

// TestLogical: what values mean, and how it is written.
func TestLogical(t *testing.T) {
	type row struct {
		Date    int32     `parquet:"date,date"`
		Milli   int64     `parquet:"milli,timestamp(millisecond)"`
		Micro   int64     `parquet:"micro,timestamp(microsecond:local)"`
		Nano    time.Time `parquet:"nano,timestamp(nanosecond)"`
		Clock   int32     `parquet:"clock,time(millisecond)"`
		Price   int64     `parquet:"price,decimal(2:10)"`
		Debt    [5]byte   `parquet:"debt,decimal(3:11)"`
		UUID    [16]byte  `parquet:"uuid,uuid"`
		Meta    string    `parquet:"meta,json"`
		Kind    string    `parquet:"kind,enum"`
		Raw     []byte    `parquet:"raw"`
		Hash    [3]byte   `parquet:"hash"`
		Cited   uint64    `parquet:"cited"`
		Year    float64   `parquet:"year"`
		Tiny    float64   `parquet:"tiny"`
		Unknown float32   `parquet:"unknown"`
	}
	zero := 0.0
	rows := []row{
		{Date: 18690, Milli: 1614816000123, Micro: -1, Nano: time.Unix(1614816000, 5), Clock: 3_600_000 + 61_500, Price: -5, Debt: [5]byte{0xff, 0xff, 0xff, 0xff, 0xfe},
			UUID: [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255}, Meta: `{"a": [1]}`, Kind: "article", Raw: []byte("text"), Cited: 1<<64 - 1, Year: 2021, Tiny: 1e-9, Unknown: float32(zero / zero)},
		{Date: 1 << 30, Meta: `{"a`, Raw: []byte{0xff}, Price: 12345, Debt: [5]byte{4: 7}, Year: 1e300},
	}
	want := []string{
		`{"date":"2021-03-04","milli":"2021-03-04T00:00:00.123Z","micro":"1969-12-31T23:59:59.999999","nano":"2021-03-04T00:00:00.000000005Z","clock":"01:01:01.5","price":-0.05,"debt":-0.002,` +
			`"uuid":"01020304-0506-0708-090a-0b0c0d0e0fff","meta":{"a":[1]},"kind":"article","raw":"text","cited":18446744073709551615,"year":2021,"tiny":1e-09}`,
		`{"milli":"1970-01-01T00:00:00Z","micro":"1970-01-01T00:00:00","nano":"1754-08-30T22:43:41.128654848Z","clock":"00:00:00","price":123.45,"debt":0.007,` +
			`"uuid":"00000000-0000-0000-0000-000000000000","meta":"{\"a","kind":"","cited":0,"year":1e+300,"tiny":0,"unknown":0}`,
	}
	if got := mustReadAll(t, written(t, rows)); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestJSONColumns: JSON in a column is written on one line, whoever wrote it, and what is none as a string.
func TestJSONColumns(t *testing.T) {
	l := leaf{means: jsonText}
	for text, want := range map[string]string{"{\n  \"a\": [1, \"x  y\"]\r\n}\n": `{"a":[1,"x  y"]}`, "null\n": "null", " \"x\"\n": `"x"`, "[1": `"[1"`, "": `""`, "{}\n{}": `"{}\n{}"`} {
		if got := string(l.append([]byte("k:"), scalar{text: []byte(text)})); got != "k:"+want {
			t.Errorf("%q: %q, want %q", text, got, "k:"+want)
		}
	}
}
