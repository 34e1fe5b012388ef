package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

// TestDamagedPage: the rows before a damaged page are given out, the rest of its row group is lost, and the next row group is read.
func TestDamagedPage(t *testing.T) {
	type row struct {
		ID   int64  `parquet:"id"`
		Text string `parquet:"text"`
	}
	rows := make([]row, 300)
	for i := range rows {
		rows[i] = row{int64(i), fmt.Sprintf("text %03d", i)}
	}
	var b bytes.Buffer
	w := pq.NewGenericWriter[row](&b, pq.MaxRowsPerRowGroup(100), pq.PageBufferSize(200))
	for i := range rows {
		if _, err := w.Write(rows[i : i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	whole := mustReadAll(t, data)
	at := bytes.Index(data, []byte("text 160text 161"))
	data[at] ^= 1 // the checksum tells
	got, faults := readAll(data, Limits{})
	var damage *DamageError
	if len(faults) != 1 || !errors.As(faults[0], &damage) || damage.Group != 2 || damage.Groups != 3 || damage.Row < 120 || damage.Row > 161 || damage.Lost != 201-damage.Row {
		t.Fatal(faults)
	}
	if !strings.Contains(faults[0].Error(), `row group 2 of 3`) || !strings.Contains(faults[0].Error(), `column "text"`) {
		t.Error(faults[0])
	}
	if want := slices.Concat(whole[:damage.Row-1], whole[200:]); !slices.Equal(got, want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	if data = data[:len(data)-300]; len(got) > 0 {
		_, faults = readAll(data, Limits{})
		if len(faults) != 1 || !errors.Is(faults[0], ErrFormat) || !strings.Contains(faults[0].Error(), "cut off") {
			t.Error(faults)
		}
	}
}

// TestRowTooLongAsJSON: what counts is the row as it is given out, with its escapes.
func TestRowTooLongAsJSON(t *testing.T) {
	type row struct {
		Text string `parquet:"text"`
	}
	data := written(t, []row{{"short"}, {strings.Repeat("\x01", 1000)}, {strings.Repeat("x", 1989)}, {strings.Repeat("x", 1990)}})
	got, faults := readAll(data, Limits{Row: 2000}) // {"text":""} are 11 bytes
	if len(got) != 2 || len(got[1]) != 2000 || len(faults) != 2 || !errors.Is(faults[0], ErrRowTooLong) || !errors.Is(faults[1], ErrRowTooLong) {
		t.Errorf("%d rows, %v", len(got), faults)
	}
}

// TestRowTooLong: a row over the limit is passed over, lists and all, and the next one is read.
func TestRowTooLong(t *testing.T) {
	rows := papersOf(40)
	rows[3].Title = strings.Repeat("long ", 1000)
	rows[17].Authors = append(rows[17].Authors, make([]author, 500)...)
	rows[39].Lead = rows[3].Title
	data := written(t, rows)
	whole := mustReadAll(t, data)
	got, faults := readAll(data, Limits{Row: 2000})
	want := slices.Concat(whole[:3], whole[4:17], whole[18:39])
	if len(faults) != 3 || !errors.Is(faults[0], ErrRowTooLong) || !slices.Equal(got, want) {
		t.Errorf("%v; %d rows, want %d", faults, len(got), len(want))
	}
}

// crafted is a file of one optional column and one page: what its header, its row group and its levels say, and what is there.
type crafted struct {
	kind             physical
	codec            codec
	encoding         int
	unpacked, packed int // said of the page; 0 for the truth
	entries, rows    int64
	offset, length   int64 // said of the chunk; 0 for the truth
	page             []byte
	dictionary       []byte
	words            int
	children         int // of the root; 0 for one
}

func (c crafted) file() []byte {
	f := &compact{b: []byte(Magic)}
	header := func(kind, plain, packed, id, entries, encoding int) {
		f.body(func() {
			f.i32(1, kind)
			f.i32(2, plain)
			f.i32(3, packed)
			f.structure(int64(id), func() {
				f.i32(1, entries)
				f.i32(2, encoding)
				if id == 5 {
					f.i32(3, encRuns)
					f.i32(4, encRuns)
				}
			})
		})
	}
	if c.dictionary != nil {
		header(pageDictionary, len(c.dictionary), len(c.dictionary), 7, c.words, encPlain)
		f.b = append(f.b, c.dictionary...)
	}
	header(pageData, max(c.unpacked, len(c.page)), max(c.packed, len(c.page)), 5, int(c.entries), c.encoding)
	f.b = append(f.b, c.page...)
	end := int64(len(f.b))
	f.body(func() {
		f.i32(1, 1)
		f.list(2, thriftStruct, 2)
		f.body(func() {
			f.string(4, "root")
			f.i32(5, max(c.children, 1))
		})
		f.body(func() {
			f.i32(1, int(c.kind))
			f.i32(3, 1)
			f.string(4, "x")
		})
		f.i64(3, c.rows)
		f.list(4, thriftStruct, 1)
		f.body(func() {
			f.list(1, thriftStruct, 1)
			f.body(func() {
				f.i64(2, 0)
				f.structure(3, func() {
					f.i32(1, int(c.kind))
					f.list(2, thriftI32, 1)
					f.uvarint(uint64(c.encoding) << 1)
					f.list(3, thriftBinary, 1)
					f.text("x")
					f.i32(4, int(c.codec))
					f.i64(5, c.entries)
					f.i64(6, int64(c.unpacked))
					f.i64(7, max(c.length, end-4))
					f.i64(9, max(c.offset, 4))
				})
			})
			f.i64(2, 0)
			f.i64(3, c.rows)
		})
	})
	f.b = binary.LittleEndian.AppendUint32(f.b, uint32(int64(len(f.b))-end))
	return append(f.b, Magic...)
}

// levelsOf are n definition levels of 1 in one run, behind their length.
func levelsOf(n uint64) []byte {
	r := runs{level: 1, n: n}
	return r.appendTo(nil)
}

// TestCrafted: files that say more than they hold are refused, or given up, having taken next to no memory; each says why.
func TestCrafted(t *testing.T) {
	const many = 1 << 30
	nulls := runs{n: many}
	words := append([]byte{4, 0, 0, 0}, "sand"...)
	prefixes := slices.Concat([]byte{0x80, 0x01, 4}, binary.AppendUvarint(nil, many), []byte{0}) // a delta stream of many numbers, and nothing there
	for name, c := range map[string]struct {
		crafted
		fault string
	}{
		"good":                  {crafted{kind: byteArray, entries: 1, rows: 1, page: slices.Concat(levelsOf(1), words)}, ""},
		"large page":            {crafted{kind: byteArray, codec: gzipped, unpacked: 3 << 20, entries: 1, rows: 1, page: levelsOf(1)}, "decompress"},
		"large page of zstd":    {crafted{kind: byteArray, codec: zstandard, unpacked: 3 << 20, entries: 1, rows: 1, page: levelsOf(1)}, "decompress"},
		"large page of brotli":  {crafted{kind: byteArray, codec: brotlied, unpacked: 3 << 20, entries: 1, rows: 1, page: levelsOf(1)}, "decompress"},
		"page of a megabyte":    {crafted{kind: byteArray, codec: zstandard, unpacked: 1 << 20, entries: 1, rows: 1, page: levelsOf(1)}, "decompress"},
		"page not there":        {crafted{kind: byteArray, packed: many, entries: 1, rows: 1, page: levelsOf(1)}, "too early"},
		"long string":           {crafted{kind: byteArray, entries: 1, rows: 1, page: append(levelsOf(1), 0xff, 0xff, 0xff, 0x7f)}, "too early"},
		"run of values":         {crafted{kind: boolean, encoding: encRuns, entries: many, rows: many, page: append(levelsOf(many), levelsOf(many)...)}, "too large"},
		"run of nulls":          {crafted{kind: byteArray, entries: many, rows: many, page: nulls.appendTo(nil)}, "too large"},
		"more entries":          {crafted{kind: int32s, entries: many, rows: many, page: append(levelsOf(many), 1, 0, 0, 0)}, "too early"},
		"dictionary of many":    {crafted{kind: byteArray, entries: 1, rows: 1, encoding: encDictionary, page: append(levelsOf(1), 0), dictionary: words, words: many}, "dictionary"},
		"one word many times":   {crafted{kind: byteArray, entries: many, rows: many, encoding: encDictionary, page: append(levelsOf(many), 0), dictionary: words, words: 1}, "too large"},
		"word not there":        {crafted{kind: byteArray, entries: 1, rows: 1, encoding: encDictionary, page: append(levelsOf(1), 1, 2, 1), dictionary: words, words: 1}, "not what its column"},
		"many lengths":          {crafted{kind: byteArray, entries: many, rows: many, encoding: encDeltaLength, page: append(levelsOf(many), prefixes...)}, "too early"},
		"many prefixes":         {crafted{kind: byteArray, entries: many, rows: many, encoding: encDeltaPrefix, page: append(levelsOf(many), prefixes...)}, "too early"},
		"outside":               {crafted{kind: byteArray, entries: 1, rows: 1, offset: 1 << 40, page: levelsOf(1)}, "outside the file"},
		"longer than the file":  {crafted{kind: byteArray, entries: 1, rows: 1, length: 1 << 62, page: levelsOf(1)}, "outside the file"},
		"many children":         {crafted{kind: byteArray, children: many}, "not well formed"},
		"rows that are not":     {crafted{kind: byteArray, rows: 1 << 62}, "ends before"},
		"a type that is not":    {crafted{kind: 9, rows: 1}, "type"},
		"a codec that is not":   {crafted{kind: byteArray, codec: 3, entries: 1, rows: 1, page: levelsOf(1)}, "codec 3"},
		"a level that is not":   {crafted{kind: byteArray, entries: 1, rows: 1, page: []byte{2, 0, 0, 0, 2, 2}}, "contradict"},
		"an encoding of others": {crafted{kind: byteArray, encoding: encSplit, entries: 1, rows: 1, page: append(levelsOf(1), 1)}, "encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			data := c.file()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			faults := faultsOf(data, Limits{Unpacked: 4 << 20})
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("%d bytes allocated for a file of %d", used, len(data))
			}
			if got := fmt.Sprint(faults); c.fault == "" != (len(faults) == 0) || !strings.Contains(got, c.fault) {
				t.Errorf("%v, want %q", faults, c.fault)
			}
		})
	}
}

// faultsOf reads a file and keeps no row.
func faultsOf(data []byte, l Limits) (faults []error) {
	f, err := Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		return []error{err}
	}
	var b []byte
	var damage *DamageError
	for r := f.Rows(nil); ; {
		b, err = r.next(b[:0])
		switch {
		case err == nil:
		case errors.As(err, &damage) || errors.Is(err, ErrRowTooLong):
			faults = append(faults, err)
		case errors.Is(err, ErrTooLarge):
			return append(faults, err)
		default:
			return faults
		}
	}
}
