package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// jsonValues splits JSON that is not one record a line: an array of records, an object that holds such an array
// under a key, or one object after another. It only matches brackets and quotes, so that a record with an error
// inside costs that record alone. A line end inside a string, which JSON forbids, closes the string.
type jsonValues struct {
	r       *bufio.Reader
	file    string
	wrapper []string // the keys that lead to the array; none without
	array   bool     // inside an array
	started bool
	ended   bool // the array was closed
	offset  int64
	line    int
	record  int
	max     int64
	buf     []byte
}

func newJSONValues(in *input, wrapper []string, limit int64) *jsonValues {
	r, skipped := skipBOM(in.text)
	return &jsonValues{r: bufio.NewReaderSize(r, 256<<10), file: in.file.path, wrapper: wrapper, offset: skipped, line: 1, max: limit}
}

func (s *jsonValues) next() ([]byte, Origin, error) {
	if !s.started {
		s.started = true
		if err := s.enter(); err != nil {
			return nil, Origin{}, s.cut(err)
		}
	}
	if err := s.seek(); err != nil {
		return nil, Origin{}, err
	}
	s.record++
	at := Origin{File: s.file, Record: s.record, Line: s.line, Offset: s.offset}
	size, whole, err := s.value()
	if err != nil {
		return nil, at, err
	}
	at.Length = size
	switch {
	case size > s.max:
		return nil, at, &RecordError{at, tooLong(size, s.max)}
	case !whole:
		s.ended = true
		return nil, at, &RecordError{at, bad(kindCutOff, "the input ends inside this record")}
	}
	return s.buf, at, nil
}

// seek goes to the next record, into and out of arrays. What follows a wrapped array is no record.
func (s *jsonValues) seek() error {
	for !s.ended {
		c, err := s.skip(" \t\r\n,")
		switch {
		case errors.Is(err, io.EOF) && !s.array:
			return err
		case err != nil:
			return s.cut(err)
		case c == '[' && !s.array:
			s.array = true
		case c == ']' && s.array:
			s.array, s.ended = false, s.wrapper != nil
		default:
			return nil
		}
		s.take()
	}
	return io.EOF
}

// enter goes through objects, from key to key of the wrapper, and into the array under the last.
func (s *jsonValues) enter() error {
	if s.wrapper == nil {
		return nil
	}
	s.array = true
	if _, err := s.skip(" \t\r\n"); err != nil {
		return err
	}
	s.take()
	for i, key := range s.wrapper {
		open := byte('{')
		if i == len(s.wrapper)-1 {
			open = '['
		}
		if err := s.find(key, open); err != nil {
			return err
		}
	}
	return nil
}

// find goes through an object's keys to one whose value begins with the byte open, and past that byte.
func (s *jsonValues) find(want string, open byte) error {
	for {
		if _, err := s.skip(" \t\r\n,:"); err != nil {
			return err
		}
		key, c, err := s.key()
		if err != nil {
			return err
		}
		if key == want && c == open {
			s.take()
			return nil
		}
		if _, _, err := s.value(); err != nil {
			return err
		}
	}
}

// key consumes a key and the colon after it. c is the first byte of its value.
func (s *jsonValues) key() (key string, c byte, err error) {
	if _, _, err := s.value(); err != nil {
		return "", 0, err
	}
	key = string(bytes.Trim(s.buf, `"`))
	c, err = s.skip(" \t\r\n:")
	return key, c, err
}

// cut reports an end of input where the array was still open.
func (s *jsonValues) cut(err error) error {
	if !errors.Is(err, io.EOF) || s.ended {
		return err
	}
	s.ended = true
	s.record++
	at := Origin{File: s.file, Record: s.record, Line: s.line, Offset: s.offset}
	return &RecordError{at, bad(kindCutOff, "the input ends before its list of records is closed")}
}

// take consumes one byte, if there is one.
func (s *jsonValues) take() {
	c, err := s.r.ReadByte()
	if err != nil {
		return
	}
	s.offset++
	if c == '\n' {
		s.line++
	}
}

// skip consumes the given bytes and returns the next other one without consuming it.
func (s *jsonValues) skip(set string) (byte, error) {
	for {
		b, err := s.r.Peek(1)
		if err != nil {
			return 0, err
		}
		if bytes.IndexByte([]byte(set), b[0]) < 0 {
			return b[0], nil
		}
		s.take()
	}
}

// value consumes one value and keeps it in buf, up to the limit. whole is false if the input ended inside.
func (s *jsonValues) value() (size int64, whole bool, err error) {
	s.buf = s.buf[:0]
	depth, inString, escaped := 0, false, false
	for {
		b, err := s.r.Peek(1)
		if err != nil && !errors.Is(err, io.EOF) {
			return size, false, err
		}
		if err != nil {
			return size, depth == 0 && !inString && size > 0, nil
		}
		c := b[0]
		if !inString && depth == 0 && size > 0 && bytes.IndexByte([]byte(" \t\r\n,]}:"), c) >= 0 {
			return size, true, nil // after a number or a word
		}
		s.take()
		size++
		if size <= s.max {
			s.buf = append(s.buf, c)
		}
		switch {
		case inString && escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"', inString && c == '\n':
			inString = !inString
			if !inString && depth == 0 {
				return size, true, nil
			}
		case inString:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
			if depth <= 0 {
				return size, true, nil
			}
		}
	}
}
