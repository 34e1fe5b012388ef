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
	Topics  bool
	Related bool // papers, of every paper
}

// Need is what a stage of the work takes: memory at its peak, all that is held then included, and time of one core.
type Need struct {
	Stage   string
	Bytes   int
	Seconds float64
}

// sizeOf is the size of documents that were read.
func sizeOf(docs corpus.Documents) Size {
	s := Size{Papers: docs.Len()}
	for _, d := range corpus.All(docs) {
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

// garbage is what a program of Go holds beside what is in use: as much again, up to this.
const garbage = 150e6

// Estimate says what the stages of some work will take, in their order.
func (c Config) Estimate(s Size, w Work) []Need {
	s = s.guessed(c)
	n, d, values, text, rank := s.Papers, s.Terms, s.Values, int(s.Bytes), c.rankFor(s)
	m, basis := min(n, d), max(21*rank/10, rank+130)
	counting := text/2 + 900*d // terms of each paper, and every term met
	held := text/2 + 600*n     // the papers

	var needs []Need
	add := func(stage string, more int, seconds float64) {
		needs = append(needs, Need{stage, held + more + min(held+more, garbage), seconds})
	}
	add("reading words", counting, 3e-8*float64(text))
	add("looking for duplicates", counting, 2e-8*float64(text))
	held += 400*d + 8*values // the vocabulary and the matrix
	columns, entries := d, float64(values)/float64(max(n, 1))
	product, again := 2.6e-8*entries, 1e-8*entries // of a paper and a topic; again where papers are clustered in parts
	if rank > 0 {
		if c.Vectors == nil {
			search := 8*m*basis + 128*n + 8*values // the basis, a block of products, the transposed matrix
			if n <= d {
				search += 8 * d * rank
			}
			add("finding directions", max(search, 4*n*rank)+4*d*rank+4*values, 6e-10*float64(m*basis*basis+2*values*basis))
		}
		held += 4*rank*(d+c.forms(n)*n) + 240*n // directions, neighbours
		add("finding neighbours", 8*values, neighbourSeconds(float64(n)))
		columns, product, again = rank, 5e-9*float64(rank), 3.6e-9*float64(rank)
	}
	if w.Topics {
		k, part := c.topics(n), min(n, c.sampled())
		add("clustering", 24*columns*k+4*part*(k+rank), product*float64(k*c.rounds(n, k, part)))
		add("clustering parts of the papers", 24*columns*k, again*8*math.Sqrt(float64(k))*float64(c.Stability*part))
	}
	if w.Related {
		add("comparing papers", 8*values, 5.5e-9*float64(n*n))
	}
	return needs
}

// forms is how many forms of the directions of n papers are there at once: as they are, drawn to few neighbours and to many, of many papers
// two of them.
func (c Config) forms(n int) int {
	if n > exactMost || c.Vectors != nil {
		return 2
	}
	return 3
}

// rankFor is the number of directions, 0 without.
func (c Config) rankFor(s Size) int {
	if c.Vectors != nil {
		_, d := c.Vectors.Dims()
		return d
	}
	if c.LSA.Rank < 0 {
		return 0
	}
	return min(c.directions(s.Papers), s.Papers, s.Terms)
}

// neighbourSeconds is for comparing each paper with each, or with those of its cells.
func neighbourSeconds(n float64) float64 {
	if n > exactMost {
		return 2e-7 * math.Pow(n, 1.5)
	}
	return 5.5e-9 * n * n
}

// topics is how many topics there will be at most.
func (c Config) topics(n int) int {
	if c.K > 0 {
		return c.K
	}
	return MostTopics(n)
}

// sampled is how many papers clustering starts from at most.
func (c Config) sampled() int {
	switch sample := c.KMeans.Sample; {
	case sample < 0:
		return math.MaxInt
	case sample > 0:
		return sample
	}
	return max(20_000, 200*c.K)
}

// rounds is how many times a paper is compared with the topics, of n, of which a part is clustered first: by starts and a
// tree, which take the longer where they are of all papers and taken to their end; where the number of topics is chosen, by a tree
// alone and its cuts, which are of half as many topics in the mean.
func (c Config) rounds(n, k, part int) int {
	starts := c.KMeans.Starts * part / 20
	switch {
	case c.K > 0 && part < n:
		return 7*starts + c.extending(n, part)
	case c.K > 0:
		return 40 * starts
	case part < n:
		return 3*starts + k*part/8 + c.extending(n, part)
	}
	return 23*starts + k*part/8
}

// extending is for going on to all papers.
func (c Config) extending(n, part int) int {
	if n > part {
		return 3 * n / 10
	}
	return 0
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
	return sum / (1 + float64(0.8*float64(threads-1)))
}
