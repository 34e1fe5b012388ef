package vectorize

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// Frequencies come back as they went in, few and many different ones, moved and copied.
func TestFrequencies(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var f frequencies
	for _, different := range []int{1, 3, mostCodes - 1, mostCodes, mostCodes + 1, 5000} {
		f.reset()
		want := make([]float64, 3000)
		for i := range want {
			want[i] = float64(rng.IntN(different)) * 0.25
			f.add(want[i])
		}
		f.move(5, 17)
		want[5] = want[17]
		c := f.clone()
		f.move(0, 1)
		for i, tf := range want {
			if c.at(i) != tf {
				t.Fatalf("of %d different ones: %g at %d, want %g", different, c.at(i), i, tf)
			}
		}
	}
}

// Entries are sorted by column and dealt to their documents as a sort of each document would, whatever the columns.
func TestRowWriterSortsEachDocument(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, terms := range []int{1, 2, 100, 1 << digitBits, 1<<digitBits + 1, 1 << 20, 1<<22 + 5} {
		var part counted
		type entry struct {
			column int32
			tf     float64
		}
		var want []entry
		for range rangeDocs {
			columns := map[int32]bool{}
			for range rng.IntN(min(terms, 60) + 1) {
				columns[int32(rng.IntN(terms))] = true
			}
			from := len(want)
			for column := range columns {
				tf := float64(1 + rng.IntN(3))
				want = append(want, entry{column, tf})
				part.terms = append(part.terms, column)
				part.tf.add(tf)
			}
			slices.SortFunc(want[from:], func(a, b entry) int { return cmp.Compare(a.column, b.column) })
			part.ends = append(part.ends, int32(len(want)))
		}
		w := newRowWriter(&Model{parts: ModelParts{Terms: Texts{Ends: make([]int64, terms)}}})
		got := make([]int32, len(want))
		w.sort(&part)
		w.deal(&part, got)
		for i, e := range want {
			if got[i] != e.column || w.weights[i] != e.tf {
				t.Fatalf("%d terms: entry %d is %d, %g; want %v", terms, i, got[i], w.weights[i], e)
			}
		}
	}
}
