package cluster

import (
	"context"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Two groups that lie apart take a pass that puts the rows, and one that moves none; a pass at most is a pass.
func TestPasses(t *testing.T) {
	x := mat.NewDense(4, 2, []float64{1, 0, 1, 0, 0, 1, 0, 1})
	for most, want := range map[int]int{0: 2, 1: 1} {
		c, err := KMeans{K: 2, Init: []int{0, 2}, MaxIter: most, NoRefine: true}.Fit(context.Background(), x)
		if err != nil || c.Passes() != want {
			t.Errorf("%d passes of at most %d, %v", c.Passes(), most, err)
		}
	}
}
