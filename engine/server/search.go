package server

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine/report"
)

// asked is what titles are searched for.
type asked struct {
	Conditional
	Q     string `query:"q" required:"true" maxLength:"1000" doc:"words of a title, or their beginnings; case, accents and punctuation do not count"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"papers wanted"`
}

// searchRoute registers the search by title.
func (s *Server) searchRoute(api huma.API, shared schemas) {
	op := s.operation(http.MethodGet, "/search", "search", "Papers by words of their titles: a whole title first, then beginnings, then words in a row", shapes(
		shape{"total", number("integer", "papers that fit")}, shape{"documents", listOf(shared.row("Document", report.DocumentColumns))},
	))
	get(s, api, op, func(ctx context.Context, g *generation, in *asked) (object, error) {
		titles, err := g.titles.get(g)
		if err != nil {
			return nil, err
		}
		hits, total, err := titles.Find(ctx, in.Q, in.Limit)
		if err != nil {
			return nil, err
		}
		rows := make([]int32, len(hits))
		for i, h := range hits {
			rows[i] = int32(h.Row)
		}
		return object{{"total", total}, {"documents", g.papers(rows)}}, nil
	})
}
