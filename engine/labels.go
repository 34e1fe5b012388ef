package engine

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"kindred/vectorize/matrix"
	"kindred/vectorize/text"
)

const (
	labelPhrases  = 3    // in a label
	listedPhrases = 10   // in top_phrases
	wholeStart    = 0.35 // of a phrase's papers in which it begins a run of words: "value problem" is none of its own
	wholeEnd      = 0.1  // of those in which it ends one: "large language" is none either, but verbs follow any phrase
	diversity     = 0.3  // the lambda of maximal marginal relevance
	nestedShare   = 0.6  // of a phrase's papers that use a longer one: one of the two speaks for both
	untitled      = 0.25 // worth of a phrase that stands in no title of the topic; of one that always does: 1.25
	commonShare   = 0.05 // of a topic's papers that use each phrase of its label: two of a hundred may do so by chance
	sameStart     = 5    // letters that begin two words of one kin: private, privacy
	kinEndings    = 2    // letters behind them that may differ, in each
)

var (
	// labelFloors are the shares of the best phrase's score that the first, second and third of a label need.
	labelFloors = [labelPhrases]float64{0, 0.25, 0.4}
	// lengthWorth is what phrases of one, two and more words are worth. One word seldom says enough to
	// name a topic, yet where it says four times as much as any phrase (HIV, bandits) it does.
	lengthWorth = []float64{0, 0.25, 1, 1.2}
)

// name gives every topic its label and phrases.
//
// The candidates are the phrases of the topic's most central papers. A phrase that a share p of
// the topic's papers uses, and a share q of the others, tells
//
//	p ln(p/q) + (1-p) ln((1-p)/(1-q))
//
// of the topic: the divergence of Kullback and Leibler between having the phrase inside and outside
// (the informativeness of Tomokiyo and Hurst, "A Language Model Approach to Keyphrase Extraction",
// 2003). Longer phrases say more and are preferred, as are those that stand in titles, which their
// authors chose to say what a paper is about. A phrase that mostly occurs inside a longer one is
// left to it (the nesting rule of Frantzi, Ananiadou and Mima's C-value, 2000). The label is picked
// among phrases that enough of the papers use, by maximal marginal relevance (Carbonell and Goldstein
// 1998): next comes the phrase that is best by its score less its overlap in papers with those
// picked, and no word, nor one of its kin, is picked twice.
func (e *Engine) name(t *Topics, w *words) {
	used := t.taken
	if used == nil {
		used = map[string]bool{}
	}
	ranked := make([][]*phrase, t.K)
	matrix.BlocksOf(1, t.K, e.config.Threads, func() func(r, _ int) {
		return func(r, _ int) { ranked[r] = e.rankPhrases(t, w, r) }
	})
	for r, ranked := range ranked {
		topic := &t.Topics[r]
		topic.TopPhrases = longPhrases(ranked)
		topic.Label = distinctLabel(pick(common(ranked, len(t.withoutDuplicates(r))), listedPhrases), e.ownTerms(t, topic), used)
		used[topic.Label] = true
	}
}

// rankPhrases scores the phrases of a topic, best first, nested ones left out.
func (e *Engine) rankPhrases(t *Topics, w *words, topic int) []*phrase {
	rows := t.withoutDuplicates(topic)
	rows = rows[:min(readPapers, len(rows))]
	scorer := phraseScorer{w, topic, len(rows), w.counted() - w.papers[topic]}
	var kept []*phrase
	for _, p := range e.readPhrases(rows) {
		if p.score = scorer.score(p); p.score > 0 {
			kept = append(kept, p)
		}
	}
	slices.SortStableFunc(kept, func(a, b *phrase) int { return cmp.Compare(b.score, a.score) })
	kept = withoutNested(kept[:min(len(kept), 200)])
	for _, p := range kept {
		p.surface = e.spell(p)
	}
	return slices.DeleteFunc(kept, func(p *phrase) bool { return idioms[strings.ToLower(p.surface)] })
}

// common keeps the phrases that enough of a topic's papers use for its label.
func common(ranked []*phrase, papers int) []*phrase {
	least := commonShare * float64(min(readPapers, papers))
	return slices.DeleteFunc(slices.Clone(ranked), func(p *phrase) bool { return float64(len(p.papers)) < least })
}

// idioms are phrases that abstracts of any subject use. Their words may name a subject elsewhere (an
// interest rate), so that they cannot be stop words.
var idioms = map[string]bool{
	"independent interest": true, "wide range": true, "wide variety": true, "broad range": true, "large number": true,
	"good agreement": true, "better understanding": true, "important role": true, "key role": true, "crucial role": true,
	"central role": true, "first time": true, "first step": true, "future work": true, "open question": true,
	"open questions": true, "special case": true, "special cases": true, "case study": true, "case studies": true,
	"main contribution": true, "main contributions": true, "practical applications": true, "high quality": true,
	"real world": true, "real-world": true, "large scale": true, "large-scale": true, "recent years": true, "data set": true, "data sets": true,
}

type phraseScorer struct {
	w           *words
	topic       int
	read, other int // papers read in the topic, papers outside it
}

// score is 0 for a phrase that does not speak for the topic.
func (s phraseScorer) score(p *phrase) float64 {
	outside, known := s.outside(p)
	if !known || !p.whole() || len(p.papers) < min(2, s.read) || len(p.parts) == 1 && len(p.titles) < min(2, s.read) {
		return 0
	}
	inside := (float64(len(p.papers)) + 0.5) / (float64(s.read) + 1)
	elsewhere := (float64(outside) + 0.5) / (float64(s.other) + 1)
	if s.other > 0 && inside <= elsewhere {
		return 0
	}
	score := inside
	if s.other > 0 {
		score = divergence(inside, elsewhere)
	}
	score *= lengthWorth[min(p.words, len(lengthWorth)-1)]
	return score * (untitled + float64(len(p.titles))/float64(len(p.papers)))
}

// whole reports whether a phrase stands for itself often enough not to be a piece of a longer one. In
// fewer than ten papers it may never end a run.
func (p *phrase) whole() bool {
	papers := float64(len(p.papers))
	return float64(len(p.starting)) >= wholeStart*papers && len(p.ending) >= int(wholeEnd*papers)
}

// outside bounds the papers outside the topic that use the phrase by the rarest of its pieces in
// the vocabulary: pairs of neighbouring parts, and single parts where the vocabulary has no pairs.
// It is unknown if a piece is not in the vocabulary, being too rare or too common to count.
func (s phraseScorer) outside(p *phrase) (papers int, known bool) {
	papers = math.MaxInt
	for _, piece := range pieces(p.parts, s.w.e.config.Vectorizer.Text.MaxN) {
		column, ok := s.w.e.model.Column(piece)
		if !ok {
			return 0, false
		}
		papers = min(papers, int(s.w.all[column])-s.w.documentsWith(s.topic, int32(column)))
	}
	return papers, true
}

func pieces(parts []string, maxN int) []string {
	if len(parts) == 1 || maxN < 2 {
		return parts
	}
	var out []string
	for i := range parts[1:] {
		out = append(out, parts[i]+" "+parts[i+1])
	}
	return out
}

// withoutNested leaves out the lower ranked of a phrase and a longer one around it, if most papers
// with the shorter use the longer, and any longer phrase that few of them use. A single word puts no
// phrase out: "robot" says less than "mobile robots".
func withoutNested(ranked []*phrase) []*phrase {
	var out []*phrase
	for _, p := range ranked {
		if !slices.ContainsFunc(out, p.repeats) {
			out = append(out, p)
		}
	}
	return out
}

// repeats reports whether a better phrase says what p would.
func (p *phrase) repeats(better *phrase) bool {
	if len(better.parts) > 1 && contains(p.parts, better.parts) || strings.Join(p.parts, "") == strings.Join(better.parts, "") {
		return true
	}
	return contains(better.parts, p.parts) && float64(len(better.papers)) >= nestedShare*float64(len(p.papers))
}

func contains(long, short []string) bool {
	for i := range len(long) - len(short) + 1 {
		if slices.Equal(long[i:i+len(short)], short) {
			return true
		}
	}
	return false
}

func longPhrases(ranked []*phrase) []string {
	var out []string
	for _, p := range ranked {
		if len(p.parts) > 1 && len(out) < listedPhrases {
			out = append(out, p.surface)
		}
	}
	return out
}

// spell chooses the spelling to show. Of the inflections of a phrase those in titles count twice,
// since titles name things: "memorization", not "memorizing". Capitals are taken from the prose,
// since titles capitalise what they like; a phrase of titles alone has those of its words.
func (e *Engine) spell(p *phrase) string {
	folded, prose := map[string]int{}, map[string]int{}
	for form, n := range p.forms {
		folded[strings.ToLower(form)] += n
	}
	for form, n := range p.inTitles {
		folded[strings.ToLower(form)] += 2 * n
	}
	chosen := text.BestSurface(folded)
	for form, n := range p.forms {
		if strings.ToLower(form) == chosen {
			prose[form] = n
		}
	}
	if len(prose) > 0 {
		return text.BestSurface(prose)
	}
	return e.recase(chosen, p.parts)
}

// recase gives the words of a phrase the capitals that they mostly have.
func (e *Engine) recase(phrase string, parts []string) string {
	words := strings.Fields(phrase)
	for i, word := range words {
		for _, part := range parts {
			if c, ok := e.model.Column(part); ok && strings.EqualFold(e.model.Surface(c), word) {
				words[i] = e.model.Surface(c)
			}
		}
	}
	return strings.Join(words, " ")
}

// pick orders phrases by maximal marginal relevance; no two of them share a word or its kin.
func pick(ranked []*phrase, n int) []*phrase {
	var out []*phrase
	for len(out) < n {
		best, value := -1, math.Inf(-1)
		for i, p := range ranked {
			v := float64((1-diversity)*p.score/ranked[0].score) - float64(diversity*overlap(p, out))
			if v > value && !sharesWord(p, out) {
				best, value = i, v
			}
		}
		if best < 0 {
			break
		}
		out = append(out, ranked[best])
	}
	return out
}

// overlap is the largest share of papers that a phrase has in common with one picked (Jaccard).
func overlap(p *phrase, picked []*phrase) float64 {
	most := 0.0
	for _, q := range picked {
		both := 0
		for _, paper := range p.papers {
			if _, ok := slices.BinarySearch(q.papers, paper); ok {
				both++
			}
		}
		most = max(most, float64(both)/float64(len(p.papers)+len(q.papers)-both))
	}
	return most
}

func sharesWord(p *phrase, picked []*phrase) bool {
	return slices.ContainsFunc(picked, func(q *phrase) bool {
		return slices.ContainsFunc(p.parts, func(s string) bool { return hasKin(q.parts, s) })
	})
}

// hasKin reports whether some term is the given one or looks like another form of it that the stemmer
// kept apart: privat and privaci, microscop and microscopi.
func hasKin(terms []string, term string) bool {
	return slices.ContainsFunc(terms, func(other string) bool {
		same := 0
		for same < min(len(term), len(other)) && term[same] == other[same] {
			same++
		}
		longer := max(len(term), len(other))
		return term == other || same >= sameStart && longer-same <= kinEndings
	})
}

// distinctLabel joins the first phrases, and as many more as make the label unlike those used. A topic
// with one phrase to its name is helped out with its strongest word, one with none has words alone.
func distinctLabel(picked []*phrase, own []TopicTerm, used map[string]bool) string {
	n := 0
	for n < min(labelPhrases, len(picked)) && picked[n].score >= labelFloors[n]*picked[0].score {
		n++
	}
	if n < 2 {
		return distinct(join(append(surfaces(picked[:n]), ownWords(own, picked[:n])...)), used)
	}
	for used[join(surfaces(picked[:n]))] && n < len(picked) {
		n++
	}
	return distinct(join(surfaces(picked[:n])), used)
}

func join(parts []string) string { return strings.Join(parts, ", ") }

func surfaces(phrases []*phrase) []string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = p.surface
	}
	return out
}

// ownTerms are the strongest terms of a topic that at least two of its papers have, near duplicates
// counted once; where it has none such, all its strongest.
func (e *Engine) ownTerms(t *Topics, topic *Topic) []TopicTerm {
	terms, rows := topic.Discriminating, t.withoutDuplicates(topic.ID)
	if len(terms) == 0 {
		terms = topic.TopTerms
	}
	var shared []TopicTerm
	for _, term := range terms {
		if e.papersWith(e.column(term), rows) > 1 {
			shared = append(shared, term)
		}
	}
	if len(shared) == 0 {
		return terms
	}
	return shared
}

// papersWith counts the papers that have a term.
func (e *Engine) papersWith(column int32, rows []int) int {
	n := 0
	for _, row := range rows {
		columns, _ := e.termsOfRow(row)
		if _, ok := slices.BinarySearch(columns, column); ok {
			n++
		}
	}
	return n
}

// ownWords are the strongest words of a topic that its label does not have yet: one beside a phrase, and
// as many as fill a label where there is none.
func ownWords(terms []TopicTerm, picked []*phrase) []string {
	var taken, out []string
	wanted := labelPhrases
	if len(picked) > 0 {
		wanted = 1
	}
	for _, p := range picked {
		taken = append(taken, p.parts...)
	}
	for _, t := range terms {
		words := strings.FieldsFunc(t.Term, func(r rune) bool { return r == ' ' || r == '-' })
		if len(out) < wanted && !slices.ContainsFunc(words, func(w string) bool { return hasKin(taken, w) }) {
			taken, out = append(taken, words...), append(out, t.Surface)
		}
	}
	return out
}

func distinct(label string, used map[string]bool) string {
	out := label
	for i := 2; used[out]; i++ {
		out = fmt.Sprintf("%s (%d)", label, i)
	}
	return out
}
