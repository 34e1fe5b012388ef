package figures

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"kindred/engine"
	"kindred/engine/webmap"
)

// A name on the map is a plate with its topic's mark and label. Names are placed one after the other, the largest topic first, and then, a
// few times over, each anew among all others. Each has a home, the densest place of its topic, and tries it and places around it in
// widening rings; of those within the picture where it lies on no other name it takes the one that costs least:
//
//	how far the home is from the plate, longer ways more than in proportion, and a tenth of how far from its middle, in pixels
//	+ for the papers of its own topic that it hides: hiddenCost each, for six at most, and ownCost times the root of the share of the plate
//	  that they take, so that the first count most
//	+ the same for other papers, with otherCost: on these, a name would mislead
//	+ pinCost for each home of another topic that it hides
//	+ crossingCost for each name whose line it is on, or which its own line runs into
//	+ meetingCost for each line that its own meets
//
// A name that ends up away from its home is joined with it by a line.

const (
	middleCost   = 0.1
	hiddenCost   = 40.0
	ownCost      = 120.0
	otherCost    = 320.0
	pinCost      = 150.0
	crossingCost = 250.0
	meetingCost  = 120.0

	mostNames = 120   // that are tried: more find no room
	rounds    = 4     // of placing anew
	tooLong   = 400.0 // a way to home that counts twice
	farthest  = 460.0 // from home to the middle of a name
	ringStep  = 12.0  // from one ring to the next, and a third of the way along it
	lineFrom  = 20.0  // from home to the name: farther ones are joined with it
	nameWidth = 330.0 // of a line
	nameGap   = 5.0   // between names
)

// name is what is written for a topic.
type name struct {
	topic        int
	lines        []string
	wide, high   float64
	homeX, homeY float64
	at           rectangle
	placed       bool
}

// nameLettering is the smaller, the more topics there are.
func nameLettering(k int) lettering {
	return lettering{bold, min(26, max(16, 29-float64(k)/3))}
}

// names places and writes the names, and returns for how many topics there was no room.
func (p *picture) names(t *engine.Topics, spots []spot, marks []webmap.Mark, r float64) (left int) {
	l, order := nameLettering(t.K), largestFirst(t)
	order = order[:min(len(order), mostNames)]
	names := settled(t, groundOf(spots, t.K, order, r), order, l)
	names = slices.DeleteFunc(names, func(n name) bool { return !n.placed })
	for _, n := range names {
		p.joined(n, palette[marks[n.topic].Colour])
	}
	for _, n := range names {
		p.name(n, marks[n.topic], l)
	}
	return t.K - len(names)
}

// settled are the names of topics that have papers on the map, placed as far as there is room.
func settled(t *engine.Topics, g *ground, topics []int, l lettering) []name {
	var names []name
	for _, topic := range topics {
		if x, y, some := g.home(topic); some {
			n := named(t, topic, l)
			n.homeX, n.homeY = x, y
			names = append(names, n)
		}
	}
	for range 1 + rounds {
		for i := range names {
			names[i] = g.place(names, i)
		}
	}
	return names
}

// largestFirst are the topics that papers are in, by size.
func largestFirst(t *engine.Topics) []int {
	order := make([]int, t.K)
	for r := range order {
		order[r] = r
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.Topics[b].Size, t.Topics[a].Size) })
	return order
}

// named is what a topic is called, and how much room that takes.
func named(t *engine.Topics, topic int, l lettering) name {
	lines := l.rows(labelOf(t, topic), nameWidth, 3)
	return name{topic: topic, lines: lines, wide: l.widest(lines) + 2*l.size, high: l.size * (1.15*float64(len(lines)) + 0.45)}
}

// tether is the line from a name to its home, and whether it is drawn.
func (n name) tether() (x, y float64, drawn bool) {
	distance, x, y := n.at.away(n.homeX, n.homeY)
	return x, y, distance > lineFrom
}

// joined draws the line from a name to its home.
func (p *picture) joined(n name, c color.Color) {
	if x, y, drawn := n.tether(); drawn {
		p.line(5, white, x, y, n.homeX, n.homeY)
		p.fill(p.shape(n.homeX, n.homeY, 6, 0), white)
		p.line(2, c, x, y, n.homeX, n.homeY)
		p.fill(p.shape(n.homeX, n.homeY, 4.5, 0), c)
	}
}

// name draws a plate and writes on it.
func (p *picture) name(n name, m webmap.Mark, l lettering) {
	plate := p.rounded(n.at, 0.35*l.size)
	p.fill(plate, veil)
	p.stroke(plate, 1.8, palette[m.Colour])
	y := n.at.y0 + 0.8*l.size
	for i, line := range n.lines {
		p.text(n.at.x0+1.5*l.size, y+1.15*l.size*float64(i), fromHere, l, ink, line)
	}
	p.mark(n.at.x0+0.83*l.size, y, 0.35*l.size, 0, m)
}

// place returns name i where it costs least among the others, or not placed if there is no room.
func (g *ground) place(all []name, i int) name {
	best, least := all[i], math.Inf(1)
	best.placed = false
	n := all[i]
	n.placed = true
	for distance := 0.0; distance <= farthest && middleCost*distance < least; distance += ringStep {
		directions := max(1, int(2*math.Pi*distance/(3*ringStep)))
		for d := range directions {
			sin, cos := math.Sincos(2 * math.Pi * float64(d) / float64(directions))
			n.at = n.around(n.homeX+distance*cos, n.homeY+distance*sin)
			cost := g.alone(n)
			if cost >= least || !free(n.at, all, i) {
				continue
			}
			if cost += among(n, all, i); cost < least {
				best, least = n, cost
			}
		}
	}
	return best
}

// around is the ground of a name whose middle is at a place.
func (n name) around(x, y float64) rectangle {
	return rectangle{x - n.wide/2, y - n.high/2, x + n.wide/2, y + n.high/2}
}

// free tells whether name i may stand somewhere: within the picture, below the heading, and on no other name.
func free(at rectangle, all []name, i int) bool {
	if at.x0 < edge/2 || at.x1 > mapWidth-edge/2 || at.y0 < heading-edge/2 || at.y1 > mapHeight-edge/2 {
		return false
	}
	room := at.wider(nameGap)
	for j, n := range all {
		if j != i && n.placed && room.meets(n.at) {
			return false
		}
	}
	return true
}

// alone is what a name's place costs, whatever the others: see above.
func (g *ground) alone(n name) float64 {
	distance, _, _ := n.at.away(n.homeX, n.homeY)
	middle := math.Hypot((n.at.x0+n.at.x1)/2-n.homeX, (n.at.y0+n.at.y1)/2-n.homeY)
	own, others := g.under(n)
	return distance*(1+distance/tooLong) + middleCost*middle + hiding(own, ownCost) + hiding(others, otherCost)
}

// hiding is what it costs to hide papers.
func hiding(h hidden, cost float64) float64 {
	return hiddenCost*float64(min(6, h.papers)) + cost*math.Sqrt(h.share)
}

// among is what the place of name i costs because of the others.
func among(n name, all []name, i int) (cost float64) {
	for j, other := range all {
		if j == i {
			continue
		}
		if away, _, _ := n.at.away(other.homeX, other.homeY); away == 0 {
			cost += pinCost
		}
		if !other.placed {
			continue
		}
		if n.runsInto(other) || other.runsInto(n) {
			cost += crossingCost
		}
		if n.meets(other) {
			cost += meetingCost
		}
	}
	return cost
}

// runsInto tells whether the line of a name touches another name.
func (n name) runsInto(other name) bool {
	x, y, drawn := n.tether()
	return drawn && other.at.wider(3).cut(x, y, n.homeX, n.homeY)
}

// meets tells whether the lines of two names cross: the ends of each lie on both sides of the other.
func (n name) meets(other name) bool {
	x, y, drawn := n.tether()
	u, v, drawnToo := other.tether()
	return drawn && drawnToo &&
		(n.side(x, y, u, v) > 0) != (n.side(x, y, other.homeX, other.homeY) > 0) &&
		(other.side(u, v, x, y) > 0) != (other.side(u, v, n.homeX, n.homeY) > 0)
}

// side is above 0 for a place on one side of the line from a name's home to (x, y), below it on the other.
func (n name) side(x, y, atX, atY float64) float64 {
	return (x-n.homeX)*(atY-n.homeY) - (y-n.homeY)*(atX-n.homeX)
}
