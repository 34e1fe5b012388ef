//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package index

import (
	"errors"
	"os"
)

const joins = false

func mapJoined(_ *os.File, _, _ uint64, _ *os.File, _, _ uint64) ([]byte, func() error, error) {
	return nil, nil, errors.ErrUnsupported
}
