package main

import (
	"context"
	"slices"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/eval"
	"kindred/engine/report"
)

// evalRankings asks for what the links or judgments are about, and scores the answers.
func (a *app) evalRankings(ctx context.Context, sources []string, e *evaluation) error {
	links, err := a.readJudgments(ctx, e)
	if err != nil {
		return err
	}
	if e.rule.Queries && !a.flags.Changed("n") {
		e.depth = 0
	}
	a.settings.n = e.depth
	f, stop, err := a.fit(ctx, sources, evalColumns)
	if err != nil {
		return err
	}
	defer stop()
	for _, name := range aboutTopics() {
		delete(f.run.Config, name) // nothing is clustered
	}
	judged, err := e.judge(ownLinks(links, f.Documents(), e.rule))
	if err != nil {
		return err
	}
	queries, err := a.judgedQueries(ctx, f, e, judged)
	if err != nil {
		return err
	}
	stop()
	a.sayAbsent(e, judged, len(queries), f.Documents())
	means, err := a.means(ctx, f, judged, queries)
	if err != nil {
		return err
	}
	return a.answer(ctx, f, "scores", scoreTable(means.Queries, []score{
		{"map", means.MAP}, {"mrr", means.MRR}, {"p10", means.P10}, {"r10", means.R10}, {"ndcg20", means.NDCG20},
	}))
}

// judgments is the flag that names what rankings are scored against, and the file.
func (e *evaluation) judgments() (flag, path string) {
	if e.links != "" {
		return "links", e.links
	}
	return "qrels", e.qrels
}

// readJudgments reads links and refuses, before papers are read, those by which nothing should be found.
func (a *app) readJudgments(ctx context.Context, e *evaluation) ([]eval.Link, error) {
	flag, path := e.judgments()
	links, err := a.readLinks(ctx, flag, path)
	if err != nil {
		return nil, err
	}
	e.rule.Queries = e.queries != ""
	_, err = e.judge(links)
	return links, err
}

// judge collects what should be found for each query. It is an error if that is nothing.
func (e *evaluation) judge(links []eval.Link) (*eval.Judgments, error) {
	judged := e.rule.Judge(links)
	if _, path := e.judgments(); len(judged.Queries) == 0 {
		return nil, misused("%s: no link of grade %d or more between two papers", path, e.rule.MinGrade)
	}
	return judged, nil
}

// ownLinks are links in which papers are called by their own ids, where links have those of records that were merged into them.
func ownLinks(links []eval.Link, docs corpus.Documents, r eval.Rule) []eval.Link {
	own, other := map[string]bool{}, map[string]string{}
	for _, d := range corpus.All(docs) {
		own[d.ID] = true
		for _, id := range d.Also {
			other[id] = d.ID
		}
	}
	called := func(id string) string {
		if name, merged := other[id]; merged && !own[id] {
			return name
		}
		return id
	}
	out := make([]eval.Link, len(links))
	for i, l := range links {
		out[i] = eval.Link{Query: l.Query, Document: called(l.Document), Grade: l.Grade}
		if !r.Queries {
			out[i].Query = called(l.Query)
		}
	}
	return out
}

// sayAbsent says how many queries cannot be asked, and how many papers cannot be found.
func (a *app) sayAbsent(e *evaluation, judged *eval.Judgments, asked int, docs corpus.Documents) {
	_, path := e.judgments()
	if unasked := len(judged.Queries) - asked; unasked > 0 {
		thing, place := "paper", "the source"
		if e.rule.Queries {
			thing, place = "question", e.queries
		}
		a.notice("%s: %d of %s not in %s: they score 0", path, unasked, report.Count(len(judged.Queries), thing), place)
	}
	if missing, all := absent(judged, docs); missing > 0 {
		a.notice("%s: %d of %s to be found not in the source", path, missing, report.Count(all, "paper"))
	}
}

// absent counts the papers that should be found, and those of them that are not in the source.
func absent(judged *eval.Judgments, docs corpus.Documents) (missing, all int) {
	there, seen := map[string]bool{}, map[string]bool{}
	for _, d := range corpus.All(docs) {
		there[d.ID] = true
	}
	for _, query := range judged.Queries {
		for id := range judged.Grades[query] {
			if seen[id] {
				continue
			}
			if seen[id] = true; !there[id] {
				missing++
			}
		}
	}
	return missing, len(seen)
}

// judgedQueries returns the queries that judgments are about and that can be asked.
func (a *app) judgedQueries(ctx context.Context, f *fitted, e *evaluation, judged *eval.Judgments) (queries []engine.Query, err error) {
	if e.rule.Queries {
		queries, err = a.readQueries(ctx, f, e.queries)
	} else {
		queries = each(f.Documents())
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(queries, func(q engine.Query) bool {
		unwanted := seen[q.ID] || judged.Grades[q.ID] == nil
		seen[q.ID] = true
		return unwanted
	}), err
}

// means asks the queries and scores what comes back.
func (a *app) means(ctx context.Context, f *fitted, judged *eval.Judgments, queries []engine.Query) (m eval.Means, err error) {
	m = judged.Means(func(yield func(string, []string) bool) {
		for answer, failure := range a.inParallel(ctx, f, queries) {
			if err = failure; err != nil {
				return
			}
			ids := make([]string, len(answer.Hits))
			for i, h := range answer.Hits {
				ids[i] = f.Documents().At(h.Row).ID
			}
			if !yield(answer.Query, ids) {
				return
			}
		}
	})
	return m, err
}
