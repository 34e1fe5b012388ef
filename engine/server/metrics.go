package server

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// metrics are counted for Prometheus and written in its text format by hand: a few counters, a gauge or two and one histogram a route.
type metrics struct {
	inFlight               atomic.Int64
	crowded, late          atomic.Int64 // answers refused
	reloads, failedReloads atomic.Int64
	mu                     sync.Mutex
	requests               map[requestKind]int64
	took                   map[string]*histogram // by route
}

type requestKind struct {
	route, method string
	status        int
}

// bounds are the upper ends of the buckets of a histogram, in seconds.
var bounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

type histogram struct {
	buckets [14]int64 // the last is above all bounds
	sum     float64
}

func newMetrics() *metrics {
	return &metrics{requests: map[requestKind]int64{}, took: map[string]*histogram{}}
}

// count counts a request that is answered.
func (m *metrics) count(route, method string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[requestKind{route, method, status}]++
	h := m.took[route]
	if h == nil {
		h = &histogram{}
		m.took[route] = h
	}
	at, _ := slices.BinarySearch(bounds, took.Seconds())
	h.buckets[at]++
	h.sum += took.Seconds()
}

// write writes all metrics, in an order that never changes.
func (m *metrics) write(w io.Writer) {
	for _, g := range []struct {
		name, kind, help string
		value            int64
	}{
		{"kindred_requests_in_flight", "gauge", "Requests that are being answered.", m.inFlight.Load()},
		{"kindred_crowded_total", "counter", "Answers refused since too many were asked for at once.", m.crowded.Load()},
		{"kindred_late_total", "counter", "Answers given up since they took too long.", m.late.Load()},
		{"kindred_reloads_total", "counter", "New generations that took the place of the one before.", m.reloads.Load()},
		{"kindred_failed_reloads_total", "counter", "Looks for a new generation that failed.", m.failedReloads.Load()},
	} {
		value(w, g.name, g.kind, g.help, g.value)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writeRequests(w)
	m.writeTimes(w)
}

// value writes a metric of one value.
func value(w io.Writer, name, kind, help string, is int64) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n%s %d\n", name, help, name, kind, name, is)
}

func (m *metrics) writeRequests(w io.Writer) {
	kinds := make([]requestKind, 0, len(m.requests))
	for k := range m.requests {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b requestKind) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.method, b.method), cmp.Compare(a.status, b.status))
	})
	fmt.Fprint(w, "# HELP kindred_requests_total Requests answered.\n# TYPE kindred_requests_total counter\n")
	for _, k := range kinds {
		fmt.Fprintf(w, "kindred_requests_total{route=%q,method=%q,status=\"%d\"} %d\n", k.route, k.method, k.status, m.requests[k])
	}
}

func (m *metrics) writeTimes(w io.Writer) {
	const name = "kindred_request_seconds"
	routes := make([]string, 0, len(m.took))
	for route := range m.took {
		routes = append(routes, route)
	}
	slices.Sort(routes)
	fmt.Fprintf(w, "# HELP %s How long answers took.\n# TYPE %s histogram\n", name, name)
	for _, route := range routes {
		h, total := m.took[route], int64(0)
		for i, n := range h.buckets {
			total += n
			bound := "+Inf"
			if i < len(bounds) {
				bound = strconv.FormatFloat(bounds[i], 'g', -1, 64)
			}
			fmt.Fprintf(w, "%s_bucket{route=%q,le=%q} %d\n", name, route, bound, total)
		}
		fmt.Fprintf(w, "%s_sum{route=%q} %g\n%s_count{route=%q} %d\n", name, route, h.sum, name, route, total)
	}
}

// writeMetrics answers Prometheus.
func (s *Server) writeMetrics(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintf(w, "# HELP kindred_info The program and what it serves.\n# TYPE kindred_info gauge\n")
	g := s.held()
	if g == nil {
		fmt.Fprintf(w, "kindred_info{version=%q} 1\n", s.options.Version)
	} else {
		defer g.release()
		fmt.Fprintf(w, "kindred_info{version=%q,generation=%q} 1\n", s.options.Version, g.ID)
		value(w, "kindred_papers", "gauge", "Papers that are served.", int64(g.Engine.Documents().Len()))
		value(w, "kindred_topics", "gauge", "Topics that papers are in.", int64(g.Topics.K))
	}
	s.metrics.write(w)
}
