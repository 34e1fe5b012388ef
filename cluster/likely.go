package cluster

import "math"

// candidate is a row and its estimated product.
type candidate struct {
	product float32
	row     int32
}

// before orders candidates best first, ties to the lower row.
func (c candidate) before(o candidate) bool {
	return c.product > o.product || c.product == o.product && c.row < o.row
}

// likely gathers the best of many candidates: as soon as there are twice as many as are wanted, the worse half goes.
// That costs less than a heap when many are wanted, since most that are put there would be pushed out again.
type likely struct {
	want  int
	of    []candidate
	floor float32 // the product under which none is wanted; those of 0 or less never are
}

func (l *likely) reset(want int) {
	l.want, l.of, l.floor = want, l.of[:0], math.SmallestNonzeroFloat32
}

func (l *likely) put(c candidate) {
	if c.product < l.floor {
		return
	}
	if l.of = append(l.of, c); len(l.of) >= 2*l.want {
		l.best()
	}
}

// best returns the best that were put, in no order.
func (l *likely) best() []candidate {
	if len(l.of) > l.want {
		findBest(l.of, l.want)
		l.of = l.of[:l.want]
		worst := l.of[0]
		for _, c := range l.of {
			if worst.before(c) {
				worst = c
			}
		}
		l.floor = worst.product
	}
	return l.of
}

// findBest moves the k best to the front (Hoare's Find, 1961).
func findBest(of []candidate, k int) {
	for len(of) > 1 && k > 0 && k < len(of) {
		pivot := of[len(of)/2]
		i, j := 0, len(of)-1
		for i <= j {
			for of[i].before(pivot) {
				i++
			}
			for pivot.before(of[j]) {
				j--
			}
			if i <= j {
				of[i], of[j] = of[j], of[i]
				i, j = i+1, j-1
			}
		}
		switch { // of[:j+1] is no worse than of[i:], and what is between equals both
		case k <= j:
			of = of[:j+1]
		case k >= i:
			of, k = of[i:], k-i
		default:
			return
		}
	}
}
