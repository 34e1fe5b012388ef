package matrix

import "math"

// SquaredNorm returns |x_i|^2, columns ascending.
func (x *CSR) SquaredNorm(i int) float64 {
	_, values := x.Row(i)
	sum := 0.0
	for _, v := range values {
		sum += float64(float64(v) * float64(v))
	}
	return sum
}

// SquaredNorm returns |x_i|^2, added up as Dot does.
func (x *Rows) SquaredNorm(i int) float64 { return Dot(x.Row(i), x.Row(i)) }

// Unit returns a copy whose rows have unit length; zero rows stay zero.
func (x *CSR) Unit() *CSR {
	values := make([]float32, len(x.values))
	for i := range x.rows {
		scale(values[x.start[i]:x.start[i+1]], x.values[x.start[i]:x.start[i+1]], x.SquaredNorm(i))
	}
	return &CSR{rows: x.rows, cols: x.cols, start: x.start, columns: x.columns, values: values}
}

// Unit returns a copy whose rows have unit length; zero rows stay zero.
func (x *Rows) Unit() *Rows {
	data := make([]float32, len(x.data))
	for i := range x.rows {
		scale(data[i*x.cols:(i+1)*x.cols], x.Row(i), x.SquaredNorm(i))
	}
	return &Rows{rows: x.rows, cols: x.cols, data: data}
}

// scale divides by the square root of square, unless it is 0.
func scale[V float](dst []float32, row []V, square float64) {
	if square == 0 {
		return
	}
	norm := math.Sqrt(square)
	for j, v := range row {
		dst[j] = float32(float64(v) / norm)
	}
}
