package engine

import (
	"cmp"
	"math"
	"slices"
)

// sparse is a vector in the term space: its columns ascend.
type sparse []entry

type entry struct {
	column int32
	value  float64
}

func widened(columns []int32, values []float32) sparse {
	out := make(sparse, len(columns))
	for i, c := range columns {
		out[i] = entry{c, float64(values[i])}
	}
	return out
}

// narrowed is the vector as it is stored: values of zero are left out.
func (s sparse) narrowed() (columns []int32, values []float32) {
	for _, e := range s {
		if v := float32(e.value); v != 0 {
			columns, values = append(columns, e.column), append(values, v)
		}
	}
	return columns, values
}

// split is the vector as columns and values.
func (s sparse) split() (columns []int32, values []float64) {
	columns, values = make([]int32, len(s)), make([]float64, len(s))
	for i, e := range s {
		columns[i], values[i] = e.column, e.value
	}
	return columns, values
}

// plus is s + weight t, by one merge of the two.
func (s sparse) plus(weight float64, t sparse) sparse {
	out := make(sparse, 0, len(s)+len(t))
	for len(s) > 0 || len(t) > 0 {
		switch {
		case len(t) == 0 || len(s) > 0 && s[0].column < t[0].column:
			out, s = append(out, s[0]), s[1:]
		case len(s) == 0 || t[0].column < s[0].column:
			out, t = append(out, entry{t[0].column, weight * t[0].value}), t[1:]
		default:
			out = append(out, entry{s[0].column, s[0].value + float64(weight*t[0].value)})
			s, t = s[1:], t[1:]
		}
	}
	return out
}

// joined is a vector of columns that ascend and their values.
func joined(columns []int32, values []float64) sparse {
	out := make(sparse, len(columns))
	for i, c := range columns {
		out[i] = entry{c, values[i]}
	}
	return out
}

// dense is a vector with a value a column, zeros left out.
func dense(values []float64) sparse {
	var out sparse
	for c, v := range values {
		if v != 0 {
			out = append(out, entry{int32(c), v})
		}
	}
	return out
}

// scaled is weight s.
func (s sparse) scaled(weight float64) sparse {
	out := make(sparse, len(s))
	for i, e := range s {
		out[i] = entry{e.column, weight * e.value}
	}
	return out
}

// times is the product of two vectors, column by column.
func (s sparse) times(t sparse) sparse {
	var out sparse
	for _, p := range shared(s, t) {
		out = append(out, entry{p.column, p.a * p.b})
	}
	return out
}

// over is s divided by t, column by column, of the columns that both have.
func (s sparse) over(t sparse) sparse {
	var out sparse
	for _, p := range shared(s, t) {
		out = append(out, entry{p.column, p.a / p.b})
	}
	return out
}

// at is the value of a column, 0 if it is missing.
func (s sparse) at(column int32) float64 {
	i, ok := slices.BinarySearchFunc(s, column, func(e entry, c int32) int { return cmp.Compare(e.column, c) })
	if !ok {
		return 0
	}
	return s[i].value
}

// unit is the vector at length 1, or the zero vector.
func (s sparse) unit() sparse {
	sum := 0.0
	for _, e := range s {
		sum += float64(e.value * e.value)
	}
	if sum == 0 {
		return s
	}
	out, length := make(sparse, len(s)), math.Sqrt(sum)
	for i, e := range s {
		out[i] = entry{e.column, e.value / length}
	}
	return out
}

// squared is a vector of the squares of the values over whole.
func (s sparse) squared(whole float64) sparse {
	out := make(sparse, len(s))
	for i, e := range s {
		out[i] = entry{e.column, e.value * e.value / whole}
	}
	return out
}

// pair is one column of two vectors; a value that is missing is 0.
type pair struct {
	column int32
	a, b   float64
}

// shared lists the columns that both vectors have, ascending.
func shared(s, t sparse) []pair {
	var out []pair
	for len(s) > 0 && len(t) > 0 {
		switch {
		case s[0].column < t[0].column:
			s = s[1:]
		case t[0].column < s[0].column:
			t = t[1:]
		default:
			out = append(out, pair{s[0].column, s[0].value, t[0].value})
			s, t = s[1:], t[1:]
		}
	}
	return out
}

// dot is the product of two vectors, columns ascending, each product rounded before the sum.
func (s sparse) dot(t sparse) float64 {
	sum := 0.0
	for _, p := range shared(s, t) {
		sum += float64(p.a * p.b)
	}
	return sum
}
