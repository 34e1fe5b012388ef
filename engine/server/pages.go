package server

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"

	"kindred/engine/webmap"
)

// The page at / and the reference at /docs, each a folder of HTML, style sheets and scripts. They hold nothing inline and load nothing from
// elsewhere, as the policy demands.
//
//go:embed page reference
var pages embed.FS

// kinds are the content types of files of pages, by how they end.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// pageRoutes serves each file of a page beside its index.html, and the description that the reference is made from.
func (s *Server) pageRoutes(mux *http.ServeMux, spec []byte) error {
	mux.HandleFunc("GET /openapi.json", content("openapi.json", "application/vnd.oai.openapi+json;version=3.1", spec))
	mux.HandleFunc("GET /page/map.js", content("map.js", kinds[".js"], []byte(webmap.Script)))
	mux.HandleFunc("GET /page/look.css", content("look.css", kinds[".css"], []byte(webmap.Style+webmap.Look)))
	for _, page := range []struct{ folder, index, at string }{{"page", "/{$}", "/page/"}, {"reference", "/docs", "/docs/"}} {
		files, err := fs.ReadDir(pages, page.folder)
		if err != nil {
			return fmt.Errorf("server: %w", err)
		}
		for _, f := range files {
			body, err := fs.ReadFile(pages, path.Join(page.folder, f.Name()))
			if err != nil {
				return fmt.Errorf("server: %w", err)
			}
			kind, known := kinds[path.Ext(f.Name())]
			switch {
			case f.Name() == "index.html":
				mux.HandleFunc("GET "+page.index, content(f.Name(), kind, body))
			case known:
				mux.HandleFunc("GET "+page.at+f.Name(), content(f.Name(), kind, body))
			}
		}
	}
	return nil
}
