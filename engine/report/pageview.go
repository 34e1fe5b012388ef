package report

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"math"
	"slices"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/webmap"
)

// pageView is what the template of a page is filled with.
type pageView struct {
	Title, Policy           string
	Style                   template.CSS
	Script                  template.JS
	Papers, Near, MapTopics template.JS
	HasMap, HasPapers       bool
	Squares                 bool // of each two topics
	Facts                   []fact
	Notes                   []string
	Years, Family, Time     template.HTML
	Cards                   []card
	Parents                 []parent
	Rising, Falling         []trendRow
	Duplicates              []duplicateRow
	MoreDuplicates          int
	Outliers                []paperRow
	MoreOutliers            int
	Settings                []fact
	Run                     Run
	Measures                []fact
}

// fact is something with a name.
type fact struct{ Name, Value string }

// card is a topic.
type card struct {
	Place, ID          int
	Label              string
	Chip               template.HTML
	Papers, Share      string
	Descriptive, Apart []wordBar
	Phrases            []string
	Representatives    []paperRow
	Measures           []fact
	Spark              template.HTML
	Trend              string
	Nearest            []nearTopic
}

// wordBar is a word and how much it weighs, in percent of the heaviest.
type wordBar struct {
	Word  string
	Width string
}

// paperRow is a paper in a list.
type paperRow struct {
	Row                       int
	Title, By, Year, Link, In string
	Similarity                string
}

type nearTopic struct {
	Place    int
	Label    string
	Chip     template.HTML
	Likeness string
}

type parent struct {
	Label  string
	size   int
	Papers string
	Topics []nearTopic
}

type trendRow struct {
	Label          string
	Place          int
	Chip           template.HTML
	Early, Late, Q string
	Spark          template.HTML
}

type duplicateRow struct {
	Kept   paperRow
	Copies []paperRow
}

// Numbers of things that a page lists.
const (
	pageWords   = 6
	pageNearest = 3

	leastLikeness = 0.05 // of a topic that is called near
)

func (p Page) view() (*pageView, error) {
	style, script := webmap.Style+webmap.Look+pageStyle, webmap.Script+pageScript
	v := &pageView{Title: p.title(), Style: template.CSS(style), Script: template.JS(script), Policy: policy(style, script),
		HasMap: len(p.Points) > 0, HasPapers: p.each(), Squares: p.squares(), Facts: p.facts(), Notes: p.notes(), Years: p.years(), Family: p.family(), Time: p.overTimeChart(),
		Settings: p.settings(), Run: p.Run, Measures: p.measures()}
	marks := Marks(p.Topics, p.Points)
	v.Cards, v.Parents = p.cards(marks), p.parentsOf(marks)
	v.Rising, v.Falling = p.trends(marks, engine.Rising), p.trends(marks, engine.Falling)
	v.Duplicates, v.MoreDuplicates = p.copies()
	v.Outliers, v.MoreOutliers = p.odd()
	return v, p.fill(v, marks)
}

// fill adds what the script reads.
func (p Page) fill(v *pageView, marks []webmap.Mark) (err error) {
	if !v.HasPapers {
		v.Notes = append(v.Notes, fmt.Sprintf("A page shows each paper of %s at most: this one tells of the topics.", Thousands(PageMost)))
		return nil
	}
	near, err := p.near()
	if err != nil {
		return err
	}
	if v.Near, err = data(near); err != nil {
		return err
	}
	if v.Papers, err = data(p.papers()); err != nil {
		return err
	}
	v.MapTopics, err = data(p.mapTopics(marks))
	return err
}

// mapTopic is what the map knows of a topic.
type mapTopic struct {
	ID    int    `json:"id"`
	Label string `json:"label"`
	Size  int    `json:"size"`
	webmap.Mark
}

func (p Page) mapTopics(marks []webmap.Mark) []mapTopic {
	out := make([]mapTopic, p.Topics.K)
	for r, t := range p.Topics.Leaves() {
		out[r] = mapTopic{ID: t.ID, Label: OneLine(t.Label), Size: t.Size, Mark: marks[r]}
	}
	return out
}

func (p Page) title() string {
	return cmp.Or(OneLine(p.Title), Count(p.Docs.Len(), "paper")+" in "+Count(p.Topics.K, "topic"))
}

// facts say what the corpus is.
func (p Page) facts() []fact {
	i := p.Info
	facts := []fact{{"papers", Thousands(p.Docs.Len())}, {"topics", Thousands(p.Topics.K)}, {"with an abstract", percent(i.WithAbstract, i.Papers())}}
	if years := slices.Sorted(maps.Keys(i.Years)); len(years) > 0 {
		facts = append(facts, fact{"years", strings.Join(slices.Compact([]string{years[0], years[len(years)-1]}), " – ")})
	}
	if len(i.Languages) > 0 {
		facts = append(facts, fact{"languages", p.languages()})
	}
	if x := Fixed(p.Topics.Stability, 2); x != "" {
		facts = append(facts, fact{"stability", x})
	}
	return facts
}

// languages names them, the most frequent first, three at most.
func (p Page) languages() string {
	list := slices.DeleteFunc(slices.Sorted(maps.Keys(p.Info.Languages)), func(s string) bool { return s == "und" })
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(p.Info.Languages[b], p.Info.Languages[a]) })
	if len(list) == 0 {
		return "unknown"
	}
	for i, code := range list {
		list[i] = cmp.Or(languageNames[code], code)
	}
	if more := len(list) - 3; more > 0 {
		return strings.Join(list[:3], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(list, ", ")
}

func percent(n, of int) string {
	if of == 0 {
		return "0 %"
	}
	return Fixed(100*float64(n)/float64(of), 0) + " %"
}

// notes are problems of the input, and doubts.
func (p Page) notes() []string {
	i := p.Info
	notes := []string{fmt.Sprintf("%s read (%s), %s kept, %d skipped.", Count(i.Records, "record"), i.Format, Thousands(i.Kept), i.Skipped)}
	if l := i.LeftOut; l != nil {
		notes = append(notes, fmt.Sprintf("%s left out by what was asked for.", Count(l.Papers(), "paper")))
	}
	if p.Topics.NoText > 0 {
		notes = append(notes, fmt.Sprintf("%s in no topic: %s.", Count(p.Topics.NoText, "paper"), strings.Trim(Unplaced(p.Topics, len(p.Topics.Assignments)-1), "()")))
	}
	for _, problem := range i.Problems {
		notes = append(notes, fmt.Sprintf("%s (%d times)", OneLine(problem.Message), problem.Count))
	}
	for _, warning := range p.Topics.Warnings {
		notes = append(notes, OneLine(warning))
	}
	if p.OverTime != nil {
		if left := LeftOutOfTime(p.OverTime); left != "" {
			notes = append(notes, left)
		}
	}
	return notes
}

func (p Page) cards(marks []webmap.Mark) []card {
	out := make([]card, p.Topics.K)
	for r, t := range p.Topics.Leaves() {
		c := card{Place: r, ID: t.ID, Label: OneLine(t.Label), Chip: chip(marks[r]), Papers: Count(t.Size, "paper"), Share: Fixed(100*t.Share, 1) + " %",
			Descriptive: bars(t.Descriptive), Apart: bars(t.Discriminating), Phrases: t.TopPhrases[:min(len(t.TopPhrases), pageWords)],
			Measures: measuresOf(t), Spark: p.sparkline(r), Trend: p.trend(r), Nearest: p.nearest(r, marks)}
		for _, row := range t.Representatives {
			c.Representatives = append(c.Representatives, rowOf(p.Docs, row, p.Topics.Assignments[row].Similarity))
		}
		out[r] = c
	}
	return out
}

// chip is the mark of a topic as a small picture.
func chip(m webmap.Mark) template.HTML {
	d := drawing{width: 16, height: 16}
	d.shape(8, 8, 5.6, m.Shape, fmt.Sprintf("m%d", m.Colour))
	return d.svg("chip")
}

func bars(terms []engine.TopicTerm) []wordBar {
	terms = terms[:min(len(terms), pageWords)]
	out := make([]wordBar, len(terms))
	for i, t := range terms {
		out[i] = wordBar{Word: OneLine(t.Surface), Width: Fixed(100*t.Share/math.Max(terms[0].Share, 1e-12), 1) + "%"}
	}
	return out
}

func measuresOf(t engine.Topic) []fact {
	var out []fact
	for _, m := range []struct {
		name  string
		value engine.Measure
	}{{"cohesion", t.ISim}, {"outside", t.ESim}, {"silhouette", t.Silhouette}, {"coherence", t.Coherence}, {"stability", t.Stability}} {
		if x := Fixed(m.value, 2); x != "" {
			out = append(out, fact{m.name, x})
		}
	}
	return out
}

// trend says in words whether a topic rises or falls.
func (p Page) trend(topic int) string {
	if p.OverTime == nil {
		return ""
	}
	switch p.OverTime.Topics[topic].Trend.Direction {
	case engine.Rising:
		return "↗ rising"
	case engine.Falling:
		return "↘ falling"
	}
	return ""
}

// nearest are the topics most like one.
func (p Page) nearest(topic int, marks []webmap.Mark) []nearTopic {
	if p.Likeness == nil {
		return nil
	}
	likeness, others := p.Likeness[topic], []int(nil)
	for r := range likeness {
		if r != topic {
			others = append(others, r)
		}
	}
	slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(likeness[b], likeness[a]) })
	var out []nearTopic
	for _, r := range others[:min(len(others), pageNearest)] {
		if likeness[r] < leastLikeness {
			break
		}
		out = append(out, nearTopic{Place: r, Label: OneLine(p.Topics.Topics[r].Label), Chip: chip(marks[r]), Likeness: Fixed(likeness[r], 2)})
	}
	return out
}

// parentsOf are the topics that hold others.
func (p Page) parentsOf(marks []webmap.Mark) []parent {
	var out []parent
	for place := len(p.Topics.Topics) - 1; place >= p.Topics.K; place-- {
		t := p.Topics.Topics[place]
		one := parent{Label: OneLine(t.Label), Papers: Count(t.Size, "paper"), size: t.Size}
		for r, leaf := range p.Topics.Leaves() {
			if p.under(r, place) {
				one.Topics = append(one.Topics, nearTopic{Place: r, Label: OneLine(leaf.Label), Chip: chip(marks[r])})
			}
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b parent) int { return cmp.Compare(b.size, a.size) })
	return out
}

// under tells whether a topic is below another.
func (p Page) under(topic, above int) bool {
	for at := topic; at >= 0; at = p.Topics.Topics[at].Parent {
		if at == above {
			return true
		}
	}
	return false
}

func (p Page) trends(marks []webmap.Mark, direction engine.Direction) []trendRow {
	if p.OverTime == nil {
		return nil
	}
	var out []trendRow
	for r, topic := range p.OverTime.Topics {
		if trend := topic.Trend; trend.Direction == direction {
			out = append(out, trendRow{Label: OneLine(p.Topics.Topics[r].Label), Place: r, Chip: chip(marks[r]), Spark: p.sparkline(r),
				Early: Fixed(100*trend.Early, 1) + " %", Late: Fixed(100*trend.Late, 1) + " %", Q: rare(trend.Q)})
		}
	}
	return out
}

// rare is a rate of false alarms, that is never 0.
func rare(q float64) string {
	if q < .001 {
		return "< 0.001"
	}
	return Fixed(q, 3)
}

func (p Page) copies() (groups []duplicateRow, more int) {
	for _, g := range p.Duplicates[:min(len(p.Duplicates), summaryList)] {
		row := duplicateRow{Kept: rowOf(p.Docs, g.Rows[0], math.NaN())}
		for i, copied := range g.Rows[1:] {
			row.Copies = append(row.Copies, rowOf(p.Docs, copied, g.Similarity[i+1]))
		}
		groups = append(groups, row)
	}
	return groups, max(0, len(p.Duplicates)-summaryList)
}

func (p Page) odd() (rows []paperRow, more int) {
	for _, a := range p.Topics.Assignments {
		switch {
		case a.Outlier && len(rows) < summaryList:
			row := rowOf(p.Docs, a.Row, a.Similarity)
			row.In = OneLine(p.Topics.Topics[a.Topic].Label)
			rows = append(rows, row)
		case a.Outlier:
			more++
		}
	}
	return rows, more
}

// rowOf is a paper in a list, with a similarity to something.
func rowOf(docs corpus.Documents, row int, similarity float64) paperRow {
	d := docs.At(row)
	out := paperRow{Row: row, Title: titleOf(d), By: byline(d.Authors), Link: address(link(d)), Similarity: Fixed(similarity, 2)}
	if d.Precision > corpus.NoDate {
		out.Year = fmt.Sprint(d.Date.Year())
	}
	return out
}

func (p Page) settings() []fact {
	var out []fact
	for _, key := range slices.Sorted(maps.Keys(p.Run.Config)) {
		out = append(out, fact{key, OneLine(fmt.Sprint(p.Run.Config[key]))})
	}
	return out
}

// measures are the numbers about the whole.
func (p Page) measures() []fact {
	out := []fact{{"criterion", Fixed(p.Topics.Criterion, 2)}}
	for _, m := range []fact{{"mean silhouette", Fixed(p.Topics.Silhouette, 3)}, {"stability", Fixed(p.Topics.Stability, 3)}, {"diversity of words", Fixed(p.Topics.Diversity(), 3)}} {
		if m.Value != "" {
			out = append(out, m)
		}
	}
	return out
}
