package server

import (
	"fmt"
	"runtime/debug"

	"kindred/engine/index"
)

// panicked is a mistake of the program that an answer came upon.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("server: panic: %v", p.value) }

// guarded calls f, which may read a damaged or shortened file: see index.Guard. Other panics become errors too, so that one question
// cannot end the program.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &panicked{r, debug.Stack()}
		}
	}()
	return index.Guard("the index", f)
}
