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
// Tropp, "Finding Structure with Randomness", 2011, algorithms 4.4 and 5.1) whose shift grows from
// step to step (Feng, Yu, Xie and Tang, "Faster Randomized SVD with Dynamic Shifts", 2024). Let A be
// the matrix or its transpose, whichever has no more rows than columns; l = Rank + Oversample and W
// a matrix of l columns of normal numbers:
//
//	Q = orth(A W), a = 0
//	Power times: Y = A (A' Q) - a Q, Q = orth(Y), a = max(a, (a + s_l)/2)
//	B = A' Q, whose small Gram matrix is B'B = U S^2 U'
//
// The right singular vectors of A are B U S^-1, the left ones Q U. Here s_l is the least singular
// value of Y, known from orth. Taking a off every eigenvalue of A A' draws the leading ones apart,
// and a stays at most half of the l-th, so that none near 0 overtakes one that is sought. Four such
// steps hold more energy than five without the shift.
//
// orth(Y) is Y T with T from the eigenvalues of the small Gram matrix Y'Y = U S^2 U', T = U S^-1
// (Stathopoulos and Wu 2002); directions without weight are dropped, so that rank deficient corpora
// need no special case. A tall QR would cost as much as all the products. The last Q takes a second
// pass, which removes the rounding of the first. If Q spans all that A reaches, no step follows.
//
// A row x becomes S^1/2 V'x, made unit, where S is the diagonal of the weights that the coordinates
// have in a dot product: all 1, or with Taper 1 - j/R for coordinate j of R, counted from 0. The inner
// product with those weights is the mean over all ranks r = 1 to R of the inner product at rank r:
// deep directions are noisier than leading ones, and any single cut-off is a cliff. Measured on seven
// collections the taper beats a flat cut at R on nearly every line, and a flat R/2 on most.
//
// Each vector's sign makes its entry of largest magnitude positive. Cost: 2 Power + 2 products of
// nnz x l multiply-adds, Power + 2 times 3 m l^2 of them for m = min(n, d), and once more for the
// longer side; memory at most 16 (n + d) l bytes.
type LSA struct {
	Rank       int    // dimensions; 0 means 100
	Oversample int    // extra directions while searching; 0 means 10
	Power      int    // power iterations; 0 means 4, negative none
	Taper      bool   // deeper directions count less in the rows of Vector and Transform
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
	weights  []float64 // S, the weights of the dimensions
	roots    []float64 // S^1/2
}

func newProjection(terms *matrix.Rows, singular []float64, taper bool) *Projection {
	rank := len(singular)
	p := &Projection{terms, singular, make([]float64, rank), make([]float64, rank)}
	for j := range rank {
		p.weights[j] = 1
		if taper {
			p.weights[j] = float64(rank-j) / float64(rank)
		}
		p.roots[j] = math.Sqrt(p.weights[j])
	}
	return p
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
	if err := hasDirection(x); err != nil {
		return nil, err
	}
	a, transposed := x, x.Transposed()
	n, d := x.Dims()
	if n > d {
		a, transposed = transposed, x
	}
	q, err := l.rangeOf(ctx, a, transposed)
	if err != nil {
		return nil, err
	}
	b := transposed.MulTall(q, l.Threads)
	s := spectrumOf(b, l.Threads).first(l.Rank)
	var v *matrix.Tall
	if n > d {
		v = q.Mul(s.vectors, l.Threads)
	} else {
		v = b.Mul(s.whitening(), l.Threads)
	}
	v.PositivePeaks()
	return newProjection(v.Rows(), s.values, l.Taper), nil
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

// rangeOf returns an orthonormal basis of nearly the range of a.
func (l LSA) rangeOf(ctx context.Context, a, transposed *matrix.CSR) (*matrix.Tall, error) {
	rows, columns := a.Dims()
	width, steps := min(l.Rank+l.Oversample, rows), max(l.Power, 0)
	q, _ := orthonormal(a.MulTall(l.normal(columns, width), l.Threads), l.Threads)
	if _, found := q.Dims(); found < width || found == rows {
		steps = 0 // q is the whole range
	}
	shift := 0.0
	for step := 0; ; step++ {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("vectorize: LSA: %w", err)
		}
		if l.Progress != nil {
			l.Progress(step+1, steps+1)
		}
		if step == steps {
			q, _ = orthonormal(q, l.Threads)
			return q, nil
		}
		y := a.MulTall(transposed.MulTall(q, l.Threads), l.Threads)
		subtract(y, shift, q)
		least := 0.0
		q, least = orthonormal(y, l.Threads)
		shift = max(shift, (shift+least)/2)
	}
}

// subtract takes c times q off y.
func subtract(y *matrix.Tall, c float64, q *matrix.Tall) {
	rows, _ := y.Dims()
	for i := range rows {
		from := q.Row(i)
		for j, to := 0, y.Row(i); j < len(to); j++ {
			to[j] -= float64(c * from[j])
		}
	}
}

// orthonormal returns an orthonormal basis of the columns of y, those without weight left out, and
// the least singular value of the others.
func orthonormal(y *matrix.Tall, threads int) (q *matrix.Tall, least float64) {
	s := spectrumOf(y, threads)
	return y.Mul(s.whitening(), threads), s.values[len(s.values)-1]
}

// spectrum is the singular values of a tall matrix, largest first, and its right singular vectors,
// a column each.
type spectrum struct {
	values  []float64
	vectors *mat.Dense
}

// negligible is the share of the largest eigenvalue of a Gram matrix under which one is rounding.
const negligible = 1e-14

// spectrumOf reads the eigenvalues of the Gram matrix of y; what is rounding is left out.
func spectrumOf(y *matrix.Tall, threads int) spectrum {
	var e mat.EigenSym
	if !e.Factorize(y.Gram(threads), true) {
		panic("vectorize: the eigenvalues of a Gram matrix did not converge") // unreachable for finite input
	}
	values, ascending := e.Values(nil), mat.Dense{}
	e.VectorsTo(&ascending)
	n := len(values)
	s := spectrum{make([]float64, n), mat.NewDense(n, n, nil)}
	kept := 0
	for j := n - 1; j >= 0 && (kept == 0 || values[j] > negligible*values[n-1]); j-- {
		s.values[kept] = math.Sqrt(values[j])
		for i := range n {
			s.vectors.Set(i, kept, ascending.At(i, j))
		}
		kept++
	}
	return s.first(kept)
}

// first is the k leading values and vectors, or all if there are fewer.
func (s spectrum) first(k int) spectrum {
	rows, columns := s.vectors.Dims()
	k = min(k, columns)
	return spectrum{s.values[:k:k], s.vectors.Slice(0, rows, 0, k).(*mat.Dense)}
}

// whitening is U S^-1, which makes the columns orthonormal.
func (s spectrum) whitening() *mat.Dense {
	t := mat.DenseCopyOf(s.vectors)
	t.Apply(func(_, j int, v float64) float64 { return v / s.values[j] }, t)
	return t
}

// Rank returns the number of dimensions.
func (p *Projection) Rank() int { return len(p.singular) }

// Singular returns the singular values, largest first. Do not change them.
func (p *Projection) Singular() []float64 { return p.singular }

// Terms returns V: a row a term, a column a dimension.
func (p *Projection) Terms() *matrix.Rows { return p.terms }

// Weights returns S: what each dimension weighs in a dot product, all 1 without LSA.Taper. The rows of
// Vector and Transform hold their roots already. Do not change them.
func (p *Projection) Weights() []float64 { return p.weights }

// Vector projects a sparse row, columns ascending, and scales it to unit length; a row with no
// direction left is zero. Cost: the row's entries times the rank.
func (p *Projection) Vector(columns []int32, values []float32) []float32 {
	return normalized(p.project(columns, values), L2, make([]float32, 0, p.Rank()))
}

// Length is the length of the projection of a sparse row, before Vector makes it 1.
func (p *Projection) Length(columns []int32, values []float32) float64 {
	z := p.project(columns, values)
	return math.Sqrt(matrix.Dot(z, z))
}

// unprojected is the share of a row's squared length under which its projection is rounding.
const unprojected = 1e-12

// project is S^1/2 V'x for a sparse row x, or 0 if that is rounding alone: x shares no term with what the directions
// are made of.
func (p *Projection) project(columns []int32, values []float32) []float64 {
	sum, square := make([]float64, p.Rank()), 0.0
	for i, c := range columns {
		w := float64(values[i])
		square += float64(w * w)
		for j, v := range p.terms.Row(int(c)) {
			sum[j] += float64(w * float64(v))
		}
	}
	for j, root := range p.roots {
		sum[j] *= root
	}
	if matrix.Dot(sum, sum) <= unprojected*square {
		clear(sum)
	}
	return sum
}

// Transform projects every row of x, which has the columns of the matrix that was fitted, as Vector
// does: rows scaled by the singular values, tapered if the settings say so, then of unit length.
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
