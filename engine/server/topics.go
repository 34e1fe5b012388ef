package server

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine"
	"kindred/engine/report"
)

// Page says which part of a long list is wanted.
type Page struct {
	Offset int `query:"offset" minimum:"0" maximum:"1000000000" default:"0" doc:"rows to pass over"`
	Limit  int `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"rows wanted"`
}

// of cuts a list.
func (p Page) of(rows []int32) []int32 {
	from := min(p.Offset, len(rows))
	return rows[from:min(from+p.Limit, len(rows))]
}

// topicRoutes registers what is asked of topics.
func (s *Server) topicRoutes(api huma.API, shared schemas) {
	topic, document := shared.row("Topic", report.TopicColumns), shared.row("Document", report.DocumentColumns)
	type all struct{ Conditional }
	op := s.operation(http.MethodGet, "/topics", "topics", "The topics, the largest first, parents last", shapes(
		shape{"topics", listOf(topic)}, shape{"metrics", metricsSchema()},
	))
	get(s, api, op, func(_ context.Context, g *generation, _ *all) (object, error) {
		return object{{"topics", report.Topics(g.Engine.Documents(), g.Topics)}, {"metrics", report.NewMetrics(g.Topics)}}, nil
	})
	type one struct {
		Conditional
		ID int `path:"id" doc:"topic_id"`
	}
	op = s.operation(http.MethodGet, "/topics/{id}", "topic", "A topic, its terms of each kind, and its most central papers", shapes(
		shape{"topic", topic}, shape{"terms", listOf(shared.row("Term", report.TermColumns))}, shape{"documents", listOf(document)},
	))
	get(s, api, op, func(_ context.Context, g *generation, in *one) (object, error) { return g.aTopic(in.ID) })
	type papers struct {
		Conditional
		Page
		ID int `path:"id" doc:"topic_id"`
	}
	whole := number("integer", "")
	op = s.operation(http.MethodGet, "/topics/{id}/papers", "topicPapers", "The papers of a topic, the most central first; of a parent those of its topics, one after the other", shapes(
		shape{"total", whole}, shape{"offset", whole}, shape{"documents", listOf(document)},
	))
	get(s, api, op, func(_ context.Context, g *generation, in *papers) (object, error) {
		_, place, err := g.topic(in.ID)
		if err != nil {
			return nil, err
		}
		rows := g.members[place]
		return object{{"total", len(rows)}, {"offset", in.Offset}, {"documents", g.papers(in.of(rows))}}, nil
	})
}

// aTopic tells of the topic with an id.
func (g *generation) aTopic(id int) (object, error) {
	t, _, err := g.topic(id)
	if err != nil {
		return nil, err
	}
	docs := g.Engine.Documents()
	return object{
		{"topic", single(report.Topics(docs, t))}, {"terms", report.Terms(t)},
		{"documents", report.Papers(docs, g.Topics, slices.Values(t.Topics[0].Representatives))},
	}, nil
}

// topic is the topics without all but the one with an id, and its place.
func (g *generation) topic(id int) (*engine.Topics, int, error) {
	place := slices.IndexFunc(g.Topics.Topics, func(t engine.Topic) bool { return t.ID == id })
	if place < 0 {
		return nil, -1, notFound(fmt.Sprintf("there is no topic %d: there are %d, and their ids are those of /topics", id, len(g.Topics.Topics)))
	}
	one := *g.Topics
	one.Topics = one.Topics[place : place+1]
	return &one, place, nil
}

// papers is a row a paper.
func (g *generation) papers(rows []int32) report.Table {
	return report.Papers(g.Engine.Documents(), g.Topics, ints(rows))
}

func ints(rows []int32) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			if !yield(int(row)) {
				return
			}
		}
	}
}
