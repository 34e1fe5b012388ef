package cluster

import (
	"fmt"
	"slices"
	"testing"

	"kindred/vectorize/matrix"
)

// Comparing each pair once and scanning for each row are the same to the bit, with equal rows, zero rows and close calls,
// on any number of workers.
func TestJoinIsAScanOfEachRow(t *testing.T) {
	for _, x := range []*matrix.Mixed{wide(t), mixed(sample(7, 333, 60, 9, 5), closeCalls(7, 333, 20))} {
		n, _ := x.Dims()
		for _, top := range []int{1, 7, 400} {
			s := search(t, x).scan
			var want [][]Hit
			for lo := 0; lo < n; lo += scanRows {
				want = append(want, s.nearest(background, lo, min(lo+scanRows, n), top)...)
			}
			for _, threads := range []int{1, 2, 3, 8} {
				s.threads = threads
				got := s.all(background, top, func(int) {})
				for i := range got {
					if !slices.Equal(got[i], want[i]) {
						t.Fatalf("row %d, %d threads: %v, want %v", i, s.threads, got[i], want[i])
					}
				}
			}
		}
	}
}

// Answers that would fill the memory come block after block, and are the same.
func TestManyAnswersComeInBlocks(t *testing.T) {
	x := mixed(sample(7, 150, 60, 9, 5), closeCalls(7, 150, 20))
	n := search(t, x)
	blocks := 0
	for block := range n.blocks(background, joinMost, func(int) {}) {
		for k, hits := range block {
			if want := n.QueryRow(blocks*scanRows+k, 1000); !slices.Equal(hits, want) {
				t.Fatalf("row %d: %v, want %v", blocks*scanRows+k, hits, want)
			}
		}
		blocks++
	}
	if blocks != 3 {
		t.Errorf("%d blocks of 150 rows", blocks)
	}
}

func BenchmarkJoin(b *testing.B) {
	for _, d := range []int{50, 200} {
		n, err := NeighborSearch{}.Fit(background, mixed(sample(2, 6000, 3000, 45, 12), fading(closeCalls(2, 6000, d))))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("rows=6000/dense=%d", d), func(b *testing.B) {
			for b.Loop() {
				_, _ = n.All(background, 10, nil)
			}
		})
	}
}
