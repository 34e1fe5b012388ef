// Package vectors reads vectors of papers that were made elsewhere, a row a paper.
//
//	f, err := vectors.Read("specter.npy")
//	f.Rows                                // unit rows in float32
//	f.IDs                                 // of the papers they belong to, if the file says so
//
// A file of NumPy (.npy) is read in its versions 1 to 3, with float16, float32 or float64 in little-endian order, in C or in
// Fortran order; of a Parquet file, the only column of lists of fractions, and the ids beside it in a column id or doc_id. What a file
// is, is found by how it begins; readers is where another format goes.
//
// Rows are made unit length; one whose length is 1 but for rounding stays as it is, bit for bit, and one of zeros stays zero: it is
// a paper without a vector. Before anything is allocated the size of a file of NumPy must be what its header says.
package vectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"kindred/engine/parquet"
	"kindred/vectorize/matrix"
)

// File is what was read of a file of vectors.
type File struct {
	Rows   *matrix.Rows // unit rows, or zero
	IDs    []string     // of the rows; nil where the file has none, so that their order says whose they are
	SHA256 string       // hex, of the file
}

// ErrFormat is returned for a file in no format that is known.
var ErrFormat = errors.New("in no format of vectors that is known: save them with numpy.save, as .npy, or as Parquet")

// readers are the formats: how a file begins, and what reads the rows and ids of the whole of it. The rows need not be unit.
var readers = []struct {
	magic string
	read  func(r *io.SectionReader) (*File, error)
}{
	{npyMagic, readNPY},
	{parquet.Magic, readParquet},
}

// longestMagic is the most bytes that tell a format.
const longestMagic = 16

// Read reads a regular file. Errors name the row where one is to blame, and say from where it is counted.
func Read(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("vectors: %s: is no regular file", path)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	file, err := read(io.NewSectionReader(f, 0, info.Size()))
	if err != nil {
		return nil, fmt.Errorf("vectors: %s: %w", path, err)
	}
	file.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return file, nil
}

// read reads a file by the reader that knows how it begins, and makes its rows unit.
func read(r *io.SectionReader) (*File, error) {
	head := make([]byte, min(longestMagic, r.Size()))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for _, format := range readers {
		if bytes.HasPrefix(head, []byte(format.magic)) {
			f, err := format.read(r)
			if err != nil {
				return nil, err
			}
			return f, unit(f.Rows)
		}
	}
	return nil, ErrFormat
}

// tolerance is how far from 1 the length of a row may be for it to stay as it is: some roundings of float32.
const tolerance = 1e-6

// unit makes rows unit length in place. It fails for a value that is not finite.
func unit(x *matrix.Rows) error {
	n, _ := x.Dims()
	for i := range n {
		row := x.Row(i)
		square := matrix.Dot(row, row)
		if math.IsNaN(square) || math.IsInf(square, 0) {
			return notFinite(row, i)
		}
		if length := math.Sqrt(square); length > 0 && math.Abs(length-1) > tolerance {
			for j, v := range row {
				row[j] = float32(float64(v) / length)
			}
		}
	}
	return nil
}

// notFinite says which value of a row is no number.
func notFinite(row []float32, i int) error {
	for j, v := range row {
		if v := float64(v); math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("row %d (counted from 0) holds %v in column %d: every value must be a finite number of float32", i, v, j)
		}
	}
	return fmt.Errorf("row %d (counted from 0) is too long for float32", i)
}
