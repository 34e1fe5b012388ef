package engine

import (
	"math"
	"strings"

	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// space is what is clustered: some columns of the term space, rows made unit again.
type space struct {
	rows    *matrix.CSR
	columns []int32 // of the term space, ascending
}

// singleWords is the term space without n-grams. A row that has nothing but n-grams keeps them, so
// that every paper with a usable term has a place.
func singleWords(m *vectorize.Model, x *matrix.CSR) space {
	keep := make([]bool, m.Terms())
	for c := range keep {
		keep[c] = !strings.Contains(m.Term(c), " ")
	}
	n, _ := x.Dims()
	for i := range n {
		if columns, _ := x.Row(i); !anyKept(columns, keep) {
			for _, c := range columns {
				keep[c] = true
			}
		}
	}
	return restrict(x, keep)
}

func anyKept(columns []int32, keep []bool) bool {
	for _, c := range columns {
		if keep[c] {
			return true
		}
	}
	return false
}

// restrict keeps some columns of a matrix and makes its rows unit again.
func restrict(x *matrix.CSR, keep []bool) space {
	narrow, columns := make([]int32, len(keep)), []int32{}
	for c, k := range keep {
		if narrow[c] = int32(len(columns)); k {
			columns = append(columns, int32(c))
		}
	}
	n, _ := x.Dims()
	start, cols, values := make([]int64, 1, n+1), []int32{}, []float32{}
	for i := range n {
		from, weights := x.Row(i)
		length := lengthOf(from, weights, keep)
		for j, c := range from {
			if keep[c] {
				cols, values = append(cols, narrow[c]), append(values, float32(float64(weights[j])/length))
			}
		}
		start = append(start, int64(len(cols)))
	}
	return space{matrix.NewCSR(n, len(columns), start, cols, values), columns}
}

func lengthOf(columns []int32, weights []float32, keep []bool) float64 {
	sum := 0.0
	for j, c := range columns {
		if keep[c] {
			sum += float64(float64(weights[j]) * float64(weights[j]))
		}
	}
	return math.Sqrt(sum)
}
