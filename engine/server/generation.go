package server

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
)

// Corpus is what answers are made from.
type Corpus struct {
	ID     string // equal ones give equal answers
	Engine *engine.Engine
	Topics *engine.Topics
	Lookup *corpus.Lookup
	Run    report.Run
	Close  func() error // nil where there is nothing to close
}

// Source opens a corpus, and says whether there is a newer one.
type Source struct {
	Open    func(ctx context.Context) (*Corpus, error)
	Current func() (id string, err error) // of the corpus that Open would open; nil for one that never changes
}

// generation is a corpus that is open, counting who uses it. Its texts may lie in a mapped file: nothing of them leaves a hold.
type generation struct {
	*Corpus
	members [][]int32 // papers of each topic by its place, the most central first; of a parent those of its topics, one after the other
	titles  later[*corpus.TitleSearch]
	places  later[*places]

	users      atomic.Int64 // its owner and those who hold it; at 0 it is closed, and stays so
	ctx        context.Context
	cancel     context.CancelFunc // of what is made for it in the background
	closed     func()             // is told when it is
	closeError error
}

// open opens the newest corpus.
func (s *Server) open(ctx context.Context) (*generation, error) {
	var c *Corpus
	err := index.Guard("the corpus", func() (err error) {
		c, err = s.options.Source.Open(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	g := &generation{Corpus: c, members: membersOf(c.Topics), closed: s.generations.Done}
	s.generations.Add(1)
	g.ctx, g.cancel = context.WithCancel(s.ctx)
	g.titles.make = func(ctx context.Context) (*corpus.TitleSearch, error) {
		return corpus.NewTitleSearch(ctx, c.Engine.Documents())
	}
	g.places.make = func(ctx context.Context) (*places, error) { return newPlaces(ctx, c) }
	g.users.Store(1)
	return g, nil
}

// membersOf lists the papers of each topic. Ranks within a topic count from 1 and none is missing.
func membersOf(t *engine.Topics) [][]int32 {
	out := make([][]int32, len(t.Topics))
	for place := range t.K {
		out[place] = make([]int32, t.Topics[place].Size)
	}
	for row, a := range t.Assignments {
		if a.Topic >= 0 && a.Rank >= 1 && a.Rank <= len(out[a.Topic]) {
			out[a.Topic][a.Rank-1] = int32(row)
		}
	}
	for place, topic := range t.Topics { // parents stand behind their topics
		if topic.Parent > place {
			out[topic.Parent] = slices.Concat(out[topic.Parent], out[place])
		}
	}
	return out
}

// hold keeps a generation open until release; false if it is closed.
func (g *generation) hold() bool {
	for {
		n := g.users.Load()
		if n == 0 {
			return false
		}
		if g.users.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// release lets go of it; the last to do so closes it.
func (g *generation) release() {
	if g.users.Add(-1) > 0 {
		return
	}
	if g.Close != nil {
		g.closeError = g.Close()
	}
	g.closed()
}

// retire stops what is made for it, and lets go of it for its owner.
func (g *generation) retire() {
	g.cancel()
	g.release()
}

// held is the current generation, held; nil if the server is closed.
func (s *Server) held() *generation {
	for {
		g := s.current.Load()
		if g == nil || g.hold() {
			return g
		}
	}
}

// later is something of a generation that takes long to make, and is made once, in the background.
type later[T any] struct {
	make  func(ctx context.Context) (T, error)
	once  sync.Once
	done  chan struct{}
	value T
	err   error
}

// start makes it, unless somebody did; what it returns is closed when it is there. The caller holds g.
func (l *later[T]) start(g *generation) <-chan struct{} {
	l.once.Do(func() {
		l.done = make(chan struct{})
		g.hold()
		go func() {
			defer g.release()
			defer close(l.done)
			l.err = guarded(func() (err error) {
				l.value, err = l.make(g.ctx)
				return err
			})
		}()
	})
	return l.done
}

// errNotYet says that something is still being made.
var errNotYet = errors.New("server: not made yet")

// get starts it and returns it if it is there, else errNotYet.
func (l *later[T]) get(g *generation) (value T, err error) {
	select {
	case <-l.start(g):
		return l.value, l.err
	default:
		return value, errNotYet
	}
}
