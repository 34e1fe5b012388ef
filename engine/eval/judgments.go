package eval

import (
	"iter"
	"slices"
)

// Link says that a document is relevant to a query, and how much. A citation is a link whose query is a paper too.
type Link struct {
	Query, Document string
	Grade           int // 1 where the source gives none
}

// Rule says how links are read. The zero value takes a link from a paper to a paper as it stands, from grade 0 up.
type Rule struct {
	Symmetric bool // each link both ways, as for citations
	MinGrade  int  // links of a lower grade are not relevant
	Binary    bool // every relevant document has grade 1
	Queries   bool // queries are not papers: one may bear the id of a paper and still find it
}

// Judgments are the relevant documents of each query.
type Judgments struct {
	Queries []string          // those with a relevant document, in the order in which the links name them
	Grades  map[string]Grades // by query

	apart bool // Rule.Queries
}

// Judge collects the relevant documents of each query. Of several links between two, the highest grade counts; a
// relevant document has grade 1 at least. A link from a paper to itself is none, unless queries are not papers.
func (r Rule) Judge(links []Link) *Judgments {
	j := &Judgments{Grades: map[string]Grades{}, apart: r.Queries}
	for _, l := range links {
		if l.Grade < r.MinGrade || l.Query == l.Document && !r.Queries {
			continue
		}
		if r.Binary {
			l.Grade = 1
		}
		j.add(l.Query, l.Document, l.Grade)
		if r.Symmetric {
			j.add(l.Document, l.Query, l.Grade)
		}
	}
	return j
}

func (j *Judgments) add(query, document string, grade int) {
	grades := j.Grades[query]
	if grades == nil {
		grades = Grades{}
		j.Grades[query] = grades
		j.Queries = append(j.Queries, query)
	}
	grades[document] = max(grades[document], grade, 1)
}

// Means are the mean scores of the queries that have a relevant document: of average precision, reciprocal rank,
// precision and recall at 10, and nDCG at 20. Without such a query they are unknown (NaN).
type Means struct {
	Queries                    int // over which the means are
	Answered                   int // of these, with a document in the answer; the others score 0
	MAP, MRR, P10, R10, NDCG20 float64
}

// Means scores the answers, query and ranking of ids. Queries without judgments are passed over, and of several answers
// to one query the first counts. A paper is left out of the ranking that it asked for.
func (j *Judgments) Means(answers iter.Seq2[string, []string]) Means {
	m := Means{Queries: len(j.Queries)}
	done := make(map[string]bool, len(j.Queries))
	for query, ranking := range answers {
		grades := j.Grades[query]
		if grades == nil || done[query] {
			continue
		}
		done[query] = true
		m.add(grades, j.others(query, ranking))
	}
	for _, sum := range []*float64{&m.MAP, &m.MRR, &m.P10, &m.R10, &m.NDCG20} {
		*sum /= float64(m.Queries) // 0 / 0 is NaN
	}
	return m
}

// add adds the scores of one answer; Means divides the sums.
func (m *Means) add(g Grades, ranking []string) {
	if len(ranking) > 0 {
		m.Answered++
	}
	m.MAP += g.AveragePrecision(ranking)
	m.MRR += g.ReciprocalRank(ranking)
	m.P10 += g.Precision(ranking, 10)
	m.R10 += g.Recall(ranking, 10)
	m.NDCG20 += g.NDCG(ranking, 20)
}

// others is the ranking without the paper that asked for it.
func (j *Judgments) others(query string, ranking []string) []string {
	if j.apart || !slices.Contains(ranking, query) {
		return ranking
	}
	return slices.DeleteFunc(slices.Clone(ranking), func(id string) bool { return id == query })
}
