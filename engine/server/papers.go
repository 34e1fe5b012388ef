package server

import (
	"context"
	"maps"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine/corpus"
	"kindred/engine/report"
)

// An id may be a DOI, with slashes and dots that paths of URLs do not carry well: a proxy or a client may unescape or clean them. So a paper is
// asked for by ?id=, and by a path for ids that are plain.

// paperDetails is what the rows of tables have no room for.
type paperDetails struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Authors    []string          `json:"authors"`
	Date       string            `json:"date" doc:"as far as it is known; empty if it is not"`
	Abstract   string            `json:"abstract"`
	Venue      string            `json:"venue"`
	URL        string            `json:"url" doc:"http or https; empty otherwise"`
	IDs        map[string]string `json:"ids" doc:"doi, arxiv, pmid, ..."`
	Keywords   []string          `json:"keywords"`
	Categories []string          `json:"categories"`
	Lang       string            `json:"lang"`
}

func detailsOf(d corpus.Document) paperDetails {
	d = d.Unpacked()
	return paperDetails{
		ID: d.ID, Title: report.OneLine(d.Title), Authors: some(d.Authors), Date: d.DateString(), Abstract: d.Abstract, Venue: d.Venue, URL: report.WebAddress(d.URL),
		IDs: maps.Collect(maps.All(d.IDs)), Keywords: some(d.Keywords), Categories: some(d.Categories), Lang: d.Lang,
	}
}

// some is a list that is [] in JSON when it is empty.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// paperRoutes registers what is asked of one paper.
func (s *Server) paperRoutes(api huma.API, shared schemas) {
	answer := shapes(
		shape{"row", number("integer", "its place in corpus order, as the map has it")},
		shape{"document", shared.row("Document", report.DocumentColumns)}, shape{"paper", shared.of(paperDetails{})},
	)
	paper := func(g *generation, id string) (object, error) {
		row, err := g.Lookup.FindID(id)
		if err != nil {
			return nil, err
		}
		return object{{"row", row}, {"document", single(g.papers([]int32{int32(row)}))}, {"paper", detailsOf(g.Engine.Documents().At(row))}}, nil
	}
	type byQuery struct {
		Conditional
		ID string `query:"id" required:"true" maxLength:"1000" doc:"the id of the paper, its DOI, arXiv id or PubMed id"`
	}
	op := s.operation(http.MethodGet, "/papers", "paper", "A paper, by any id", answer)
	get(s, api, op, func(_ context.Context, g *generation, in *byQuery) (object, error) { return paper(g, in.ID) })
	type byPath struct {
		Conditional
		ID string `path:"id" maxLength:"1000" doc:"as in ?id= of /papers, which is better for ids with slashes or dots in a row"`
	}
	op = s.operation(http.MethodGet, "/papers/{id}", "paperByPath", "A paper, by an id without slashes", answer)
	get(s, api, op, func(_ context.Context, g *generation, in *byPath) (object, error) { return paper(g, in.ID) })
}
