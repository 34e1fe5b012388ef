package engine

import (
	"math"
	"runtime"

	"kindred/engine/corpus"
)

// What work takes is estimated from the size of a corpus and the settings, by a sum for each stage of what it holds in memory
// and of how often it goes over it. The constants were measured on abstracts, 38,858 to a million of them, on one machine with
// 2 cores; there memory is right within a factor 1.5, and so is time while nothing else runs. Of texts that are unlike
// abstracts, and of processors that are, take it for an order of magnitude.

// Size is what is known of a corpus.
type Size struct {
	Bytes         int64 // of its records
	Papers        int   // 0: not read yet
	Terms, Values int   // of the matrix; 0: not counted yet
}

// Work says what will be asked for beside the vectors and directions that every Engine has.
type Work struct {
	Topics, Duplicates, Related bool // Related: of every paper
}

// Need is what a stage of the work takes: memory at its peak, all that is held then included, and time of one core.
type Need struct {
	Stage   string
	Bytes   float64
	Seconds float64
}

// SizeOf is the size of documents that were read.
func SizeOf(docs []corpus.Document) Size {
	s := Size{Papers: len(docs)}
	for _, d := range docs {
		for _, o := range d.Origins {
			s.Bytes += o.Length
		}
	}
	return s
}

// guessed fills in what is not known as it is with abstracts: 900 bytes a record, a value for each 11.5 bytes, and a
// vocabulary that grows with the power 0.6 of the text (Heaps' law).
func (s Size) guessed(c Config) Size {
	if s.Papers == 0 {
		s.Papers = int(s.Bytes / 900)
	}
	if s.Terms == 0 {
		s.Values = int(float64(s.Bytes) / 11.5)
		s.Terms = int(4.2 * math.Pow(float64(s.Bytes), 0.6))
		if most := c.Vectorizer.MaxTerms; most > 0 {
			s.Terms = min(s.Terms, most)
		}
	}
	return s
}

// garbage is what a program of Go holds for each byte in use, while there is no limit.
const garbage = 1.25

// Estimate says what the stages of some work will take, in their order.
func (c Config) Estimate(s Size, w Work) []Need {
	s = s.guessed(c)
	n, d, values, text := float64(s.Papers), float64(s.Terms), float64(s.Values), float64(s.Bytes)
	rank := float64(c.rankFor(s))
	m, basis := min(n, d), max(2.1*rank, rank+130)

	counting := 1.2*text + 6000*math.Pow(text, 0.6) // terms of each paper, and every term met
	held := 0.5*text + 600*n                        // the papers
	var needs []Need
	add := func(stage string, more, seconds float64) {
		needs = append(needs, Need{stage, garbage * (held + more), seconds})
	}
	add("reading words", counting, 5e-8*text)
	held += 400*d + 8*values // the vocabulary and the matrix
	columns, product := d, 3.5e-8*values/max(n, 1)
	if rank > 0 {
		add("finding directions", 8*m*(basis+rank)+12*d*rank+4*n*rank+16*values, 6e-10*(m*basis*basis+2*values*basis))
		held += 4*rank*(d+2*n) + 240*n // directions, the same drawn, neighbours
		add("finding neighbours", 8*values, neighbourSeconds(n))
		columns, product = rank, 5e-9*rank
	}
	if w.Topics {
		more, seconds := c.clusteringNeed(n, columns, product)
		add("clustering", more+4*n*rank, seconds)
	}
	if w.Topics || w.Duplicates {
		add("looking for duplicates", 1.5*counting, 9e-8*text)
	}
	if w.Topics && c.Stability > 0 {
		part := min(n, c.sampled())
		add("clustering parts of the papers", 32*columns*c.topics(n), 3.4*float64(c.Stability)*0.8*part*c.topics(n)*product)
	}
	if w.Related {
		add("comparing papers", 8*values, 5.5e-9*n*n)
	}
	return needs
}

// rankFor is the number of directions, 0 without.
func (c Config) rankFor(s Size) int {
	if c.LSA.Rank < 0 {
		return 0
	}
	return min(c.LSA.Rank, s.Papers, s.Terms)
}

// neighbourSeconds is for comparing each paper with each, or with those of its cells.
func neighbourSeconds(n float64) float64 {
	if n > exactMost {
		return 5e-7 * math.Pow(n, 1.5)
	}
	return 1.1e-8 * n * n
}

// topics is how many topics there will be at most.
func (c Config) topics(n float64) float64 {
	if c.K > 0 {
		return float64(c.K)
	}
	return float64(MostTopics(int(n)))
}

// sampled is how many papers clustering starts from.
func (c Config) sampled() float64 {
	switch sample := c.KMeans.Sample; {
	case sample < 0:
		return math.Inf(1)
	case sample > 0:
		return float64(sample)
	}
	return max(20_000, 200*float64(c.K))
}

// clusteringNeed is for k-means and a tree, given what the product of a paper and a centroid costs; with K chosen, for the
// tree and its cuts.
func (c Config) clusteringNeed(n, columns, product float64) (more, seconds float64) {
	k := c.topics(n)
	part := min(n, c.sampled())
	rounds := 2.35 * float64(c.KMeans.Starts) * part
	if c.K == 0 {
		rounds = 1.35*float64(c.KMeans.Starts)*part + 0.5*k*0.35*part
	}
	if n > part {
		rounds += 0.3 * n * map[bool]float64{true: k / 2, false: 1}[c.K == 0]
	}
	return 32*columns*k + 4*n*k, rounds * k * product
}

// Peak is the stage that needs the most memory.
func Peak(needs []Need) Need {
	most := needs[0]
	for _, n := range needs {
		if n.Bytes > most.Bytes {
			most = n
		}
	}
	return most
}

// Seconds is how long all stages take on some threads, 0 for all cores: each beyond the first does four fifths of one.
func Seconds(needs []Need, threads int) float64 {
	if threads == 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	sum := 0.0
	for _, n := range needs {
		sum += n.Seconds
	}
	return sum / (1 + 0.8*float64(threads-1))
}
