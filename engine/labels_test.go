package engine

import (
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/vectorize/text"
)

// labelledPapers are three fields of four papers; what each is about is plain.
func labelledPapers() []corpus.Document {
	return []corpus.Document{
		{Title: "Continual learning without a memory", Abstract: "A network that learns task after task forgets the first. Continual learning wants both."},
		{Title: "Rehearsal in continual learning", Abstract: "Old examples are rehearsed, and forgetting ends. We call it replay."},
		{Title: "Measuring forgetting", Abstract: "What is lost in continual learning, and when? A network is probed after every task."},
		{Title: "Tasks that arrive in order", Abstract: "The order of tasks decides what a network keeps under continual learning."},
		{Title: "Low-Rank Adaptation of speech models", Abstract: "With LoRA a small matrix is trained. Such low-rank adaptation is cheap."},
		{Title: "How much rank does low-rank adaptation need?", Abstract: "Rank four is enough for LoRA on every speech corpus."},
		{Title: "Choosing the rank", Abstract: "We choose the rank for low-rank adaptation, LoRA in short, by the spectrum of its matrix."},
		{Title: "A spectrum of adapters", Abstract: "The spectrum of LoRA decays. So low-rank adaptation has room to spare in its matrix."},
		{Title: "Gaussian Processes on the sphere", Abstract: "A Gaussian process needs a kernel; on the sphere few are known."},
		{Title: "Kernels for the ocean", Abstract: "Sea heat is interpolated by Gaussian processes whose kernel follows the currents."},
		{Title: "Sparse Gaussian Processes", Abstract: "Inducing points make Gaussian processes fast, and the kernel stays."},
		{Title: "Currents and kernels", Abstract: "A kernel that follows currents makes Gaussian processes sharp near the coast."},
	}
}

// labelled is the label of the topic that holds a paper.
func labelled(topics *Topics, row int) string {
	return topics.Topics[topics.Assignments[row].Topic].Label
}

func TestPlainLabels(t *testing.T) {
	topics := topicsOf(t, build(t, labelledPapers(), func(c *Config) { c.K = 3 }))
	for row, want := range map[int]string{0: "continual learning", 4: "low-rank adaptation", 8: "Gaussian processes"} {
		if got := labelled(topics, row); got != want && !strings.HasPrefix(got, want+", ") {
			t.Errorf("the topic of %q is labelled %q, want %q first", topics.Topics[topics.Assignments[row].Topic].TopPhrases, got, want)
		}
		if phrases := topics.Topics[topics.Assignments[row].Topic].TopPhrases; len(phrases) == 0 || phrases[0] != want {
			t.Errorf("phrases %q, want %q first", phrases, want)
		}
	}
}

// Acronyms and names keep their capitals, and no others do.
func TestCapitalsInLabels(t *testing.T) {
	docs := []corpus.Document{
		{Title: "Pruning BERT", Abstract: "Heads of BERT are cut. Pruning helps."},
		{Title: "BERT and its heads", Abstract: "Every head of BERT sees something else. Pruning tells what."},
		{Title: "Pruning LoRA", Abstract: "LoRA needs pruning too, as BERT does."},
		{Title: "Monarch Butterflies Fly South", Abstract: "In autumn monarch butterflies leave Canada."},
		{Title: "Where Monarch Butterflies Rest", Abstract: "On oaks of Mexico monarch butterflies rest."},
		{Title: "Counting Monarch Butterflies", Abstract: "In Mexico few monarch butterflies were counted."},
	}
	topics := topicsOf(t, build(t, docs, func(c *Config) { c.K = 2 }))
	if label := labelled(topics, 0); !strings.Contains(label, "BERT") || !strings.Contains(label, "pruning") {
		t.Errorf("label %q, want BERT and pruning", label)
	}
	if label := labelled(topics, 3); !strings.HasPrefix(label, "monarch butterflies") {
		t.Errorf("label %q, want monarch butterflies first", label)
	}
	for _, label := range []string{labelled(topics, 0), labelled(topics, 3)} {
		if strings.Contains(label, "Pruning") || strings.Contains(label, "bert") {
			t.Errorf("label %q", label)
		}
	}
}

// Two papers of a topic that print the same text are one voice: what only they say is no label.
func TestDuplicatesSpeakOnce(t *testing.T) {
	twice := corpus.Document{Title: "Purple lanterns glow in winter harbours", Abstract: "Purple lanterns glow; honey bees sleep in winter harbours."}
	docs := []corpus.Document{
		twice, twice,
		{Title: "Honey bees in town", Abstract: "Town parks feed honey bees."},
		{Title: "Feeding honey bees", Abstract: "Sugar feeds honey bees in spring."},
		{Title: "Moraines", Abstract: "Glacier ice leaves moraines."},
		{Title: "Glacier ice", Abstract: "Moraines hold glacier ice."},
	}
	topics := topicsOf(t, build(t, docs, func(c *Config) { c.K = 2 }))
	if a, b := topics.Assignments[0].Topic, topics.Assignments[2].Topic; a != b {
		t.Fatalf("topics %d and %d, want one", a, b)
	}
	if label := labelled(topics, 0); !strings.HasPrefix(label, "honey bees") || strings.Contains(label, "lantern") {
		t.Errorf("label %q", label)
	}
}

// A phrase that only titles have takes the capitals that its words have elsewhere.
func TestCapitalsOfATitleAlone(t *testing.T) {
	docs := []corpus.Document{
		{Title: "Pruning LoRA Adapters", Abstract: "LoRA is cut. Its adapters are small, and pruning helps."},
		{Title: "More LoRA Adapters", Abstract: "Small adapters such as LoRA, and pruning them."},
		{Title: "Moraines", Abstract: "Glacier ice."},
	}
	if label := labelled(topicsOf(t, build(t, docs, func(c *Config) { c.K = 2 })), 0); !strings.HasPrefix(label, "LoRA adapters") {
		t.Errorf("label %q, want LoRA adapters first", label)
	}
}

// Four papers of each topic were read. All four of the first have honey bees, in title and text, and two
// of the second: p = 4.5/5 and q = 2.5/5, so the divergence is 0.9 ln(0.9/0.5) + 0.1 ln(0.1/0.5) = 0.36807, which
// a title in each makes five times what none would. The second topic
// has fewer than the first: the phrase says nothing for it. Nor does what one paper alone says.
func TestPhraseScoresByHand(t *testing.T) {
	e := build(t, titled("honey bees dance", "honey bees rest", "honey bees swarm", "honey bees feed",
		"glacier ice and honey bees", "glacier ice holds honey bees", "glacier ice", "glacier ice calves"), nil)
	topics := &Topics{K: 2, members: [][]int{{0, 1, 2, 3}, {4, 5, 6, 7}}, Assignments: slices.Repeat([]Assignment{{DuplicateOf: -1}}, 8)}
	w := e.readWords(topics)
	score := func(topic int, key string) float64 {
		for _, p := range e.readPhrases(topics.members[topic]) {
			if p.key == key {
				return phraseScorer{w, topic, 4, 4}.score(p)
			}
		}
		t.Fatalf("topic %d has no phrase %q", topic, key)
		return 0
	}
	near(t, "honey bees where they belong", score(0, "honey bee"), 0.36807*(untitled+1), 1e-4)
	near(t, "honey bees elsewhere", score(1, "honey bee"), 0, 0)
	near(t, "the words of one paper", score(0, "bee danc"), 0, 0)
	if one, two := score(1, "glacier"), score(1, "glacier ice"); !(two > one && one > 0) {
		t.Errorf("glacier scores %v, glacier ice %v", one, two)
	}
}

// The labels and phrases of the sample are what a person would write: words of the papers and no stems;
// no stop word or boilerplate at either end or by itself; no word twice; every label its own.
func TestLabelsOfTheSample(t *testing.T) {
	written := map[string]bool{}
	analyzer, err := text.New(DefaultConfig().Vectorizer.Text)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range samplePapers(t) {
		for _, s := range slices.Concat([]string{d.Title, d.Abstract}, d.Keywords) {
			for _, token := range analyzer.Tokens(s, "") {
				written[strings.ToLower(token.Surface)] = true
			}
		}
	}
	for _, k := range []int{1, 8, 12, 20} {
		topics := topicsOf(t, sampleEngine(t, k)) // which checks that no two labels are equal
		for _, topic := range topics.Topics {
			for _, phrase := range slices.Concat(strings.Split(topic.Label, ", "), topic.TopPhrases) {
				checkPhrase(t, analyzer, written, phrase)
			}
			checkNoWordTwice(t, analyzer, topic.Label)
		}
	}
}

func checkPhrase(t testing.TB, analyzer *text.Analyzer, written map[string]bool, phrase string) {
	t.Helper()
	words := strings.Fields(phrase)
	if len(words) == 0 {
		t.Fatal("an empty phrase")
	}
	for _, word := range words {
		if !written[strings.ToLower(word)] {
			t.Errorf("%q: no paper writes %q", phrase, word)
		}
	}
	for _, end := range []string{words[0], words[len(words)-1]} {
		if analyzer.IsStop(end, "en") {
			t.Errorf("%q begins or ends with the stop word %q", phrase, end)
		}
	}
}

func checkNoWordTwice(t testing.TB, analyzer *text.Analyzer, label string) {
	t.Helper()
	seen := map[string]bool{}
	for _, token := range analyzer.Tokens(label, "") {
		if token.Term == "" || token.Part {
			continue
		}
		if seen[token.Term] {
			t.Errorf("%q says %q twice", label, token.Word)
		}
		seen[token.Term] = true
	}
}

func TestDistinctLabels(t *testing.T) {
	topic := &Topic{Discriminating: []TopicTerm{{Term: "bee", Surface: "bees"}, {Term: "danc", Surface: "dances"}, {Term: "bee danc", Surface: "bee dances"}, {Term: "comb", Surface: "combs"}}}
	phrases := []*phrase{{surface: "honey bees", score: 1}, {surface: "royal jelly", score: 0.9}, {surface: "wax", score: 0.1}, {surface: "hives", score: 0.05}}
	for _, c := range []struct {
		picked []*phrase
		used   []string
		want   string
	}{
		{phrases, nil, "honey bees, royal jelly"},
		{phrases, []string{"honey bees, royal jelly"}, "honey bees, royal jelly, wax"},
		{phrases, []string{"honey bees, royal jelly", "honey bees, royal jelly, wax"}, "honey bees, royal jelly, wax, hives"},
		{phrases[:2], []string{"honey bees, royal jelly"}, "honey bees, royal jelly (2)"},
		{phrases[:2], []string{"honey bees, royal jelly", "honey bees, royal jelly (2)"}, "honey bees, royal jelly (3)"},
		{nil, nil, "bees, dances, combs"},
		{nil, []string{"bees, dances, combs"}, "bees, dances, combs (2)"},
	} {
		used := map[string]bool{}
		for _, label := range c.used {
			used[label] = true
		}
		if got := distinctLabel(c.picked, topic.Discriminating, used); got != c.want {
			t.Errorf("beside %q: %q, want %q", c.used, got, c.want)
		}
	}
}

// What abstracts of any subject say names none, though its words do elsewhere.
func TestIdiomsNameNoTopic(t *testing.T) {
	docs := titled("Moraine of independent interest", "Glacier of independent interest", "Icefall of independent interest", "Bees dance", "Bees swarm", "Bees rest")
	topics := topicsOf(t, build(t, docs, func(c *Config) { c.K = 2 }))
	for _, topic := range topics.Topics {
		if said := strings.ToLower(topic.Label + " " + strings.Join(topic.TopPhrases, " ")); strings.Contains(said, "independent interest") {
			t.Errorf("label %q, phrases %q", topic.Label, topic.TopPhrases)
		}
	}
}

// Of a phrase and a longer one around it the better stays, if one speaks for both.
func TestNestedPhrases(t *testing.T) {
	made := func(key string, papers int) *phrase {
		p := &phrase{key: key, parts: strings.Fields(key)}
		for place := range papers {
			p.papers = append(p.papers, place)
		}
		return p
	}
	for _, c := range []struct {
		ranked []*phrase
		want   []string
	}{
		{[]*phrase{made("deep forest net", 6), made("forest net", 10)}, []string{"deep forest net"}},                                                        // 6 of 10 papers
		{[]*phrase{made("deep forest net", 5), made("forest net", 10)}, []string{"deep forest net", "forest net"}},                                          // 5 of 10
		{[]*phrase{made("forest net", 10), made("deep forest net", 9)}, []string{"forest net"}},                                                             // longer and no better
		{[]*phrase{made("deep forest", 5), made("forest net", 5)}, []string{"deep forest", "forest net"}},                                                   // neither in the other
		{[]*phrase{made("net deep", 5), made("deep net", 5), made("deep", 4)}, []string{"net deep", "deep net"}},                                            // order counts
		{[]*phrase{made("forest", 9), made("forest net", 2), made("old forest", 4), made("oak", 1)}, []string{"forest", "forest net", "old forest", "oak"}}, // a word puts no phrase out
		{[]*phrase{made("pre train model", 5), made("pretrain model", 4)}, []string{"pre train model"}},                                                     // one but for a gap,
	} {
		var got []string
		for _, p := range withoutNested(c.ranked) {
			got = append(got, p.key)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// By 0.7 of the score less 0.3 of the overlap: the second phrase is in the papers of the first
// (0.7 * 0.9 - 0.3 = 0.33), the third in others (0.7 * 0.8 - 0 = 0.56), the fourth repeats a word.
func TestPickIsDiverse(t *testing.T) {
	ranked := []*phrase{
		{key: "a b", parts: []string{"a", "b"}, papers: []int{0, 1, 2}, score: 1},
		{key: "c", parts: []string{"c"}, papers: []int{0, 1, 2}, score: 0.9},
		{key: "d", parts: []string{"d"}, papers: []int{3, 4}, score: 0.8},
		{key: "b e", parts: []string{"b", "e"}, papers: []int{5}, score: 0.7},
	}
	var got []string
	for _, p := range pick(ranked, len(ranked)) {
		got = append(got, p.key)
	}
	if want := []string{"a b", "d", "c"}; !slices.Equal(got, want) {
		t.Errorf("picked %q, want %q", got, want)
	}
	if n := len(pick(ranked, 2)); n != 2 {
		t.Errorf("%d picked, want 2", n)
	}
}

// Words are kin if the stemmer should have made one of them: five letters alike, two at most behind.
func TestKin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"privat", "privaci", true},
		{"microscop", "microscopi", true},
		{"bee", "bee", true},
		{"bee", "beet", false},          // four letters
		{"organ", "organometal", false}, // six behind
		{"network", "neural", false},
	} {
		if got := hasKin([]string{"moth", c.a}, c.b); got != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// What too few papers of a topic use is no part of its label: of 40 papers two are.
func TestLabelsAreCommon(t *testing.T) {
	ranked := []*phrase{{key: "a", papers: []int{0}}, {key: "b", papers: []int{0, 1}}}
	for papers, want := range map[int]int{20: 2, 40: 1, 41: 0, 5000: 0} {
		if got := len(common(ranked, papers)); got != want {
			t.Errorf("%d papers: %d phrases, want %d", papers, got, want)
		}
	}
}
