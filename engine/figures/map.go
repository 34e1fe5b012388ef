package figures

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"

	"kindred/engine"
	"kindred/engine/report"
	"kindred/engine/webmap"
)

// The size of a map, in pixels.
const (
	mapWidth  = 1600
	mapHeight = 1200
	edge      = 40.0 // left free on all sides
	heading   = 84.0 // and at the top, where it is said what the picture shows
)

// Map draws every paper that has a topic where it lies, in the mark of that, and names the topics: at their densest place or, where another
// name or other papers are in the way, beside it, joined by a line. A name that finds no room is left out, which the picture says.
// points are those of engine.Layout, a row a paper; without any the picture says so. marks are a mark a topic.
//
// Cost: a third of a second, and two of them a million papers.
func Map(w io.Writer, t *engine.Topics, points []engine.Point, marks []webmap.Mark) error {
	if err := fits(t, marks); err != nil {
		return err
	}
	if len(points) > 0 && len(points) != len(t.Assignments) {
		return fmt.Errorf("figures: %d places for %d papers", len(points), len(t.Assignments))
	}
	p := newPicture(mapWidth, mapHeight)
	spots := placed(t, points)
	r := radius(len(spots))
	p.dots(spots, marks, r)
	left := p.names(t, spots, marks, r)
	p.headed(mapTells(t, len(spots), left))
	return p.write(w)
}

// fits tells whether there is a mark for each topic.
func fits(t *engine.Topics, marks []webmap.Mark) error {
	if len(marks) != t.K {
		return fmt.Errorf("figures: %d marks for %d topics", len(marks), t.K)
	}
	return nil
}

// mapTells says what a map shows and what not.
func mapTells(t *engine.Topics, shown, nameless int) string {
	if shown == 0 {
		return "No paper has a place on the map"
	}
	tells := fmt.Sprintf("%s in %s; papers near each other are alike", report.Count(shown, "paper"), report.Count(t.K, "topic"))
	if away := len(t.Assignments) - shown; away > 0 {
		tells += fmt.Sprintf("; %s without a topic not shown", report.Count(away, "paper"))
	}
	if nameless > 0 {
		tells += fmt.Sprintf("; %s without room for a name", report.Count(nameless, "topic"))
	}
	return tells
}

// headed writes at the top what a picture shows.
func (p *picture) headed(tells string) {
	l := lettering{regular, 24}
	p.text(edge, heading/2, fromHere, l, grey, l.shortened(tells, p.width-2*edge))
}

// spot is where a paper of a topic lies in a picture, in pixels.
type spot struct {
	x, y  float64
	topic int
}

// placed scales the papers that have a topic to the room there is, both directions alike.
func placed(t *engine.Topics, points []engine.Point) []spot {
	spots := make([]spot, 0, len(points))
	x0, x1, y0, y1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for row, at := range points {
		if topic := t.Assignments[row].Topic; topic >= 0 {
			spots = append(spots, spot{at.X, at.Y, topic})
			x0, x1, y0, y1 = min(x0, at.X), max(x1, at.X), min(y0, at.Y), max(y1, at.Y)
		}
	}
	const width, height = mapWidth - 4*edge, mapHeight - heading - 2.5*edge
	scale := min(width/max(x1-x0, 1e-9), height/max(y1-y0, 1e-9))
	for i, s := range spots {
		spots[i].x = mapWidth/2 + scale*(s.x-(x0+x1)/2)
		spots[i].y = heading + edge/2 + height/2 - scale*(s.y-(y0+y1)/2)
	}
	return spots
}

// radius of a point: a part of the room that each of n has.
func radius(n int) float64 {
	return min(9, max(1.5, 0.2*math.Sqrt(mapWidth*mapHeight/float64(max(1, n)))))
}

// dots draws the papers in their order, so that no topic lies on all others. Each mark is drawn once and then stamped.
func (p *picture) dots(spots []spot, marks []webmap.Mark, r float64) {
	stamps := map[webmap.Mark]image.Image{}
	onto := p.canvas.Image()
	for _, s := range spots {
		m := marks[s.topic]
		stamp := stamps[m]
		if stamp == nil {
			stamp = stampOf(m, r)
			stamps[m] = stamp
		}
		half := stamp.Bounds().Dx() / 2
		corner := image.Pt(int(math.Floor(s.x))-half, int(math.Floor(s.y))-half)
		draw.Draw(onto, stamp.Bounds().Add(corner), stamp, image.Point{}, draw.Over)
	}
}

// stampOf is a mark on clear ground, in the middle of the pixel in its middle.
func stampOf(m webmap.Mark, r float64) image.Image {
	half := int(math.Ceil(1.3*r)) + 2
	s := newSheet(2*half+1, 2*half+1, color.Transparent)
	rim := 0.0
	if r > 2.5 {
		rim = 1
	}
	s.mark(float64(half)+0.5, float64(half)+0.5, r, rim, m)
	return s.canvas.Image()
}
