package engine

import "math"

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
