package vectorize

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// LSA holds the settings of latent semantic analysis (Deerwester, Dumais, Furnas, Landauer and
// Harshman 1990): the projection of term rows onto the leading right singular vectors of their
// matrix, where papers that use different words for one thing come near each other.
//
// The vectors come from a randomised range finder with power iterations (Halko, Martinsson and
// Tropp, "Finding Structure with Randomness", 2011, algorithms 4.4 and 5.1). With A the n x d
// matrix, l = Rank + Oversample and W a d x l matrix of normal numbers:
//
//	Q = orth(A W); then Power times: Z = orth(A' Q), Q = orth(A Z)
//	B = Q' A, its small Gram matrix B B' = U S^2 U', V = B' U S^-1
//
// orth(Y) is Y T with T from the eigenvalues of the small Gram matrix Y'Y = W L W', T = W L^-1/2
// (Stathopoulos and Wu 2002), twice; directions without weight are dropped, so that rank
// deficient corpora need no special case. A tall QR would cost as much as all the products.
//
// Each vector's sign makes its entry of largest magnitude positive. Cost: 2 Power + 3 products of
// nnz x l multiply-adds and as many Gram matrices of (n or d) l^2; memory 8 (n + d) l bytes.
type LSA struct {
	Rank       int    // dimensions; 0 means 100
	Oversample int    // extra directions while searching; 0 means 10
	Power      int    // power iterations; 0 means 4, negative none
	Seed       uint64 // same seed, same bytes
	Threads    int    // 0 means all cores; never changes the result
	Progress   func(done, total int)
}

// ErrNoRank means that a matrix has no direction: every row is zero.
var ErrNoRank = errors.New("vectorize: no direction to project on: every row is zero")

// Projection is a fitted LSA. It never changes and is safe to share.
type Projection struct {
	terms    *matrix.Rows // V, a row a term
	singular []float64
}

func (l LSA) withDefaults() (LSA, error) {
	if l.Rank < 0 || l.Oversample < 0 {
		return l, fmt.Errorf("vectorize: LSA of rank %d and %d more: use numbers of at least 0", l.Rank, l.Oversample)
	}
	if l.Rank == 0 {
		l.Rank = 100
	}
	if l.Oversample == 0 {
		l.Oversample = 10
	}
	if l.Power == 0 {
		l.Power = 4
	}
	return l, nil
}

// Fit finds the leading singular vectors of the rows of x, which may be part of a corpus. The rank
// is less than asked for if x has no more directions.
func (l LSA) Fit(ctx context.Context, x *matrix.CSR) (*Projection, error) {
	l, err := l.withDefaults()
	if err != nil {
		return nil, err
	}
	n, d := x.Dims()
	width := min(l.Rank+l.Oversample, n, d)
	if err := hasDirection(x); err != nil {
		return nil, err
	}
	transposed := x.Transposed()
	q, err := l.rangeOf(ctx, x, transposed, l.normal(d, width))
	if err != nil {
		return nil, err
	}
	return l.project(transposed.MulTall(q, l.Threads)), nil
}

// hasDirection reports what keeps a matrix from being projected.
func hasDirection(x *matrix.CSR) error {
	n, _ := x.Dims()
	sum := 0.0
	for i := range n {
		square := x.SquaredNorm(i)
		if math.IsNaN(square) || math.IsInf(square, 0) {
			return fmt.Errorf("vectorize: LSA: row %d has a value that is not a finite number", i)
		}
		sum += square
	}
	if sum == 0 {
		return ErrNoRank
	}
	return nil
}

// normal is the random matrix that the search starts from.
func (l LSA) normal(d, width int) *matrix.Tall {
	rng := rand.New(rand.NewPCG(l.Seed, 0x4c5341)) // a stream of its own
	w := matrix.NewTall(d, width)
	for i := range d {
		row := w.Row(i)
		for j := range row {
			row[j] = rng.NormFloat64()
		}
	}
	return w
}

// rangeOf returns an orthonormal basis of nearly the range of x.
func (l LSA) rangeOf(ctx context.Context, x, transposed *matrix.CSR, w *matrix.Tall) (*matrix.Tall, error) {
	steps := max(l.Power, 0) + 1
	q := orthonormal(x.MulTall(w, l.Threads), l.Threads)
	for step := 1; ; step++ {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("vectorize: LSA: %w", err)
		}
		if l.Progress != nil {
			l.Progress(step, steps)
		}
		if step == steps {
			return q, nil
		}
		z := orthonormal(transposed.MulTall(q, l.Threads), l.Threads)
		q = orthonormal(x.MulTall(z, l.Threads), l.Threads)
	}
}

// orthonormal returns an orthonormal basis of the columns of y, those without weight left out. The
// second pass takes away the rounding of the first.
func orthonormal(y *matrix.Tall, threads int) *matrix.Tall {
	for range 2 {
		y = y.Mul(whitening(y.Gram(threads)), threads)
	}
	return y
}

// negligible is the share of the largest eigenvalue under which a direction is rounding.
const negligible = 1e-14

// whitening is T = W L^-1/2 for the eigenvalues of a Gram matrix, largest first.
func whitening(gram *mat.SymDense) *mat.Dense {
	values, vectors := eigen(gram)
	kept := len(values)
	for kept > 1 && values[kept-1] <= negligible*values[0] {
		kept--
	}
	n := gram.SymmetricDim()
	t := mat.NewDense(n, kept, nil)
	for j := range kept {
		scale := 1 / math.Sqrt(values[j])
		for i := range n {
			t.Set(i, j, vectors.At(i, j)*scale)
		}
	}
	return t
}

// eigen returns the eigenvalues of a symmetric matrix, largest first, and their vectors.
func eigen(s *mat.SymDense) ([]float64, *mat.Dense) {
	var e mat.EigenSym
	if !e.Factorize(s, true) {
		panic("vectorize: the eigenvalues of a Gram matrix did not converge") // unreachable for finite input
	}
	n := s.SymmetricDim()
	values, ascending := e.Values(nil), mat.Dense{}
	e.VectorsTo(&ascending)
	out, vectors := make([]float64, n), mat.NewDense(n, n, nil)
	for j := range n {
		out[j] = values[n-1-j]
		for i := range n {
			vectors.Set(i, j, ascending.At(i, n-1-j))
		}
	}
	return out, vectors
}

// project makes V and the singular values from B' = A'Q.
func (l LSA) project(b *matrix.Tall) *Projection {
	values, u := eigen(b.Gram(l.Threads))
	rank := min(l.Rank, len(values))
	for rank > 1 && values[rank-1] <= negligible*values[0] {
		rank--
	}
	n, _ := u.Dims()
	t, singular := mat.NewDense(n, rank, nil), make([]float64, rank)
	for j := range rank {
		singular[j] = math.Sqrt(values[j])
		for i := range n {
			t.Set(i, j, u.At(i, j)/singular[j])
		}
	}
	v := b.Mul(t, l.Threads)
	v.PositivePeaks()
	return &Projection{v.Rows(), singular}
}

// Rank returns the number of dimensions.
func (p *Projection) Rank() int { return len(p.singular) }

// Singular returns the singular values, largest first. Do not change them.
func (p *Projection) Singular() []float64 { return p.singular }

// Terms returns V: a row a term, a column a dimension.
func (p *Projection) Terms() *matrix.Rows { return p.terms }

// Vector projects a sparse row, columns ascending, and scales it to unit length; a row with no
// direction left is zero. Cost: the row's entries times the rank.
func (p *Projection) Vector(columns []int32, values []float32) []float32 {
	sum := make([]float64, p.Rank())
	for i, c := range columns {
		w := float64(values[i])
		for j, v := range p.terms.Row(int(c)) {
			sum[j] += float64(w * float64(v))
		}
	}
	return normalized(sum, L2, make([]float32, 0, len(sum)))
}

// Transform projects every row of x, which has the columns of the matrix that was fitted: rows
// scaled by the singular values, then to unit length.
func (p *Projection) Transform(x *matrix.CSR, threads int) *matrix.Rows {
	n, d := x.Dims()
	if terms, _ := p.terms.Dims(); d != terms {
		panic(mat.ErrShape)
	}
	data := make([]float32, n*p.Rank())
	matrix.Blocks(n, threads, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			copy(data[i*p.Rank():], p.Vector(x.Row(i)))
		}
	})
	return matrix.NewRows(n, p.Rank(), data)
}
