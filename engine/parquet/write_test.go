package parquet

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

// tableRow is a row of the table below, as parquet-go reads it.
type tableRow struct {
	Name  *string  `parquet:"name,optional"`
	Count *int64   `parquet:"count,optional"`
	Share *float64 `parquet:"share,optional"`
	Kept  *bool    `parquet:"kept,optional"`
	Terms []string `parquet:"terms,list,optional"`
}

var tableColumns = []Column{{"name", String}, {"count", Int}, {"share", Float}, {"kept", Bool}, {"terms", Strings}}

// tableOf is n rows in which everything is missing in turn.
func tableOf(n int) (cells [][]any, rows []tableRow) {
	for i := range n {
		name, count, share, kept := fmt.Sprintf("naïve \"%d\"\n", i), int64(i)-3, float64(i)/7, i%3 == 0
		line, row := make([]any, 5), tableRow{}
		if i%5 != 0 {
			line[0], row.Name = name, &name
		}
		if i%5 != 1 {
			line[1], row.Count = count, &count
		}
		if i%5 != 2 {
			line[2], row.Share = share, &share
		}
		if i%5 != 3 {
			line[3], row.Kept = kept, &kept
		}
		if i%5 != 4 {
			list := strings.Fields(strings.Repeat("sand dune ", i%4))
			line[4], row.Terms = list, list
		}
		cells, rows = append(cells, line), append(rows, row)
	}
	return cells, rows
}

func writeTable(t testing.TB, columns []Column, cells [][]any) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range cells {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWriteReadElsewhere: another library finds in the file what was written, over several row groups.
func TestWriteReadElsewhere(t *testing.T) {
	for _, n := range []int{0, 1, 9, groupRows + 10} {
		cells, want := tableOf(n)
		data := writeTable(t, tableColumns, cells)
		file, err := pq.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(n, err)
		}
		if groups := (n + groupRows - 1) / groupRows; len(file.RowGroups()) != groups || file.NumRows() != int64(n) {
			t.Errorf("%d rows: %d row groups, %d rows", n, len(file.RowGroups()), file.NumRows())
		}
		r := pq.NewGenericReader[tableRow](bytes.NewReader(data))
		got := make([]tableRow, n)
		if read, err := r.Read(got); read != n || err != nil && err != io.EOF {
			t.Fatalf("%d of %d rows: %v", read, n, err)
		}
		for i := range got {
			if len(got[i].Terms) == 0 && len(want[i].Terms) == 0 {
				got[i].Terms, want[i].Terms = nil, nil
			}
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("%d: row %d: %+v, want %+v", n, i, got[i], want[i])
			}
		}
	}
}

// TestWriteRead: what is written is read back here too, null and the empty list apart, and twice the same bytes are written.
func TestWriteRead(t *testing.T) {
	cells := [][]any{{"a", int64(math.MinInt64), 0.5, true, []string{"x", "y"}}, {nil, nil, nil, nil, nil}, {"", int64(0), 0.0, false, []string{}}}
	want := []string{`{"name":"a","count":-9223372036854775808,"share":0.5,"kept":true,"terms":["x","y"]}`, `{}`, `{"name":"","count":0,"share":0,"kept":false,"terms":[]}`}
	data := writeTable(t, tableColumns, cells)
	if got := mustReadAll(t, data); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	if !bytes.Equal(data, writeTable(t, tableColumns, cells)) {
		t.Error("other bytes the second time")
	}
}

// TestWriteWrongCell: a cell of another kind than its column's is an error.
func TestWriteWrongCell(t *testing.T) {
	w, _ := NewWriter(io.Discard, tableColumns[:1])
	for _, cell := range []any{int64(1), 1, []string{"x"}} {
		if err := w.Write([]any{cell}); err == nil || !strings.Contains(err.Error(), "column name") {
			t.Errorf("%v: %v", cell, err)
		}
	}
}
