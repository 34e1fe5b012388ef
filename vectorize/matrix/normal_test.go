package matrix

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// X'B and X'X B by definition, each sum in the order of the rows of a run, and the runs in order.
func TestNormalIsTheProductWithTheTranspose(t *testing.T) {
	for _, cols := range []int{3, 16} {
		x, _ := random(31, 1203, 40, .8)
		m := NewNormal(x)
		long, short := randomTall(1, 1203, cols), randomTall(2, 40, cols)
		for _, workers := range []int{1, 2, 3, 8} {
			if got, want := m.TransMul(long, workers), inRuns(x, long); !slices.Equal(got.data, want.data) {
				t.Errorf("%d columns, %d workers: TransMul differs", cols, workers)
			}
			if got, want := m.Mul(short, workers), inRuns(x, x.MulTall(short, 1)); !slices.Equal(got.data, want.data) {
				t.Errorf("%d columns, %d workers: Mul differs", cols, workers)
			}
		}
	}
}

// inRuns is X'Y.
func inRuns(x *CSR, y *Tall) *Tall {
	out := NewTall(x.cols, y.cols)
	for run := range normalRuns {
		part := NewTall(x.cols, y.cols)
		for i := run * x.rows / normalRuns; i < (run+1)*x.rows/normalRuns; i++ {
			columns, values := x.Row(i)
			for p, c := range columns {
				for j, v := range y.Row(i) {
					part.Row(int(c))[j] += float64(float64(values[p]) * v)
				}
			}
		}
		for at, v := range part.data {
			out.data[at] += v
		}
	}
	return out
}

func TestAddSparseIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 1))
	const rows = 30
	for _, width := range []int{0, 1, 8, 15, 16, 17} {
		for _, n := range []int{0, 1, 2, rows} {
			columns := make([]int32, n)
			for p := range columns {
				columns[p] = int32(p * rows / n)
			}
			values, y := awkward[float32](rng, n), awkward[float64](rng, width)
			got := awkward[float64](rng, rows*width)
			want := slices.Clone(got)
			addSparse(got, columns, values, y)
			addSparseGo(want, columns, values, y)
			if !sameBits(got, want) {
				t.Errorf("%d entries by %d columns: %v, want %v", n, width, got, want)
			}
		}
	}
}
