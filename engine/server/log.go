package server

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// recorder remembers what went out.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader keeps the first status that is an answer.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// logged logs and counts every request by its route; of what was asked it keeps nothing. A panic is a 500, if nothing went out yet.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &recorder{ResponseWriter: w}
		start := s.options.Clock.Now()
		s.metrics.inFlight.Add(1)
		defer func() {
			s.metrics.inFlight.Add(-1)
			s.recovered(recover(), out)
			took := s.options.Clock.Now().Sub(start)
			route := routeOf(r)
			s.metrics.count(route, methodOf(r), out.status, took)
			s.options.Log.LogAttrs(r.Context(), level(out.status), "request", slog.String("method", methodOf(r)), slog.String("route", route), slog.Int("status", out.status),
				slog.Int64("bytes", out.bytes), slog.Duration("took", took.Round(time.Microsecond)), slog.String("from", r.RemoteAddr))
		}()
		next.ServeHTTP(out, r)
	})
}

func level(status int) slog.Level {
	if status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// recovered answers for a handler that panicked. One that means to cut the connection does so.
func (s *Server) recovered(value any, out *recorder) {
	if value == nil {
		return
	}
	if err, is := value.(error); is && errors.Is(err, http.ErrAbortHandler) {
		panic(value)
	}
	s.logFailure(&panicked{value, debug.Stack()})
	if out.status == 0 {
		writeProblem(out, http.StatusInternalServerError, "the answer failed; the log of the server says why")
	}
}

// routeOf is the pattern that a request met, without its method; "other" for none.
func routeOf(r *http.Request) string {
	_, path, found := strings.Cut(r.Pattern, " ")
	switch {
	case found:
		return path
	case r.Pattern != "":
		return r.Pattern
	}
	return "other"
}

// methodOf is a method that is known, or "other": clients may send any text.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodDelete, http.MethodPatch:
		return r.Method
	}
	return "other"
}

// withProblems makes the mux answer what it has no route for as problems.
func withProblems(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		refused := &refusal{header: http.Header{}}
		mux.ServeHTTP(refused, r)
		if allow := refused.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
			writeProblem(w, http.StatusMethodNotAllowed, "this path takes "+allow)
			return
		}
		writeProblem(w, http.StatusNotFound, "there is nothing at this path; /docs lists what there is")
	})
}

// refusal keeps the header of what the mux says of a request that it has no route for.
type refusal struct{ header http.Header }

func (r *refusal) Header() http.Header         { return r.header }
func (r *refusal) Write(b []byte) (int, error) { return len(b), nil }
func (r *refusal) WriteHeader(int)             {}
