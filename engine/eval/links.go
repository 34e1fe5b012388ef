package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// MaxGrade bounds the size of a grade: a gain is two to the power of one.
const MaxGrade = 50

// maxLine bounds a line of links in bytes.
const maxLine = 1 << 20

// LineError says which line of links is wrong, from 1.
type LineError struct {
	Line int
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *LineError) Unwrap() error { return e.Err }

// ReadLinks reads links, a line each: query, document and perhaps a grade, with tabs between. A grade is a whole number
// from -MaxGrade to MaxGrade; without one it is 1. Blank lines are passed over, and so is a line that is no link if pass
// agrees; if not, or if pass is nil, it is the error. A line of more than 1 MiB always is.
func ReadLinks(r io.Reader, pass func(*LineError) bool) ([]Link, error) {
	var links []Link
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 1
	for ; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		l, err := readLink(lines.Text())
		if err == nil {
			links = append(links, l)
		} else if wrong := (&LineError{n, err}); pass == nil || !pass(wrong) {
			return nil, wrong
		}
	}
	err := lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("the line is longer than %d MiB: is this a file of links?", maxLine>>20)
	}
	if err != nil {
		return nil, &LineError{n, err}
	}
	return links, nil
}

// readLink reads one line.
func readLink(line string) (Link, error) {
	parts := strings.Split(line, "\t")
	if len(parts) < 2 {
		return Link{}, errors.New("not a query and a paper with a tab between")
	}
	l := Link{Query: parts[0], Document: parts[1], Grade: 1}
	if len(parts) == 2 || strings.TrimSpace(parts[2]) == "" {
		return l, nil
	}
	grade, err := strconv.ParseFloat(strings.TrimSpace(parts[2]), 64) // 2.0 is a whole number
	if err != nil || grade != math.Trunc(grade) || math.Abs(grade) > MaxGrade {
		return l, fmt.Errorf("the grade is %q: use a whole number from %d to %d, or none", strings.TrimSpace(parts[2]), -MaxGrade, MaxGrade)
	}
	l.Grade = int(grade)
	return l, nil
}
