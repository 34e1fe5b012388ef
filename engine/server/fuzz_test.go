package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// askable are the paths that take parameters.
var askable = []string{"/api/v1/topics", "/api/v1/topics/3", "/api/v1/topics/3/papers", "/api/v1/papers", "/api/v1/papers/astro-01/related", "/api/v1/related",
	"/api/v1/explain", "/api/v1/search", "/api/v1/map/papers", "/api/v1/corpus", "/api/v1/map"}

// FuzzQuery asks each question with any parameters: the answer is JSON in UTF-8, and never a failure of the server's.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{"id=astro-01&n=3", "id=astro-01&id=astro-02&not=astro-03&diverse=0.5", "a=astro-01&b=astro-02&full=true", "a=astro-01&topic=own", "q=the+gal&limit=3",
		"offset=1&limit=2", "row=1&row=2", "id=%ff%00", "id=&id=", "n=-1", "n=99999999999999999999", "q=%C3%A9+%E6%97%A5", "a;b", "%zz", "q=" + strings.Repeat("a+", 500), "diverse=NaN", "topic=-0&a=astro-01",
		"x0=-0.5&y1=1e-3&limit=7", "x0=1&x1=-1", "x0=inf", "x0=NaN"} {
		f.Add(uint8(5), seed)
		f.Add(uint8(7), seed)
		f.Add(uint8(6), seed)
		f.Add(uint8(10), seed)
	}
	s := started(f, nil)
	g := s.held()
	<-g.places.start(g) // else the map is not there yet
	g.release()
	f.Fuzz(func(t *testing.T, path uint8, query string) {
		u := url.URL{Path: askable[int(path)%len(askable)], RawQuery: query}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &u
		w := send(s, r)
		if !slices.Contains([]int{200, 404, 409, 422}, w.Code) {
			t.Errorf("%s?%s: %d %s", u.Path, query, w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) || !utf8.Valid(w.Body.Bytes()) {
			t.Errorf("%s?%s is answered with what is no JSON: %q", u.Path, query, w.Body)
		}
	})
}

// FuzzDraft posts anything as a draft.
func FuzzDraft(f *testing.F) {
	for _, seed := range []string{`{"text": "bees"}`, `{"title": "bees", "ids": ["astro-01"], "not": ["astro-02"], "n": 3, "diverse": 0.4}`, `{}`, `[]`, `null`, `{"n": 1e9}`, `{"text": "\ud800"}`} {
		f.Add(seed)
	}
	s := started(f, nil)
	f.Fuzz(func(t *testing.T, body string) {
		w := send(s, httptest.NewRequest(http.MethodPost, "/api/v1/related", strings.NewReader(body)), "Content-Type", "application/json")
		if !slices.Contains([]int{200, 400, 404, 409, 413, 422}, w.Code) {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) || !utf8.Valid(w.Body.Bytes()) {
			t.Errorf("%q is answered with what is no JSON: %q", body, w.Body)
		}
	})
}
