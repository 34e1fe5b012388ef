package corpus

import "strings"

// risEdits are the edits that give a record of RIS the keywords in place of earlier ones: lines before its last, ER, with the spaces
// and the line end that its first line has.
func risEdits(record string, words []string) []edit {
	_, _, strict := risTag(record[:min(len(record), 8)], false)
	lines := risLines(record, !strict)
	edits := dropOwnLines(record, lines)
	first := record[:lines[0].end]
	end, prefix := lineEndOf(record), "KW"+first[2:tagWidth(first)]
	at := len(record)
	if last := lines[len(lines)-1]; last.name == "ER" {
		at = last.from
	}
	text := ""
	for _, w := range words {
		if at == len(record) {
			text += end + prefix + w
		} else {
			text += prefix + w + end
		}
	}
	if text != "" {
		edits = append(edits, edit{at, at, text})
	}
	return edits
}

// risLine is one line of a record: where it begins, where its text ends, where the next begins, and its tag, "" if it has none.
type risLine struct {
	from, end, next int
	name            string
}

func risLines(record string, loose bool) []risLine {
	var lines []risLine
	for at := 0; at < len(record); {
		end := lineEnd(record, at)
		line := strings.TrimSuffix(record[at:end], "\r")
		name, _, _ := risTag(line, loose)
		lines = append(lines, risLine{at, at + len(line), min(end+1, len(record)), name})
		at = end + 1
	}
	return lines
}

// tagWidth is where the text begins behind a tag and its dash.
func tagWidth(line string) int {
	dash := strings.IndexByte(line, '-') + 1
	return len(line) - len(strings.TrimLeft(line[dash:], " \t"))
}

// lineEndOf is what ends the first line.
func lineEndOf(record string) string {
	if i := strings.IndexByte(record, '\n'); i > 0 && record[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// dropOwnLines takes keywords of ours out: lines of their own, and lines that continue a field of keywords. Where other lines
// continue one, its tag stays for them.
func dropOwnLines(record string, lines []risLine) []edit {
	var edits []edit
	for i := 0; i < len(lines); {
		n := i + 1
		for n < len(lines) && lines[n].name == "" && !blankText(record[lines[n].from:lines[n].end]) {
			n++
		}
		if lines[i].name == "KW" || lines[i].name == "K1" {
			edits = append(edits, dropOwnIn(record, lines[i:n])...)
		}
		i = n
	}
	edits = joined(edits)
	if n := len(edits); n > 0 && edits[n-1].to == len(record) { // there is no ER: the line end before goes
		last := &edits[n-1]
		last.from = len(strings.TrimRight(record[:last.from], "\r\n"))
		if n > 1 {
			last.from = max(last.from, edits[n-2].to)
		}
	}
	return edits
}

// joined makes one of edits that touch.
func joined(edits []edit) []edit {
	var out []edit
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].to == e.from {
			out[n-1].to = e.to
		} else {
			out = append(out, e)
		}
	}
	return out
}

// dropOwnIn does so in one field.
func dropOwnIn(record string, lines []risLine) []edit {
	text := lines[0].from + tagWidth(record[lines[0].from:lines[0].end])
	own := func(i int) bool {
		return isOwn(record[lines[i].from:lines[i].end]) || i == 0 && isOwn(record[text:lines[0].end])
	}
	first := 0 // line that stays
	for first < len(lines) && own(first) {
		first++
	}
	var edits []edit
	switch {
	case first == len(lines):
		return []edit{{lines[0].from, lines[first-1].next, ""}}
	case first > 0:
		edits = append(edits, edit{text, lines[first].from, ""})
	}
	for i := first + 1; i < len(lines); i++ {
		if own(i) {
			edits = append(edits, edit{lines[i].from, lines[i].next, ""})
		}
	}
	return edits
}
