package cluster

import "math"

// Assignment gives each row of a table of scores at most one column and each column at most one row, so that the
// scores of the pairs have the largest sum. It returns the column of each row, -1 for none; a pair whose score
// is not above zero is none. Rows must have equal length and no NaN. Of several best assignments it
// returns one that depends on the scores alone: with equal scores throughout, row i has column i.
//
// It is the Hungarian method (Kuhn 1955, Munkres 1957) by shortest augmenting paths (Jonker and Volgenant, "A Shortest Augmenting
// Path Algorithm for Dense and Sparse Linear Assignment Problems", 1987): rows come one by one; each looks for the
// cheapest chain in which it takes a column, whose row takes another, until one is free. Potentials of rows and columns keep
// all reduced costs at zero or more, so that Dijkstra's algorithm finds the chain. Cost: n^3 for n rows or columns, whichever are more.
func Assignment(scores [][]float64) []int {
	n := len(scores)
	if n == 0 {
		return nil
	}
	a := newAssigning(scores)
	for row := range a.n {
		a.augment(row)
	}
	out := make([]int, n)
	for row := range out {
		out[row] = -1
	}
	for column, row := range a.rowOf[:len(scores[0])] {
		if row < n && scores[row][column] > 0 {
			out[row] = column
		}
	}
	return out
}

// assigning is a square table in the making, filled up with zeros. The column n stands for the row that looks for one.
type assigning struct {
	scores     [][]float64
	n          int
	rows, cols []float64 // potentials: cost(row, column) >= rows[row] + cols[column], with equality in pairs
	rowOf, via []int     // of each column: its row, and the column before it in the cheapest chain
	least      []float64 // reduced cost of the cheapest chain to each column
	reached    []bool
}

func newAssigning(scores [][]float64) *assigning {
	n := max(len(scores), len(scores[0]))
	a := &assigning{scores: scores, n: n, rows: make([]float64, n), cols: make([]float64, n+1)}
	a.rowOf, a.via, a.least, a.reached = make([]int, n+1), make([]int, n+1), make([]float64, n+1), make([]bool, n+1)
	for column := range a.rowOf {
		a.rowOf[column] = -1
	}
	return a
}

// cost is what is to be least: a score with its sign changed; those below zero are as good as none.
func (a *assigning) cost(row, column int) float64 {
	if row >= len(a.scores) || column >= len(a.scores[row]) {
		return 0
	}
	return -max(0, a.scores[row][column])
}

// augment finds the cheapest chain from a row to a free column and moves every row of the chain along.
func (a *assigning) augment(row int) {
	a.rowOf[a.n] = row
	for column := range a.least {
		a.least[column], a.reached[column] = math.Inf(1), false
	}
	at := a.n
	for a.rowOf[at] >= 0 {
		a.reached[at] = true
		at = a.step(at)
	}
	for at != a.n {
		a.rowOf[at] = a.rowOf[a.via[at]]
		at = a.via[at]
	}
}

// step looks on from the row of a column that is reached and returns the nearest column that is not, ties to the lower.
func (a *assigning) step(from int) int {
	row, next, delta := a.rowOf[from], 0, math.Inf(1)
	for column := range a.n {
		if a.reached[column] {
			continue
		}
		if c := a.cost(row, column) - a.rows[row] - a.cols[column]; c < a.least[column] {
			a.least[column], a.via[column] = c, from
		}
		if a.least[column] < delta {
			next, delta = column, a.least[column]
		}
	}
	for column := range a.reached {
		if a.reached[column] {
			a.rows[a.rowOf[column]] += delta
			a.cols[column] -= delta
		} else {
			a.least[column] -= delta
		}
	}
	return next
}
