package text

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Synonym lets one spelling stand for another: wherever From is written, To is read. Both are words or
// phrases that begin and end with a letter or a digit.
//
// From is found as whole words, with a hyphen or a space between them as the same. Written small or
// as an ordinary name (tumour, Bayes rule) it is found in any case, and with a plural s on a last word of three
// letters and more. An abbreviation is found as it is written: one in capitals (LLM, IL-6), which may
// take a plural s (LLMs), or one of up to three letters with a capital among them (Ga, pH). Other forms
// are synonyms of their own.
type Synonym struct {
	From, To string
	Line     int // of the file it was read from, for errors; 0 for none
}

// longestLine bounds a line of a file of synonyms in bytes.
const longestLine = 1 << 20

// ReadSynonyms reads synonyms, a line each:
//
//	# what the field calls its models
//	LLM, GPT = large language model
//	tumour = tumor
//
// Spellings on the left stand for the one on the right. Blank lines are passed over, and so is what
// follows a # at the beginning of a line or behind white space. Lines may build on each other (GPT = LLM,
// LLM = large language model), in any order. The errors say which line is wrong: one that is not of this form,
// that contradicts another, or that leads back to itself through others.
func ReadSynonyms(r io.Reader) ([]Synonym, error) {
	var list []Synonym
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		n++
		more, err := readSynonym(lines.Text(), n)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, Synonym{Line: n + 1}.wrong("the line is longer than 1 MiB: is this a file of synonyms?")
	}
	if lines.Err() != nil {
		return nil, fmt.Errorf("text: synonyms: %w", lines.Err())
	}
	if _, err := newThesaurus(list); err != nil {
		return nil, err
	}
	return list, nil
}

// readSynonym reads one line, which may hold none or several.
func readSynonym(line string, n int) ([]Synonym, error) {
	at := Synonym{Line: n}
	if !utf8.ValidString(line) {
		return nil, at.wrong("not UTF-8: save the file in that encoding")
	}
	line = strings.TrimSpace(withoutComment(strings.TrimPrefix(line, "\uFEFF")))
	if line == "" {
		return nil, nil
	}
	left, right, ok := strings.Cut(line, "=")
	if !ok || strings.ContainsAny(right, "=,") {
		return nil, at.wrong("%.80q: write one spelling to the right of one =, such as LLM, LLMs = large language model", line)
	}
	var list []Synonym
	for from := range strings.SplitSeq(left, ",") {
		list = append(list, Synonym{strings.TrimSpace(from), strings.TrimSpace(right), n})
	}
	return list, nil
}

func withoutComment(line string) string {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}

// wrong is an error about a synonym.
func (s Synonym) wrong(format string, args ...any) error {
	where := "text: synonyms: "
	if s.Line > 0 {
		where = fmt.Sprintf("text: synonyms, line %d: ", s.Line)
	}
	return errors.New(where + fmt.Sprintf(format, args...))
}
