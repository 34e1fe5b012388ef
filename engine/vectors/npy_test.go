package vectors

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kindred/vectorize/matrix"
)

// npy writes a file as NumPy does, of the values of a matrix of so many columns.
func npy(version byte, descr string, fortran bool, shape string, values ...float64) []byte {
	order := map[bool]string{true: "True", false: "False"}[fortran]
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n", descr, order, shape)
	var b bytes.Buffer
	b.WriteString(npyMagic)
	b.Write([]byte{version, 0})
	if version == 1 {
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))
	} else {
		b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(header))))
	}
	b.WriteString(header)
	for _, v := range values {
		switch descr {
		case "<f4":
			b.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(v))))
		case "<f8":
			b.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
		case "<f2": // of halves whose bits are given
			b.Write(binary.LittleEndian.AppendUint16(nil, uint16(v)))
		}
	}
	return b.Bytes()
}

func readFile(b []byte) (*File, error) {
	return read(io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b))))
}

func readAll(b []byte) (*matrix.Rows, error) {
	f, err := readFile(b)
	if err != nil {
		return nil, err
	}
	return f.Rows, nil
}

// Every version, type and order gives the same unit rows: 3, 4 over 5; zero; and one that is unit already, bit for bit.
func TestReadNPY(t *testing.T) {
	rows, columns := []float64{3, 4, 0, 0, 0.6, 0.8}, []float64{3, 0, 0.6, 4, 0, 0.8}
	for name, b := range map[string][]byte{
		"version 1":      npy(1, "<f4", false, "3, 2", rows...),
		"version 2":      npy(2, "<f4", false, "3, 2", rows...),
		"version 3":      npy(3, "<f4", false, "3, 2", rows...),
		"float64":        npy(1, "<f8", false, "3,2", rows...),
		"Python 2":       npy(1, "<f8", false, "3L, 2L", rows...),
		"Fortran":        npy(1, "<f4", true, "3, 2", columns...),
		"Fortran, wider": npy(2, "<f8", true, "3, 2", columns...),
	} {
		x, err := readAll(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := []float32{0.6, 0.8, 0, 0, 0.6, 0.8}
		if n, d := x.Dims(); n != 3 || d != 2 || fmt.Sprint(x.Data()) != fmt.Sprint(want) {
			t.Errorf("%s: %d x %d: %v", name, n, d, x.Data())
		}
	}
}

func TestHalfVectors(t *testing.T) {
	if x, err := readAll(npy(1, "<f2", false, "1, 2", 0x3c00, 0x0000)); err != nil || x.At(0, 0) != 1 {
		t.Errorf("%v", err)
	}
}

func TestNPYErrors(t *testing.T) {
	whole := npy(1, "<f4", false, "2, 2", 1, 0, 0, 1)
	for says, b := range map[string][]byte{
		"in no format of vectors":                       []byte("1,2\n3,4\n"),
		"the header is cut short":                       whole[:20],
		"are 16 bytes, and the file holds 8":            whole[:len(whole)-8],
		"are 16 bytes, and the file holds 17":           append(bytes.Clone(whole), 0),
		"version 9":                                     npy(9, "<f4", false, "1, 1", 1),
		"a header of 4294967295 bytes":                  append([]byte(npyMagic), 2, 0, 255, 255, 255, 255),
		"values of type >f4: save it as":                npy(1, ">f4", false, "1, 1"),
		"values of type <i8":                            npy(1, "<i8", false, "1, 1"),
		"the shape (4,)":                                npy(1, "<f4", false, "4,"),
		"the shape (1, 1, 1)":                           npy(1, "<f4", false, "1, 1, 1"),
		"the shape (0, 3)":                              npy(1, "<f4", false, "0, 3"),
		"the shape (99999999999999999999, 3)":           npy(1, "<f4", false, "99999999999999999999, 3"),
		"8589934588 bytes, and the file":                npy(1, "<f4", false, "2147483647, 1"),
		"row 1 (counted from 0) holds NaN in column 0":  npy(1, "<f4", false, "2, 2", 1, 0, math.NaN(), 1),
		"row 0 (counted from 0) holds -Inf in column 1": npy(1, "<f4", false, "1, 2", 1, math.Inf(-1)),
		"row 0 (counted from 0) holds +Inf":             npy(1, "<f8", false, "1, 1", 1e300),
		"damaged":                                       append([]byte(npyMagic), 1, 0, 2, 0, '{', '}'),
	} {
		if _, err := readAll(b); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
}

// Where an int has 32 bits, 2^16 rows of 2^16 values would be none.
func TestMatricesBeyondTheMachine(t *testing.T) {
	s, halves := npyShape{rows: 1 << 16, cols: 1 << 16, width: 2}, int64(2<<32)
	if err := s.check(halves, math.MaxInt32); err == nil || !strings.Contains(err.Error(), "more than this program can hold") {
		t.Errorf("with 32 bits: %v", err)
	}
	if err := s.check(halves, math.MaxInt); strconv.IntSize == 64 && err != nil {
		t.Errorf("with 64 bits: %v", err)
	}
}

func TestReadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.npy")
	if err := os.WriteFile(path, npy(1, "<f4", false, "1, 1", 2), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Read(path)
	if err != nil || f.Rows.At(0, 0) != 1 || len(f.SHA256) != 64 {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := Read(filepath.Dir(path)); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read(path + "x"); err == nil {
		t.Error("a file that is not there")
	}
}

// Whatever a file holds: no panic, no more memory than its size allows, and rows of length 1 or 0.
func FuzzRead(f *testing.F) {
	f.Add(npy(1, "<f4", false, "2, 2", 1, 0, 0, 1))
	f.Add(npy(2, "<f8", true, "2, 1", 1, 1e300))
	f.Add(npy(3, "<f2", false, "1, 3", 1, 2, 0x7c00))
	f.Add([]byte(npyMagic + "\x01\x00\xff\xff{'shape': (9, 9)}"))
	f.Add(parquetOf(f, paper{"a", nil}, paper{"b", []float32{1, 2}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := readAll(b)
		if err != nil {
			return
		}
		n, d := x.Dims()
		if bytes.HasPrefix(b, []byte(npyMagic)) && 2*n*d > len(b) {
			t.Fatalf("%d values of %d bytes", n*d, len(b))
		}
		for i := range n {
			row := x.Row(i)
			if length := math.Sqrt(matrix.Dot(row, row)); length != 0 && math.Abs(length-1) > tolerance {
				t.Fatalf("row %d is %v long", i, length)
			}
		}
	})
}
