package vectors

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"kindred/engine/parquet"
	"kindred/vectorize/matrix"
)

// A file of NumPy (numpy.lib.format) is
//
//	magic    6 bytes   \x93NUMPY
//	version  2 bytes   1.0, 2.0 or 3.0
//	length   2 bytes, or 4 from version 2 on, little-endian
//	header   so many bytes: {'descr': '<f4', 'fortran_order': False, 'shape': (1000, 768), }
//	values   row after row, or column after column in Fortran order
const npyMagic = "\x93NUMPY"

const (
	npyHeader = 64 << 10  // bytes of a header at most: one of a matrix has some dozens
	npyRows   = 1<<31 - 1 // rows at most
	npyCols   = 1 << 20   // and columns
	npyChunk  = 64 << 10  // bytes that are read at a time
)

// npyShape is what a header says.
type npyShape struct {
	width      int // bytes of a value
	fortran    bool
	rows, cols int
}

func readNPY(file *io.SectionReader) (*File, error) {
	r, size := bufio.NewReaderSize(file, npyChunk), file.Size()
	header, read, err := npyHeaderOf(r)
	if err != nil {
		return nil, err
	}
	s, err := parseNPY(header)
	if err != nil {
		return nil, err
	}
	if err := s.check(size-read, math.MaxInt); err != nil {
		return nil, err
	}
	rows, err := s.values(r)
	if err != nil {
		return nil, err
	}
	return &File{Rows: rows}, nil
}

// check proves that the values are so many bytes, and no more as float32 than most, which one slice of them may have.
func (s npyShape) check(size int64, most int) error {
	count := int64(s.rows) * int64(s.cols) // under 2^51
	if want := count * int64(s.width); size != want {
		return fmt.Errorf("%d rows of %d values are %d bytes, and the file holds %d: it is cut short or damaged", s.rows, s.cols, want, size)
	}
	if count > int64(most)/4 {
		return fmt.Errorf("%d rows of %d values are more than this program can hold, which was built for machines of 32 bits", s.rows, s.cols)
	}
	return nil
}

// npyHeaderOf reads what stands before the values, and says how many bytes that were.
func npyHeaderOf(r io.Reader) (header string, read int64, err error) {
	var head [len(npyMagic) + 6]byte
	n := len(npyMagic) + 4
	if _, err := io.ReadFull(r, head[:n]); err != nil {
		return "", 0, errors.New("the header is cut short")
	}
	version, length := head[len(npyMagic)], int64(binary.LittleEndian.Uint16(head[n-2:]))
	switch version {
	case 1:
	case 2, 3:
		if _, err := io.ReadFull(r, head[n:n+2]); err != nil {
			return "", 0, errors.New("the header is cut short")
		}
		n, length = n+2, int64(binary.LittleEndian.Uint32(head[n-2:]))
	default:
		return "", 0, fmt.Errorf("is in version %d of NumPy's format, of which 1 to 3 are known", version)
	}
	if length > npyHeader {
		return "", 0, fmt.Errorf("has a header of %d bytes, more than %d: no matrix needs that", length, npyHeader)
	}
	b := make([]byte, length)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", 0, errors.New("the header is cut short")
	}
	return string(b), int64(n) + length, nil
}

var (
	npyDescr   = regexp.MustCompile(`['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|\[)`)
	npyFortran = regexp.MustCompile(`['"]fortran_order['"]\s*:\s*(True|False)`)
	npyDims    = regexp.MustCompile(`['"]shape['"]\s*:\s*\(([0-9L,\s]*)\)`)
)

// parseNPY reads a header.
func parseNPY(header string) (npyShape, error) {
	descr, fortran, dims := npyDescr.FindStringSubmatch(header), npyFortran.FindStringSubmatch(header), npyDims.FindStringSubmatch(header)
	if descr == nil || fortran == nil || dims == nil {
		return npyShape{}, errors.New("the header does not say the type, the order and the shape: it is damaged")
	}
	s := npyShape{fortran: fortran[1] == "True"}
	switch kind := descr[1]; kind {
	case "<f2":
		s.width = 2
	case "<f4":
		s.width = 4
	case "<f8":
		s.width = 8
	default:
		if kind == "" {
			kind = "records"
		}
		return s, fmt.Errorf("holds values of type %s: save it as little-endian floats, vectors.astype('<f4')", kind)
	}
	parts := strings.FieldsFunc(dims[1], func(r rune) bool { return r == ',' || r == ' ' })
	if len(parts) != 2 {
		return s, fmt.Errorf("has the shape (%s): a matrix with a row a paper is needed", strings.TrimSpace(dims[1]))
	}
	var err1, err2 error
	s.rows, err1 = strconv.Atoi(strings.TrimSuffix(parts[0], "L"))
	s.cols, err2 = strconv.Atoi(strings.TrimSuffix(parts[1], "L"))
	if err1 != nil || err2 != nil || s.rows < 1 || s.cols < 1 || s.rows > npyRows || s.cols > npyCols {
		return s, fmt.Errorf("has the shape (%s): use 1 to %d rows of 1 to %d values", strings.TrimSpace(dims[1]), npyRows, npyCols)
	}
	return s, nil
}

// values reads the values; those in Fortran order are put in C order.
func (s npyShape) values(r io.Reader) (*matrix.Rows, error) {
	data := make([]float32, s.rows*s.cols)
	chunk := make([]byte, npyChunk)
	for at := 0; at < len(data); {
		b := chunk[:min(len(chunk), (len(data)-at)*s.width)]
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, fmt.Errorf("cannot be read to its end: %w", err)
		}
		for ; len(b) > 0; b = b[s.width:] {
			data[s.place(at)] = s.value(b)
			at++
		}
	}
	return matrix.NewRows(s.rows, s.cols, data), nil
}

// place is where the value at some place in the file goes.
func (s npyShape) place(at int) int {
	if !s.fortran {
		return at
	}
	return at%s.rows*s.cols + at/s.rows
}

func (s npyShape) value(b []byte) float32 {
	switch s.width {
	case 2:
		return parquet.Half(binary.LittleEndian.Uint16(b))
	case 4:
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	return float32(math.Float64frombits(binary.LittleEndian.Uint64(b)))
}
