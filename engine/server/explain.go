package server

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine"
	"kindred/engine/report"
)

// side is one of the two that an explanation compares.
type side struct {
	ID    string `json:"doc_id" doc:"of a paper, or topic: and its number"`
	Title string `json:"title" doc:"or the label of the topic"`
}

// why is what is to be explained.
type why struct {
	Conditional
	A     string `query:"a" required:"true" maxLength:"1000" doc:"the id of a paper"`
	B     string `query:"b" maxLength:"1000" doc:"the id of another"`
	Topic string `query:"topic" maxLength:"20" doc:"in place of b: a topic_id, or own for the topic of the paper"`
	Full  bool   `query:"full" doc:"list terms under 1 % as well, which are one last row otherwise"`
}

// explainRoute registers the question why two are near.
func (s *Server) explainRoute(api huma.API, shared schemas) {
	ends := shared.of(side{})
	op := s.operation(http.MethodGet, "/explain", "explain", "What each term adds to the similarity of two papers, or of a paper and a topic", shapes(
		shape{"a", ends}, shape{"b", ends}, shape{"similarity", number("number", "of the two")},
		shape{"explained", number("number", "what the contributions sum to: the similarity, but where papers are compared by vectors without terms")},
		shape{"explain", listOf(shared.row("Contribution", report.ExplainColumns))},
	))
	get(s, api, op, func(_ context.Context, g *generation, in *why) (object, error) {
		a, err := g.Lookup.FindID(in.A)
		if err != nil {
			return nil, err
		}
		switch {
		case (in.B == "") == (in.Topic == ""):
			return nil, unprocessable("give b or topic, and not both")
		case in.Topic != "":
			return g.explainTopic(a, in)
		}
		b, err := g.Lookup.FindID(in.B)
		if err != nil {
			return nil, err
		}
		return explained(g.side(a), g.side(b), g.Engine.Similarity(a, b), g.Engine.Explain(a, b, in.Full)), nil
	})
}

func (g *generation) side(row int) side {
	d := g.Engine.Documents().At(row)
	return side{d.ID, report.OneLine(d.Title)}
}

func explained(a, b side, similarity float64, e *engine.Explanation) object {
	return object{
		{"a", a}, {"b", b}, {"similarity", report.Measure(similarity)}, {"explained", report.Measure(e.Similarity)},
		{"explain", report.Explain(a.ID, b.ID, e)},
	}
}

// explainTopic explains the place of a paper in a topic.
func (g *generation) explainTopic(row int, in *why) (object, error) {
	if g.Engine.Config().Vectors != nil {
		return nil, unprocessable("papers are in topics by vectors that were given, which hold no terms to name")
	}
	place := g.Topics.Assignments[row].Topic
	if in.Topic != "own" {
		id, err := strconv.Atoi(in.Topic)
		if place = g.Topics.Place(id); err != nil || place < 0 {
			return nil, unprocessable(fmt.Sprintf("topic: use own or a number %s", g.Topics.Range()))
		}
	}
	if place < 0 {
		return nil, unprocessable("the paper has no usable term, and so no topic")
	}
	e := g.Engine.ExplainTopic(g.Topics, row, place, in.Full)
	b := side{fmt.Sprintf("topic:%d", g.Topics.ID(place)), g.Topics.Topics[place].Label}
	return explained(g.side(row), b, e.Similarity, e), nil
}
