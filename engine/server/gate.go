package server

import (
	"context"
	"errors"
	"sync/atomic"
)

// gate lets so many at work at a time and as many wait for a place; it sends the others away.
type gate struct {
	places  chan struct{}
	waiting atomic.Int64
}

func newGate(most int) *gate { return &gate{places: make(chan struct{}, most)} }

var (
	errCrowded = errors.New("server: too many questions at once")
	errLate    = errors.New("server: it takes too long")
)

// enter waits for a place. Errors: errCrowded at once where too many wait, errLate when ctx ends.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > int64(cap(g.places)) {
		return errCrowded
	}
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errLate
	}
}

func (g *gate) leave() { <-g.places }
