package engine

const (
	alsoIn     = 0.8 // of a paper's similarity to its own topic: another as near as that holds the paper too
	topicsEach = 5   // topics of a paper at most
)

// Membership is a topic that a paper belongs to, and its similarity to the topic's centre.
type Membership struct {
	Topic      int
	Similarity Measure
}

// overlap lists the topics of every paper: its own, and those whose centre it is nearly as similar to. The bound is a
// share of the paper's own similarity and no fixed number, since short papers and broad topics make all of
// a paper's similarities smaller alike.
func (e *Engine) overlap(t *Topics) {
	for row, hits := range t.sums.Overlaps(alsoIn, topicsEach, e.config.Threads) {
		a := &t.Assignments[row]
		for _, h := range hits {
			a.Memberships = append(a.Memberships, Membership{h.Row, h.Similarity})
		}
		if a.Topic >= 0 && len(hits) == 0 { // terms, but no direction
			a.Memberships = []Membership{{a.Topic, a.Similarity}}
		}
	}
}
