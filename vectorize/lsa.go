package vectorize

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// LSA holds the settings of latent semantic analysis (Deerwester, Dumais, Furnas, Landauer and
// Harshman 1990): the projection of term rows onto the leading right singular vectors of their
// matrix, where papers that use different words for one thing come near each other.
//
// The vectors come from a randomised block Krylov search (Musco and Musco, "Randomized Block Krylov Methods for Stronger
// and Faster Approximate Singular Value Decomposition", 2015), done as Golub and Underwood's block Lanczos method of
// 1977 with full orthogonalisation. Let A be the matrix or its transpose, whichever has no more rows than columns, and W
// a matrix of 16 columns of normal numbers:
//
//	Q_0 = orth(A W)
//	Y_b = A (A' Q_b) less its part in Q_0 to Q_b, Q_b+1 = orth(Y_b), until Q = [Q_0 Q_1 ...] has Basis columns
//	Q'A A'Q = U S^2 U', made of the products with Q that were subtracted
//
// The left singular vectors of A are Q U, the right ones A' Q U S^-1. Power iterations (Halko, Martinsson and Tropp 2011)
// use the last of their blocks alone. Here the space of all of them holds more energy after fewer products, and a block
// is so narrow that the rows which a sparse product gathers stay in a cache. With 2.1 directions searched for each one
// kept, abstracts give more than five power iterations with 10 directions to spare.
//
// orth(Y) is Y T with T from the eigenvalues of the small Gram matrix Y'Y = U S^2 U', T = U S^-1
// (Stathopoulos and Wu 2002), twice; directions without weight are dropped, so that rank deficient corpora
// need no special case. A Y without any is followed by A W with another W, which finds what equal singular values hide;
// when that has none, Q is all that A reaches.
//
// A row x becomes S^1/2 V'x, made unit, where S is the diagonal of the weights that the coordinates
// have in a dot product: all 1, or with Taper 1 - j/R for coordinate j of R, counted from 0. The inner
// product with those weights is the mean over all ranks r = 1 to R of the inner product at rank r:
// deep directions are noisier than leading ones, and any single cut-off is a cliff. Measured on seven
// collections the taper beats a flat cut at R on nearly every line, and a flat R/2 on most.
//
// Each vector's sign makes its entry of largest magnitude positive. Cost, for Basis p and m = min(n, d): nnz x 2 p
// multiply-adds, about m p^2, and a product of nnz x Rank if n is no more than d. Memory: 8 m p bytes, 4 d Rank (12 if n is no more than
// d), and x transposed, unless it has very many rows.
type LSA struct {
	Rank     int                   // dimensions; 0 means 100
	Basis    int                   // directions to search in, by blocks of 16; 0 means 2.1 Rank, at least Rank + 130
	Taper    bool                  // deeper directions count less in the rows of Vector and Transform
	Seed     uint64                // same seed, same bytes
	Threads  int                   `json:"-"` // 0 means all cores; never changes the result
	Progress func(done, total int) `json:"-"`
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

// NewProjection makes a projection from what Terms and Singular return of one that was fitted with the same Taper, without
// copying. It panics unless there is a singular value a column.
func NewProjection(terms *matrix.Rows, singular []float64, taper bool) *Projection {
	rank := len(singular)
	if _, d := terms.Dims(); d != rank {
		panic(mat.ErrShape)
	}
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
	if l.Rank < 0 || l.Basis < 0 {
		return l, fmt.Errorf("vectorize: LSA of rank %d in a basis of %d: use numbers of at least 0", l.Rank, l.Basis)
	}
	if l.Rank == 0 {
		l.Rank = 100
	}
	if l.Basis == 0 {
		l.Basis = max(l.Rank*21/10, l.Rank+130)
	}
	l.Basis = max(l.Basis, l.Rank)
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
	if n, d := x.Dims(); n > d {
		return l.fitLong(ctx, x)
	}
	transposed := x.Transposed()
	k, err := l.search(ctx, &wide{x, transposed, l.Threads})
	if err != nil {
		return nil, err
	}
	s := spectrumOf(projected(k.products)).first(l.Rank)
	v := transposed.MulTall(k.basis.Mul(s.vectors, l.Threads), l.Threads)
	v.DivColumns(s.values)
	v.PositivePeaks()
	return NewProjection(v.Rows(), s.values, l.Taper), nil
}

// fitLong fits a matrix of more rows than columns, whose right singular vectors the basis gives at once.
func (l LSA) fitLong(ctx context.Context, x *matrix.CSR) (*Projection, error) {
	k, err := l.search(ctx, l.transposeOf(x))
	if err != nil {
		return nil, err
	}
	basis, s := k.basis, spectrumOf(projected(k.products)).first(l.Rank) // and nothing else of k
	return NewProjection(basis.MulRows(s.vectors, l.Threads), s.values, l.Taper), nil
}

// manyRows is from how many rows on a matrix is not transposed, which saves its memory once more and takes a twentieth longer.
const manyRows = 200_000

// transposeOf is X' for a matrix X of more rows than columns.
func (l LSA) transposeOf(x *matrix.CSR) operator {
	if n, _ := x.Dims(); n >= manyRows {
		return &long{x, matrix.NewNormal(x), l.Threads}
	}
	return &wide{x.Transposed(), x, l.Threads}
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
	p.terms.Blend(sum, columns, values)
	for _, v := range values {
		square += float64(float64(v) * float64(v))
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
