package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Conditional is what every question by GET takes beside its own parameters: which answer the client has already. It is exported, as Page and Wanted are,
// because huma finds no parameters in embedded types that are not.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" doc:"ETags of the answers that the client has; the answer is 304 if one of them is still true"`
	question    string
}

// Resolve keeps the question, with its parameters in order.
func (c *Conditional) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	c.question = u.EscapedPath() + "?" + u.Query().Encode()
	return nil
}

func (c *Conditional) conditional() *Conditional { return c }

// question is a pointer to the parameters of a question by GET.
type question[I any] interface {
	*I
	conditional() *Conditional
}

// output is an answer as it goes out.
type output struct {
	Status       int
	ContentType  string `header:"Content-Type" hidden:"true"`
	ETag         string `header:"ETag" doc:"Names this answer; it changes when the papers or the settings do"`
	CacheControl string `header:"Cache-Control" hidden:"true"`
	Body         []byte
}

// anyErrors are what any question may end with.
var anyErrors = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusMisdirectedRequest, http.StatusUnprocessableEntity,
	http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}

// operation describes a question for OpenAPI.
func (s *Server) operation(method, path, id, summary string, answer *huma.Schema) huma.Operation {
	op := huma.Operation{
		Method: method, Path: prefix + path, OperationID: id, Summary: summary, Errors: anyErrors,
		Responses: map[string]*huma.Response{"200": {Description: "The answer", Content: map[string]*huma.MediaType{"application/json": {Schema: answer}}}},
	}
	if s.options.Token != "" {
		op.Security = []map[string][]string{{"token": {}}}
	}
	if method == http.MethodGet {
		op.Responses["304"] = &huma.Response{Description: "The answer that the client has is still true"}
	}
	return op
}

// get registers a question by GET. answer makes the answer from a generation that is held meanwhile, and may be called on another goroutine
// than that of the request.
func get[I any, P question[I]](s *Server, api huma.API, op huma.Operation, answer func(ctx context.Context, g *generation, in *I) (object, error)) {
	huma.Register(api, op, func(ctx context.Context, in *I) (*output, error) {
		c := P(in).conditional()
		return s.answer(ctx, c, func(ctx context.Context, g *generation) (object, error) { return answer(ctx, g, in) })
	})
}

// post registers a question by POST.
func post[I any](s *Server, api huma.API, op huma.Operation, answer func(ctx context.Context, g *generation, in *I) (object, error)) {
	huma.Register(api, op, func(ctx context.Context, in *I) (*output, error) {
		return s.answer(ctx, nil, func(ctx context.Context, g *generation) (object, error) { return answer(ctx, g, in) })
	})
}

// answer makes an answer from the current generation; c is nil for one that no client keeps.
func (s *Server) answer(ctx context.Context, c *Conditional, ask func(ctx context.Context, g *generation) (object, error)) (*output, error) {
	g := s.held()
	if g == nil {
		return nil, unavailable("the server is stopping", 5)
	}
	defer g.release()
	out := &output{Status: http.StatusOK, ContentType: "application/json", CacheControl: "private, no-cache"}
	if c != nil {
		if out.ETag = g.etag(s.options.Version, c.question); known(c.IfNoneMatch, out.ETag) {
			out.Status = http.StatusNotModified
			return out, nil
		}
	}
	ctx, cancel := context.WithTimeout(ctx, s.options.Timeout)
	defer cancel()
	var err error
	out.Body, err = s.compute(ctx, g, ask)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return out, nil
}

// compute waits for a place among those at work and makes the answer. When ctx ends it does not wait for what is at work, which keeps its
// place and its hold until it ends by itself.
func (s *Server) compute(ctx context.Context, g *generation, ask func(ctx context.Context, g *generation) (object, error)) (body []byte, err error) {
	if err := s.gate.enter(ctx); err != nil {
		return nil, err
	}
	g.hold()
	done := newResult()
	go func() {
		defer g.release()
		defer s.gate.leave()
		defer close(done.there)
		done.err = guarded(func() error {
			answer, err := ask(ctx, g)
			if err == nil {
				done.body, err = answer.encode()
			}
			return err
		})
	}()
	select {
	case <-done.there:
		return done.body, done.err
	case <-ctx.Done():
		return nil, errLate
	}
}

// result is an answer that is being made.
type result struct {
	there chan struct{}
	body  []byte
	err   error
}

func newResult() *result { return &result{there: make(chan struct{})} }

// etag names the answer to a question.
func (g *generation) etag(version, question string) string {
	settings, _ := json.Marshal(g.Run.Config) // values of flags always encode
	return tagOf(version, g.ID, g.Run.SHA256, string(settings), question)
}

// tagOf is an ETag that says which texts something is made of.
func tagOf(texts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", texts))
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// known tells whether a list of ETags holds one; weak ones count as well.
func known(list, etag string) bool {
	for tag := range strings.SplitSeq(list, ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
			return true
		}
	}
	return false
}
