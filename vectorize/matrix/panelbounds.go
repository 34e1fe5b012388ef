package matrix

import "math"

// BoundsRows is the most rows that are bounded at a time.
const BoundsRows = 64

// Bounds computes upper bounds of the products of a few rows with those of a Panel, and says which are enough. It
// is scratch memory of one goroutine.
//
// Of a row and a group, the products in all columns but the top ones are added up, in whole numbers. To those in the top columns
// Cauchy and Schwarz set a bound, the product of two lengths; only where some sum and bound of the group are enough are the top
// columns added, too.
type Bounds struct {
	// Least is the sum that is enough for each place, of the product of a row that was multiplied by the scale of all (see
	// WholeScale). 1 asks for any product other than 0. Places where there is no row never have a sum.
	Least [PanelRows]uint16

	// Over has a bit for each place of each row, set if its sum is enough.
	Over [BoundsRows][panelGroups]uint64

	// Sums are the sums of each row, of groups of which a bit of Over is set. A row of values that are too large for bytes is
	// multiplied by less than scale, and so are its sums.
	Sums [BoundsRows][PanelRows]uint16

	sums  [BoundsRows * sumStride]uint16 // row after row; 0 between calls
	rows  [BoundsRows + 1]boundedRow     // the last has no terms
	given [BoundsRows]boundedRow         // rows in the order of the matrix
	terms boundedTerms
}

// boundedRow is a row in whole numbers: where its terms are, kind after kind.
type boundedRow struct {
	row    uint32
	at     termCounts
	count  termCounts // of bytes and tops an even number: the last may weigh 0
	scale  uint16     // what it was multiplied by, as a part of that of all rows, times 65,536
	length uint16     // in the top columns, times 256
}

// termCounts is a number for each kind of term.
type termCounts struct{ short, long, bytes, top uint32 }

// boundedTerms are the terms of rows: the number of a list, or of the first byte of a column in a group, and the weight. Those in
// bytes are used two by two, and of each pair both have the two weights, of 8 bits each (see pairUp).
type boundedTerms struct {
	short, long, bytes, top                         []uint32
	shortFactor, longFactor, bytesFactor, topFactor []uint16
}

// rowTerms is what is found of one row: how many terms of each kind, the largest weight of a column of bytes, and the square of the
// length in the top ones.
type rowTerms struct {
	termCounts
	most, square uint32
}

// WholeScale is what rows of a matrix whose longest has a length are multiplied by.
func WholeScale(longest float64) float64 { return (wholeLength - fewRoot) / longest }

// fewRoot is the root of how many columns a row may have that is not multiplied by less.
const fewRoot = 16

// Of bounds the products of rows lo to hi-1 of x, no more than BoundsRows of BoundedColumns at most, with those of a
// panel. scale is WholeScale. The sum for a place is at least the product times scale and that of the place.
func (b *Bounds) Of(p *Panel, x *CSR, lo, hi int, scale float64) {
	b.terms.grow(int(x.start[hi]-x.start[lo]) + 2*(hi-lo) + termStep)
	at := termCounts{}
	for i := lo; i < hi; i++ {
		columns, values := x.Row(i)
		r := b.terms.describe(p, columns, values, scale, at)
		r.row = uint32(i - lo)
		b.given[i-lo] = r
		at = r.end()
	}
	b.order(hi - lo)
	scatter(b, p, hi-lo)
	for g := range p.groups {
		sweepGroup(b, p, g, hi-lo)
	}
}

// end is where the terms of the next row begin.
func (r *boundedRow) end() termCounts {
	return termCounts{r.at.short + r.count.short, r.at.long + r.count.long, r.at.bytes + r.count.bytes, r.at.top + r.count.top}
}

// termStep is how many terms are written at a time, behind those that are wanted, too.
const termStep = 32

func (t *boundedTerms) grow(n int) {
	if n <= len(t.short) {
		return
	}
	t.short, t.long, t.bytes, t.top = make([]uint32, n), make([]uint32, n), make([]uint32, n), make([]uint32, n)
	t.shortFactor, t.longFactor, t.bytesFactor, t.topFactor = make([]uint16, n), make([]uint16, n), make([]uint16, n), make([]uint16, n)
}

// describe makes whole numbers of a row, whose terms begin at some places.
func (t *boundedTerms) describe(p *Panel, columns []int32, values []float32, whole float64, at termCounts) boundedRow {
	scale := whole
	if root := math.Sqrt(float64(len(columns))); root > fewRoot {
		scale *= (wholeLength - root) / (wholeLength - fewRoot)
	}
	found := sortTerms(t, p, columns, values, float32(scale), at)
	if found.most > mostFactor {
		scale *= float64(mostFactor-1) / float64(found.most)
		found = sortTerms(t, p, columns, values, float32(scale), at)
	}
	count := found.termCounts
	count.bytes += count.bytes % 2
	count.top += count.top % 2
	return boundedRow{at: at, count: count, scale: uint16(min(1<<16-1, scale/whole*(1<<16))), length: times256(int(found.square))}
}

// order puts rows of as many terms in bytes after each other: then a processor foresees how many there are.
func (b *Bounds) order(n int) {
	var starts [32]int
	pairs := func(r *boundedRow) uint32 { return min(r.count.bytes/2, 30) }
	for i := range n {
		starts[pairs(&b.given[i])+1]++
	}
	for k := range 31 {
		starts[k+1] += starts[k]
	}
	for i := range n {
		to := &starts[pairs(&b.given[i])]
		b.rows[*to] = b.given[i]
		*to++
	}
	b.rows[n] = boundedRow{}
}

// sortTermsGo writes the terms of a row, kind by kind. Behind those in bytes stands one that weighs 0.
func sortTermsGo(t *boundedTerms, p *Panel, columns []int32, values []float32, scale float32, at termCounts) rowTerms {
	next, most, square := at, uint32(0), uint32(0)
	for q, c := range columns {
		weight := uint32(math.Float32frombits(math.Float32bits(values[q])&^(1<<31))*scale) + 1
		switch kind := p.kinds[c]; {
		case kind&shortKind != 0:
			t.short[next.short], t.shortFactor[next.short] = kind&kindPlace, uint16(weight)
			next.short++
		case kind&longKind != 0:
			t.long[next.long], t.longFactor[next.long] = kind&kindPlace, uint16(weight)
			next.long++
		case kind&byteKind != 0:
			t.bytes[next.bytes], t.bytesFactor[next.bytes] = kind&kindPlace*64, uint16(weight)
			next.bytes++
			most = max(most, weight)
		case kind&topKind != 0:
			t.top[next.top], t.topFactor[next.top] = kind&kindPlace*64, uint16(weight)
			next.top++
			most = max(most, weight)
			square += weight * weight
		}
	}
	t.bytes[next.bytes], t.bytesFactor[next.bytes], t.top[next.top], t.topFactor[next.top] = 0, 0, 0, 0
	pairUp(t.bytesFactor[at.bytes : next.bytes+1])
	pairUp(t.topFactor[at.top : next.top+1])
	return rowTerms{termCounts{next.short - at.short, next.long - at.long, next.bytes - at.bytes, next.top - at.top}, most, square}
}

// pairUp puts each two weights, the first in the lower bits, in place of both.
func pairUp(factors []uint16) {
	for k := 1; k < len(factors); k += 2 {
		both := factors[k-1]&0xFF | factors[k]<<8
		factors[k-1], factors[k] = both, both
	}
}

// scatterGo adds the lists of the rows' terms to their sums.
func scatterGo(b *Bounds, p *Panel, rows int) {
	for _, r := range b.rows[:rows] {
		sums := b.sums[r.row*sumStride:]
		for t := r.at.short; t < r.at.short+r.count.short; t++ {
			addList(sums, p.short[b.terms.short[t]*shortList*2:][:shortList*2], b.terms.shortFactor[t])
		}
		for t := r.at.long; t < r.at.long+r.count.long; t++ {
			at, lists := b.terms.long[t]&listPlace, b.terms.long[t]>>kindCount
			for k := at; k < at+lists; k++ {
				addList(sums, p.long[k*longList*2:][:longList*2], b.terms.longFactor[t])
			}
		}
	}
}

func addList(sums, list []uint16, factor uint16) {
	weights := list[len(list)/2:]
	for k, place := range list[:len(list)/2] {
		sums[place] += weights[k] * factor
	}
}

// sweepGroupGo adds the columns of bytes to the sums of a group and says which are enough.
func sweepGroupGo(b *Bounds, p *Panel, group, rows int) {
	bytes := p.bytes[group*p.columns*64:][:p.columns*64]
	lengths, least := p.lengths[group*64:][:64], b.Least[group*64:][:64]
	for _, r := range b.rows[:rows] {
		sums := b.sums[int(r.row)*sumStride+group*64:][:64]
		addBytes(sums, bytes, b.terms.bytes[r.at.bytes:], b.terms.bytesFactor[r.at.bytes:][:r.count.bytes])
		over := r.enough(sums, lengths, least)
		if over != 0 {
			addBytes(sums, bytes, b.terms.top[r.at.top:], b.terms.topFactor[r.at.top:][:r.count.top])
			over = r.enough(sums, nil, least)
			copy(b.Sums[r.row][group*64:], sums)
		}
		b.Over[r.row][group] = over
		clear(sums)
	}
}

func addBytes(sums []uint16, bytes []uint8, columns []uint32, factors []uint16) {
	for q, both := range factors {
		column, factor := bytes[columns[q]:][:64], both>>(q%2*8)&0xFF
		for k := range 8 { // as byteOf says
			for j, v := range column[k*8:][:8] {
				sums[k%2*32+k/2*8+j] += factor * uint16(v)
			}
		}
	}
}

// enough has a bit for each of 64 sums, set if it may be enough once the columns in which rows have some lengths are added.
func (r *boundedRow) enough(sums, lengths, least []uint16) uint64 {
	over := uint64(0)
	for k, sum := range sums {
		bound := uint32(sum)
		if lengths != nil {
			bound += uint32(lengths[k]) * uint32(r.length) >> 16
		}
		if bound >= max(1, uint32(least[k])*uint32(r.scale)>>16) {
			over |= 1 << k
		}
	}
	return over
}
