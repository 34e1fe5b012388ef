package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// policy is what pages of the server may load: what it serves itself, and nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// public are the paths that need no token: they say nothing of the papers.
func public(path string) bool {
	return !strings.HasPrefix(path, prefix) && path != "/metrics"
}

// guard answers those who may ask, and gives every answer its headers.
//
// A web page elsewhere can make a browser on this machine ask us. It cannot read the answer, as no header allows it; it could if it made a name of
// its own point to this machine, so on loopback the host must be a name of this machine. What a browser says comes from another site is
// answered for pages alone.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	want := sha256.Sum256([]byte(s.options.Token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		site := r.Header.Get("Sec-Fetch-Site")
		switch {
		case s.options.Loopback && !localHost(r.Host):
			writeProblem(w, http.StatusMisdirectedRequest, "this server answers to names of this machine: ask localhost or 127.0.0.1")
		case cross.Check(r) != nil, !public(r.URL.Path) && (site == "cross-site" || site == "same-site"):
			writeProblem(w, http.StatusForbidden, "questions from other sites are not answered")
		case s.options.Token != "" && !public(r.URL.Path) && !bears(r, want):
			h.Set("WWW-Authenticate", `Bearer realm="kindred"`)
			writeProblem(w, http.StatusUnauthorized, "a token is needed: Authorization: Bearer TOKEN")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// bears tells whether a request has the token with this hash, in a time that says nothing of the token.
func bears(r *http.Request, want [sha256.Size]byte) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	got := sha256.Sum256([]byte(strings.TrimSpace(token)))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1 && strings.EqualFold(scheme, "Bearer")
}

// localHost tells whether the host of a request, with or without a port, is a name that no other machine can have.
func localHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}
