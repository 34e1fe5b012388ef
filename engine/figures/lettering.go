package figures

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"kindred/engine"
	"kindred/engine/report"
)

// The two weights of the font.
var (
	regular = sync.OnceValue(func() *opentype.Font { return parsed(liberationsansregular.TTF) })
	bold    = sync.OnceValue(func() *opentype.Font { return parsed(liberationsansbold.TTF) })
)

// parsed reads a font that is part of the program: it cannot fail where the tests pass.
func parsed(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(fmt.Errorf("figures: %w", err))
	}
	return f
}

// lettering is a weight of the font in a size, in pixels.
type lettering struct {
	weight func() *opentype.Font
	size   float64
}

func (l lettering) face() font.Face {
	return font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(l.size)}, Face: l.weight()}
}

// width of a line, in pixels.
func (l lettering) width(line string) float64 {
	face := l.face()
	return float64(face.Width(line))
}

// widest is the width of the longest of some lines.
func (l lettering) widest(lines []string) float64 {
	most := 0.0
	for _, line := range lines {
		most = max(most, l.width(line))
	}
	return most
}

// wrapped cuts text at spaces into lines of at most a width, as few and as even as can be; a word that is longer stands alone.
func (l lettering) wrapped(text string, width float64) []string {
	lines := l.filled(text, width)
	if len(lines) < 2 {
		return lines
	}
	least, most := 0.0, width
	for most-least > 1 {
		if middle := (least + most) / 2; len(l.filled(text, middle)) > len(lines) {
			least = middle
		} else {
			most = middle
		}
	}
	return l.filled(text, most)
}

// filled puts as many words into each line as go in.
func (l lettering) filled(text string, width float64) []string {
	var lines []string
	for i, word := range strings.Fields(text) {
		if i > 0 {
			if longer := lines[len(lines)-1] + " " + word; l.width(longer) <= width {
				lines[len(lines)-1] = longer
				continue
			}
		}
		lines = append(lines, word)
	}
	return lines
}

// shortened cuts a line to a width.
func (l lettering) shortened(line string, width float64) string {
	if l.width(line) <= width {
		return line
	}
	signs := []rune(line)
	for len(signs) > 0 && l.width(string(signs)+"…") > width {
		signs = signs[:len(signs)-1]
	}
	return strings.TrimRight(string(signs), " ,") + "…"
}

// rows is text in at most so many lines of a width, each cut to it.
func (l lettering) rows(text string, width float64, most int) []string {
	lines := l.wrapped(text, width)
	if len(lines) > most {
		lines = l.filled(text, width)
		lines = append(lines[:most-1], strings.Join(lines[most-1:], " "))
	}
	for i, line := range lines {
		lines[i] = l.shortened(line, width)
	}
	return lines
}

// box stands for signs that the font cannot write.
const box = '□'

// lacks tells whether a sign cannot be written: the font has none, or it goes from right to left.
func lacks(r rune) bool {
	if unicode.In(r, unicode.Hebrew, unicode.Arabic) {
		return true
	}
	var buffer sfnt.Buffer
	index, err := regular().GlyphIndex(&buffer, r)
	return err != nil || index == 0
}

// written is text as the font can write it: a box for each run of signs that it lacks. says is false if nothing is left that says something.
func written(text string) (out string, says bool) {
	var b strings.Builder
	boxed := false
	for _, r := range text {
		lacking := lacks(r)
		switch {
		case !lacking:
			b.WriteRune(r)
			says = says || unicode.IsLetter(r) || unicode.IsDigit(r)
		case !boxed:
			b.WriteRune(box)
		}
		boxed = lacking
	}
	return b.String(), says
}

// labelOf is what a topic is called in a picture.
func labelOf(t *engine.Topics, topic int) string {
	if label, says := written(report.OneLine(t.Topics[topic].Label)); says {
		return label
	}
	return fmt.Sprintf("topic %d", t.ID(topic))
}

// Lacking lists the signs in labels that the font cannot write, in the order in which they come, and counts the topics that have some.
func Lacking(t *engine.Topics) (signs []rune, topics int) {
	seen := map[rune]bool{}
	for _, topic := range t.Leaves() {
		some := false
		for _, r := range report.OneLine(topic.Label) {
			if !lacks(r) {
				continue
			}
			some = true
			if !seen[r] {
				seen[r] = true
				signs = append(signs, r)
			}
		}
		if some {
			topics++
		}
	}
	return signs, topics
}
