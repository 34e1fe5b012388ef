package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"testing"
)

func TestAnswersAreCompressedForThoseWhoTakeIt(t *testing.T) {
	s := started(t, nil)
	for _, target := range []string{"/api/v1/topics", "/page/map.js", "/openapi.json"} {
		plain, small := ask(s, target), ask(s, target, "Accept-Encoding", "br, gzip;q=0.5")
		if plain.Header().Get("Content-Encoding") != "" || plain.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: headers are %v", target, plain.Header())
		}
		if small.Header().Get("Content-Encoding") != "gzip" || 2*small.Body.Len() > plain.Body.Len() || small.Header().Get("Content-Length") != "" {
			t.Errorf("%s: %d bytes of %d, headers %v", target, small.Body.Len(), plain.Body.Len(), small.Header())
		}
		z, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(z); err != nil || string(b) != plain.Body.String() {
			t.Errorf("%s: %v, other bytes than without", target, err)
		}
		tag := small.Header().Get("ETag")
		if tag != "W/"+plain.Header().Get("ETag") {
			t.Errorf("%s: ETag %s and %s", target, tag, plain.Header().Get("ETag"))
		}
		again := ask(s, target, "Accept-Encoding", "gzip", "If-None-Match", tag)
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag || again.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s again: %d, %v", target, again.Code, again.Header())
		}
	}
	for _, list := range []string{"gzip;q=0", "gzip; q=0.000", "identity", "x-gzip2"} {
		if w := ask(s, "/api/v1/topics", "Accept-Encoding", list); w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed", list)
		}
	}
	if w := ask(s, "/page/map.js", "Accept-Encoding", "gzip", "Range", "bytes=0-9"); w.Code != http.StatusPartialContent || w.Body.Len() != 10 {
		t.Errorf("a part: %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := ask(s, "/api/v1/papers?id=nobody", "Accept-Encoding", "gzip"); w.Code != http.StatusNotFound || w.Header().Get("Content-Encoding") != "" {
		t.Errorf("a problem: %d, %v", w.Code, w.Header())
	}
}

func TestProblemsSayWhatIsWrong(t *testing.T) {
	s := started(t, nil)
	w := ask(s, "/api/v1/topics/0/papers?offset=-1")
	if detail := answered(t, w, http.StatusUnprocessableEntity)["detail"]; detail != "query.offset: expected number >= 0" {
		t.Errorf("the detail is %v", detail)
	}
}
