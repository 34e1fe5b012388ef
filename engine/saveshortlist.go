package engine

import (
	"fmt"
	"iter"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/engine/index"
	"kindred/vectorize/matrix"
)

// saveShortlist writes what finds the papers nearest to one.
func (e *Engine) saveShortlist(w *index.Writer) error {
	s, err := cluster.NewShortlist(e.space.compared(), e.config.Threads)
	if err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	saveDescribed(w, s.Parts())
	return nil
}

// Names of what describes the papers, and those behind them that came since.
const (
	described      = "shortlist"
	describedLater = "later"
)

func saveDescribed(w *index.Writer, p cluster.ShortlistParts) {
	w.Int64s(described+".starts", p.Starts)
	w.Int32s(described+".rows", p.Rows)
	w.Int8s(described+".values", p.Values)
	w.Float32s(described+".sparse_scale", p.SparseScale)
	w.Float32s(described+".sparse_error", p.SparseError)
	w.Int8s(described+".bytes", p.Bytes)
	w.Float32s(described+".dense_scale", p.DenseScale)
	w.Float32s(described+".dense_error", p.DenseError)
}

// saveShortlist writes what finds the papers nearest to one. A file that stands on another has the papers described that this one has, as they are
// there, and beside these those that came since; else all are one.
func (u *Update) saveShortlist(w *index.Writer) error {
	all, err := u.from.descriptions(u.merging, u.rows)
	if err != nil {
		return err
	}
	if !w.Extends() || !u.Grows() {
		saveDescriptions(w, described, 0, all)
		return nil
	}
	saveDescribed(w, all[0].ShortlistParts)
	if len(all) > 1 {
		saveDescriptions(w, describedLater, int32(len(all[0].number)), all[1:])
	}
	return nil
}

// Grows tells whether all papers stay as they are that a file described which others stand on: it may be written beside that.
func (u *Update) Grows() bool {
	first := u.from.docs.Len() - u.from.later
	return u.rows.fitted && len(u.rows.runs) > 0 && u.rows.runs[0].from == 0 && u.rows.runs[0].to >= first
}

// After an update rows that stay are described as they were. So their postings are those that there are without those of papers that went,
// a column at a time, and their bytes lie in runs, but for those of papers that were drawn anew.

// description is rows that follow one another as a shortlist describes them, and what becomes of each.
type description struct {
	cluster.ShortlistParts
	number []int32 // of each row its new one, -1 for one that goes
	runs   []run   // of rows that stay
	anew   []int   // rows that are described anew, ascending, but for their terms
	again  cluster.ShortlistParts
}

// descriptions are those of all rows after an update.
func (s *Saved) descriptions(m *merging, a *arrangement) ([]description, error) {
	stored, err := s.described()
	if err != nil {
		return nil, err
	}
	var out []description
	first := 0
	for _, p := range stored {
		n := max(len(p.SparseScale), len(p.DenseScale))
		d, err := s.redescribed(description{ShortlistParts: p, number: m.number[first : first+n]}, a, first)
		if err != nil {
			return nil, err
		}
		out, first = append(out, d), first+n
	}
	if len(m.more) == 0 {
		return out, nil
	}
	p, err := cluster.ShortlistParts{}.Extend(a.came.compared(&s.config), s.config.Threads)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	d := description{ShortlistParts: p, runs: []run{{0, len(m.more)}}}
	for i := range m.more {
		d.number = append(d.number, int32(len(m.kept)+i))
	}
	return append(out, d), nil
}

// redescribed says which rows of a description stay, the first of which is a row of the index, and describes directions anew that are.
func (s *Saved) redescribed(d description, a *arrangement, first int) (description, error) {
	var stay []int32
	for i, to := range d.number {
		if to >= 0 {
			stay = append(stay, int32(i))
		}
	}
	d.runs = runsOf(stay)
	var data []float32
	var shares []float64
	for i, row := range a.redrawn {
		if row >= first && row < first+len(d.number) {
			d.anew = append(d.anew, row-first)
			data, shares = append(data, a.directed[i]...), append(shares, s.space.mixed().Share[row])
		}
	}
	if len(d.anew) == 0 {
		return d, nil
	}
	n := len(d.anew)
	directions := matrix.NewRows(n, len(data)/n, data)
	var err error
	d.again, err = cluster.ShortlistParts{}.Extend(matrix.NewMixed(matrix.NewCSR(n, 0, make([]int64, n+1), nil, nil), directions, shares), s.config.Threads)
	return d, err
}

// compared is the matrix of the papers that came as space.compared is of all.
func (c *came) compared(settings *Config) mat.Matrix {
	if c.latent == nil {
		return c.terms
	}
	return settings.mixed(c.terms, c.latent, c.shares)
}

// saveDescriptions writes one shortlist of what several describe, whose rows count from the first.
func saveDescriptions(w *index.Writer, name string, first int32, all []description) {
	var sparseScale, sparseError, denseScale, denseError chain[float32]
	var bytes chain[int8]
	for _, d := range all {
		sparse, n := d.sparseRuns(), len(d.number)
		sparseScale, sparseError = append(sparseScale, cut(d.SparseScale, 1, sparse)...), append(sparseError, cut(d.SparseError, 1, sparse)...)
		if len(d.DenseScale) == 0 {
			continue
		}
		width := len(d.Bytes) / n
		bytes = append(bytes, patched(d.Bytes, width, d.runs, d.anew, chunks(d.again.Bytes, width))...)
		denseScale = append(denseScale, patched(d.DenseScale, 1, d.runs, d.anew, chunks(d.again.DenseScale, 1))...)
		denseError = append(denseError, patched(d.DenseError, 1, d.runs, d.anew, chunks(d.again.DenseError, 1))...)
	}
	w.Int64s(name+".starts", startsOf(all))
	w.Int32Seq(name+".rows", gathered(all, func(d *description, at int64, row int32) int32 { return row - first }))
	w.Int8Seq(name+".values", gathered(all, func(d *description, at int64, row int32) int8 { return d.Values[at] }))
	w.Float32s(name+".sparse_scale", sparseScale...)
	w.Float32s(name+".sparse_error", sparseError...)
	w.Int8s(name+".bytes", bytes...)
	w.Float32s(name+".dense_scale", denseScale...)
	w.Float32s(name+".dense_error", denseError...)
}

// sparseRuns are the runs of what describes terms, of which there may be none.
func (d *description) sparseRuns() []run {
	if len(d.SparseScale) == 0 {
		return nil
	}
	return d.runs
}

func chunks[T any](data []T, width int) [][]T {
	if len(data) == 0 {
		return nil
	}
	return slices.Collect(slices.Chunk(data, width))
}

// startsOf are where the postings of each column begin; none if there are no columns.
func startsOf(all []description) []int64 {
	if len(all[0].Starts) == 0 {
		return nil
	}
	starts := make([]int64, len(all[0].Starts))
	for c := range len(starts) - 1 {
		starts[c+1] = starts[c]
		for _, d := range all {
			for at := d.Starts[c]; at < d.Starts[c+1]; at++ {
				if d.stays(d.Rows[at]) {
					starts[c+1]++
				}
			}
		}
	}
	return starts
}

// stays is false for rows that go, and for those of a damaged file that there are not.
func (d *description) stays(row int32) bool {
	return row >= 0 && int(row) < len(d.number) && d.number[row] >= 0
}

// gatherAtOnce is how many postings are gathered before they are written.
const gatherAtOnce = 1 << 16

// gathered are what is made of the postings of all columns in their order, given where each is and the new row, some thousands at a time.
func gathered[T any](all []description, of func(d *description, at int64, row int32) T) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		out := make([]T, 0, gatherAtOnce)
		for c := range len(all[0].Starts) - 1 {
			for k := range all {
				d := &all[k]
				for at := d.Starts[c]; at < d.Starts[c+1]; at++ {
					if !d.stays(d.Rows[at]) {
						continue
					}
					if out = append(out, of(d, at, d.number[d.Rows[at]])); len(out) == gatherAtOnce {
						if !yield(out) {
							return
						}
						out = out[:0]
					}
				}
			}
		}
		yield(out)
	}
}
