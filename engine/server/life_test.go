package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// blocking registers a question that waits until released, in place of a corpus slow enough.
type blocking struct {
	s       *Server
	entered chan struct{}
	leave   chan struct{}
}

func newBlocking(s *Server) *blocking { return &blocking{s, make(chan struct{}), make(chan struct{})} }

// ask makes an answer that says when it has begun and ends when it may.
func (b *blocking) ask(ctx context.Context) (*output, error) {
	return b.s.answer(ctx, nil, func(context.Context, *generation) (object, error) {
		b.entered <- struct{}{}
		<-b.leave
		return object{{"done", true}}, nil
	})
}

// statusOf is that of an answer, and what it says in Retry-After.
func statusOf(out *output, err error) (status int, retry string) {
	if err == nil {
		return out.Status, ""
	}
	var s interface{ GetStatus() int }
	var h interface{ GetHeaders() http.Header }
	if errors.As(err, &h) {
		retry = h.GetHeaders().Get("Retry-After")
	}
	if errors.As(err, &s) {
		status = s.GetStatus()
	}
	return status, retry
}

func TestMoreThanMayBeAtWorkWaitOrAreSentAway(t *testing.T) {
	s := started(t, func(o *Options) { o.MaxConcurrent, o.Timeout = 2, time.Minute })
	b := newBlocking(s)
	statuses := make(chan int)
	for range 2 {
		go func() { status, _ := statusOf(b.ask(context.Background())); statuses <- status }()
		<-b.entered
	}
	for range 2 {
		go func() { status, _ := statusOf(b.ask(context.Background())); statuses <- status }()
	}
	for s.gate.waiting.Load() < 2 {
		time.Sleep(time.Millisecond)
	}
	w := ask(s, "/api/v1/topics")
	if answered(t, w, http.StatusTooManyRequests); w.Header().Get("Retry-After") != "1" {
		t.Errorf("headers are %v", w.Header())
	}
	answered(t, ask(s, "/healthz"), 200)
	for range 2 {
		b.leave <- struct{}{}
		<-b.entered // one of those that waited
	}
	for range 2 {
		b.leave <- struct{}{}
	}
	for range 4 {
		if status := <-statuses; status != 200 {
			t.Errorf("an answer has status %d", status)
		}
	}
	answered(t, ask(s, "/api/v1/topics"), 200)
}

func TestAnswersThatTakeTooLong(t *testing.T) {
	s := started(t, func(o *Options) { o.MaxConcurrent, o.Timeout = 1, 20*time.Millisecond })
	b := newBlocking(s)
	first := make(chan struct{})
	go func() {
		defer close(first)
		if status, retry := statusOf(b.ask(context.Background())); status != http.StatusServiceUnavailable || retry == "" {
			t.Errorf("an answer at work has status %d and Retry-After %q", status, retry)
		}
	}()
	<-b.entered
	if status, retry := statusOf(b.ask(context.Background())); status != http.StatusServiceUnavailable || retry == "" {
		t.Errorf("an answer that waits has status %d and Retry-After %q", status, retry)
	}
	<-first
	b.leave <- struct{}{} // what is at work keeps its place until it ends
	for range 1000 {
		if w := ask(s, "/api/v1/topics"); w.Code == 200 {
			return
		}
	}
	t.Error("its place is never free again")
}

func TestAClientThatIsGone(t *testing.T) {
	s := started(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	b := newBlocking(s)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if status, _ := statusOf(b.ask(ctx)); status != statusGone {
			t.Errorf("status %d", status)
		}
	}()
	<-b.entered
	cancel()
	<-gone
	b.leave <- struct{}{}
}

func TestAMistakeCostsItsOwnAnswer(t *testing.T) {
	var log bytes.Buffer
	s := started(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	for name, mistake := range map[string]func() (object, error){
		"a panic":         func() (object, error) { panic("in /etc/secret") },
		"a runtime error": func() (object, error) { return nil, []error{}[len(log.String())*0+1] },
		"a damaged row":   func() (object, error) { panic(errors.New("row 3 in /etc/secret is damaged")) },
		"an error":        func() (object, error) { return nil, errors.New("/etc/secret") },
	} {
		status, _ := statusOf(s.answer(context.Background(), nil, func(context.Context, *generation) (object, error) { return mistake() }))
		_, err := s.answer(context.Background(), nil, func(context.Context, *generation) (object, error) { return mistake() })
		if status != 500 || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: status %d, %v", name, status, err)
		}
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 8 {
		t.Errorf("%d errors in the log:\n%s", n, &log)
	}
	answered(t, ask(s, "/api/v1/topics"), 200)
}

func TestNewRefusesWhatIsNegative(t *testing.T) {
	for _, o := range []Options{{MaxConcurrent: -1}, {Timeout: -1}, {Grace: -1}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// A server that is closed while it opens the next generation closes that one too.
func TestCloseWhileTheNextGenerationIsOpened(t *testing.T) {
	opening, proceed := make(chan struct{}), make(chan struct{})
	var opened, closed atomic.Int64
	s := started(t, func(o *Options) {
		o.Source.Current = func() (string, error) { return "the next", nil }
		o.Source.Open = func(context.Context) (*Corpus, error) {
			c := *whole()
			c.Close = func() error { closed.Add(1); return nil }
			if opened.Add(1) > 1 {
				close(opening)
				<-proceed
			}
			return &c, nil
		}
	})
	reloaded, ended := make(chan struct{}), make(chan error)
	go func() {
		defer close(reloaded)
		_ = s.reload(context.Background()) // done or given up, as titles are read or not by then
	}()
	<-opening
	go func() { ended <- s.Close() }()
	for s.current.Load() != nil {
		time.Sleep(time.Millisecond)
	}
	close(proceed)
	<-reloaded
	if err := <-ended; err != nil || opened.Load() != 2 || closed.Load() != 2 {
		t.Errorf("%d generations are opened and %d closed, %v", opened.Load(), closed.Load(), err)
	}
	if err := s.reload(context.Background()); err != nil || opened.Load() != 2 {
		t.Errorf("a closed server opens another generation, %v", err)
	}
}

// running serves on loopback until stop, which returns what Serve did.
func running(t *testing.T, change func(*Options)) (s *Server, address string, stop func() error) {
	t.Helper()
	o := Options{Source: always(whole()), Log: slog.New(slog.DiscardHandler), Clock: newClock().given(), Version: "test", Loopback: true}
	change(&o)
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	var once sync.Once
	var result error
	stop = func() error {
		once.Do(func() { cancel(); result = <-served })
		return result
	}
	t.Cleanup(func() { _ = stop() })
	return s, "http://" + l.Addr().String(), stop
}

// client is one that keeps no connection when the test ends.
func client(t *testing.T) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// TestReloadUnderLoad replaces the index again and again while clients ask: no question fails, every answer is of one generation, and all
// generations but the last are closed.
func TestReloadUnderLoad(t *testing.T) {
	docs := read(t)[:30]
	index := saved{t, filepath.Join(t.TempDir(), "papers.kindred")}
	index.replace(docs)
	var mu sync.Mutex
	closed := map[string]int{}
	c := newClock()
	s, address, stop := running(t, func(o *Options) {
		o.Clock, o.Poll = c.given(), time.Second
		o.Source = index.source(func(id string) { mu.Lock(); closed[id]++; mu.Unlock() })
	})
	ctx, cancel := context.WithCancel(context.Background())
	var clients sync.WaitGroup
	var asked atomic.Int64
	for i := range 4 {
		clients.Go(func() { asked.Add(askOn(ctx, t, client(t), address, i)) })
	}
	const times = 8
	var ids []string
	for i := range times {
		index.replace(docs[:20+i])
		c.ticks <- time.Now()
		c.ticks <- time.Now() // the one before is done
		ids = append(ids, s.current.Load().ID)
	}
	cancel()
	clients.Wait()
	if err := stop(); err != nil {
		t.Error(err)
	}
	t.Logf("%d answers", asked.Load())
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != times || asked.Load() < times {
		t.Errorf("%d generations were served, want %d, by %d answers", n, times, asked.Load())
	}
	if len(closed) != times+1 {
		t.Errorf("%d generations are closed, want %d", len(closed), times+1)
	}
	for id, n := range closed {
		if n != 1 {
			t.Errorf("%s is closed %d times", id, n)
		}
	}
	if got := s.metrics.reloads.Load(); got != times {
		t.Errorf("%d reloads are counted", got)
	}
}

// askOn asks until ctx ends and returns how often.
func askOn(ctx context.Context, t *testing.T, c *http.Client, address string, i int) (n int64) {
	targets := []string{"/api/v1/topics", "/api/v1/related?id=astro-01&n=5", "/api/v1/search?q=a", "/api/v1/papers?id=astro-02", "/api/v1/explain?a=astro-01&topic=own"}
	for ; ctx.Err() == nil; n++ {
		target := targets[(int(n)+i)%len(targets)]
		r, err := c.Get(address + target)
		if err != nil {
			t.Errorf("%s: %v", target, err)
			return n
		}
		b := body(t, r)
		if notYet := r.StatusCode == 503 && strings.HasPrefix(target, "/api/v1/search") && n < 10; r.StatusCode != 200 && !notYet {
			t.Errorf("%s: %d %s", target, r.StatusCode, b)
		}
	}
	return n
}

func TestAFailedReloadLeavesWhatIsServed(t *testing.T) {
	var log bytes.Buffer
	c, wrong := newClock(), atomic.Bool{}
	opened := 0
	s, address, stop := running(t, func(o *Options) {
		o.Clock, o.Poll, o.Log = c.given(), time.Second, slog.New(slog.NewTextHandler(&log, nil))
		o.Source.Current = func() (string, error) {
			if wrong.Load() {
				return "", errors.New("no manifest")
			}
			return "another", nil
		}
		open := o.Source.Open
		o.Source.Open = func(ctx context.Context) (*Corpus, error) {
			if opened++; opened > 1 {
				panic(errors.New("a damaged section"))
			}
			return open(ctx)
		}
	})
	failures := func(n int64) (ticks int) {
		for ; s.metrics.failedReloads.Load() < n; ticks++ {
			c.ticks <- time.Now()
		}
		c.ticks <- time.Now() // which lets the one before end; it is let pass itself
		return ticks
	}
	if first, all := failures(1), failures(3); first > 2 || all < 2 || all > 8 {
		t.Errorf("it fails once after %d ticks and two times more after %d", first, all)
	}
	wrong.Store(true)
	failures(4)
	r, err := client(t).Get(address + "/api/v1/topics")
	if err != nil || r.StatusCode != 200 {
		t.Errorf("%v, %v", r, err)
	} else {
		body(t, r)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 2 {
		t.Errorf("%d errors are logged, want one of each kind; %d counted\n%s", n, s.metrics.failedReloads.Load(), &log)
	}
}

func TestShutdownWaitsForAnswers(t *testing.T) {
	s, address, stop := running(t, func(o *Options) { o.Timeout, o.Grace = time.Minute, time.Minute })
	b := newBlocking(s)
	http := client(t)
	s.handler = blockedAt("/slow", b, s.handler)
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get(address + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		answer <- fmt.Sprint(r.StatusCode, " ", string(body(t, r)))
	}()
	<-b.entered
	stopped := make(chan error)
	go func() { stopped <- stop() }()
	for !s.ending.Load() {
		time.Sleep(time.Millisecond)
	}
	answered(t, ask(s, "http://localhost/readyz"), 503)
	select {
	case err := <-stopped:
		t.Fatalf("it stops before the answer is given: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	b.leave <- struct{}{}
	if got := <-answer; got != "200 {\"schema_version\":1,\n\"done\":true}\n" {
		t.Errorf("the answer is %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, err := http.Get(address + "/healthz"); err == nil {
		t.Error("it still answers")
	}
	if w := ask(s, "http://localhost/api/v1/topics"); w.Code != 503 {
		t.Errorf("a closed server answers with %d", w.Code)
	}
}

func TestShutdownHasALimit(t *testing.T) {
	s, address, stop := running(t, func(o *Options) { o.Timeout, o.Grace = time.Minute, 20*time.Millisecond })
	b := newBlocking(s)
	s.handler = blockedAt("/slow", b, s.handler)
	cut := make(chan error, 1)
	c := client(t)
	go func() { _, err := c.Get(address + "/slow"); cut <- err }()
	<-b.entered
	stopped := make(chan error)
	go func() { stopped <- stop() }()
	if err := <-cut; err == nil {
		t.Error("the answer is not cut off")
	}
	b.leave <- struct{}{}
	if err := <-stopped; err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("it says %v", err)
	}
}

// blockedAt answers at one path by a question that blocks.
func blockedAt(path string, b *blocking, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			next.ServeHTTP(w, r)
			return
		}
		out, err := b.ask(r.Context())
		if err != nil {
			w.WriteHeader(503)
			return
		}
		_, _ = w.Write(out.Body)
	})
}

func TestSlowClientsAreLeft(t *testing.T) {
	_, address, _ := running(t, func(*Options) {})
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "+strings.Repeat("a", 2*headerBytes)+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 64)
	n, _ := conn.Read(answer)
	if !bytes.Contains(answer[:n], []byte(" 431 ")) {
		t.Errorf("headers of %d bytes are answered with %q", 2*headerBytes, answer[:n])
	}
}
