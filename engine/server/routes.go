package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kindred/engine/report"
)

// prefix is where questions about papers stand.
const prefix = "/api/v1"

// bodyBytes is the most that a question by POST may have.
const bodyBytes = 1 << 20

// routes makes the handler of all requests.
func (s *Server) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	api := humago.New(mux, s.config())
	shared := schemas{api.OpenAPI().Components.Schemas}
	s.corpusRoute(api, shared)
	s.topicRoutes(api, shared)
	s.paperRoutes(api, shared)
	s.relatedRoutes(api, shared)
	s.explainRoute(api, shared)
	s.searchRoute(api, shared)
	s.mapRoutes(api, shared)
	s.healthRoutes(api)
	mux.HandleFunc("GET /metrics", s.writeMetrics)
	spec, err := json.MarshalIndent(api.OpenAPI(), "", " ")
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	if err := s.pageRoutes(mux, spec); err != nil {
		return nil, err
	}
	return s.logged(s.guard(compressed(withProblems(mux)))), nil
}

// config is huma's, without the pages that it has from elsewhere and links to schemas in answers.
func (s *Server) config() huma.Config {
	c := huma.DefaultConfig("kindred", s.options.Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{shortened}
	c.Info.Description = "Questions about a corpus of research papers: its topics, the papers nearest to one, to several or to a text, and why. " +
		"Names are those of the JSON that the kindred program writes. Answers have ETags and are the same for the same papers and settings. " +
		"Errors are application/problem+json; 429 and 503 say in Retry-After when to come again."
	if s.options.Token != "" {
		c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	}
	return c
}

// corpusRoute says what is served.
func (s *Server) corpusRoute(api huma.API, shared schemas) {
	op := s.operation(http.MethodGet, "/corpus", "corpus", "What is served: where it is from, its settings, how many papers and topics it has", shapes(
		shape{"generation", &huma.Schema{Type: "string", Description: "changes when the papers do"}},
		shape{"run", shared.of(report.Run{})}, shape{"metrics", metricsSchema()},
	))
	type in struct{ Conditional }
	get(s, api, op, func(_ context.Context, g *generation, _ *in) (object, error) {
		return object{{"generation", g.ID}, {"run", g.Run}, {"metrics", report.NewMetrics(g.Topics)}}, nil
	})
}

// metricsSchema is that of report.Metrics, whose numbers may be null.
func metricsSchema() *huma.Schema {
	whole, may := &huma.Schema{Type: "integer"}, &huma.Schema{Type: "number", Nullable: true}
	return &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{"k": whole, "no_text": whole, "criterion": may, "silhouette": may, "stability": may}}
}

// health is what probes read.
type health struct {
	CacheControl string `header:"Cache-Control" hidden:"true"`
	Body         struct {
		Status     string `json:"status" enum:"ok,ready"`
		Generation string `json:"generation,omitempty" doc:"of the papers that are served"`
	}
}

// healthRoutes say whether the program runs, and whether it should be asked.
func (s *Server) healthRoutes(api huma.API) {
	alive := huma.Operation{Method: http.MethodGet, Path: "/healthz", OperationID: "healthz", Summary: "Whether the server runs"}
	huma.Register(api, alive, func(context.Context, *struct{}) (*health, error) { return healthy("ok", ""), nil })
	ready := huma.Operation{Method: http.MethodGet, Path: "/readyz", OperationID: "readyz", Errors: []int{http.StatusServiceUnavailable},
		Summary: "Whether the server should be asked: its papers are open and it is not stopping"}
	huma.Register(api, ready, func(context.Context, *struct{}) (*health, error) {
		g := s.held()
		if g != nil {
			defer g.release()
		}
		if g == nil || s.ending.Load() {
			return nil, unavailable("the server is stopping", 5)
		}
		return healthy("ready", g.ID), nil
	})
}

func healthy(status, generation string) *health {
	out := &health{CacheControl: "no-store"}
	out.Body.Status, out.Body.Generation = status, generation
	return out
}

// content serves bytes that never change, with an ETag of theirs.
func content(name, kind string, body []byte) http.HandlerFunc {
	tag := tagOf(name, string(body))
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	}
}
