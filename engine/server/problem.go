package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine"
	"kindred/engine/corpus"
)

// statusGone is what the log has of a client that did not wait.
const statusGone = 499

// unavailable asks the client to come again in so many seconds.
func unavailable(detail string, seconds int) error {
	return again(http.StatusServiceUnavailable, detail, seconds)
}

func again(status int, detail string, seconds int) error {
	return huma.ErrorWithHeaders(huma.NewError(status, detail), http.Header{"Retry-After": {strconv.Itoa(seconds)}})
}

// unprocessable says what is wrong with a question that can be read.
func unprocessable(detail string) error { return huma.NewError(http.StatusUnprocessableEntity, detail) }

func notFound(detail string) error { return huma.NewError(http.StatusNotFound, detail) }

// problem makes an error of an answer one that may be told; what is no business of clients goes to the log.
func (s *Server) problem(ctx context.Context, err error) error {
	var status huma.StatusError
	var unknown *corpus.LookupError
	switch {
	case errors.As(err, &status):
		return err
	case errors.As(err, &unknown):
		return unknownPaper(unknown)
	case errors.Is(err, engine.ErrTextAsked):
		return unprocessable(strings.TrimPrefix(err.Error(), "engine: "))
	case errors.Is(err, errCrowded):
		s.metrics.crowded.Add(1)
		return again(http.StatusTooManyRequests, "more is asked at once than can be answered", 1)
	case errors.Is(err, errNotYet):
		return unavailable("this is being computed for the papers that are served now", 5)
	case errors.Is(ctx.Err(), context.Canceled):
		return huma.NewError(statusGone, "the client is gone")
	case errors.Is(err, errLate), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		s.metrics.late.Add(1)
		return unavailable("the answer takes longer than it may", 2)
	}
	s.logFailure(err)
	return huma.NewError(http.StatusInternalServerError, "the answer failed; the log of the server says why")
}

func (s *Server) logFailure(err error) {
	var p *panicked
	if errors.As(err, &p) {
		s.options.Log.Error("an answer panicked", "error", err, "stack", string(p.stack))
		return
	}
	s.options.Log.Error("an answer failed", "error", err)
}

// unknownPaper is 404 for an id that no paper has, and 409 for one that several have.
func unknownPaper(e *corpus.LookupError) error {
	if !e.Ambiguous {
		return notFound(fmt.Sprintf("no paper has the id %q: "+prefix+"/search finds papers by their titles", clipped(e.Name)))
	}
	detail, list, _ := strings.Cut(strings.TrimPrefix(e.Error(), "corpus: "), "\n")
	var papers []error
	for line := range strings.Lines(list) {
		papers = append(papers, &huma.ErrorDetail{Message: strings.TrimSpace(line)})
	}
	return huma.NewError(http.StatusConflict, detail, papers...)
}

// writeProblem answers a request that reaches no question.
func writeProblem(w http.ResponseWriter, status int, detail string) {
	body, _ := json.Marshal(huma.NewError(status, detail)) // a struct of texts always encodes
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the client may be gone
}

// longestValue is how much of what was asked a problem repeats, in bytes.
const longestValue = 100

// clipped is a text without what is too long of it.
func clipped(text string) string {
	if len(text) <= longestValue {
		return text
	}
	return strings.ToValidUTF8(text[:longestValue], "") + "..."
}

// shortened keeps problems from repeating long values, and tells what fails a check in the one sentence that people are shown.
func shortened(_ huma.Context, _ string, v any) (any, error) {
	p, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	for _, e := range p.Errors {
		if text, is := e.Value.(string); is {
			e.Value = clipped(text)
		} else {
			e.Value = nil
		}
	}
	if p.Detail == unsaid && len(p.Errors) > 0 {
		p.Detail = p.Errors[0].Location + ": " + clipped(p.Errors[0].Message)
	}
	return v, nil
}

// unsaid is all that huma says of a question that fails a check.
const unsaid = "validation failed"
