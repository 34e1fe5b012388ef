package vectorize

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// blockWidth is how many directions are followed at a time: a line of cache or two of each row that a sparse product
// gathers. Narrower blocks hold more energy for their number, but take more steps.
const blockWidth = 16

// operator is A by what it does to blocks.
type operator interface {
	image(w *matrix.Tall) *matrix.Tall // A W
	back(q *matrix.Tall) *matrix.Tall  // A A' Q
	dims() (rows, columns int)         // of A
}

// wide is a matrix A of no more rows than columns, beside its transpose.
type wide struct {
	a, transposed *matrix.CSR
	threads       int
}

func (o *wide) image(w *matrix.Tall) *matrix.Tall { return o.a.MulTall(w, o.threads) }

func (o *wide) back(q *matrix.Tall) *matrix.Tall {
	return o.a.MulTall(o.transposed.MulTall(q, o.threads), o.threads)
}

func (o *wide) dims() (rows, columns int) { return o.a.Dims() }

// long is A = X' for a matrix X of many more rows than columns, which is not transposed.
type long struct {
	x       *matrix.CSR
	normal  *matrix.Normal
	threads int
}

func (o *long) image(w *matrix.Tall) *matrix.Tall { return o.normal.TransMul(w, o.threads) }
func (o *long) back(q *matrix.Tall) *matrix.Tall  { return o.normal.Mul(q, o.threads) }

func (o *long) dims() (rows, columns int) {
	n, d := o.x.Dims()
	return d, n
}

// krylov is what is known of A after some blocks.
type krylov struct {
	a        operator
	basis    matrix.Basis
	found    int          // directions: the basis has zeros in the place of those that were not new
	products []*mat.Dense // Q'A A'Q, a block of columns each, down to the diagonal
	draws    uint64       // of random blocks
	last     *matrix.Tall // A A' times the last block, without what the basis holds of it
	scale    float64      // about |A|^2
}

// search finds a basis of Basis directions, or of all that a reaches. The error is that of a done ctx.
func (l LSA) search(ctx context.Context, a operator) (*krylov, error) {
	rows, _ := a.dims()
	k := &krylov{a: a}
	want := min(l.Basis, rows)
	for total := (want + blockWidth - 1) / blockWidth; k.found < want; {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("vectorize: LSA: %w", err)
		}
		q, found := l.next(k)
		if found == 0 {
			break
		}
		k.basis, k.found = append(k.basis, q), k.found+found
		k.last = a.back(q)
		k.products = append(k.products, l.remove(k.basis, k.last, k.scale))
		if k.scale == 0 {
			k.scale = mat.Norm(k.products[0], 2)
		}
		if l.Progress != nil {
			l.Progress(min(len(k.basis), total), total)
		}
	}
	return k, nil
}

// next returns an orthonormal block that is orthogonal to the basis: what A A' makes of the last block or, if that
// holds nothing new, what A makes of random numbers.
func (l LSA) next(k *krylov) (q *matrix.Tall, found int) {
	if k.last != nil {
		if q, found = l.orthonormal(k.last, k.scale); found > 0 {
			return q, found
		}
	}
	_, columns := k.a.dims()
	y := k.a.image(l.normal(columns, k.draws))
	k.draws++
	if len(k.basis) > 0 {
		l.remove(k.basis, y, math.Sqrt(k.scale))
	}
	return l.orthonormal(y, math.Sqrt(k.scale))
}

// normal is a random block to search from, another one for each draw.
func (l LSA) normal(d int, draw uint64) *matrix.Tall {
	rng := rand.New(rand.NewPCG(l.Seed, 0x4c5341+draw)) // a stream of its own
	w := matrix.NewTall(d, blockWidth)
	for i := range d {
		row := w.Row(i)
		for j := range row {
			row[j] = rng.NormFloat64()
		}
	}
	return w
}

// remove makes y orthogonal to the basis and returns Q'y. Of A A' times the last block nearly all lies in the last two, as
// Lanczos found, so these are taken out first. What all blocks still have of it is rounding, but would grow from step to step: it is
// measured, and taken out where it is not negligible beside the weakest direction of y. Where less than the root of the rounding stays,
// singular values are as if nothing did (Simon 1984, "The Lanczos Algorithm with Partial Reorthogonalization").
func (l LSA) remove(basis matrix.Basis, y *matrix.Tall, scale float64) *mat.Dense {
	near := max(0, len(basis)-2)
	first := basis[near:].TransMul(y, l.Threads)
	l.subtract(basis[near:], y, first)
	all := slices.Concat(basis, matrix.Basis{y}).TransMul(y, l.Threads)
	sum := all.Slice(0, len(basis)*blockWidth, 0, blockWidth).(*mat.Dense)
	gram := mat.NewSymDense(blockWidth, all.RawMatrix().Data[len(basis)*blockWidth*blockWidth:])
	held, parts := holding(basis, sum, staying*weakest(gram, scale))
	if len(held) > 0 {
		l.subtract(held, y, parts)
	}
	last := sum.Slice(near*blockWidth, len(basis)*blockWidth, 0, blockWidth).(*mat.Dense)
	last.Add(last, first)
	return sum
}

// subtract takes Q c from y.
func (l LSA) subtract(q matrix.Basis, y *matrix.Tall, c *mat.Dense) {
	var minus mat.Dense
	minus.Scale(-1, c)
	q.AddMul(y, &minus, l.Threads)
}

const (
	// staying is the share of the weakest direction of a block that other blocks may have of it.
	staying = 1e-10
	// weak is the share of scale under which a direction is near to rounding, and nothing of other blocks may stay in it.
	weak = 1e-4
)

// weakest is the least singular value of a matrix, or 0 if that is weak.
func weakest(gram *mat.SymDense, scale float64) float64 {
	s := spectrumOf(gram)
	if len(s.values) < blockWidth || s.values[blockWidth-1] < weak*scale {
		return 0
	}
	return s.values[blockWidth-1]
}

// holding are the blocks of a basis that have more than a limit in some entry of c = Q'y, and their rows of c.
func holding(basis matrix.Basis, c *mat.Dense, limit float64) (held matrix.Basis, parts *mat.Dense) {
	var rows []float64
	for b, q := range basis {
		part := c.RawMatrix().Data[b*blockWidth*blockWidth:][:blockWidth*blockWidth]
		if slices.ContainsFunc(part, func(v float64) bool { return math.Abs(v) > limit }) {
			held, rows = append(held, q), append(rows, part...)
		}
	}
	if len(held) == 0 {
		return nil, nil
	}
	return held, mat.NewDense(len(held)*blockWidth, blockWidth, rows)
}

// projected is Q'A A'Q, of which products holds the columns down to the diagonal.
func projected(products []*mat.Dense) *mat.SymDense {
	h := mat.NewSymDense(len(products)*blockWidth, nil)
	for b, part := range products {
		for j := range blockWidth {
			for i := 0; i <= b*blockWidth+j; i++ {
				h.SetSym(i, b*blockWidth+j, part.At(i, j))
			}
		}
	}
	return h
}

// negligibleBlock is the share of scale up to which a singular value of a block is rounding.
const negligibleBlock = 1e-7

// orthonormal returns an orthonormal basis of the columns of y, and how many directions it has: the last columns are
// zeros if some have no weight. The second pass removes the rounding of the first.
func (l LSA) orthonormal(y *matrix.Tall, scale float64) (q *matrix.Tall, found int) {
	for range 2 {
		s := spectrumOf(y.Gram(l.Threads))
		t := mat.NewDense(blockWidth, blockWidth, nil)
		for found = 0; found < len(s.values) && s.values[found] > negligibleBlock*scale; found++ {
			for i := range blockWidth {
				t.Set(i, found, s.vectors.At(i, found)/s.values[found])
			}
		}
		if found == 0 {
			return nil, 0
		}
		y, scale = y.Mul(t, l.Threads), 0
	}
	return y, found
}

// spectrum is the singular values of a tall matrix, largest first, and its right singular vectors,
// a column each.
type spectrum struct {
	values  []float64
	vectors *mat.Dense
}

// negligible is the share of the largest eigenvalue of a Gram matrix under which one is rounding.
const negligible = 1e-14

// spectrumOf is that of the matrix whose Gram matrix is given; what is rounding is left out.
func spectrumOf(h *mat.SymDense) spectrum {
	var e mat.EigenSym
	if !e.Factorize(h, true) {
		panic("vectorize: the eigenvalues of a Gram matrix did not converge") // unreachable for finite input
	}
	values, ascending := e.Values(nil), mat.Dense{}
	e.VectorsTo(&ascending)
	n := len(values)
	s := spectrum{make([]float64, n), mat.NewDense(n, n, nil)}
	kept := 0
	for j := n - 1; j >= 0 && (kept == 0 || values[j] > negligible*values[n-1]); j-- {
		s.values[kept] = math.Sqrt(max(0, values[j]))
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
