package server

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// compressed sends answers with gzip to those who take it: points of a map and papers are a third of their size or less. An ETag is weak then, for
// the bytes are others than without; parts of an answer (Range) are never compressed.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if r.Method == http.MethodHead || !takesGzip(r.Header.Get("Accept-Encoding")) {
			next.ServeHTTP(w, r)
			return
		}
		out := &compressor{ResponseWriter: w}
		next.ServeHTTP(out, r)
		out.close()
	})
}

// takesGzip tells whether a list of encodings has gzip, and not to refuse it.
func takesGzip(list string) bool {
	for one := range strings.SplitSeq(strings.ToLower(list), ",") {
		name, weight, _ := strings.Cut(strings.ReplaceAll(one, " ", ""), ";")
		if name == "gzip" {
			return !strings.HasPrefix(weight, "q=0") || strings.Trim(weight, "q=0.") != ""
		}
	}
	return false
}

// writers are kept, for each takes most of a megabyte.
var writers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // a level that there is
	return z
}}

// compressor compresses what is written, once the status is that of a whole answer.
type compressor struct {
	http.ResponseWriter
	to    *gzip.Writer // nil while nothing is compressed
	began bool
}

func (c *compressor) WriteHeader(status int) {
	h := c.Header()
	whole := status == http.StatusOK && h.Get("Content-Encoding") == ""
	if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") && (whole || status == http.StatusNotModified) {
		h.Set("ETag", "W/"+tag)
	}
	if whole && !c.began {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		h.Del("Accept-Ranges")
		c.to = writers.Get().(*gzip.Writer)
		c.to.Reset(c.ResponseWriter)
	}
	c.began = c.began || status >= http.StatusOK
	c.ResponseWriter.WriteHeader(status)
}

func (c *compressor) Write(b []byte) (int, error) {
	if !c.began {
		c.WriteHeader(http.StatusOK)
	}
	if c.to != nil {
		return c.to.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *compressor) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// close ends the stream. It is not reached where a handler panics: then the connection is cut or a problem follows, and what was
// being written is dropped.
func (c *compressor) close() {
	if c.to == nil {
		return
	}
	_ = c.to.Close() // the client may be gone
	writers.Put(c.to)
}
