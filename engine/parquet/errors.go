package parquet

import (
	"errors"
	"fmt"
)

// Errors to test for with errors.Is.
var (
	// ErrFormat: this is no Parquet file, or one that cannot be read.
	ErrFormat = errors.New("parquet: not readable")
	// ErrTooLarge: the file unpacks to more than its size or Limits allow.
	ErrTooLarge = errors.New("parquet: too large")
	// ErrRowTooLong: one row is longer than Limits.Row. It is passed over, and Next goes on behind it.
	ErrRowTooLong = errors.New("parquet: row too long")
)

// DamageError is a row group that cannot be read further. The rows before the damage were given out, and Next goes on with the
// next row group.
type DamageError struct {
	Group, Groups int   // the row group, from 1, and how many there are
	Row           int64 // in the file, from 1, that could not be read
	Lost          int64 // rows of the group from there on
	Err           error
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("row group %d of %d cannot be read from row %d on, %d rows are lost: %v", e.Group, e.Groups, e.Row, e.Lost, e.Err)
}

// Unwrap returns the reason.
func (e *DamageError) Unwrap() error { return e.Err }

var (
	errShort  = errors.New("it ends too early")
	errLevels = errors.New("its levels contradict its schema")
)

// unreadable is an ErrFormat with its reason.
func unreadable(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}
