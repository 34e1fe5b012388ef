package cluster

import (
	"context"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func TestToy(t *testing.T) {
	x := mat.NewDense(5, 3, []float64{1, 0, 0, .8, .6, 0, 0, 0, 1, 0, 0, 0, 0, .6, .8})
	c, err := KMeans{K: 2, Seed: 1}.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(c.Labels(), c.Criterion(), c.Centroid(0), Silhouette(x, c.Labels()))
	n, err := NeighborSearch{}.Fit(context.Background(), x)
	t.Log(n.QueryRow(0, 3), err, n.QueryRow(0, 0))
	tr, err := Bisecting{KMeans: KMeans{K: 7}}.Fit(context.Background(), x)
	t.Log(tr.Splits(), err)
}
