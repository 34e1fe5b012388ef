package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// questions are those whose answers are kept, by the name of the file.
var questions = []struct{ name, target, body string }{
	{"corpus", "/api/v1/corpus", ""},
	{"topics", "/api/v1/topics", ""},
	{"topic", "/api/v1/topics/3", ""},
	{"topic-papers", "/api/v1/topics/3/papers?offset=2&limit=3", ""},
	{"paper", "/api/v1/papers?id=astro-01", ""},
	{"related", "/api/v1/related?id=astro-01&n=3", ""},
	{"related-several", "/api/v1/related?id=astro-01&id=astro-02&not=astro-03&n=3&diverse=0.3", ""},
	{"related-text", "/api/v1/related", `{"title": "How bees find their way home", "abstract": "We follow honeybees to flowers.", "n": 3}`},
	{"explain", "/api/v1/explain?a=astro-01&b=astro-02", ""},
	{"explain-topic", "/api/v1/explain?a=astro-01&topic=own", ""},
	{"search", "/api/v1/search?q=the+b&limit=3", ""},
	{"map-papers", "/api/v1/map/papers?row=3&row=1", ""},
	{"unknown", "/api/v1/papers?id=nobody", ""},
	{"wrong", "/api/v1/related?id=astro-01&n=0&depth=3", ""},
}

func asked1(s http.Handler, target, body string) *httptest.ResponseRecorder {
	if body == "" {
		return ask(s, target)
	}
	return send(s, httptest.NewRequest(http.MethodPost, target, strings.NewReader(body)), "Content-Type", "application/json")
}

func TestGoldenAnswers(t *testing.T) {
	s := started(t, nil)
	for _, q := range questions {
		w := asked1(s, q.target, q.body)
		kind := map[bool]string{true: "application/json", false: "application/problem+json"}[w.Code == 200]
		if got := w.Header().Get("Content-Type"); got != kind {
			t.Errorf("%s: content type %q, want %q", q.target, got, kind)
		}
		golden(t, q.name+".json", w.Body.Bytes())
	}
}

func TestGoldenDescription(t *testing.T) {
	w := ask(started(t, nil), "/openapi.json")
	golden(t, "openapi.json", w.Body.Bytes())
}

// TestAnswersAreThoseOfTheTables compares rows with what the tool writes as JSON.
func TestAnswersAreThoseOfTheTables(t *testing.T) {
	s, c := started(t, nil), whole()
	docs := c.Engine.Documents()
	related, err := c.Engine.Related(context.Background(), engine.Query{ID: docs.At(16).ID, Rows: []int{16}}, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range related.Hits { // an engine that was built does not tell topics; its Topics do
		related.Hits[i].Topic = c.Topics.ID(c.Topics.Assignments[h.Row].Topic)
	}
	for _, x := range []struct {
		target, key string
		want        report.Table
	}{
		{"/api/v1/topics", "topics", report.Topics(docs, c.Topics)},
		{"/api/v1/related?n=5&id=" + docs.At(16).ID, "related", report.Related(docs, just(related))},
		{"/api/v1/papers/" + docs.At(16).ID + "/related?n=5", "related", report.Related(docs, just(related))},
		{fmt.Sprintf("/api/v1/explain?full=true&a=%s&b=%s", docs.At(0).ID, docs.At(1).ID), "explain", report.Explain(docs.At(0).ID, docs.At(1).ID, c.Engine.Explain(0, 1, true))},
	} {
		var want bytes.Buffer
		if err := report.JSON(&want, x.want); err != nil {
			t.Fatal(err)
		}
		w := ask(s, x.target)
		rows := answered(t, w, 200)[x.key]
		if got := w.Body.String(); !strings.Contains(got, strings.TrimSpace(want.String())) {
			t.Errorf("%s: %v is not as the table has it: %s", x.target, rows, want.String())
		}
	}
}

// rowsOf are the rows of an answer under a key.
func rowsOf(t *testing.T, w *httptest.ResponseRecorder, key string) []map[string]any {
	t.Helper()
	var out map[string]json.RawMessage
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	var rows []map[string]any
	if err := json.Unmarshal(out[key], &rows); err != nil {
		t.Fatalf("%s: %v in %s", key, err, w.Body)
	}
	return rows
}

// What a paper lacks is empty, as the description has it.
func TestAPaperOfLittleHasNoNulls(t *testing.T) {
	b, err := json.Marshal(detailsOf(corpus.Document{ID: "x"}))
	if err != nil || bytes.Contains(b, []byte("null")) {
		t.Errorf("%v: %s", err, b)
	}
}

func TestPagesOfATopicAreItsPapersByRank(t *testing.T) {
	s := started(t, nil)
	for place, topic := range whole().Topics.Topics {
		var ids []string
		for offset := 0; offset == len(ids); offset += 4 {
			w := ask(s, fmt.Sprintf("/api/v1/topics/%d/papers?offset=%d&limit=4", topic.ID, offset))
			rows := rowsOf(t, w, "documents")
			for _, r := range rows {
				ids = append(ids, r["doc_id"].(string))
				if place < whole().Topics.K && (r["rank_in_topic"] != float64(len(ids)) || r["topic_id"] != float64(topic.ID)) {
					t.Errorf("paper %d of topic %d is %v", len(ids), topic.ID, r)
				}
			}
			if total := answered(t, w, 200)["total"]; total != float64(topic.Size) {
				t.Errorf("topic %d has %v papers, want %d", topic.ID, total, topic.Size)
			}
		}
		if len(ids) != topic.Size {
			t.Errorf("the pages of topic %d hold %d papers, want %d", topic.ID, len(ids), topic.Size)
		}
	}
}

// TestIDsOfAnyShape asks for papers by ids that paths of URLs carry badly.
func TestIDsOfAnyShape(t *testing.T) {
	docs := read(t)[:12]
	ids := []string{"10.1000/a/b", "https://x.org//y", "../../etc/passwd", "a?b=c&d#e", "%2F", "Ä ö", "a|b", ".", "+", "a+b c"}
	for i, id := range ids {
		docs[i].ID = id
	}
	e, topics := built(t, docs, func(c *engine.Config) { c.K = 2 })
	c := *whole()
	c.Engine, c.Topics, c.Lookup = e, topics, corpus.NewLookup(e.Documents())
	s := started(t, func(o *Options) { o.Source = always(&c) })
	for _, id := range ids {
		paper := answered(t, ask(s, "/api/v1/papers?id="+url.QueryEscape(id)), 200)["paper"].(map[string]any)
		if paper["id"] != id {
			t.Errorf("%q is answered with %q", id, paper["id"])
		}
		if w := ask(s, "/api/v1/related?n=2&id="+url.QueryEscape(id)); len(rowsOf(t, w, "related")) != 2 {
			t.Errorf("%q has no two related papers: %s", id, w.Body)
		}
	}
	for _, target := range []string{"/api/v1/papers/10.1000%2Fa%2Fb", "/api/v1/papers/a%7Cb/related", "/api/v1/papers/%C3%84%20%C3%B6"} {
		answered(t, ask(s, target), 200)
	}
}

func TestWhatCannotBeAnswered(t *testing.T) {
	s := started(t, nil)
	for target, status := range map[string]int{
		"/api/v1/topics/99": 404, "/api/v1/topics/x": 422, "/api/v1/topics/-1/papers": 404, "/api/v1/papers?id=nobody": 404, "/api/v1/papers": 422,
		"/api/v1/papers/nobody": 404, "/api/v1/papers/nobody/related": 404, "/api/v1/related": 422, "/api/v1/related?id=astro-01&not=nobody": 404,
		"/api/v1/related?id=astro-01&n=1001": 422, "/api/v1/related?id=astro-01&diverse=2": 422, "/api/v1/related?id=astro-01&diverse=NaN": 422, "/api/v1/related?id=astro-01&x=1": 422,
		"/api/v1/explain?a=astro-01": 422, "/api/v1/explain?a=astro-01&b=astro-02&topic=own": 422, "/api/v1/explain?a=astro-01&topic=99": 422,
		"/api/v1/explain?a=astro-01&topic=two": 422, "/api/v1/explain?a=nobody&b=astro-01": 404, "/api/v1/explain?a=astro-01&b=nobody": 404,
		"/api/v1/search": 422, "/api/v1/search?q=a&limit=0": 422, "/api/v1/topics/3/papers?offset=-1": 422, "/api/v1/map?x0=9": 422, "/api/v1/map?x0=NaN": 422,
		"/api/v1/map/papers?row=100000": 404, "/api/v1/map/papers?row=-1": 404, "/api/v1/map/papers": 422,
		"/api/v1/nothing": 404, "/nothing": 404, "/page/../../go.mod": 404, "/docs/": 404,
	} {
		p := answered(t, ask(s, target), status)
		if p["status"] != float64(status) || p["title"] != http.StatusText(status) || p["detail"] == "" {
			t.Errorf("%s: %v", target, p)
		}
	}
	w := send(s, httptest.NewRequest(http.MethodDelete, "/api/v1/topics", nil))
	if answered(t, w, 405); w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("allowed are %q", w.Header().Get("Allow"))
	}
	long := answered(t, ask(s, "/api/v1/search?q="+strings.Repeat("a", 2000)), 422)
	if text := fmt.Sprint(long); len(text) > 500 {
		t.Errorf("a problem of %d bytes repeats what was asked", len(text))
	}
}

func TestDrafts(t *testing.T) {
	s := started(t, nil)
	for body, status := range map[string]int{
		`{"text": "honeybees and flowers"}`:                                200,
		`{"title": "Honeybees", "ids": ["astro-01"], "not": ["astro-02"]}`: 200,
		`{"ids": ["astro-01"], "n": 2}`:                                    200,
		`{"text": "zzzz qqqq"}`:                                            200, // no word that papers have: none is related
		`{}`:                                                               422,
		`{"text": "  "}`:                                                   422,
		`{"text": 5}`:                                                      422,
		`{"text": "bees", "path": "/etc/passwd"}`:                          422,
		`{"text": "bees", "n": 5000}`:                                      422,
		`{"text": "bees", "ids": ["nobody"]}`:                              404,
		`{"text": "` + strings.Repeat("a", 200_001) + `"}`:                 422,
		`{"text": "` + strings.Repeat("a", bodyBytes) + `"}`:               413,
		`{"text": "unfinished`:                                             400,
		``:                                                                 400,
		`[` + strings.Repeat("[", 20_000):                                  400,
		`{"text": "bees", "ids": [` + strings.Repeat(`"astro-01",`, 100) + `"astro-01"]}`: 422,
	} {
		w := send(s, httptest.NewRequest(http.MethodPost, "/api/v1/related", strings.NewReader(body)), "Content-Type", "application/json")
		if answered(t, w, status); w.Body.Len() > 5000 && status != 200 {
			t.Errorf("a problem of %d bytes for %.50s", w.Body.Len(), body)
		}
	}
	w := send(s, httptest.NewRequest(http.MethodPost, "/api/v1/related", strings.NewReader("text=bees")), "Content-Type", "application/x-www-form-urlencoded")
	answered(t, w, 415)
}

// TestATextIsAskedAsTheToolDoes compares a draft with the engine's own answer.
func TestATextIsAskedAsTheToolDoes(t *testing.T) {
	c := whole()
	want, err := c.Engine.Related(context.Background(), engine.Query{Text: "honeybees and flowers"}, 10)
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, asked1(started(t, nil), "/api/v1/related", `{"text": "honeybees and flowers"}`), "related")
	if len(rows) != len(want.Hits) {
		t.Fatalf("%d related papers, want %d", len(rows), len(want.Hits))
	}
	for i, h := range want.Hits {
		if id := c.Engine.Documents().At(h.Row).ID; rows[i]["doc_id"] != id || rows[i]["query_id"] != "text" {
			t.Errorf("paper %d is %v, want %s", i+1, rows[i], id)
		}
	}
}

func TestTheMap(t *testing.T) {
	s := started(t, nil)
	w := ask(s, "/api/v1/map")
	for range 500 {
		if w.Code != http.StatusServiceUnavailable {
			break
		}
		if w.Header().Get("Retry-After") == "" {
			t.Fatal("it does not say when to come again")
		}
		time.Sleep(10 * time.Millisecond)
		w = ask(s, "/api/v1/map")
	}
	m, n := answered(t, w, 200), whole().Engine.Documents().Len()
	at, err := whole().Engine.Layout(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	xs, ys, rows := m["x"].([]any), m["y"].([]any), m["row"].([]any)
	if len(xs) != n || len(ys) != n || len(rows) != n || m["total"] != float64(n) {
		t.Fatalf("a map of %d by %d of %v for %d papers", len(xs), len(ys), m["total"], n)
	}
	for i := range at {
		if dx, dy := xs[i].(float64)-at[i].X, ys[i].(float64)-at[i].Y; dx*dx+dy*dy > 1e-9 {
			t.Fatalf("paper %d lies at %v, %v; want %v", i, xs[i], ys[i], at[i])
		}
	}
	part := answered(t, ask(s, "/api/v1/map?x0=0&limit=10"), 200)
	right := 0
	for _, p := range at {
		if float32(p.X) >= 0 {
			right++
		}
	}
	if got := len(part["row"].([]any)); part["total"] != float64(right) || got > 10 || got < 5 {
		t.Errorf("%d points of %v in the right half, which has %d", got, part["total"], right)
	}
}

func TestProbesAndMetrics(t *testing.T) {
	s := started(t, nil)
	if h := answered(t, ask(s, "/healthz"), 200); h["status"] != "ok" {
		t.Errorf("health is %v", h)
	}
	if r := answered(t, ask(s, "/readyz"), 200); r["status"] != "ready" || r["generation"] != "sample" {
		t.Errorf("ready is %v", r)
	}
	ask(s, "/api/v1/topics")
	ask(s, "/api/v1/topics")
	ask(s, "/api/v1/papers?id=nobody")
	send(s, httptest.NewRequest("BREW", "/x", nil))
	w := ask(s, "/metrics")
	for _, want := range []string{
		`kindred_requests_total{route="/api/v1/topics",method="GET",status="200"} 2`,
		`kindred_requests_total{route="/api/v1/papers",method="GET",status="404"} 1`,
		`kindred_requests_total{route="other",method="other",status="404"} 1`,
		`kindred_request_seconds_count{route="/api/v1/topics"} 2`,
		`kindred_request_seconds_bucket{route="/api/v1/topics",le="+Inf"} 2`,
		`kindred_request_seconds_bucket{route="/api/v1/topics",le="0.001"} 2`,
		`kindred_requests_in_flight 1`, `kindred_papers 145`, `kindred_topics 12`, `kindred_info{version="test",generation="sample"} 1`,
	} {
		if !strings.Contains(w.Body.String(), want+"\n") {
			t.Errorf("no %s in\n%s", want, w.Body)
		}
	}
}

func TestPages(t *testing.T) {
	s := started(t, nil)
	for target, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/docs": "text/html; charset=utf-8", "/docs/reference.js": "text/javascript; charset=utf-8",
		"/docs/reference.css": "text/css; charset=utf-8", "/openapi.json": "application/vnd.oai.openapi+json;version=3.1",
	} {
		w := ask(s, target)
		if w.Code != 200 || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s: %d, %s", target, w.Code, w.Header().Get("Content-Type"))
		}
		if again := ask(s, target, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s is sent again to who has it: %d", target, again.Code)
		}
	}
}

// TestPagesKeepThePolicy looks for what the policy would keep a browser from doing.
func TestPagesKeepThePolicy(t *testing.T) {
	for _, folder := range []string{"page", "reference"} {
		files, err := pages.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(folder + "/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, never := range []string{"<style", " style=", " onclick=", "javascript:", "innerHTML", "eval(", "//cdn", "https://unpkg"} {
				if strings.Contains(string(b), never) {
					t.Errorf("%s/%s has %q", folder, f.Name(), never)
				}
			}
		}
	}
}
