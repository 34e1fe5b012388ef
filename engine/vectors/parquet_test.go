package vectors

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

type paper struct {
	ID     string    `parquet:"id"`
	Vector []float32 `parquet:"vector,list"`
}

func parquetOf[T any](t testing.TB, rows ...T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pq.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Lists in their order, made unit; an empty one is a paper without a vector, also where it comes first.
func TestReadParquet(t *testing.T) {
	f, err := readFile(parquetOf(t, paper{"a", nil}, paper{"b", []float32{3, 4}}, paper{"c", nil}, paper{"d", []float32{0, -2}}))
	if err != nil {
		t.Fatal(err)
	}
	if n, d := f.Rows.Dims(); n != 4 || d != 2 || fmt.Sprint(f.Rows.Data(), f.IDs) != "[0 0 0.6 0.8 0 0 0 -1] [a b c d]" {
		t.Errorf("%d x %d: %v %q", n, d, f.Rows.Data(), f.IDs)
	}
}

// Ids are text or numbers, in a column id or, without one, doc_id.
func TestIDsOfVectors(t *testing.T) {
	type numbered struct {
		Vector []float64 `parquet:"v,list"`
		ID     int64     `parquet:"doc_id"`
	}
	type nameless struct {
		Vector []float32 `parquet:"vector,list"`
		Name   string    `parquet:"name"`
	}
	for want, b := range map[string][]byte{
		"[7 8]": parquetOf(t, numbered{[]float64{1}, 7}, numbered{[]float64{2}, 8}),
		"[]":    parquetOf(t, nameless{[]float32{1}, "a"}),
	} {
		if f, err := readFile(b); err != nil || fmt.Sprint(f.IDs) != want {
			t.Errorf("%+v, %v, want ids %s", f, err, want)
		}
	}
}

func TestParquetErrors(t *testing.T) {
	type bare struct {
		ID string `parquet:"id"`
	}
	for says, b := range map[string][]byte{
		"row 1 (counted from 0) has 1 values, and those before it 2": parquetOf(t, paper{"a", []float32{1, 2}}, paper{"b", []float32{1}}),
		"row 1 (counted from 0) has no id":                           parquetOf(t, paper{"a", []float32{1}}, paper{"", []float32{2}}),
		"none of its 2 rows has a vector":                            parquetOf(t, paper{"a", nil}, paper{"b", nil}),
		"name the column of vectors":                                 parquetOf(t, bare{"a"}),
		"parquet":                                                    []byte("PAR1 and no more"),
	} {
		if _, err := readAll(b); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
}
