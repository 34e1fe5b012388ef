package vectorize

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// diagonal is a matrix of n rows and d columns whose singular values are given.
func diagonal(n, d int, singular []float64) *matrix.CSR {
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for i := range n {
		if i < len(singular) {
			columns, values = append(columns, int32(i)), append(values, float32(singular[i]))
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

func projectionOf(t *testing.T, settings LSA, x *matrix.CSR) *Projection {
	t.Helper()
	p, err := settings.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Where singular values fall slowly, the space of eight blocks of 16 holds more energy than the last of five
// power iterations with 25 directions, which multiply by as many.
func TestLSAFindsMoreThanPowerIterations(t *testing.T) {
	const rank, seeds = 20, 8
	singular := make([]float64, 400)
	for i := range singular {
		singular[i] = float64(float32(1 / math.Sqrt(1+float64(i)/10)))
	}
	x, ours, plainly := diagonal(400, 400, singular), 0.0, 0.0
	for seed := range uint64(seeds) {
		ours += energyOf(projectionOf(t, LSA{Rank: rank, Basis: 8 * blockWidth, Seed: seed}, x).Singular())
		plainly += plainEnergy(singular, rank, rank+5, 5, seed)
	}
	best := seeds * energyOf(singular[:rank])
	t.Logf("eight blocks lose %.5f, five power iterations %.5f", 1-ours/best, 1-plainly/best)
	if ours <= plainly || ours > best {
		t.Errorf("eight blocks hold %v, five power iterations %v, of %v", ours, plainly, best)
	}
}

// plainEnergy is what subspace iteration without a shift holds of a diagonal matrix, with the QR of gonum.
func plainEnergy(singular []float64, rank, width, power int, seed uint64) float64 {
	rng, n := rand.New(rand.NewPCG(seed, 5)), len(singular)
	q := mat.NewDense(n, width, nil)
	q.Apply(func(i, _ int, _ float64) float64 { return singular[i] * rng.NormFloat64() }, q)
	for range power {
		orthogonalise(q)
		q.Apply(func(i, _ int, v float64) float64 { return singular[i] * singular[i] * v }, q)
	}
	orthogonalise(q)
	q.Apply(func(i, _ int, v float64) float64 { return singular[i] * v }, q)
	var svd mat.SVD
	svd.Factorize(q, mat.SVDNone)
	return energyOf(svd.Values(nil)[:rank])
}

func orthogonalise(q *mat.Dense) {
	var qr mat.QR
	var full mat.Dense
	qr.Factorize(q)
	qr.QTo(&full)
	rows, columns := q.Dims()
	q.Copy(full.Slice(0, rows, 0, columns))
}

// The directions are orthonormal to single precision, also where the least of them are near to what rounding leaves of
// a singular value: one pass over the Gram matrix would not do.
func TestLSADirectionsAreOrthonormal(t *testing.T) {
	for _, ratio := range []float64{.9, .7, .5, .3, .1} {
		singular := make([]float64, 40)
		for i := range singular {
			singular[i] = math.Pow(ratio, float64(i))
		}
		for _, basis := range []int{30, 40} {
			p := projectionOf(t, LSA{Rank: 30, Basis: basis, Seed: 1}, diagonal(80, 40, singular))
			v := mat.DenseCopyOf(p.Terms())
			var gram mat.Dense
			gram.Mul(v.T(), v)
			for j := range p.Rank() {
				gram.Set(j, j, gram.At(j, j)-1)
			}
			if worst := max(mat.Max(&gram), -mat.Min(&gram)); worst > 1e-6 || p.Rank() < 2 {
				t.Errorf("singular values fall by %v, a basis of %d: V'V of rank %d is %g off I", ratio, basis, p.Rank(), worst)
			}
		}
	}
}

// A row whose terms no direction is made of has none: what rounding left of them there is not blown up to length 1.
func TestLSAOfForeignRowsIsZero(t *testing.T) {
	singular := make([]float64, 40) // the last ten are far below the five that are kept
	for i := range singular {
		if singular[i] = 1 - float64(i)/60; i >= 30 {
			singular[i] = 1e-3
		}
	}
	for _, shape := range [][2]int{{40, 40}, {50, 40}, {40, 50}} {
		p := projectionOf(t, LSA{Rank: 5, Seed: 1}, diagonal(shape[0], shape[1], singular))
		for c := int32(30); c < 40; c++ {
			row := p.Vector([]int32{c}, []float32{1})
			if matrix.Dot(row, row) != 0 || p.Length([]int32{c}, []float32{1}) != 0 {
				t.Errorf("%v: a row of term %d becomes %v", shape, c, row)
			}
		}
		if row := p.Vector([]int32{0, 35}, []float32{1, 1}); math.Abs(matrix.Dot(row, row)-1) > 1e-6 {
			t.Errorf("%v: a row that shares one term becomes %v", shape, row)
		}
	}
}
