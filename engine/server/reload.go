package server

import (
	"context"
	"time"
)

// longestPause is how many ticks pass between two looks where each fails, for opening a large corpus in vain takes time from answers.
const longestPause = 64

// watch looks for a new generation at every tick until ctx ends.
func (s *Server) watch(ctx context.Context) {
	if s.options.Poll <= 0 || s.options.Source.Current == nil {
		return
	}
	ticks, stop := s.options.Clock.Ticker(s.options.Poll)
	defer stop()
	said, skip, pause := "", 0, 1 // what went wrong last, which is said once; ticks to let pass, more after each failure
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		if skip > 0 {
			skip--
			continue
		}
		err := s.reload(ctx)
		if err == nil || ctx.Err() != nil {
			said, pause = "", 1
			continue
		}
		skip, pause = pause, min(2*pause, longestPause)
		if err.Error() != said {
			said = err.Error()
			s.options.Log.Error("the new generation cannot be served; the old one stays", "error", err)
		}
	}
}

// reload puts the newest generation in the place of the current one, if it is another. Answers that hold the old one end with it.
func (s *Server) reload(ctx context.Context) error {
	old := s.held()
	if old == nil {
		return nil
	}
	defer old.release()
	id, err := s.options.Source.Current()
	if err != nil || id == old.ID {
		return s.count(err)
	}
	start := s.options.Clock.Now()
	g, err := s.next(ctx)
	if err != nil {
		return s.count(err)
	}
	if !s.current.CompareAndSwap(old, g) { // the server was closed meanwhile
		g.retire()
		return nil
	}
	old.retire()
	s.metrics.reloads.Add(1)
	s.options.Log.Info("serving a new generation", "generation", g.ID, "papers", g.Engine.Documents().Len(),
		"seconds", s.options.Clock.Now().Sub(start).Round(time.Millisecond).Seconds())
	return nil
}

// next opens the newest generation and reads its titles, so that no search has to wait.
func (s *Server) next(ctx context.Context) (*generation, error) {
	g, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	select {
	case <-g.titles.start(g):
		err = g.titles.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		g.retire()
		return nil, err
	}
	return g, nil
}

// count counts an error of reloading.
func (s *Server) count(err error) error {
	if err != nil {
		s.metrics.failedReloads.Add(1)
	}
	return err
}
