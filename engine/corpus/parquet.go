package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"kindred/engine/parquet"
)

const formatParquet = "parquet"

// isParquet knows a Parquet file from a text that begins with the name of a gene: what follows is no letter.
func isParquet(head []byte) bool {
	return bytes.HasPrefix(head, []byte(parquet.Magic)) && len(head) > len(parquet.Magic) &&
		(head[len(parquet.Magic)] < '\t' || head[len(parquet.Magic)] > '\r' && head[len(parquet.Magic)] < ' ')
}

// newParquet reads the rows of a Parquet file as JSON records are read, under the same names and in the same dialects. Vectors and
// columns of bytes are no part of a paper and are not even unpacked. The digest is of the file, which is read once more for it.
func newParquet(in *input, m *mapping, o Options) (splitter, decoder, error) {
	r, size, err := in.atRandom(o)
	if err != nil {
		return nil, nil, err
	}
	f, err := parquet.Open(r, size, parquet.Limits{Footer: 4 * o.MaxRecord, Pages: 16*o.MaxRecord + 1<<20, Row: o.MaxRecord})
	if err != nil {
		return nil, nil, in.locate(fromParquet(err))
	}
	if in.file.listed && f.CreatedBy == parquet.CreatedBy {
		return nil, nil, errResult
	}
	rows := f.Rows(func(f parquet.Field) bool { return !f.Binary && !f.Fractions })
	return &parquetRows{in: in, rows: rows, options: o, each: float64(size) / float64(max(f.Total, 1))}, m.decodeJSON, nil
}

// atRandom gives access to any part of the input: to the file itself, or to a copy in memory of what comes compressed or through a pipe.
func (in *input) atRandom(o Options) (io.ReaderAt, int64, error) {
	if in.disk != nil {
		var head [len(parquet.Magic)]byte
		info, err := in.disk.Stat()
		if err != nil {
			return nil, 0, fmt.Errorf("corpus: cannot read: %w", err)
		}
		if _, err := in.disk.ReadAt(head[:], 0); info.Mode().IsRegular() && err == nil && string(head[:]) == parquet.Magic {
			return in.disk, info.Size(), nil
		}
	}
	most := 16 * o.MaxRecord
	all, err := io.ReadAll(io.LimitReader(in.text, most+1))
	if err != nil {
		return nil, 0, in.locate(err)
	}
	if int64(len(all)) > most {
		return nil, 0, in.locate(formatError(fmt.Sprintf("is a Parquet file of more than %d MiB that comes compressed or through a pipe, and is read from "+
			"its end: save it as it is, and name the file", most>>20)))
	}
	return bytes.NewReader(all), int64(len(all)), nil
}

// fromParquet gives an error the kind that it has here.
func fromParquet(err error) error {
	switch {
	case errors.Is(err, parquet.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	case errors.Is(err, parquet.ErrFormat):
		return formatError("is a Parquet file that cannot be read: " + strings.TrimPrefix(err.Error(), parquet.ErrFormat.Error()+": "))
	}
	return err
}

// parquetRows gives out rows as JSON objects. A row stands in no place of the file; its length is that of the object.
type parquetRows struct {
	each    float64 // bytes of the file to a row, in the mean
	in      *input
	rows    *parquet.Rows
	room    []byte
	options Options
}

func (s *parquetRows) next() ([]byte, Origin, error) {
	for {
		var err error
		s.room, err = s.rows.Next(s.room[:0])
		at := Origin{File: s.in.file.path, Record: int(s.rows.Row())}
		damage, isDamage := errors.AsType[*parquet.DamageError](err)
		switch {
		case isDamage:
			at.Record = int(damage.Row)
			message := "a part of the file cannot be read; all other rows were: " + damage.Error()
			if errors.Is(damage, parquet.ErrTooLarge) {
				message += "; a larger limit for one record (MaxRecord) makes room for larger pages"
			}
			s.in.note(kindDamaged, message, 1, at)
			continue
		case errors.Is(err, parquet.ErrRowTooLong):
			return nil, at, &RecordError{at, bad(kindTooLong, "over the limit of %d bytes for one record (MaxRecord)", s.options.MaxRecord)}
		case err != nil:
			return nil, at, fromParquet(err)
		}
		if *s.in.guard.left -= int64(len(s.room)); *s.in.guard.left < 0 {
			return nil, at, fmt.Errorf("more than %d bytes after decompression (MaxInput): %w", s.options.MaxInput, ErrTooLarge)
		}
		at.Length = int64(len(s.room))
		return s.room, at, nil
	}
}
