package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// lines cuts a stream at line ends: the fast part of reading, kept apart from decoding.
type lines struct {
	r      *bufio.Reader
	file   string
	offset int64 // of the next line
	line   int   // number of the next line, from 1
	max    int64
	long   []byte // a line that does not fit the buffer
}

func newLines(in *input, limit int64) *lines {
	r, skipped := skipBOM(in.text)
	return &lines{r: bufio.NewReaderSize(r, 256<<10), file: in.file.path, offset: skipped, line: 1, max: limit}
}

// next returns a line without its end (\n or \r\n), and whether an end was there. A line of more than max bytes
// is passed over and reported; the one after it is read as usual.
func (l *lines) next() (text []byte, at Origin, ended bool, err error) {
	raw, size, err := l.read()
	if err != nil {
		return nil, Origin{}, false, err
	}
	at = Origin{File: l.file, Line: l.line, Offset: l.offset, Length: size}
	l.offset += size
	l.line++
	if raw == nil {
		return nil, at, true, &RecordError{at, tooLong(size, l.max)}
	}
	ended = bytes.HasSuffix(raw, []byte{'\n'})
	text = bytes.TrimSuffix(raw, []byte{'\n'})
	text = bytes.TrimSuffix(text, []byte{'\r'})
	at.Length = int64(len(text))
	return text, at, ended, nil
}

func tooLong(size, limit int64) error {
	return bad(kindTooLong, "%d bytes long, over the limit of %d bytes for one record (MaxRecord)", size, limit)
}

// read returns a line with its end, or nil and its size if it is over the limit. White space alone is no record, however
// long: of such a line over the limit the last part is returned.
func (l *lines) read() ([]byte, int64, error) {
	part, err := l.r.ReadSlice('\n')
	if err == nil || errors.Is(err, io.EOF) && len(part) > 0 {
		if int64(len(part)) > l.max+2 && !blank(part) {
			return nil, int64(len(part)), nil
		}
		return part, int64(len(part)), nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		return nil, 0, err
	}
	l.long = append(l.long[:0], part...)
	size, empty := int64(len(part)), blank(part)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = l.r.ReadSlice('\n')
		size += int64(len(part))
		empty = empty && blank(part)
		if size <= l.max+2 {
			l.long = append(l.long, part...)
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	if size > l.max+2 {
		l.long = nil
		if empty {
			return part, size, nil
		}
		return nil, size, nil
	}
	return l.long, size, nil
}

func blank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }
