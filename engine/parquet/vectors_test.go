package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

// vectorsOf are the vectors of a file, a line each, up to the first error.
func vectorsOf(t *testing.T, data []byte, id, vector string) (lines []string, err error) {
	t.Helper()
	return vectorsWithin(t, Limits{}, data, id, vector)
}

func vectorsWithin(t *testing.T, l Limits, data []byte, id, vector string) (lines []string, err error) {
	t.Helper()
	f, err := Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		t.Fatal(err)
	}
	for v, err := range f.Vectors(id, vector) {
		if err != nil {
			return lines, err
		}
		lines = append(lines, fmt.Sprint(v.ID, v.Values))
	}
	return lines, nil
}

// TestVectors: lists of several types, bare and annotated, by name or because there is no other; ids are text or numbers.
func TestVectors(t *testing.T) {
	type row struct {
		ID     string    `parquet:"id,dict"`
		Number int64     `parquet:"number"`
		Float  []float32 `parquet:"float,list"`
		Double []float64 `parquet:"double"`
		Whole  []int32   `parquet:"whole,list"`
		Title  string    `parquet:"title"`
	}
	rows := []row{{"a", 7, []float32{0.5, -1}, []float64{0.25, 3}, []int32{1, -2}, "x"}, {"b", 8, nil, nil, nil, "y"}, {"c", 9, []float32{2, 3}, []float64{2, 3}, []int32{4, 5}, "z"}}
	data := written(t, rows, pq.MaxRowsPerRowGroup(2))
	for _, c := range []struct {
		id, vector string
		want       []string
	}{
		{"id", "float", []string{"a[0.5 -1]", "b[]", "c[2 3]"}},
		{"number", "double", []string{"7[0.25 3]", "8[]", "9[2 3]"}},
		{"", "whole", []string{"[1 -2]", "[]", "[4 5]"}},
	} {
		if got, err := vectorsOf(t, data, c.id, c.vector); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %q, %v", c.id, c.vector, got, err)
		}
	}
	for _, c := range [][3]string{{"id", "", `name the column of vectors; those that hold lists of fractions are: "float", "double"`}, {"no", "float", `the columns are "id"`},
		{"id", "no", "no such column"}, {"id", "title", `"title" holds no lists of numbers`}, {"float", "double", `"float" holds lists`}} {
		if got, err := vectorsOf(t, data, c[0], c[1]); err == nil || !strings.Contains(err.Error(), c[2]) || len(got) > 0 {
			t.Errorf("%q: %v", c, err)
		}
	}
	if got, err := vectorsOf(t, written(t, papersOf(3)), "id", ""); err != nil || !reflect.DeepEqual(got, []string{"p0000[]", "p0001[0]", "p0002[0 0.5]"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestVectorsMissing: a number that is null ends the vectors, with its row.
func TestVectorsMissing(t *testing.T) {
	type row struct {
		ID     string     `parquet:"id"`
		Vector []*float32 `parquet:"vector,list"`
	}
	one := float32(1)
	got, err := vectorsOf(t, written(t, []row{{"a", []*float32{&one}}, {"b", []*float32{&one, nil}}}), "id", "vector")
	if len(got) != 1 || err == nil || !strings.Contains(err.Error(), "row 2 (counted from 1): a number of the vector is missing") {
		t.Errorf("%q, %v", got, err)
	}
}

// TestVectorsTooMany: rows without a vector, before and behind a long one, are as many bytes as they would be in a matrix.
func TestVectorsTooMany(t *testing.T) {
	type row struct {
		Vector []float32 `parquet:"vector,list,zstd"`
	}
	long := make([]float32, 100_000)
	for name, rows := range map[string][]row{"before": append(make([]row, 2000), row{long}), "behind": append([]row{{long}}, make([]row, 2000)...)} {
		if got, err := vectorsOf(t, written(t, rows), "", "vector"); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %d rows, %v", name, len(got), err)
		}
	}
}

// TestIDsTooLong: an id of a dictionary counts each time it is given out, and one is no longer than a row may be.
func TestIDsTooLong(t *testing.T) {
	type row struct {
		ID     string    `parquet:"id,dict,zstd"`
		Vector []float32 `parquet:"vector,list"`
	}
	long := row{strings.Repeat("x", 4<<10), []float32{1}}
	often := written(t, slices.Repeat([]row{long}, 3000))
	if got, err := vectorsWithin(t, Limits{Unpacked: 1 << 20}, often, "id", "vector"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one id often: %d rows of %d bytes, %v", len(got), len(often), err)
	}
	if got, err := vectorsWithin(t, Limits{Row: 4000}, often, "id", "vector"); !errors.Is(err, ErrRowTooLong) {
		t.Errorf("a long id: %d rows, %v", len(got), err)
	}
}
