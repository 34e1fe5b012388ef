package cluster

import "gonum.org/v1/gonum/mat"

// ARI is the adjusted Rand index of two labelings (Hubert and Arabie 1985): the share of pairs
// of rows on which they agree, corrected for chance. 1 is the same partition, 0 what chance
// gives; it may be negative. Labels are names only; any number, below 0 too, is a cluster like another. Two
// labelings of fewer than two rows agree. It panics if the lengths differ.
func ARI(a, b []int) float64 {
	if len(a) != len(b) {
		panic(mat.ErrShape)
	}
	both, inA, inB := map[[2]int]int{}, map[int]int{}, map[int]int{}
	for i, r := range a {
		both[[2]int{r, b[i]}]++
		inA[r]++
		inB[b[i]]++
	}
	together, pairsA, pairsB := pairs(both), pairs(inA), pairs(inB)
	all := float64(len(a)) * float64(len(a)-1) / 2
	if all <= 0 {
		return 1
	}
	expected, most := pairsA*pairsB/all, float64((pairsA+pairsB)/2)
	if most == expected {
		return 1
	}
	return (together - expected) / (most - expected)
}

// pairs counts the pairs within groups of the given sizes. The sum is of whole numbers, so its
// order does not matter.
func pairs[K comparable](sizes map[K]int) float64 {
	sum := 0
	for _, n := range sizes {
		sum += n * (n - 1) / 2
	}
	return float64(sum)
}
