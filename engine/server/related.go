package server

import (
	"context"
	"iter"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine"
	"kindred/engine/report"
)

// Wanted says how many related papers, and how much they should differ.
type Wanted struct {
	N       int     `query:"n" minimum:"1" maximum:"1000" default:"10" doc:"papers wanted"`
	Diverse float64 `query:"diverse" minimum:"0" maximum:"1" default:"0" doc:"how much likeness to papers listed before counts against one"`
}

// draft is a question with a text.
type draft struct {
	Title    string   `json:"title,omitempty" maxLength:"5000" doc:"the title of a draft"`
	Abstract string   `json:"abstract,omitempty" maxLength:"200000" doc:"its abstract"`
	Text     string   `json:"text,omitempty" maxLength:"200000" doc:"any text to be near to"`
	IDs      []string `json:"ids,omitempty" maxItems:"100" doc:"papers to be near to as well"`
	Not      []string `json:"not,omitempty" maxItems:"100" doc:"papers to be far from"`
	N        int      `json:"n,omitempty" minimum:"1" maximum:"1000" default:"10" doc:"papers wanted"`
	Diverse  float64  `json:"diverse,omitempty" minimum:"0" maximum:"1" doc:"how much likeness to papers listed before counts against one"`
}

// text is all of the texts of a draft.
func (d draft) text() string {
	var parts []string
	for _, part := range []string{d.Title, d.Abstract, d.Text} {
		if strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n\n")
}

// relatedRoutes registers the questions for related papers.
func (s *Server) relatedRoutes(api huma.API, shared schemas) {
	answer := shapes(shape{"related", listOf(shared.row("Related", report.RelatedColumns))})
	type byPath struct {
		Conditional
		Wanted
		ID string `path:"id" maxLength:"1000" doc:"the id of the paper; ids with slashes are better asked for as /related?id="`
	}
	op := s.operation(http.MethodGet, "/papers/{id}/related", "relatedByPath", "The papers nearest to one", answer)
	get(s, api, op, func(ctx context.Context, g *generation, in *byPath) (object, error) {
		return g.related(ctx, []string{in.ID}, nil, "", in.Wanted)
	})
	type byQuery struct {
		Conditional
		Wanted
		IDs []string `query:"id,explode" required:"true" minItems:"1" maxItems:"100" doc:"papers to be near to: the middle of several"`
		Not []string `query:"not,explode" maxItems:"100" doc:"papers to be far from"`
	}
	op = s.operation(http.MethodGet, "/related", "related", "The papers nearest to one or several, and far from others", answer)
	get(s, api, op, func(ctx context.Context, g *generation, in *byQuery) (object, error) {
		return g.related(ctx, in.IDs, in.Not, "", in.Wanted)
	})
	type byText struct{ Body draft }
	op = s.operation(http.MethodPost, "/related", "relatedToText", "The papers nearest to a text, such as a draft, and to papers beside it", answer)
	op.MaxBodyBytes, op.BodyReadTimeout = bodyBytes, bodyTime
	op.Errors = append(slices.Clone(op.Errors), http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	post(s, api, op, func(ctx context.Context, g *generation, in *byText) (object, error) {
		d := in.Body
		if len(d.IDs) == 0 && d.text() == "" {
			return nil, unprocessable("nothing to be near to: give text, title, abstract or ids")
		}
		return g.related(ctx, d.IDs, d.Not, d.text(), Wanted{d.N, d.Diverse})
	})
}

// related answers as the program's related does.
func (g *generation) related(ctx context.Context, ids, not []string, text string, wanted Wanted) (object, error) {
	if math.IsNaN(wanted.Diverse) {
		return nil, unprocessable("diverse is a number from 0 to 1")
	}
	q := engine.Query{Text: text, Diverse: wanted.Diverse}
	var err error
	if q.Rows, err = g.rows(ids); err != nil {
		return nil, err
	}
	if q.Not, err = g.rows(not); err != nil {
		return nil, err
	}
	q.ID = g.called(q)
	answer, err := g.Engine.Related(ctx, q, wanted.N)
	if err != nil {
		return nil, err
	}
	for i := range answer.Hits {
		answer.Hits[i].Topic = g.topicID(answer.Hits[i].Row) // which an engine that was built does not know
	}
	return object{{"related", report.Related(g.Engine.Documents(), just(answer))}}, nil
}

// rows finds papers, each once.
func (g *generation) rows(ids []string) ([]int, error) {
	var rows []int
	for _, id := range ids {
		row, err := g.Lookup.FindID(id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// called is the query_id of a question, as the program has it.
func (g *generation) called(q engine.Query) string {
	var parts []string
	for _, row := range q.Rows {
		parts = append(parts, g.Engine.Documents().At(row).ID)
	}
	if q.Text != "" {
		parts = append(parts, "text")
	}
	return strings.Join(parts, " | ")
}

// just is a sequence of one answer.
func just(answer *engine.Related) iter.Seq2[*engine.Related, error] {
	return func(yield func(*engine.Related, error) bool) { yield(answer, nil) }
}
