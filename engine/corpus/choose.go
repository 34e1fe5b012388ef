package corpus

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Choice says which papers of a collection are kept: those that Where holds for, of these Sample, drawn by the seed, and
// of these the first Limit. What is kept stays in its order, and is the same for any number of threads.
type Choice struct {
	Where         *Condition // nil for all
	Sample, Limit int        // papers; 0 for all
	Seed          uint64
	Threads       int // 0 means one a core
}

// LeftOut counts the papers that a Choice left out, by what left them out first.
type LeftOut struct {
	Where  int `json:"where"`
	Sample int `json:"sample"`
	Limit  int `json:"limit"`
}

// Papers is how many papers were left out.
func (l LeftOut) Papers() int { return l.Where + l.Sample + l.Limit }

// Choose keeps the papers of a choice, as a collection of its own. Names in the condition that no paper has are one of its
// Problems. If no paper is left, the error is an ErrNoDocuments and the collection is returned too.
//
// It comes after identity is settled, so that a paper's date may be that of its second record, and papers are one or two
// whatever is asked for; sources are read to their end for it, also where a Limit would need the beginning alone.
// Cost: the condition a paper, spread over the threads; abstracts that are packed (see Options.Pack) are packed anew where few of
// them stay, so that the others take no memory.
func (c *Collection) Choose(ch Choice) (*Collection, error) {
	rows := ch.where(c.Documents)
	left := LeftOut{Where: len(c.Documents) - len(rows)}
	if ch.Sample > 0 && ch.Sample < len(rows) {
		left.Sample = len(rows) - ch.Sample
		rows = drawn(rows, ch.Sample, rand.New(rand.NewPCG(ch.Seed, chosenStream)))
	}
	if ch.Limit > 0 && ch.Limit < len(rows) {
		left.Limit = len(rows) - ch.Limit
		rows = rows[:ch.Limit]
	}
	out := *c
	out.LeftOut = left
	out.Problems = append(slices.Clip(c.Problems), ch.unmet(c.Documents)...)
	if left.Papers() == 0 {
		return &out, nil
	}
	out.Documents, out.chosen = taken(c.Documents, rows), rows
	out.Merged = mergedInto(c.Merged, rows)
	if len(rows) == 0 {
		return &out, fmt.Errorf("corpus: %w: the condition holds for none of %d papers", ErrNoDocuments, len(c.Documents))
	}
	return &out, nil
}

// chosenStream is the stream of chance that samples are drawn from.
const chosenStream = 0x5a

// where lists the rows that the condition holds for, ascending.
func (ch Choice) where(docs []Document) []int32 {
	holds := make([]bool, len(docs))
	ch.each(len(docs), func(from, to int) {
		for i := from; i < to; i++ {
			holds[i] = ch.Where == nil || ch.Where.holds(&docs[i])
		}
	})
	var rows []int32
	for i, h := range holds {
		if h {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// each calls do for parts of the rows up to n, on the threads.
func (ch Choice) each(n int, do func(from, to int)) {
	threads := ch.Threads
	if threads < 1 {
		threads = runtime.GOMAXPROCS(0)
	}
	var wg sync.WaitGroup
	for t := range threads {
		wg.Go(func() { do(t*n/threads, (t+1)*n/threads) })
	}
	wg.Wait()
}

// drawn are n of the rows, each set of n as likely as any other, in order (Knuth, "The Art of Computer Programming", 3.4.2,
// algorithm S): a row is taken with the chance of those still wanted among those still to come.
func drawn(rows []int32, n int, rng *rand.Rand) []int32 {
	out := make([]int32, 0, n)
	for i, row := range rows {
		if rng.IntN(len(rows)-i) < n-len(out) {
			out = append(out, row)
		}
	}
	return out
}

// taken are the documents of the rows. Where fewer than half stay, their abstracts are packed anew.
func taken(docs []Document, rows []int32) []Document {
	out := make([]Document, len(rows))
	for i, row := range rows {
		out[i] = docs[row]
	}
	if 2*len(rows) < len(docs) && slices.ContainsFunc(out, func(d Document) bool { return d.pack != nil }) {
		repack(out)
	}
	return out
}

// mergedInto are the records that are part of the documents of some rows.
func mergedInto(merged []Merged, rows []int32) []Merged {
	var out []Merged
	for _, m := range merged {
		if row, ok := slices.BinarySearch(rows, int32(m.Row)); ok {
			m.Row = row
			out = append(out, m)
		}
	}
	return out
}

// unmet says which fields of the records a condition names that no paper has.
func (ch Choice) unmet(docs []Document) []Problem {
	if ch.Where == nil || len(docs) == 0 {
		return nil
	}
	var list []Problem
	for _, name := range ch.Where.own {
		met := slices.ContainsFunc(docs, func(d Document) bool { _, ok := d.Fields[name]; return ok })
		if !met {
			list = append(list, Problem{kindNoField, fmt.Sprintf("no paper has a field %q, which the condition names", name), 1, Origin{}})
		}
	}
	return list
}
