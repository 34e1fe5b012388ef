package server

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine/report"
	"kindred/engine/webmap"
)

// places is where each paper lies on the map, a row a paper, and how topics are drawn. It is computed when a map is first asked for.
type places struct {
	x, y   []float32
	topics []mapTopic
}

// mapTopic is how a topic is drawn.
type mapTopic struct {
	ID    int    `json:"topic_id"`
	Label string `json:"label"`
	Size  int    `json:"size" doc:"papers"`
	webmap.Mark
}

func newPlaces(ctx context.Context, c *Corpus) (*places, error) {
	points, err := c.Engine.Layout(ctx, nil)
	if err != nil {
		return nil, err
	}
	p := &places{x: make([]float32, len(points)), y: make([]float32, len(points)), topics: make([]mapTopic, c.Topics.K)}
	for i, at := range points {
		p.x[i], p.y[i] = float32(at.X), float32(at.Y)
	}
	marks := report.Marks(c.Topics, points)
	for r, t := range c.Topics.Leaves() {
		p.topics[r] = mapTopic{ID: t.ID, Label: strings.Clone(report.OneLine(t.Label)), Size: t.Size, Mark: marks[r]}
	}
	return p, nil
}

// window is a part of the map.
type window struct {
	Conditional
	X0    float64 `query:"x0" minimum:"-2" maximum:"2" default:"-1" doc:"left end of the part wanted"`
	Y0    float64 `query:"y0" minimum:"-2" maximum:"2" default:"-1" doc:"lower end"`
	X1    float64 `query:"x1" minimum:"-2" maximum:"2" default:"1" doc:"right end"`
	Y1    float64 `query:"y1" minimum:"-2" maximum:"2" default:"1" doc:"upper end"`
	Limit int     `query:"limit" minimum:"1" maximum:"200000" default:"20000" doc:"points wanted at most; of more, each of so many in corpus order"`
}

func (w window) holds(x, y float32) bool {
	return float64(x) >= w.X0 && float64(x) <= w.X1 && float64(y) >= w.Y0 && float64(y) <= w.Y1
}

// pick lists the papers in the window: all, or each of so many that the limit holds.
func (w window) pick(p *places) (rows []int, total int) {
	for row := range p.x {
		if w.holds(p.x[row], p.y[row]) {
			total++
		}
	}
	step, seen := max(1, (total+w.Limit-1)/w.Limit), 0
	for row := range p.x {
		if !w.holds(p.x[row], p.y[row]) {
			continue
		}
		if seen%step == 0 {
			rows = append(rows, row)
		}
		seen++
	}
	return rows, total
}

// mapRoutes registers the map: points without titles, and the papers of some of them.
func (s *Server) mapRoutes(api huma.API, shared schemas) {
	whole, numbers := listOf(&huma.Schema{Type: "integer"}), listOf(&huma.Schema{Type: "number"})
	op := s.operation(http.MethodGet, "/map", "map", "Where papers lie in the plane, near those they are like: a point a paper. 503 while it is computed, once for the papers served", shapes(
		shape{"total", number("integer", "papers in the part wanted")}, shape{"row", whole}, shape{"x", numbers}, shape{"y", numbers}, shape{"topic_id", whole},
		shape{"topics", listOf(shared.of(mapTopic{}))},
	))
	get(s, api, op, func(_ context.Context, g *generation, in *window) (object, error) { return g.points(in) })
	type some struct {
		Conditional
		Rows []int `query:"row,explode" required:"true" minItems:"1" maxItems:"100" doc:"row of a point of the map"`
	}
	op = s.operation(http.MethodGet, "/map/papers", "mapPapers", "The papers of some points of the map", shapes(
		shape{"documents", listOf(shared.row("Document", report.DocumentColumns))},
	))
	get(s, api, op, func(_ context.Context, g *generation, in *some) (object, error) {
		rows := make([]int32, len(in.Rows))
		for i, row := range in.Rows {
			if row < 0 || row >= g.Engine.Documents().Len() {
				return nil, notFound(fmt.Sprintf("there is no row %d: there are %d papers", row, g.Engine.Documents().Len()))
			}
			rows[i] = int32(row)
		}
		return object{{"documents", g.papers(rows)}}, nil
	})
}

// points are the papers in a window, a list a property.
func (g *generation) points(in *window) (object, error) {
	if math.IsNaN(in.X0 + in.Y0 + in.X1 + in.Y1) {
		return nil, unprocessable("x0, y0, x1 and y1 are numbers from -2 to 2")
	}
	p, err := g.places.get(g)
	if err != nil {
		return nil, err
	}
	rows, total := in.pick(p)
	return object{
		{"total", total},
		{"row", list(rows, func(b []byte, row int) []byte { return strconv.AppendInt(b, int64(row), 10) })},
		{"x", list(rows, func(b []byte, row int) []byte { return place(b, p.x[row]) })},
		{"y", list(rows, func(b []byte, row int) []byte { return place(b, p.y[row]) })},
		{"topic_id", list(rows, func(b []byte, row int) []byte { return strconv.AppendInt(b, int64(g.topicID(row)), 10) })},
		{"topics", p.topics},
	}, nil
}

func (g *generation) topicID(row int) int { return g.Topics.ID(g.Topics.Assignments[row].Topic) }

// list is a number a row as JSON, which write appends, without what reflection costs.
func list(rows []int, write func(b []byte, row int) []byte) json.RawMessage {
	b := []byte{'['}
	for i, row := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = write(b, row)
	}
	return append(b, ']')
}

// place writes a coordinate with as many decimals as a large screen has room for.
func place(b []byte, x float32) []byte { return strconv.AppendFloat(b, float64(x), 'f', 5, 32) }
