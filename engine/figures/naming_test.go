package figures

import (
	"math/rand/v2"
	"testing"

	"kindred/engine/report"
)

// placedNames places the names of clouds of papers.
func placedNames(k, n int) []name {
	t, points := clouds(k, n)
	spots := placed(t, points)
	l, g := nameLettering(k), groundOf(spots, k, largestFirst(t), radius(len(spots)))
	return settled(t, g, largestFirst(t), l)
}

func TestNamesLieOnNoOther(t *testing.T) {
	for _, k := range []int{1, 2, 8, 30, 60} {
		names := placedNames(k, 50)
		for i, a := range names {
			if !a.placed {
				t.Errorf("of %d topics, %d has no name", k, a.topic)
			}
			if a.at.x0 < 0 || a.at.y0 < heading/2 || a.at.x1 > mapWidth || a.at.y1 > mapHeight {
				t.Errorf("of %d topics, the name of %d leaves the picture: %v", k, a.topic, a.at)
			}
			for _, b := range names[:i] {
				if a.placed && b.placed && a.at.meets(b.at) {
					t.Errorf("of %d topics, the names of %d and %d lie on each other", k, b.topic, a.topic)
				}
			}
		}
	}
}

func TestNamesWithoutRoomAreCounted(t *testing.T) {
	topics, points := clouds(mostNames+20, 2)
	spots := placed(topics, points)
	p := newPicture(mapWidth, mapHeight)
	marks := report.Marks(topics, points)
	if left := p.names(topics, spots, marks, 3); left < 20 || left == topics.K {
		t.Errorf("%d topics are without a name", left)
	}
}

// A topic of two heaps is named at the larger.
func TestHomeIsWhereMostPapersAre(t *testing.T) {
	var spots []spot
	for i := range 10 {
		spots = append(spots, spot{200 + float64(i), 300, 0})
	}
	for i := range 4 {
		spots = append(spots, spot{1200 + float64(i), 900, 0}, spot{700, 600, 1})
	}
	g := groundOf(spots, 3, []int{0, 1, 2}, 3)
	if x, y, some := g.home(0); x != 204.5 || y != 300 || !some {
		t.Errorf("home is %g, %g", x, y)
	}
	if _, _, some := g.home(2); some {
		t.Error("a topic without papers has a home")
	}
}

func TestPapersUnderAName(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	spots := make([]spot, 500)
	for i := range spots {
		spots[i] = spot{mapWidth * random.Float64(), mapHeight * random.Float64(), i % 2}
	}
	g := groundOf(spots, 2, []int{0, 1}, 0)
	own, others := g.under(name{topic: 1, at: rectangle{300, 400, 695, 595}})
	var want [2]int
	for _, s := range spots {
		if s.x >= 300 && s.x < 700 && s.y >= 400 && s.y < 600 {
			want[s.topic]++
		}
	}
	if own.papers != want[1] || others.papers != want[0] || want[0] == 0 {
		t.Errorf("%d and %d papers, want %d and %d", own.papers, others.papers, want[1], want[0])
	}
}

func TestLinesAndRectangles(t *testing.T) {
	a := rectangle{10, 10, 20, 30}
	for _, c := range []struct {
		line [4]float64
		cut  bool
	}{
		{[4]float64{0, 0, 40, 40}, true}, {[4]float64{0, 20, 40, 20}, true}, {[4]float64{15, 0, 15, 5}, false},
		{[4]float64{15, 12, 16, 13}, true}, {[4]float64{0, 0, 9, 40}, false}, {[4]float64{25, 0, 25, 40}, false}, {[4]float64{0, 25, 30, 55}, false},
	} {
		if got := a.cut(c.line[0], c.line[1], c.line[2], c.line[3]); got != c.cut {
			t.Errorf("%v cuts: %v", c.line, got)
		}
	}
	one := name{homeX: 0, homeY: 0, at: rectangle{100, 90, 200, 110}}
	two := name{homeX: 100, homeY: 0, at: rectangle{-60, 90, 0, 110}}
	if !one.meets(two) || !two.meets(one) {
		t.Error("crossing lines do not meet")
	}
	two.homeX, two.homeY = 300, 0
	two.at = rectangle{290, 90, 310, 110}
	if one.meets(two) || two.meets(one) {
		t.Error("lines apart meet")
	}
	if !one.runsInto(name{at: rectangle{40, 0, 60, 100}}) || one.runsInto(name{at: rectangle{40, 80, 60, 100}}) {
		t.Error("a line runs into what it does not touch, or not into what it does")
	}
}
