package cluster

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// notes is a Memo that can lose what it has.
type notes struct {
	kept map[string][]int
	made []string // names that were found anew
}

func (n *notes) memo(name string, find func() ([]int, error)) ([]int, error) {
	if labels, ok := n.kept[name]; ok {
		return labels, nil
	}
	labels, err := find()
	if err == nil {
		n.kept[name], n.made = slices.Clone(labels), append(n.made, name)
	}
	return labels, err
}

// jobs are all that takes a Memo, as functions of one.
func jobs(t *testing.T) map[string]func(m Memo) any {
	x, ctx := blobs(1, 300, 12, 6, 0.6), context.Background()
	must := func(v any, err error) any {
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	settings := func(m Memo) KMeans { return KMeans{K: 6, Criterion: I1, Starts: 3, Seed: 5, Memo: m} }
	return map[string]func(m Memo) any{
		"k-means": func(m Memo) any { return must(settings(m).Fit(ctx, x)) },
		"part": func(m Memo) any {
			k := settings(m)
			k.Sample = 100
			return must(k.Best(ctx, x))
		},
		"tree": func(m Memo) any {
			tree := must(Bisecting{settings(m)}.Fit(ctx, x)).(*Tree)
			return []any{tree.Splits(), must(tree.Cut(ctx, 4)).(*Clustering), must(tree.Cut(ctx, 6)).(*Clustering)}
		},
		"stability": func(m Memo) any {
			c := must(settings(nil).Fit(ctx, x)).(*Clustering)
			return must(Stability{KMeans: settings(m), Samples: 3}.Fit(ctx, x, c))
		},
	}
}

// TestWhatIsRememberedIsWhatWouldBeFound: each job is done without a Memo, with an empty one, with a full one, and with each
// piece forgotten in turn, as after an interruption.
func TestWhatIsRememberedIsWhatWouldBeFound(t *testing.T) {
	for name, job := range jobs(t) {
		want, all := job(nil), &notes{kept: map[string][]int{}}
		same := func(what string, got any) {
			t.Helper()
			if !reflect.DeepEqual(summary(got), summary(want)) {
				t.Errorf("%s, %s: another result", name, what)
			}
		}
		same("an empty memo", job(all.memo))
		full := &notes{kept: all.kept}
		if same("a full memo", job(full.memo)); len(full.made) > 0 {
			t.Errorf("%s: found again: %v", name, full.made)
		}
		if len(all.made) < 3 {
			t.Errorf("%s: remembers %v alone", name, all.made)
		}
		for _, lost := range all.made {
			part := &notes{kept: maps.Clone(all.kept)}
			delete(part.kept, lost)
			if same("without "+lost, job(part.memo)); !slices.Equal(part.made, []string{lost}) {
				t.Errorf("%s without %s finds %v", name, lost, part.made)
			}
		}
	}
}

// summary is what can be seen of a result: sums keep room for what was.
func summary(result any) any {
	switch r := result.(type) {
	case *Clustering:
		return []any{r.Labels(), r.Criterion(), r.Sizes(), r.similarity, r.Sum(0)}
	case []any:
		var out []any
		for _, part := range r {
			out = append(out, summary(part))
		}
		return out
	case *Stabilities:
		return *r
	}
	return result
}

// TestWrongMemoriesAreErrors changes each thing remembered to what cannot be.
func TestWrongMemoriesAreErrors(t *testing.T) {
	for name, job := range map[string]func(m Memo) error{
		"k-means": func(m Memo) error { _, err := KMeans{K: 2, Memo: m}.Fit(context.Background(), twoPairs); return err },
		"tree":    func(m Memo) error { return twoOfThree(Bisecting{KMeans{K: 3, Memo: m}}) },
	} {
		all := &notes{kept: map[string][]int{}}
		if err := job(all.memo); err != nil {
			t.Fatal(err)
		}
		for piece, labels := range all.kept {
			for how, wrong := range map[string][]int{
				"short": labels[1:], "none": nil, "long": slices.Concat(labels, labels, labels),
				"large": slices.Repeat([]int{9}, len(labels)), "negative": slices.Repeat([]int{-1}, len(labels)),
			} {
				bad := &notes{kept: maps.Clone(all.kept)}
				bad.kept[piece] = wrong
				if err := job(bad.memo); err == nil || !strings.Contains(err.Error(), "cluster: "+piece+" was kept") {
					t.Errorf("%s: %s %s: error is %v", name, how, piece, err)
				}
			}
		}
	}
}

// twoOfThree grows a tree of two pairs and cuts it in two.
func twoOfThree(b Bisecting) error {
	tree, err := b.Fit(context.Background(), twoPairs)
	if err == nil {
		_, err = tree.Cut(context.Background(), 2)
	}
	return err
}

// TestTheHistoryOfATreeByHand: leaf 0 gives away leaf 1, then leaf 2, and leaf 1 leaf 3.
func TestTheHistoryOfATreeByHand(t *testing.T) {
	divided := []int{0, 0, 1}
	for leaf, ancestors := range [][]int{{0}, {0, 1}, {0, 2}, {0, 1, 3}} {
		for from := range 4 {
			if got := within(leaf, from, divided); from > 0 && got != slices.Contains(ancestors, from) {
				t.Errorf("leaf %d came from %d: %v", leaf, from, got)
			}
		}
	}
}

func TestAMemoThatFailsStopsTheWork(t *testing.T) {
	broken := errors.New("broken")
	fails := func(_ string, find func() ([]int, error)) ([]int, error) {
		labels, err := find()
		return labels, errors.Join(err, broken)
	}
	for name, err := range map[string]error{
		"k-means": func() error { _, err := KMeans{K: 2, Memo: fails}.Fit(context.Background(), twoPairs); return err }(),
		"tree":    twoOfThree(Bisecting{KMeans{K: 2, Memo: fails}}),
	} {
		if !errors.Is(err, broken) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

// TestPartsOfAnotherNumberOfRowsAreOthers: how many rows the parts of Stability are drawn from grows with the clusters that are
// judged, and one memo may serve several numbers of clusters.
func TestPartsOfAnotherNumberOfRowsAreOthers(t *testing.T) {
	x, ctx := blobs(1, 300, 12, 6, 0.6), context.Background()
	c, err := KMeans{K: 6, Criterion: I1, Seed: 5}.Fit(ctx, x)
	if err != nil {
		t.Fatal(err)
	}
	n := &notes{kept: map[string][]int{}}
	for _, sample := range []int{100, 120} {
		s := Stability{KMeans: KMeans{Criterion: I1, Seed: 5, Sample: sample}, Samples: 3}
		want, err := s.Fit(ctx, x, c)
		if err != nil {
			t.Fatal(err)
		}
		s.Memo = n.memo
		if got, err := s.Fit(ctx, x, c); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("of %d rows: %v, %v; want %v", sample, got, err, want)
		}
	}
}
