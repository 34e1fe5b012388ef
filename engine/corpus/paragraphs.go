package corpus

import "strings"

// A text is kept as its paragraphs, each one line with single spaces between its words, whatever its source puts between them: a line
// end or two, those of Windows, or what XML has around its elements. So a text is the same however it is written and read again.

// lineEach makes one line, with single spaces, of each line that says something. Cost: a few searches for single signs where there is nothing to do.
func lineEach(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		if strings.IndexByte(s, '\t') < 0 && !strings.Contains(s, "  ") && !strings.Contains(s, "\u00a0") {
			return strings.TrimSpace(s)
		}
		return singleSpaced(s)
	}
	var out []string
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = singleSpaced(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// joinWrapped makes one line of each paragraph of a text whose lines were broken anywhere; blank lines part paragraphs.
func joinWrapped(s string) string {
	if !strings.Contains(s, "\n") {
		return singleSpaced(s)
	}
	var out []string
	var lines []string
	for line := range strings.Lines(s + "\n\n") {
		if line = singleSpaced(line); line != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			out = append(out, strings.Join(lines, " "))
			lines = lines[:0]
		}
	}
	return strings.Join(out, "\n")
}

// parted is a text as joinWrapped reads it: with a blank line between paragraphs.
func parted(s string) string { return strings.ReplaceAll(lineEach(s), "\n", "\n\n") }
