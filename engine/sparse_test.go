package engine

import (
	"math"
	"slices"
	"testing"
)

func TestSparseByHand(t *testing.T) {
	a := sparse{{1, 3}, {4, 4}}
	b := sparse{{0, 2}, {4, 1}, {7, 5}}
	if got, want := a.plus(2, b), (sparse{{0, 4}, {1, 3}, {4, 6}, {7, 10}}); !slices.Equal(got, want) {
		t.Errorf("a + 2b = %v, want %v", got, want)
	}
	if got, want := sparse(nil).plus(-1, a), (sparse{{1, -3}, {4, -4}}); !slices.Equal(got, want) {
		t.Errorf("-a = %v, want %v", got, want)
	}
	if got := a.plus(5, nil); !slices.Equal(got, a) {
		t.Errorf("a + nothing = %v", got)
	}
	near(t, "a.b", a.dot(b), 4, 0)
	near(t, "b.a", b.dot(a), 4, 0)
	near(t, "a.nothing", a.dot(nil), 0, 0)
	if got, want := a.unit(), (sparse{{1, 0.6}, {4, 0.8}}); !slices.Equal(got, want) {
		t.Errorf("a at length 1 is %v, want %v", got, want)
	}
	if got, want := a.squared(2), (sparse{{1, 4.5}, {4, 8}}); !slices.Equal(got, want) {
		t.Errorf("half the squares of a are %v, want %v", got, want)
	}
	if got := (sparse{{2, 0}}).unit(); got[0].value != 0 {
		t.Errorf("the zero vector has become %v", got)
	}
	if got, want := shared(a, b), []pair{{4, 4, 1}}; !slices.Equal(got, want) {
		t.Errorf("shared: %v, want %v", got, want)
	}
}

// What is narrowed and widened again is the same to the bit, without the zeros.
func TestSparseAsStored(t *testing.T) {
	columns, values := sparse{{2, 0.1}, {3, 0}, {5, math.SmallestNonzeroFloat64}, {6, -1}}.narrowed()
	if !slices.Equal(columns, []int32{2, 6}) || !slices.Equal(values, []float32{0.1, -1}) {
		t.Errorf("stored as %v, %v", columns, values)
	}
	if got, want := widened(columns, values), (sparse{{2, float64(float32(0.1))}, {6, -1}}); !slices.Equal(got, want) {
		t.Errorf("read as %v, want %v", got, want)
	}
}
