package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"kindred/vectorize/matrix"
)

// A dump is a folder with a sparse matrix as NumPy arrays, indptr.npy, indices.npy and data.npy, and files of row numbers
// from 0, one a line: seeds.txt, labels.txt, queries.txt. Both sides of a comparison start from it.

// readDump reads the matrix of a folder.
func readDump(folder string) (*matrix.CSR, error) {
	start, err := readArray[int64](folder, "indptr.npy")
	if err != nil {
		return nil, err
	}
	columns, err := readArray[int32](folder, "indices.npy")
	if err != nil {
		return nil, err
	}
	values, err := readArray[float32](folder, "data.npy")
	if err != nil {
		return nil, err
	}
	if len(start) == 0 || start[len(start)-1] != int64(len(columns)) || len(columns) != len(values) {
		return nil, fmt.Errorf("%s: indptr, indices and data do not belong together", folder)
	}
	width := int32(0)
	for _, c := range columns {
		width = max(width, c+1)
	}
	return matrix.NewCSR(len(start)-1, int(width), start, columns, values), nil
}

// number is what an array holds once it is read.
type number interface{ int32 | int64 | float32 }

var (
	arrayType  = regexp.MustCompile(`'descr': '<([if])([48])'`)
	arrayShape = regexp.MustCompile(`'shape': \((\d+),\)`)
)

// readArray reads a one-dimensional array of NumPy's format 1.0 (numpy.lib.format), of 4- or 8-byte numbers.
func readArray[T number](folder, name string) ([]T, error) {
	path := filepath.Join(folder, name)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out, err := decodeArray[T](data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

func decodeArray[T number](data []byte) ([]T, error) {
	if len(data) < 10 || !bytes.HasPrefix(data, []byte("\x93NUMPY\x01\x00")) {
		return nil, errors.New("not a NumPy array of format 1.0")
	}
	begin := 10 + int(binary.LittleEndian.Uint16(data[8:]))
	if begin > len(data) {
		return nil, errors.New("ends within its header")
	}
	header := string(data[10:begin])
	kind, shape := arrayType.FindStringSubmatch(header), arrayShape.FindStringSubmatch(header)
	if kind == nil || shape == nil {
		return nil, fmt.Errorf("%s: use one dimension of little-endian numbers of 4 or 8 bytes", strings.TrimSpace(header))
	}
	n, err := strconv.Atoi(shape[1])
	if size := int(kind[2][0] - '0'); err != nil || len(data)-begin != n*size {
		return nil, fmt.Errorf("%d bytes for %s numbers of %d", len(data)-begin, shape[1], size)
	}
	return convert[T](kind[1]+kind[2], n, data[begin:])
}

func convert[T number](kind string, n int, data []byte) ([]T, error) {
	switch kind {
	case "i4":
		return cast[T](make([]int32, n), data)
	case "i8":
		return cast[T](make([]int64, n), data)
	case "f4":
		return cast[T](make([]float32, n), data)
	}
	return cast[T](make([]float64, n), data)
}

func cast[T number, S number | float64](from []S, data []byte) ([]T, error) {
	if err := binary.Read(bytes.NewReader(data), binary.LittleEndian, from); err != nil {
		return nil, err
	}
	out := make([]T, len(from))
	for i, v := range from {
		out[i] = T(v)
	}
	return out, nil
}

// readRows reads row numbers, one a line.
func readRows(folder, name string) ([]int, error) {
	var out []int
	err := eachLine(filepath.Join(folder, name), func(s string) error {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		out = append(out, n)
		return err
	})
	return out, err
}
