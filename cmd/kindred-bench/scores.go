package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/eval"
)

// depth is how far down rankings of related papers go.
const depth = 200

// scorer scores lines, one after another. Lines about the neighbours of one corpus stand together in the table, and
// the last graph is kept for them.
type scorer struct {
	folder string
	seeds  int
	config engine.Config

	graphOf string
	graph   []ranking
	papers  corpus.Documents // of the graph
}

// ranking is the ids found for one query, best first.
type ranking struct {
	query string
	ids   []string
}

func (s *scorer) score(ctx context.Context, l line) (float64, error) {
	switch l.kind {
	case topics:
		return s.topics(ctx, l)
	case neighbors:
		return s.neighbors(ctx, l)
	case citations:
		return s.citations(ctx, l)
	case places:
		return s.places(ctx, l)
	default:
		return s.questions(ctx, l)
	}
}

// topics is the mean NMI over seeds of topics and first labels; papers without a topic count as one topic.
func (s *scorer) topics(ctx context.Context, l line) (float64, error) {
	return s.mean(ctx, l, func(e *engine.Engine) (float64, error) {
		t, err := e.Topics(ctx, nil)
		if err != nil {
			return 0, err
		}
		return nmi(e.Documents(), t), nil
	})
}

// places is the mean over seeds of the share of the nearest that the map keeps.
func (s *scorer) places(ctx context.Context, l line) (float64, error) {
	return s.mean(ctx, l, func(e *engine.Engine) (float64, error) {
		at, err := e.Layout(ctx, nil)
		if err != nil {
			return 0, err
		}
		return e.LayoutKept(ctx, at)
	})
}

// mean is the mean over seeds of what an engine scores.
func (s *scorer) mean(ctx context.Context, l line, score func(*engine.Engine) (float64, error)) (float64, error) {
	docs, err := s.read(ctx, l.corpus)
	if err != nil {
		return 0, err
	}
	sum := 0.0
	for seed := uint64(1); seed <= uint64(s.seeds); seed++ {
		c := s.config
		c.K, c.KMeans.Seed, c.LSA.Seed, c.Layout.Seed, c.Stability = l.k, seed, seed, seed, 0
		e, err := engine.Build(ctx, docs, c, nil)
		if err != nil {
			return 0, err
		}
		one, err := score(e)
		if err != nil {
			return 0, err
		}
		sum += one
	}
	return sum / float64(s.seeds), nil
}

// nmi compares the topics of the papers that have a label with it.
func nmi(docs corpus.Documents, t *engine.Topics) float64 {
	var labels, groups []string
	for row, d := range corpus.All(docs) {
		if label := labelOf(d); label != "" {
			labels, groups = append(labels, label), append(groups, strconv.Itoa(t.Assignments[row].Topic))
		}
	}
	return eval.Cross(labels, groups).NMI()
}

// labelOf is the first label of a paper, "" without one.
func labelOf(d corpus.Document) string {
	if len(d.Labels) == 0 {
		return ""
	}
	return d.Labels[0]
}

func (s *scorer) neighbors(ctx context.Context, l line) (float64, error) {
	if err := s.rankAll(ctx, l.corpus); err != nil {
		return 0, err
	}
	labels := map[string]string{}
	for _, d := range corpus.All(s.papers) {
		if label := labelOf(d); label != "" {
			labels[d.ID] = label
		}
	}
	return eval.SameLabel(labels, each(s.graph), 10), nil
}

func (s *scorer) citations(ctx context.Context, l line) (float64, error) {
	links, err := readLinks(filepath.Join(s.folder, l.links+".tsv"))
	if err != nil {
		return 0, err
	}
	if err := s.rankAll(ctx, l.corpus); err != nil {
		return 0, err
	}
	return l.rule().Judge(links).Means(each(s.graph)).MAP, nil
}

func (s *scorer) questions(ctx context.Context, l line) (float64, error) {
	links, err := readLinks(filepath.Join(s.folder, l.corpus+".qrels.tsv"))
	if err != nil {
		return 0, err
	}
	queries, err := readQueries(filepath.Join(s.folder, l.corpus+".queries.jsonl"))
	if err != nil {
		return 0, err
	}
	e, err := s.build(ctx, l.corpus)
	if err != nil {
		return 0, err
	}
	var answers []ranking
	for _, q := range queries {
		a, err := e.Related(ctx, q, 0)
		if err != nil {
			return 0, err
		}
		answers = append(answers, rankingOf(e.Documents(), a))
	}
	return l.rule().Judge(links).Means(each(answers)).MAP, nil
}

// rankAll makes the graph of a corpus: the nearest of every paper.
func (s *scorer) rankAll(ctx context.Context, name string) error {
	if s.graphOf == name {
		return nil
	}
	e, err := s.build(ctx, name)
	if err != nil {
		return err
	}
	s.graphOf, s.graph, s.papers = "", nil, e.Documents()
	for answer, err := range e.EachRelated(ctx, depth, nil) {
		if err != nil {
			return err
		}
		s.graph = append(s.graph, rankingOf(s.papers, answer))
	}
	s.graphOf = name
	return nil
}

func rankingOf(docs corpus.Documents, r *engine.Related) ranking {
	out := ranking{r.Query, make([]string, len(r.Hits))}
	for i, h := range r.Hits {
		out.ids[i] = docs.At(h.Row).ID
	}
	return out
}

// each walks rankings as package eval takes them.
func each(rankings []ranking) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, r := range rankings {
			if !yield(r.query, r.ids) {
				return
			}
		}
	}
}

func (s *scorer) build(ctx context.Context, name string) (*engine.Engine, error) {
	docs, err := s.read(ctx, name)
	if err != nil {
		return nil, err
	}
	return engine.Build(ctx, docs, s.config, nil)
}

// read loads the papers of a corpus. It is an fs.ErrNotExist if there is no such file.
func (s *scorer) read(ctx context.Context, name string) ([]corpus.Document, error) {
	path := filepath.Join(s.folder, name+".jsonl.gz")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		path = filepath.Join(s.folder, name+".docs.jsonl.gz")
	}
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	source, err := corpus.Open([]string{path}, corpus.Options{Threads: s.config.Threads})
	if err != nil {
		return nil, err
	}
	c, err := source.Load(ctx)
	if err != nil {
		return nil, err
	}
	return c.Documents, nil
}

// readLinks reads a file of links; an error says where.
func readLinks(path string) ([]eval.Link, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	links, err := eval.ReadLinks(f, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return links, nil
}

// readQueries reads JSON objects with an id and a text, one a line.
func readQueries(path string) ([]engine.Query, error) {
	var queries []engine.Query
	err := eachLine(path, func(s string) error {
		var q struct{ ID, Text string }
		if err := json.Unmarshal([]byte(s), &q); err != nil {
			return err
		}
		queries = append(queries, engine.Query{ID: q.ID, Text: q.Text})
		return nil
	})
	return queries, err
}

// eachLine calls do for each line of a file that is not blank; an error says where.
func eachLine(path string, do func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := do(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return lines.Err()
}
