package engine

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Direction is what the share of a topic does over time.
type Direction string

// The directions. Steady is a change that is not told from chance; there may be one.
const (
	Rising  Direction = "rising"
	Falling Direction = "falling"
	Steady  Direction = "steady"
	Unknown Direction = "" // too few papers or periods
)

const (
	trendPapers  = 10   // dated papers of a topic without which nothing is said of its trend
	trendPeriods = 5    // periods with papers
	falseAlarms  = 0.05 // share of the topics said to rise or fall that may do so by chance
)

// Trend is the change of a topic's share over time. Without a direction all but Early and Late are NaN.
type Trend struct {
	Direction   Direction
	Early, Late Measure // share of the papers of the first third of the periods (rounded down, one at least), and of the last
	PerYear     Measure // change of the share in a year, of the line through the periods
	Dispersion  Measure // variance of the counts around that line, in that of papers which come independently; NaN for a topic of all papers
	P           Measure // chance of such a change, or a larger one, without a trend
	Q           Measure // P with regard to how many topics are looked at
}

// trendOf tests whether the share of a topic rises or falls: with y_i of the n_i papers of period i and p = Y/N of all,
// the line through the shares y_i/n_i, weighed by n_i, explains
//
//	T = (sum_i y_i (i-m))^2 / sum_i n_i (i-m)^2,  m = sum_i n_i i / N
//
// of their sum of squares and leaves R = sum_i n_i (y_i/n_i - line_i)^2. If papers come independently, T/(p(1-p)) is
// chi-squared with one degree of freedom (Cochran 1954, "Some Methods for Strengthening the Common chi^2 Tests"; Armitage
// 1955, "Tests for Linear Trends in Proportions and Frequencies"). They come in bursts, though, special issues and workshops:
// R/(p(1-p)) over its degrees of freedom, the number of periods less two, is how many times larger the variance is, and
// T over R/(periods-2) has the F distribution, with one and periods-2 (McCullagh and Nelder 1989, "Generalized Linear Models",
// 4.5). The larger of both chances counts: bursts make a test less sure, and a line that a few periods happen to lie on
// makes it no surer than independent papers would.
//
// Periods without papers say nothing. Bursts that last several periods are not told from trends.
func trendOf(y, n []int, perYear int) Trend {
	t := Trend{Early: math.NaN(), Late: math.NaN(), PerYear: math.NaN(), Dispersion: math.NaN(), P: math.NaN(), Q: math.NaN()}
	third := max(1, len(n)/3)
	if len(n) > 0 {
		t.Early, t.Late = shareOf(y[:third], n[:third]), shareOf(y[len(n)-third:], n[len(n)-third:])
	}
	line := newLine(y, n)
	if line.papers < trendPapers || line.periods < trendPeriods {
		return t
	}
	t.PerYear, t.P, t.Direction = line.slope*float64(perYear), 1, Steady
	if variance := line.share * (1 - line.share); variance > 0 {
		free := float64(line.periods - 2)
		t.Dispersion = line.left / (free * variance)
		if line.explained > 0 {
			independent := math.Erfc(math.Sqrt(line.explained / variance / 2))
			t.P = max(independent, mathext.RegIncBeta(free/2, 0.5, line.left/(line.left+line.explained)))
		}
	}
	return t
}

// line is the weighted line through the shares of a topic.
type line struct {
	papers, periods int     // of the topic; with papers of any topic
	share, slope    float64 // of all periods; a period
	explained, left float64 // sums of squares: T and R
}

func newLine(y, n []int) line {
	var l line
	all, at, own := 0, 0, 0
	for i := range n {
		all, l.papers, at, own = all+n[i], l.papers+y[i], at+n[i]*i, own+y[i]*i
		if n[i] > 0 {
			l.periods++
		}
	}
	if l.periods < 2 {
		return l
	}
	l.share = float64(l.papers) / float64(all)
	middle := float64(at) / float64(all)
	squares, products := 0.0, float64(own*all-l.papers*at)/float64(all) // whole numbers: a constant share has no slope at all
	for i := range n {
		d := float64(i) - middle
		squares += float64(float64(n[i]) * d * d)
	}
	l.slope, l.explained = products/squares, products*products/squares
	for i := range n {
		if n[i] > 0 {
			off := shareOf(y[i:i+1], n[i:i+1]) - l.share - float64(l.slope*(float64(i)-middle))
			l.left += float64(float64(n[i]) * off * off)
		}
	}
	return l
}

// shareOf is the share of some papers, NaN of none.
func shareOf(y, n []int) Measure {
	some, all := 0, 0
	for i := range n {
		some, all = some+y[i], all+n[i]
	}
	return float64(some) / float64(all)
}

// settle says which topics rise or fall. Of fifty topics without a trend two or three have a P under 0.05; Q is the smallest
// share of false alarms at which a topic would be among those said to change (Benjamini and Hochberg 1995, "Controlling the
// False Discovery Rate").
func settle(trends []*Trend) {
	tested := slices.DeleteFunc(slices.Clone(trends), func(t *Trend) bool { return t.Direction == Unknown })
	slices.SortStableFunc(tested, func(a, b *Trend) int { return cmp.Compare(a.P, b.P) })
	q := 1.0
	for i, t := range slices.Backward(tested) {
		q = min(q, t.P*float64(len(tested))/float64(i+1))
		t.Q = q
		switch {
		case q <= falseAlarms && t.PerYear > 0:
			t.Direction = Rising
		case q <= falseAlarms && t.PerYear < 0:
			t.Direction = Falling
		}
	}
}
