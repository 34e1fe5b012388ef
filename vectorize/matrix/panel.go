package matrix

import "math"

// PanelRows is the most rows of a Panel.
const PanelRows = 64 * panelGroups

const panelGroups = 16

// Panel is some rows of a matrix made ready for upper bounds of their products with other rows (Bounds), a row with all of
// them at once. It never changes.
//
// Values are whole numbers, rounded up, of rows that are 256 long at most, so that no sum of products passes 16 bits. A
// column that many of the panel's rows have is a byte a row, zeros included, of which processors multiply and add 64 at a
// time; another is a list of places and weights. Rows are places in groups of 64.
type Panel struct {
	groups  int
	scales  []float64 // what the values of each row were multiplied by
	kinds   []uint32  // of each column: what it is, and where
	columns int       // of bytes
	bytes   []uint8   // group after group, column after column, a byte a place (see byteOf)
	short   []uint16  // shortList places and then as many weights, list after list
	long    []uint16  // the same with longList
	lengths []uint16  // of each row in the top columns, times 256
}

// What a column is to a panel, in the highest bits of its kind; a column that no row has is 0. Of bytes there are the
// top columns, which most products can do without, and others. In the bits below is the number of the column of bytes or of
// the first list, and of a long one how many lists.
const (
	shortKind = 1 << 31
	longKind  = 1 << 30
	byteKind  = 1 << 29
	topKind   = 1 << 28

	kindCount = 24 // the bits from here to those are how many long lists there are
	kindPlace = topKind - 1
	listPlace = 1<<kindCount - 1
)

const (
	shortList = 8
	longList  = 16

	// topShare is the share of a panel's rows from which on a column is a top one. From 0.15 to 0.25 the time of abstracts
	// hardly differs.
	topShare = 0.18

	// wholeLength is at least the length of rows in whole numbers.
	wholeLength = 255.9

	// mostFactor is the most that a value of a column of bytes can be, so that two products fit into 15 bits.
	mostFactor = 127

	// PanelColumns is the most columns that a row of a panel may have: more would be too long when they are rounded up.
	PanelColumns = 2000

	// BoundedColumns is the most columns of a row that is bounded, for the same reason.
	BoundedColumns = 40000
)

// NewPanel takes at most PanelRows rows. They must have values other than 0, no more than PanelColumns and none that
// is not finite. Cost: the stored values, and a number a column.
func NewPanel(x *CSR) *Panel {
	p := &Panel{groups: (x.rows + 63) / 64, scales: make([]float64, x.rows), kinds: make([]uint32, x.cols)}
	p.lengths = make([]uint16, p.groups*64)
	for _, c := range x.columns {
		p.kinds[c]++
	}
	short, long := p.choose(x.rows)
	p.bytes, p.short, p.long = make([]uint8, p.columns*p.groups*64), emptyLists(short, shortList, p.groups), emptyLists(long, longList, p.groups)
	filled := make([]uint8, x.cols)
	for i := range x.rows {
		p.put(x, i, filled)
	}
	return p
}

// choose makes kinds of how many of so many rows hold each column, and returns how many lists there are.
func (p *Panel) choose(rows int) (short, long int) {
	for c, held := range p.kinds {
		switch {
		case held == 0:
		case float64(held) >= topShare*float64(rows):
			p.kinds[c] = topKind | uint32(p.columns)
			p.columns++
		case p.inBytes(int(held)):
			p.kinds[c] = byteKind | uint32(p.columns)
			p.columns++
		case held <= shortList:
			p.kinds[c] = shortKind | uint32(short)
			short++
		default:
			lists := (int(held) + longList - 1) / longList
			p.kinds[c] = longKind | uint32(lists)<<kindCount | uint32(long)
			long += lists
		}
	}
	return short, long
}

// emptyLists are lists of weights that are 0, in different places, so that additions need not wait for each other.
func emptyLists(n, length, groups int) []uint16 {
	lists := make([]uint16, n*length*2)
	for at := range n {
		for k := range length {
			lists[at*length*2+k] = uint16((at*length + k) * 71 % (groups * 64))
		}
	}
	return lists
}

// put writes row i, given how many rows were written of each column.
func (p *Panel) put(x *CSR, i int, filled []uint8) {
	columns, values := x.Row(i)
	p.scales[i] = p.scaleOf(columns, values)
	square := 0
	for q, c := range columns {
		weight := int(p.scales[i]*math.Abs(float64(values[q]))) + 1
		switch kind := p.kinds[c]; {
		case kind&shortKind != 0:
			putInto(p.short[int(kind&kindPlace)*shortList*2:][:shortList*2], int(filled[c]), i, weight)
		case kind&longKind != 0:
			at := int(kind&listPlace) + int(filled[c])/longList
			putInto(p.long[at*longList*2:][:longList*2], int(filled[c])%longList, i, weight)
		default:
			p.bytes[(i/64*p.columns+int(kind&kindPlace))*64+byteOf(i)] = uint8(weight)
			if kind&topKind != 0 {
				square += weight * weight
			}
		}
		filled[c]++
	}
	p.lengths[i] = times256(square)
}

// scaleOf is what a row's values can be multiplied by.
func (p *Panel) scaleOf(columns []int32, values []float32) float64 {
	square, most := 0.0, 0.0
	for q, c := range columns {
		v := math.Abs(float64(values[q]))
		square += float64(v * v)
		if p.kinds[c]&(byteKind|topKind) != 0 {
			most = max(most, v)
		}
	}
	scale := (wholeLength - math.Sqrt(float64(len(columns)))) / math.Sqrt(square)
	if scale*most > mostFactor-1 {
		scale = (mostFactor - 1) / most
	}
	return scale
}

// putInto writes a place and its weight into a list.
func putInto(list []uint16, at, place, weight int) {
	list[at], list[len(list)/2+at] = uint16(place), uint16(weight)
}

// times256 is 256 times the root of the square of a length, rounded up.
func times256(square int) uint16 { return uint16(math.Ceil(256 * math.Sqrt(float64(square)))) }

// byteOf is where the byte of a place is among those of its group: where sweep adds it to the sum of the place.
func byteOf(place int) int { return place%32/8*16 + place%64/32*8 + place%8 }

// sumStride is how far apart the sums of rows are: not by a power of 2, or those of a group would share few lines of a cache.
const sumStride = PanelRows + 64

// Groups is how many groups of 64 places there are.
func (p *Panel) Groups() int { return p.groups }

// Scale is what the values of the row at a place were multiplied by.
func (p *Panel) Scale(place int) float64 { return p.scales[place] }
