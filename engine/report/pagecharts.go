package report

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"

	"kindred/engine"
)

// years is a bar a period for all papers that have a topic.
func (p Page) years() template.HTML {
	o := p.OverTime
	if o == nil || len(o.Periods) < 2 {
		return ""
	}
	counts := make([]int, len(o.Periods))
	for i, period := range o.Periods {
		counts[i] = period.Papers
	}
	first, last := o.Periods[0].Name, o.Periods[len(counts)-1].Name
	d := drawing{width: 640, height: 120, label: fmt.Sprintf("Papers a %s, from %s to %s", o.By, first, last)}
	d.bars(counts, 0, 4, 640, 92, "bar", func(i int) string { return o.Periods[i].Name + ": " + Count(counts[i], "paper") })
	d.line("axis", 0, 96, 640, 96)
	d.text(0, 114, "start", "tick", first)
	d.text(640, 114, "end", "tick", last)
	return d.svg("years")
}

// sparkline is the same for a topic, small.
func (p Page) sparkline(topic int) template.HTML {
	o := p.OverTime
	if o == nil || len(o.Periods) < 2 {
		return ""
	}
	counts := o.Topics[topic].Papers
	d := drawing{width: 240, height: 36, stretches: true, label: fmt.Sprintf("Papers of the topic from %s to %s", o.Periods[0].Name, o.Periods[len(counts)-1].Name)}
	d.bars(counts, 0, 0, 240, 34, "bar", func(i int) string { return o.Periods[i].Name + ": " + Count(counts[i], "paper") })
	d.line("axis", 0, 35, 240, 35)
	return d.svg("spark")
}

// bars draws counts in a box.
func (d *drawing) bars(counts []int, x, y, width, height float64, class string, tip func(i int) string) {
	most := max(1, slices.Max(counts))
	step := width / float64(len(counts))
	gap := min(2, 0.2*step)
	for i, n := range counts {
		if n > 0 {
			h := max(1, height*float64(n)/float64(most))
			d.rect(x+float64(i)*step+gap/2, y+height-h, step-gap, h, class, tip(i))
		}
	}
}

// Sizes of the picture of topics and their likeness, in pixels.
const (
	rowHeight  = 22.0
	treeWidth  = 150.0
	labelWidth = 300.0
	labelSigns = 38
)

// squaresMost is the most topics of which each two have a square: those of 300 would weigh 20 MB, on a picture that no screen holds.
const squaresMost = 100

// squares tells whether each two topics have a square.
func (p Page) squares() bool { return p.Topics.K <= squaresMost }

// family is the tree over the topics on the left, their names, and how similar each two are on the right, all in the order in which the
// tree has them side by side. Of more than squaresMost topics there are the tree and the names alone.
func (p Page) family() template.HTML {
	t, k := p.Topics, p.Topics.K
	if k < 2 || p.Likeness == nil {
		return ""
	}
	order, likeness := t.LeafOrder(), p.Likeness
	cell := rowHeight
	d := drawing{width: treeWidth + labelWidth, height: rowHeight*float64(k) + 30, label: "The tree that joins the topics, the nearest first"}
	if p.squares() {
		d.width += cell*float64(k) + 8
		d.label += ", and a square for each two of them, the darker the more alike"
	}
	p.tree(&d, order)
	least, most := extremes(likeness)
	for i, r := range order {
		y := 24 + rowHeight*float64(i)
		d.text(treeWidth+8, y+15, "start", "name", strconv.Itoa(t.ID(r))+" "+shortened(OneLine(t.Topics[r].Label), labelSigns))
		if !p.squares() {
			continue
		}
		d.text(treeWidth+labelWidth+cell*(float64(i)+0.5), 18, "middle", "tick", strconv.Itoa(t.ID(r)))
		for j, s := range order {
			strength := 1.0
			if r != s && most > least {
				strength = 0.04 + 0.96*math.Max(0, likeness[r][s]-least)/(most-least)
			}
			class := map[bool]string{true: "self", false: "heat"}[r == s]
			d.cell(treeWidth+labelWidth+cell*float64(j)+1, y+1, cell-2, rowHeight-2, strength, class, p.pair(r, s, likeness[r][s]))
		}
	}
	return d.svg("family")
}

// pair says how alike two topics are.
func (p Page) pair(r, s int, likeness float64) string {
	t := p.Topics
	if r == s {
		return fmt.Sprintf("%d %s", t.ID(r), OneLine(t.Topics[r].Label))
	}
	return fmt.Sprintf("%d %s and %d %s: %s", t.ID(r), OneLine(t.Topics[r].Label), t.ID(s), OneLine(t.Topics[s].Label), Fixed(likeness, 2))
}

// extremes are the least and the largest likeness of two different topics.
func extremes(likeness [][]float64) (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	for r, row := range likeness {
		for _, v := range row[:r] {
			least, most = min(least, v), max(most, v)
		}
	}
	return least, most
}

// tree draws the steps of joining as brackets: the longer, the more is lost by the step.
func (p Page) tree(d *drawing, order []int) {
	t := p.Topics
	x, y := make([]float64, t.K, 2*t.K), make([]float64, t.K, 2*t.K)
	for i, r := range order {
		x[r], y[r] = treeWidth, 24+rowHeight*(float64(i)+0.5)
	}
	deepest := 0.0
	for _, m := range t.Tree {
		deepest = max(deepest, m.Loss)
	}
	for _, m := range t.Tree {
		at := treeWidth - 8 - (treeWidth-16)*math.Sqrt(max(0, m.Loss)/max(deepest, 1e-12))
		d.line("branch", x[m.A], y[m.A], at, y[m.A], at, y[m.B], x[m.B], y[m.B])
		x, y = append(x, at), append(y, (y[m.A]+y[m.B])/2)
	}
}

// overTimeChart is a row a topic and a cell a period, the darker the larger the topic's share of the period's papers is among its own.
func (p Page) overTimeChart() template.HTML {
	o, t := p.OverTime, p.Topics
	if o == nil || len(o.Periods) < 2 {
		return ""
	}
	n := float64(len(o.Periods))
	cell := max(6, min(40, 640/n))
	d := drawing{width: labelWidth + cell*n + 30, height: rowHeight*float64(t.K) + 30,
		label: fmt.Sprintf("A row a topic, a cell a %s: the darker, the larger the topic's share of the papers then", o.By)}
	p.ticks(&d, cell)
	for r, topic := range o.Topics {
		y := 24 + rowHeight*float64(r)
		d.text(0, y+15, "start", "name", strconv.Itoa(t.ID(r))+" "+shortened(OneLine(t.Topics[r].Label), labelSigns))
		most := largest(topic.Share)
		for i, share := range topic.Share {
			if share > 0 {
				tip := fmt.Sprintf("%s, %s: %s, %s %%", OneLine(t.Topics[r].Label), o.Periods[i].Name, Count(topic.Papers[i], "paper"), Fixed(100*share, 1))
				d.cell(labelWidth+cell*float64(i)+0.5, y+1, cell-1, rowHeight-2, 0.08+0.92*share/most, "heat", tip)
			}
		}
	}
	return d.svg("time")
}

// ticks writes the names of periods wherever there is room.
func (p Page) ticks(d *drawing, cell float64) {
	free := math.Inf(-1)
	for i, period := range p.OverTime.Periods {
		if x := labelWidth + cell*(float64(i)+0.5); x-free > 18 {
			d.text(x, 18, "middle", "tick", period.Name)
			free = x + 7*float64(len(period.Name))/2 + 14
		}
	}
}

func largest(shares []engine.Measure) float64 {
	most := 1e-12
	for _, s := range shares {
		if s > most {
			most = s
		}
	}
	return most
}

// shortened cuts text to some signs.
func shortened(s string, signs int) string {
	if r := []rune(s); len(r) > signs {
		return string(r[:signs-1]) + "…"
	}
	return s
}
