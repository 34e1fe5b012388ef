package corpus

import "iter"

// Documents is the papers of a corpus by their rows, which count from 0: a List, or the Stored papers of a file, which
// are read when they are asked for.
type Documents interface {
	Len() int
	At(row int) Document
}

// List is papers in memory.
type List []Document

// Len is the number of papers.
func (l List) Len() int { return len(l) }

// At is the paper of a row.
func (l List) At(row int) Document { return l[row] }

// All walks papers and their rows.
func All(docs Documents) iter.Seq2[int, Document] {
	return func(yield func(int, Document) bool) {
		for row := range docs.Len() {
			if !yield(row, docs.At(row)) {
				return
			}
		}
	}
}

// Picked are some rows of papers, in their order, and more papers behind them.
type Picked struct {
	From Documents
	Rows []int32
	More List
}

// Len is the number of papers.
func (p Picked) Len() int { return len(p.Rows) + len(p.More) }

// At is the paper of a row.
func (p Picked) At(row int) Document {
	if row < len(p.Rows) {
		return p.From.At(int(p.Rows[row]))
	}
	return p.More[row-len(p.Rows)]
}
