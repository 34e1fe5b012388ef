package cluster

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAssignmentByHand(t *testing.T) {
	for _, c := range []struct {
		scores [][]float64
		want   []int
	}{
		{nil, nil},
		{[][]float64{{}, {}}, []int{-1, -1}},
		{[][]float64{{1}}, []int{0}},
		{[][]float64{{0}}, []int{-1}},
		{[][]float64{{-1, -2}}, []int{-1}},
		{[][]float64{{5, 4}, {4, 1}}, []int{1, 0}}, // 8, where the largest first makes 6
		{[][]float64{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, []int{0, 1, 2}},
		{[][]float64{{.5, .5}, {.5, 0}}, []int{1, 0}},
		{[][]float64{{.3, .9, 0}, {0, .8, 0}}, []int{0, 1}},
		{[][]float64{{.2}, {.9}, {.4}}, []int{-1, 0, -1}},
		{[][]float64{{0, 0, .1}, {0, 0, 0}, {.7, 0, 0}}, []int{2, -1, 0}},
	} {
		if got := Assignment(c.scores); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.scores, got, c.want)
		}
	}
}

// The sum is that of the best of all ways to pair rows with columns.
func TestAssignmentIsBest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		scores := make([][]float64, 1+random.IntN(6))
		columns := 1 + random.IntN(6)
		for row := range scores {
			for range columns {
				scores[row] = append(scores[row], float64(random.IntN(9)-2)) // with ties; whole numbers add up exactly
			}
		}
		got := Assignment(scores)
		sum, taken := 0.0, map[int]bool{}
		for row, column := range got {
			if column < 0 {
				continue
			}
			if taken[column] || scores[row][column] <= 0 {
				t.Fatalf("%v: %v is no assignment", scores, got)
			}
			taken[column] = true
			sum += scores[row][column]
		}
		if want := bestSum(scores, make([]bool, columns)); sum != want {
			t.Fatalf("%v: %v sums to %g, want %g", scores, got, sum, want)
		}
	}
}

// bestSum tries everything.
func bestSum(scores [][]float64, taken []bool) float64 {
	if len(scores) == 0 {
		return 0
	}
	best := bestSum(scores[1:], taken)
	for column, score := range scores[0] {
		if !taken[column] && score > 0 {
			taken[column] = true
			best = max(best, score+bestSum(scores[1:], taken))
			taken[column] = false
		}
	}
	return best
}

func BenchmarkAssignment(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	scores := make([][]float64, 200)
	for row := range scores {
		for range 200 {
			scores[row] = append(scores[row], random.Float64())
		}
	}
	for b.Loop() {
		Assignment(scores)
	}
}
