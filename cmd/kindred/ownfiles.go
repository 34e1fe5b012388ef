package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"kindred/engine/corpus"
)

// readOwn reads a file of what the user knows, named by a flag; none says nothing. UTF-16 with its mark, as spreadsheets
// save it, is converted; what is no text in UTF-8 is an error that says where.
func readOwn[T any](flag, path string, parse func(io.Reader) ([]T, error)) ([]T, error) {
	if path == "" {
		return nil, nil
	}
	f, err := openFile(flag, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(inUTF8(f), maxOwn+1))
	if err == nil {
		err = checkText(b)
	}
	var said []T
	if err == nil {
		said, err = parse(bytes.NewReader(b))
	}
	if err != nil {
		return nil, misused("--%s: %s: %s", flag, path, message(err))
	}
	return said, nil
}

// openFile opens a file that a flag names.
func openFile(flag, path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return nil, misused("--%s: %s is a folder: name a file", flag, path)
		}
		if err := corpus.CheckKind(path, info); err != nil {
			return nil, misused("--%s: %w", flag, err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, misused("--%s: %w", flag, err)
	}
	return f, nil
}

// maxOwn bounds such a file in bytes.
const maxOwn = 64 << 20

// checkText says in which line a file is no text in UTF-8, or that it is too long.
func checkText(b []byte) error {
	if len(b) > maxOwn {
		return fmt.Errorf("it is larger than %d MiB: is this the right file?", maxOwn>>20)
	}
	n := 0
	for line := range bytes.Lines(b) {
		if n++; !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return fmt.Errorf("line %d: not UTF-8: save the file as text in that encoding", n)
		}
	}
	return nil
}

// eachEntry calls do for each line that says something. Blank lines are passed over, and so is what follows a # at the
// beginning of a line or behind white space, as in a file of synonyms. An error says in which line it came up.
func eachEntry(r io.Reader, do func(line string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxText)
	n := 1
	for ; lines.Scan(); n++ {
		line := strings.TrimSpace(comment.ReplaceAllString(strings.TrimPrefix(lines.Text(), "\uFEFF"), ""))
		if line == "" {
			continue
		}
		if err := do(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n, tooLong(err))
	}
	return nil
}

var comment = regexp.MustCompile(`(^|[ \t])#.*`)

// tooLong says what a scanner of lines of maxText bytes means by its error.
func tooLong(err error) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("the line is longer than %d MiB: is this the right file?", maxText>>20)
	}
	return err
}

// parseWords reads a word a line. A file without one holds no words, rather than the usual ones.
func parseWords(r io.Reader) ([]string, error) {
	words := []string{}
	err := eachEntry(r, func(line string) error {
		words = append(words, line)
		return nil
	})
	return words, err
}
