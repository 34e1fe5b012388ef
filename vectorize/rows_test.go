package vectorize

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Frequencies come back as they went in, few and many different ones, and moved.
func TestFrequencies(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, different := range []int{1, 3, mostCodes - 1, mostCodes, mostCodes + 1, 5000} {
		want := make([]float64, 3000)
		for i := range want {
			want[i] = float64(rng.IntN(different)) * 0.25
		}
		f := newFrequencies(want)
		f.move(5, 17)
		for i, tf := range want {
			if i == 5 {
				tf = want[17]
			}
			if f.at(i) != tf {
				t.Fatalf("of %d different ones: %g at %d, want %g", different, f.at(i), i, tf)
			}
		}
	}
}

// The entries that have a column are kept, sorted by it and dealt to their documents as a sort of each document would, however
// many terms there are in all and in the range, and if the marks of the tally begin anew.
func TestRowWriterSortsEachDocument(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, terms := range []int{1, 2, 100, 1 << 16, 1<<16 + 1, 1 << 20} {
		columns := make([]int32, terms) // of which every third is none
		for i, n := range rng.Perm(terms) {
			columns[i] = int32(n)
			if n%3 == 2 {
				columns[i] = -1
			}
		}
		type counts struct {
			column int32
			tf     float64
		}
		var want []counts
		part, found, tfs, all := counted{names: make([]int32, terms)}, []int32(nil), []float64(nil), []int32(nil)
		for i, n := range rng.Perm(terms) {
			part.names[i] = int32(n)
		}
		for range 50 {
			from := len(want)
			places := map[int32]bool{}
			for range rng.IntN(min(terms, 60) + 1) {
				places[int32(rng.IntN(terms))] = true
			}
			for place := range places {
				tf := float64(1 + rng.IntN(3))
				if column := columns[part.names[place]]; column >= 0 {
					want = append(want, counts{column, tf})
				}
				found, tfs = append(found, place), append(tfs, tf)
			}
			slices.SortFunc(want[from:], func(a, b counts) int { return cmp.Compare(a.column, b.column) })
			part.ends, all = append(part.ends, int32(len(found))), append(all, int32(len(want)))
		}
		part.terms, part.tf = newNumbers(found, terms), newFrequencies(tfs)
		part.keep(columns, newColumnOrder(terms))
		if !slices.Equal(part.ends, all) {
			t.Fatalf("%d terms: documents end at %v, want %v", terms, part.ends, all)
		}
		w, got := newRowWriter(nil), make([]int32, len(want))
		w.sort(&part)
		w.deal(&part, got)
		for i, e := range want {
			if got[i] != e.column || w.weights[i] != e.tf {
				t.Fatalf("%d terms: entry %d is %d, %g; want %v", terms, i, got[i], w.weights[i], e)
			}
		}
	}
}

// A tally counts alike when the marks of its terms begin anew.
func TestTallyRunsOutOfMarks(t *testing.T) {
	counter, err := Default().Counter()
	if err != nil {
		t.Fatal(err)
	}
	docs := [][]Field{{{Text: "tides and tidal currents of the sea"}}, {{Text: "the currents of electric wires"}}, {{Text: "tides"}}}
	fields := func(doc int) []Field { return docs[doc] }
	plain, late := newTally(counter), newTally(counter)
	late.base = math.MaxUint32/2 - 3
	for from := range docs {
		plain.countRange(from, from+1, fields)
		late.countRange(from, from+1, fields)
	}
	if late.base > 100 {
		t.Fatalf("marks do not begin anew: %d", late.base)
	}
	for i := range plain.terms {
		if a, b := plain.terms[i], late.terms[i]; a.termCount != b.termCount || a.cf != b.cf {
			t.Errorf("%q is counted %v, %g; want %v, %g", plain.reader.Key(int32(i)), b.termCount, b.cf, a.termCount, a.cf)
		}
	}
}
