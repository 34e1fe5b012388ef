package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheToken(t *testing.T) {
	s := started(t, func(o *Options) { o.Token = "a long secret of ours" })
	for _, target := range []string{"/api/v1/topics", "/metrics", "/api/v1/nothing"} {
		for _, wrong := range []string{"", "Bearer", "Bearer ", "Bearer a long secret of our", "Basic a long secret of ours", "a long secret of ours"} {
			w := ask(s, target, "Authorization", wrong)
			if answered(t, w, 401); !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s with %q: %v", target, wrong, w.Header())
			}
		}
	}
	for _, right := range []string{"Bearer a long secret of ours", "bearer  a long secret of ours"} {
		answered(t, ask(s, "/api/v1/topics", "Authorization", right), 200)
	}
	for _, target := range []string{"/", "/docs", "/openapi.json", "/healthz", "/readyz"} {
		if w := ask(s, target); w.Code != 200 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}

func TestHostsOnLoopback(t *testing.T) {
	s := started(t, func(o *Options) { o.Loopback = true })
	for host, status := range map[string]int{
		"localhost": 200, "localhost:8117": 200, "LOCALHOST.:1": 200, "app.localhost": 200, "127.0.0.1:8117": 200, "127.9.9.9": 200, "[::1]:8117": 200, "[::1]": 200,
		"example.org": 421, "example.org:8117": 421, "127.0.0.1.example.org": 421, "localhost.example.org": 421, "192.168.1.1": 421, "0.0.0.0:8117": 421, "": 421, "[::2]": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/topics", nil)
		r.Host = host
		if w := send(s, r); w.Code != status {
			t.Errorf("host %q: %d, want %d", host, w.Code, status)
		}
	}
}

func TestOtherSites(t *testing.T) {
	s := started(t, nil)
	for _, x := range []struct {
		method, target, header, value string
		status                        int
	}{
		{"GET", "/api/v1/topics", "Sec-Fetch-Site", "cross-site", 403},
		{"GET", "/api/v1/topics", "Sec-Fetch-Site", "same-site", 403},
		{"GET", "/api/v1/topics", "Sec-Fetch-Site", "same-origin", 200},
		{"GET", "/api/v1/topics", "Sec-Fetch-Site", "none", 200},
		{"GET", "/", "Sec-Fetch-Site", "cross-site", 200},
		{"POST", "/api/v1/related", "Sec-Fetch-Site", "cross-site", 403},
		{"POST", "/api/v1/related", "Origin", "https://example.org", 403},
		{"POST", "/api/v1/related", "Origin", "http://example.com", 200}, // the host that httptest asks
	} {
		r := httptest.NewRequest(x.method, x.target, nil)
		if x.method == "POST" {
			r = httptest.NewRequest(x.method, x.target, strings.NewReader(`{"text": "bees"}`))
		}
		w := send(s, r, x.header, x.value)
		if w.Code != x.status {
			t.Errorf("%s %s with %s %s: %d, want %d", x.method, x.target, x.header, x.value, w.Code, x.status)
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Error("other sites may read answers")
		}
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	s := started(t, nil)
	for _, target := range []string{"/", "/docs", "/api/v1/topics", "/nothing", "/metrics", "/api/v1/papers?id=nobody"} {
		h := ask(s, target).Header()
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", target, h)
		}
	}
}
