package figures

import (
	"strconv"

	"kindred/engine"
	"kindred/engine/webmap"
)

// Rows is the most rows of a picture: what is beyond would not be looked at.
const Rows = 300

const (
	rowsWidth  = 1600
	rowsHeight = 1200  // that rows are spread over, while they are as high as the least and the most
	leastRow   = 30.0  // from one to the next
	mostRow    = 72.0  // with labels in two lines
	mostPlain  = 56.0  // and in one
	mostSize   = 25.0  // of letters
	oneLine    = 800.0 // the most that labels take of the width in one line
	twoLines   = 560.0 // and in two
)

// row is a topic, or several, in a picture that has them below each other.
type row struct {
	topic  int // the largest
	papers int
	label  string
	number string // "" of several topics
}

// rowOf is the row of one topic.
func rowOf(t *engine.Topics, topic int) row {
	return row{topic: topic, papers: t.Topics[topic].Size, label: labelOf(t, topic), number: strconv.Itoa(t.ID(topic))}
}

// stack is rows below each other, each with number, mark and label in columns of their own.
type stack struct {
	rows    []row
	pitch   float64 // from one row to the next
	letters lettering
	lines   [][]string // of each label
	numbers float64    // how wide the column of numbers is
	wide    float64    // and all three
}

func newStack(rows []row) *stack {
	s := &stack{rows: rows, pitch: min(mostRow, max(leastRow, (rowsHeight-heading-edge)/float64(max(1, len(rows)))))}
	var most int
	var width, labels float64
	if s.letters, width, most = labelling(rows, s.pitch); most == 1 {
		s.pitch = min(s.pitch, mostPlain)
	}
	for _, r := range rows {
		lines := s.letters.rows(r.label, width, most)
		s.lines, labels = append(s.lines, lines), max(labels, s.letters.widest(lines))
		s.numbers = max(s.numbers, s.letters.width(r.number))
	}
	s.wide = s.numbers + 2*s.letters.size + labels
	return s
}

// labelling chooses one line or two for the labels of rows, whichever has the larger letters.
func labelling(rows []row, pitch float64) (l lettering, width float64, lines int) {
	one, two := lettering{regular, min(mostSize, 0.62*pitch)}, lettering{regular, min(mostSize, pitch/2.6)}
	widest := 1.0
	for _, r := range rows {
		widest = max(widest, one.width(r.label))
	}
	one.size = max(min(one.size, 14), one.size*min(1, oneLine/widest))
	if one.size >= two.size {
		return one, oneLine + 1, 1
	}
	return two, twoLines, 2
}

// picture is paper of the height that the rows need.
func (s *stack) picture() *picture {
	return newPicture(rowsWidth, int(heading+edge+s.pitch*float64(max(1, len(s.rows)))))
}

// middle is the height of a row.
func (s *stack) middle(i int) float64 { return heading + s.pitch*(float64(i)+0.5) }

// labels writes the numbers, marks and labels of rows from x on.
func (p *picture) labels(s *stack, x float64, marks []webmap.Mark) {
	l := s.letters
	for i, r := range s.rows {
		y := s.middle(i)
		p.text(x+s.numbers, y, upToHere, l, grey, r.number)
		if r.number != "" {
			p.mark(x+s.numbers+l.size, y, 0.36*l.size, 0, marks[r.topic])
		}
		for n, line := range s.lines[i] {
			above := 1.15 * l.size * (float64(n) - float64(len(s.lines[i])-1)/2)
			p.text(x+s.numbers+2*l.size, y+above, fromHere, l, ink, line)
		}
	}
}
