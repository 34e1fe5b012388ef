package corpus

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// LookupError lists what the user may have meant.
type LookupError struct {
	Name       string
	Ambiguous  bool
	Candidates []int // nearest titles or all matches, best first, at most 10

	lines   []string // the candidates as id and title
	matches int      // all that matched, when ambiguous
}

func (e *LookupError) Error() string {
	var b strings.Builder
	switch {
	case e.Ambiguous:
		fmt.Fprintf(&b, "corpus: %s may mean any of %d papers; name one by its id or by more of its title:", quoted(e.Name), e.matches)
	case len(e.lines) == 0:
		fmt.Fprintf(&b, "corpus: no paper has the id or the title %s, and none is like it", quoted(e.Name))
	default:
		fmt.Fprintf(&b, "corpus: no paper has the id or the title %s; the nearest are:", quoted(e.Name))
	}
	for _, line := range e.lines {
		b.WriteString("\n  " + line)
	}
	if more := e.matches - len(e.lines); e.Ambiguous && more > 0 {
		fmt.Fprintf(&b, "\n  and %d more", more)
	}
	return b.String()
}

// Bounds on what a LookupError says: how many papers it lists, and how much of a name in bytes it quotes and compares
// with titles. What is longer than any title is a text, or no text at all.
const (
	maxCandidates = 10
	maxQuoted     = 200
	maxCompared   = 1000
)

// quoted is a name between quotation marks, cut where it is long.
func quoted(name string) string {
	if len(name) > maxQuoted {
		return fmt.Sprintf("%q...", strings.ToValidUTF8(name[:maxQuoted], ""))
	}
	return strconv.Quote(name)
}

func (e *LookupError) describe(docs Documents) {
	for _, row := range e.Candidates {
		d := docs.At(row)
		e.lines = append(e.lines, d.ID+"  "+cmp.Or(d.Title, firstSentence(d.Unpacked().Abstract), "(no title)"))
	}
}
