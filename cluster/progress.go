package cluster

import "math"

// Progress is counted in thousandths of the time that work takes, as far as that is known beforehand: what a piece costs
// is counted in starts of k-means on the same rows, as measured on abstracts in 20 and 50 clusters.
const (
	thousandths = 1000
	searchCost  = 0.35 // of a local search
	treeCost    = 1.35 // of a tree of as many leaves and the local search from its cut, times its starts a split
	extendCost  = 0.3  // of going on to all rows, times how many more they are
	partCutCost = 0.2  // of the largest cut of a part of the rows, in trees of the part
	usualPasses = 8    // of which as many are to be expected behind those done
)

// piece is progress of a piece of the work, from one share of the whole to another.
func piece(progress func(done, total int), from, to float64) func(done, total int) {
	if progress == nil {
		return nil
	}
	return func(done, total int) {
		share := from + float64((to-from)*(float64(done)/float64(total)))
		progress(int(math.Round(thousandths*share)), thousandths)
	}
}

// tell reports that a share is done. It does nothing without progress.
func tell(progress func(done, total int), share float64) {
	if progress != nil {
		progress(int(math.Round(thousandths*share)), thousandths)
	}
}

// passed is the share of a start that is done after some passes: nobody knows how many there will be.
func passed(pass int) float64 { return float64(pass) / float64(pass+usualPasses) }

// grown is the share of a tree of k leaves that has grown: the first splits are of the most rows, which makes their time
// about that of the harmonic sum.
func grown(leaves, k int) float64 {
	if k <= 1 {
		return 1
	}
	return math.Log(float64(leaves)) / math.Log(float64(k))
}
