package engine

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func alike(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(b))
}

// The numbers are those of scipy 1.10: least squares by numpy.linalg.lstsq on rows weighed by the root of n, its t test by
// scipy.stats.t, and the chi-squared of independent papers as scipy.stats.chi2_contingency of the table less what the line leaves.
func TestTrendAgainstScipy(t *testing.T) {
	for _, c := range []struct {
		y, n                 []int
		slope, dispersion, p float64
	}{
		// Hardly any dispersion: independent papers are less sure (.0103) than the line (.0039).
		{[]int{2, 3, 5, 4, 8, 9}, []int{40, 38, 45, 41, 44, 43}, 0.03137004545904834, 0.1843730790300539, 0.010308397457243313},
		// Bursts: of independent papers .0000054, and .107 of what the line leaves.
		{[]int{12, 1, 15, 3, 22, 8, 25, 30}, []int{50, 60, 55, 52, 70, 65, 62, 71}, 0.038629344575714486, 5.775810957604958, 0.10722535701441073},
		// A period without papers says nothing.
		{[]int{12, 1, 15, 0, 22, 8, 25, 30}, []int{50, 60, 55, 0, 70, 65, 62, 71}, 0.036071047602115665, 5.090021738137799, 0.12871440343934135},
	} {
		got := trendOf(c.y, c.n, 4)
		if !alike(got.PerYear, 4*c.slope) || !alike(got.Dispersion, c.dispersion) || !alike(got.P, c.p) || got.Direction != Steady {
			t.Errorf("trend of %v is %+v, want slope %v, dispersion %v, P %v", c.y, got, c.slope, c.dispersion, c.p)
		}
	}
}

// Ten papers a period, of which 1, 2, 3, 4, 5 are the topic's: the line goes through all of them, so independent papers alone
// decide: T = 10^2/100 = 1, p = .3, chi-squared 1/.21.
func TestTrendByHand(t *testing.T) {
	got := trendOf([]int{1, 2, 3, 4, 5}, []int{10, 10, 10, 10, 10}, 1)
	if want := math.Erfc(math.Sqrt(1 / 0.21 / 2)); !alike(got.P, want) || !alike(got.PerYear, 0.1) || !alike(got.Early, 0.1) || !alike(got.Late, 0.5) || got.Dispersion > 1e-9 {
		t.Errorf("got %+v, want P %v", got, want)
	}
	nan := math.NaN()
	unknown := Trend{Early: nan, Late: nan, PerYear: nan, Dispersion: nan, P: nan, Q: nan}
	one, few, short := unknown, unknown, unknown
	one.PerYear, one.P, one.Early, one.Late, one.Direction = 0, 1, 1, 1, Steady
	few.Early, few.Late = 0, 0.4
	short.Early, short.Late = 0.5, 1
	flat := one
	flat.Early, flat.Late, flat.Dispersion = 0.5, 0.5, 0
	for name, c := range map[string]struct {
		y, n []int
		want Trend
	}{
		"no period":     {nil, nil, unknown},
		"nine papers":   {[]int{0, 0, 2, 3, 4}, []int{10, 10, 10, 10, 10}, few},
		"four periods":  {[]int{5, 0, 9, 8, 10}, []int{10, 0, 10, 10, 10}, short},
		"all papers":    {[]int{9, 8, 7, 6, 5}, []int{9, 8, 7, 6, 5}, one},
		"half of each":  {[]int{2, 2, 2, 2, 2}, []int{4, 4, 4, 4, 4}, flat},
		"in one period": {[]int{7}, []int{14}, Trend{Early: 0.5, Late: 0.5, PerYear: nan, Dispersion: nan, P: nan, Q: nan}},
	} {
		got := trendOf(c.y, c.n, 1)
		for i, pair := range [][2]float64{{got.Early, c.want.Early}, {got.Late, c.want.Late}, {got.PerYear, c.want.PerYear}, {got.P, c.want.P}, {got.Dispersion, c.want.Dispersion}, {got.Q, c.want.Q}} {
			if !alike(pair[0], pair[1]) || got.Direction != c.want.Direction {
				t.Errorf("%s, number %d: %+v, want %+v", name, i, got, c.want)
			}
		}
	}
}

// The worked example of Benjamini and Hochberg, table 1: fifteen P, of which four are below 5 % of their rank.
func TestSettle(t *testing.T) {
	ps := []float64{0.6528, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.7590, 1.0000}
	var trends []*Trend
	for i, p := range ps {
		trends = append(trends, &Trend{Direction: Steady, P: p, PerYear: 1 - 2*float64(i%2), Q: math.NaN()})
	}
	trends = append(trends, &Trend{P: math.NaN(), Q: math.NaN()})
	settle(trends)
	want := []Direction{Steady, Falling, Rising, Falling, Rising}
	for i, trend := range trends[:15] {
		if i < len(want) && trend.Direction != want[i] || i >= len(want) && trend.Direction != Steady {
			t.Errorf("%+v", trend)
		}
	}
	if !alike(trends[1].Q, 0.0015) || !alike(trends[4].Q, 0.0095*15/4) || !alike(trends[14].Q, 1) || !alike(trends[7].Q, 0.0298*15/7) && trends[7].Q > 0.0298*15/7 {
		t.Errorf("Q are %v, %v, %v, %v", trends[1].Q, trends[4].Q, trends[14].Q, trends[7].Q)
	}
	if last := trends[15]; last.Direction != Unknown || !math.IsNaN(last.Q) {
		t.Errorf("an unknown trend became %+v", last)
	}
}

// Without a trend, at most one test in twenty says that there is one, and about that many where papers come in bursts, be it of
// three or of six; with a trend most say so.
func TestFalseAlarms(t *testing.T) {
	const runs = 4000
	for _, c := range []struct {
		periods, papers, burst int
		share, growth          float64 // growth: from 1-growth to 1+growth times the share
		least, most            float64 // of the tests that say so
	}{
		{8, 60, 1, 0.2, 0, 0.015, 0.05}, {20, 60, 1, 0.05, 0, 0.02, 0.05}, {32, 30, 1, 0.2, 0, 0.03, 0.06},
		{8, 60, 3, 0.2, 0, 0.035, 0.06}, {20, 60, 3, 0.05, 0, 0.03, 0.06}, {32, 30, 3, 0.2, 0, 0.04, 0.06}, {20, 120, 6, 0.1, 0, 0.04, 0.06},
		{20, 60, 1, 0.2, 0.5, 0.95, 1}, {20, 120, 3, 0.2, 0.5, 0.9, 1},
	} {
		random := rand.New(rand.NewPCG(7, uint64(c.periods+c.burst)))
		said, tested := 0, 0
		for range runs {
			y, n := make([]int, c.periods), make([]int, c.periods)
			for i := range n {
				share := c.share * (1 + c.growth*(2*float64(i)/float64(c.periods-1)-1))
				for range c.papers/2/c.burst + random.IntN(c.papers/c.burst) {
					n[i] += c.burst
					if random.Float64() < share {
						y[i] += c.burst
					}
				}
			}
			if trend := trendOf(y, n, 1); trend.Direction != Unknown {
				tested++
				if trend.P <= falseAlarms {
					said++
				}
			}
		}
		if rate := float64(said) / float64(tested); rate < c.least || rate > c.most || tested < runs/2 {
			t.Errorf("%+v: %.4f of %d tests say that there is a trend", c, rate, tested)
		}
	}
}

// Shares that run backwards fall as surely as they rose, and a unit of time is but a unit.
func TestTrendBackwards(t *testing.T) {
	y, n := []int{3, 5, 4, 9, 8, 14}, []int{50, 61, 55, 60, 48, 70}
	there := trendOf(y, n, 1)
	slices.Reverse(y)
	slices.Reverse(n)
	back := trendOf(y, n, 12)
	if !alike(back.P, there.P) || !alike(back.PerYear, -12*there.PerYear) || !alike(back.Early, there.Late) || !alike(back.Dispersion, there.Dispersion) {
		t.Errorf("there %+v, back %+v", there, back)
	}
}
