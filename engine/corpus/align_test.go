package corpus

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Two files of seven records: one is bad, one stands twice; five papers.
func TestAlign(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"a.jsonl": `{"id":"1","title":"One"}` + "\n{bad\n" + `{"id":"2","title":"Two"}` + "\n" + `{"id":"1","title":"One"}` + "\n",
		"b.jsonl": `{"id":"3","title":"Three","year":2020}` + "\n" + `{"id":"4","title":"Four"}` + "\n" + `{"id":"5","title":"Five","year":2021}` + "\n",
	})
	a, b := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.jsonl")
	whole := load(t, a, b)
	dated, err := whole.Choose(Choice{Where: condition(t, "year")})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   *Collection
		n    int
		want []int
	}{
		{whole, 5, []int{0, 1, 2, 3, 4}}, {whole, 7, []int{0, 2, 4, 5, 6}}, {load(t, b, a), 7, []int{0, 1, 2, 3, 5}},
		{dated, 5, []int{2, 4}}, {dated, 7, []int{4, 6}}, {dated, 2, []int{0, 1}},
	} {
		if got, err := c.of.Align(c.n); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%d rows: %v, %v, want %v", c.n, got, err, c.want)
		}
	}
	for n, of := range map[int]*Collection{6: whole, 3: dated} {
		_, err := of.Align(n)
		if err == nil || !strings.Contains(err.Error(), "5 papers of 7 records") || strings.Contains(err.Error(), "of which 2 papers were chosen") != (of == dated) {
			t.Errorf("%d rows: %v", n, err)
		}
	}
	if _, err := load(t, a, a).Align(8); err == nil || !strings.Contains(err.Error(), "is read twice") {
		t.Errorf("a file twice: %v", err)
	}
}

// By ids the order of rows does not matter; a merged paper has the row of any of its ids, and what is missing is named on both sides.
func TestAlignByID(t *testing.T) {
	c := &Collection{Documents: []Document{{ID: "a"}, {ID: "b", Also: []string{"b2"}}, {ID: "c", Also: []string{"c2"}}}}
	for _, test := range []struct {
		ids         []string
		rows, spare []int
	}{
		{[]string{"c", "a", "b"}, []int{1, 2, 0}, nil},
		{[]string{"c2", "x", "b2", "a", "b", "a"}, []int{3, 4, 0}, []int{1, 5}},
	} {
		rows, spare, err := c.AlignByID(test.ids)
		if err != nil || !slices.Equal(rows, test.rows) || !slices.Equal(spare, test.spare) {
			t.Errorf("%q: %v, %v, %v", test.ids, rows, spare, err)
		}
	}
	for says, ids := range map[string][]string{
		`papers whose id no row has: 1 of 3 ("c")`:                         {"a", "b"},
		`3 of 3 ("a", "b", "c"); rows of no paper: 4 ("1", "2", "3", ...)`: {"1", "2", "3", "4"},
	} {
		if _, _, err := c.AlignByID(ids); err == nil || !strings.HasSuffix(err.Error(), says) {
			t.Errorf("%q: %v, want %s", ids, err, says)
		}
	}
}
