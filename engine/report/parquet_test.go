package report

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"

	"kindred/engine/parquet"
)

// TestParquet: a Parquet file says what JSON lines say, without what is empty there; its bytes are the same each time.
func TestParquet(t *testing.T) {
	for name, table := range map[string]Table{"assignments": Assignments(papers, topics), "topics": Topics(papers, topics), "terms": Terms(topics),
		"none": {Columns: RelatedColumns, Rows: func(func(Row, error) bool) {}}} {
		data := written(t, Parquet, table)
		if data != written(t, Parquet, table) {
			t.Errorf("%s: other bytes the second time", name)
		}
		f, err := parquet.Open(strings.NewReader(data), int64(len(data)), parquet.Limits{})
		if err != nil {
			t.Fatal(name, err)
		}
		rows := f.Rows(nil)
		for _, line := range strings.Split(strings.TrimSpace(written(t, JSONL, table)), "\n") {
			got, err := rows.Next(nil)
			if line == "" && err == io.EOF {
				continue
			}
			if err != nil {
				t.Fatal(name, err)
			}
			var want, is map[string]any
			if json.Unmarshal([]byte(line), &want) != nil || json.Unmarshal(got, &is) != nil {
				t.Fatalf("%s: %s / %s", name, line, got)
			}
			for key, v := range want {
				if list, _ := v.([]any); v == nil || v == "" || list != nil && len(list) == 0 {
					delete(want, key)
				}
			}
			if !reflect.DeepEqual(is, want) {
				t.Errorf("%s: %s, want %s", name, got, line)
			}
		}
	}
}

// TestParquetElsewhere: another library finds columns with types.
func TestParquetElsewhere(t *testing.T) {
	data := []byte(written(t, Parquet, Topics(papers, topics)))
	type row struct {
		ID     *int64   `parquet:"topic_id,optional"`
		Label  *string  `parquet:"label,optional"`
		Share  *float64 `parquet:"share,optional"`
		Parent *int64   `parquet:"parent_id,optional"`
		Terms  []string `parquet:"top_terms,list,optional"`
	}
	got := make([]row, 2)
	r := pq.NewGenericReader[row](bytes.NewReader(data))
	if n, err := r.Read(got); n != 2 || err != nil && err != io.EOF {
		t.Fatal(n, err)
	}
	if got[0].Parent != nil || *got[1].Parent != 0 || *got[1].ID != 1 || *got[0].Label != "stinging insects" || *got[0].Share != .5 || !reflect.DeepEqual(got[0].Terms, []string{"insect", "sting"}) {
		t.Errorf("%+v", got)
	}
}
