package server

import (
	"net/http"
	"testing"
)

func TestConditionalRequests(t *testing.T) {
	s := started(t, nil)
	const target = "/api/v1/related?id=astro-01&n=3"
	first := ask(s, target)
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("headers are %v", first.Header())
	}
	for _, has := range []string{tag, "W/" + tag, `"other", ` + tag} {
		w := ask(s, target, "If-None-Match", has)
		if w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
			t.Errorf("with %s: %d, %q", has, w.Code, w.Body)
		}
	}
	for _, x := range []struct{ target, has string }{{target, `"other"`}, {target, ""}, {"/api/v1/related?id=astro-01&n=4", tag}, {"/api/v1/related?id=astro-02&n=3", tag}} {
		if w := ask(s, x.target, "If-None-Match", x.has); w.Code != 200 || w.Body.Len() == 0 {
			t.Errorf("%s with %q: %d", x.target, x.has, w.Code)
		}
	}
	if w := ask(s, "/api/v1/related?n=3&id=astro-01"); w.Header().Get("ETag") != tag {
		t.Error("the order of parameters makes another answer")
	}
	if w := ask(s, "/api/v1/papers?id=nobody"); w.Header().Get("ETag") != "" {
		t.Error("a problem has an ETag")
	}
}

func TestETagsTellSettingsAndGenerationsApart(t *testing.T) {
	seen := map[string]string{}
	for name, change := range map[string]func(*Corpus){
		"as it is": func(*Corpus) {}, "generation": func(c *Corpus) { c.ID = "other" },
		"settings": func(c *Corpus) { c.Run.Config = map[string]any{"k": 13} }, "papers": func(c *Corpus) { c.Run.SHA256 = "4567" },
	} {
		c := *whole()
		change(&c)
		s := started(t, func(o *Options) { o.Source = always(&c) })
		tag := ask(s, "/api/v1/topics").Header().Get("ETag")
		if other, twice := seen[tag]; twice {
			t.Errorf("%s and %s have one ETag", name, other)
		}
		seen[tag] = name
	}
}
