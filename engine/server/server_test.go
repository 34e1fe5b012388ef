package server

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
	"kindred/testdata/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// read is the sample corpus.
func read(t testing.TB) corpus.List {
	t.Helper()
	source, err := corpus.Open([]string{"-"}, corpus.Options{Stdin: bytes.NewReader(sample.JSONL)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := source.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c.Documents
}

// built is an engine of papers and its topics.
func built(t testing.TB, docs corpus.List, change func(*engine.Config)) (*engine.Engine, *engine.Topics) {
	t.Helper()
	c := engine.DefaultConfig()
	c.Stability = 0
	change(&c)
	e, err := engine.Build(context.Background(), docs, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return e, topics
}

// whole is the sample corpus in twelve topics and three parents, built once for all tests.
var whole = sync.OnceValue(func() *Corpus {
	t := &testing.T{}
	e, topics := built(t, read(t), func(c *engine.Config) { c.K, c.Levels = 12, 2 })
	return &Corpus{ID: "sample", Engine: e, Topics: topics, Lookup: corpus.NewLookup(e.Documents()),
		Run: report.Run{Version: "test", Config: map[string]any{"k": 12}, SHA256: "0123", Papers: e.Documents().Len(), Terms: e.Vocabulary()}}
})

// always is a source that never changes.
func always(c *Corpus) Source {
	return Source{Open: func(context.Context) (*Corpus, error) { return c, nil }}
}

// clock is one whose ticks a test gives by hand. Now goes on by a millisecond at every look.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	ticks chan time.Time
}

func (c *clock) given() Clock {
	return Clock{
		Now: func() time.Time {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.now = c.now.Add(time.Millisecond)
			return c.now
		},
		Ticker: func(time.Duration) (<-chan time.Time, func()) { return c.ticks, func() {} },
	}
}

func newClock() *clock {
	return &clock{now: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC), ticks: make(chan time.Time)}
}

// started is a server, closed at the end of the test, on the sample corpus unless change says otherwise. Titles are read.
func started(t testing.TB, change func(*Options)) *Server {
	t.Helper()
	o := Options{Source: always(whole()), Log: slog.New(slog.DiscardHandler), Clock: newClock().given(), Version: "test"}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if g := s.held(); g != nil {
		<-g.titles.start(g)
		g.release()
	}
	return s
}

// ask is a GET with headers, given as names and values in turn.
func ask(s http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	return send(s, httptest.NewRequest(http.MethodGet, target, nil), headers...)
}

func send(s http.Handler, r *http.Request, headers ...string) *httptest.ResponseRecorder {
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// answered decodes an answer that must have a status.
func answered(t testing.TB, w *httptest.ResponseRecorder, status int) map[string]any {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	want := "application/json"
	if status >= 400 {
		want = "application/problem+json"
	}
	if kind := w.Header().Get("Content-Type"); kind != want {
		t.Errorf("content type %q, want %q", kind, want)
	}
	return out
}

// golden compares with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what is answered now; if that is for the better, run go test ./engine/server -update\n%s", path, got)
	}
}

// saved is an index of papers in a new folder, and replace puts another generation there.
type saved struct {
	t    testing.TB
	path string
}

func (s saved) replace(docs corpus.List) {
	s.t.Helper()
	e, topics := built(s.t, docs, func(c *engine.Config) { c.K = 3 })
	d, err := index.Lock(s.path)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := d.Commit(func(w *index.Writer) error { return e.Save(w, topics, engine.About{SHA256: "x"}) }); err != nil {
		s.t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		s.t.Fatal(err)
	}
}

// source opens the index as the program does. closed is told of each that is closed.
func (s saved) source(closed func(id string)) Source {
	return Source{
		Current: func() (string, error) { return index.Generation(s.path) },
		Open: func(ctx context.Context) (*Corpus, error) {
			f, err := index.OpenFolder(s.path)
			if err != nil {
				return nil, err
			}
			e, err := engine.Open(f, 1)
			if err != nil {
				return nil, err
			}
			topics, err := e.Topics(ctx, nil)
			if err != nil {
				return nil, err
			}
			lookup, err := e.Lookup()
			if err != nil {
				return nil, err
			}
			id := e.Generation()
			return &Corpus{ID: id, Engine: e.Engine, Topics: topics, Lookup: lookup, Close: func() error {
				closed(id)
				return e.Close()
			}}, nil
		},
	}
}

func body(t testing.TB, r *http.Response) []byte {
	t.Helper()
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
