package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Options say what is served, to whom, and how much of it at a time.
type Options struct {
	// These must be given, but for Version.
	Source  Source
	Log     *slog.Logger
	Clock   Clock
	Version string // of the program

	Token    string // that /api and /metrics ask for; "" for none
	Loopback bool   // the address is one of this machine's own: then requests must name it so, see localHost

	MaxConcurrent int           // answers at work at a time, and as many that wait for one to end; 0 means 8 a processor
	Timeout       time.Duration // that a question may take, waiting included; 0 means 10 s
	Poll          time.Duration // between looks for the next generation; 0 means never
	Grace         time.Duration // that answers may take when the server stops; 0 means 10 s
}

// Clock tells the time.
type Clock struct {
	Now    func() time.Time
	Ticker func(every time.Duration) (ticks <-chan time.Time, stop func())
}

// Server answers questions about the current generation of a corpus. It is safe to share.
type Server struct {
	options Options
	current atomic.Pointer[generation]
	gate    *gate
	metrics *metrics
	handler http.Handler

	generations sync.WaitGroup // that are open
	ctx         context.Context
	stop        context.CancelFunc
	ending      atomic.Bool // no longer ready
}

// New opens the corpus. The server must be closed, which Serve does. Errors: a negative option; that of Source.Open, or that the corpus is damaged.
func New(o Options) (*Server, error) {
	if o.MaxConcurrent < 0 || o.Timeout < 0 || o.Grace < 0 {
		return nil, fmt.Errorf("server: %d answers at a time, %v for each, %v at the end: none may be negative", o.MaxConcurrent, o.Timeout, o.Grace)
	}
	o.MaxConcurrent = cmp.Or(o.MaxConcurrent, 8*runtime.GOMAXPROCS(0))
	o.Timeout, o.Grace = cmp.Or(o.Timeout, 10*time.Second), cmp.Or(o.Grace, 10*time.Second)
	s := &Server{options: o, gate: newGate(o.MaxConcurrent), metrics: newMetrics()}
	s.ctx, s.stop = context.WithCancel(context.Background())
	g, err := s.open(s.ctx)
	if err != nil {
		s.stop()
		return nil, err
	}
	s.current.Store(g)
	g.titles.start(g)
	if s.handler, err = s.routes(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Bounds on what a client may take its time with, or send in front of a question.
const (
	headerTime  = 5 * time.Second
	bodyTime    = 5 * time.Second
	writeTime   = 30 * time.Second // beyond that of the answer
	idleTime    = 2 * time.Minute
	headerBytes = 16 << 10
)

// Serve answers what comes in at l, and replaces the corpus when there is a new generation of it, until ctx ends. Then it takes no more
// questions, answers those it has as far as Options.Grace allows, and closes the corpus. The error is that of l, or says that answers
// were cut off.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime + bodyTime, WriteTimeout: s.options.Timeout + writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(s.options.Log.Handler(), slog.LevelDebug),
	}
	watching, unwatch := context.WithCancel(ctx)
	var watcher sync.WaitGroup
	watcher.Go(func() { s.watch(watching) })
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(l) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = s.shutdown(h)
		if closed := <-failed; !errors.Is(closed, http.ErrServerClosed) {
			err = errors.Join(err, closed)
		}
	}
	unwatch()
	watcher.Wait()
	return errors.Join(err, s.Close())
}

// shutdown lets answers end, and cuts off those that take too long.
func (s *Server) shutdown(h *http.Server) error {
	s.ending.Store(true)
	s.options.Log.Info("stopping")
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Grace)
	defer cancel()
	if err := h.Shutdown(ctx); err != nil {
		return errors.Join(errors.New("server: answers were cut off when it stopped"), h.Close())
	}
	return nil
}

// Close lets go of the corpus and waits until nothing works on it, or on one before it, any more. A closed server answers with 503.
func (s *Server) Close() error {
	s.ending.Store(true)
	s.stop()
	g := s.current.Swap(nil)
	if g == nil {
		return nil
	}
	g.retire()
	s.generations.Wait()
	return g.closeError
}
