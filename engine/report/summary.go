package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
)

// Summary is a report in Markdown for a reader who has not seen the corpus: what was read, each topic with its
// words and its most central papers, near duplicates, papers that fit badly, and how it was made. Like Bundle it
// holds no time, thread count, host or path.
type Summary struct {
	Docs       corpus.Documents
	Info       engine.Info
	Topics     *engine.Topics
	OverTime   *engine.OverTime // nil says nothing of it
	Duplicates []engine.DuplicateGroup
	Run        Run
}

// Numbers of things that a summary lists.
const (
	summaryTerms  = 10 // words of a topic
	summaryPapers = 5  // representative papers of a topic
	summaryList   = 50 // near duplicate groups, and outliers
)

// Write writes the report.
func (s Summary) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s in %s\n\n", Count(s.Docs.Len(), "paper"), Count(s.Topics.K, "topic"))
	s.corpus(b)
	s.overview(b)
	s.parents(b)
	s.overTime(b)
	for _, t := range s.Topics.Leaves() {
		s.topic(b, t)
	}
	s.duplicates(b)
	s.outliers(b)
	s.making(b)
	return b.Flush()
}

func (s Summary) corpus(w io.Writer) {
	i := s.Info
	fmt.Fprintf(w, "## The corpus\n\n")
	fmt.Fprintf(w, "- %s read (%s), %d kept, %d skipped\n", Count(i.Records, "record"), escapeMarkdown(i.Format), i.Kept, i.Skipped)
	if l := i.LeftOut; l != nil {
		fmt.Fprintf(w, "- %s left out by what was asked for, %d left\n", Count(l.Papers(), "paper"), s.Docs.Len())
	}
	if x := i.Index; x != nil && x.Added+x.Replaced+x.Removed > 0 {
		fmt.Fprintf(w, "- of %s in the index %d came after weights and topics were made: %d added and %d replaced, %d removed\n",
			Count(x.Papers, "paper"), x.Papers-x.Fitted, x.Added, x.Replaced, x.Removed)
	}
	lack := "without a usable term"
	if s.Topics.Given {
		lack = "with zeros alone for a vector"
	}
	fmt.Fprintf(w, "- %d with an abstract, %d %s\n", i.WithAbstract, s.Topics.NoText, lack)
	if years := slices.Sorted(maps.Keys(i.Years)); len(years) > 0 {
		fmt.Fprintf(w, "- years: %s to %s\n", years[0], years[len(years)-1])
	}
	if len(i.Languages) > 1 {
		var list []string
		for _, lang := range slices.Sorted(maps.Keys(i.Languages)) {
			list = append(list, fmt.Sprintf("%s %d", escapeMarkdown(lang), i.Languages[lang]))
		}
		fmt.Fprintf(w, "- languages: %s\n", strings.Join(list, ", "))
	}
	for _, p := range i.Problems {
		fmt.Fprintf(w, "- %s: %d times\n", escapeMarkdown(OneLine(p.Message)), p.Count)
	}
	for _, warning := range s.Topics.Warnings {
		fmt.Fprintf(w, "- %s\n", escapeMarkdown(OneLine(warning)))
	}
	fmt.Fprintln(w)
}

func (s Summary) overview(w io.Writer) {
	fmt.Fprintf(w, "## The topics\n\n| topic | label | papers | share | stability |\n| ---: | --- | ---: | ---: | ---: |\n")
	for _, t := range s.Topics.Leaves() {
		fmt.Fprintf(w, "| %d | %s | %d | %s %% | %s |\n", t.ID, escapeMarkdown(OneLine(t.Label)), t.Size, Fixed(100*t.Share, 1), Fixed(t.Stability, 2))
	}
	if x := Fixed(s.Topics.Silhouette, 3); x != "" {
		fmt.Fprintf(w, "\nMean silhouette %s: 1 is clear groups, 0 none.\n", x)
	}
	if x := Fixed(s.Topics.Stability, 3); x != "" {
		fmt.Fprintf(w, "\nStability %s: how far groups of other parts of the papers agree, 1 in all, 0 as chance has it. A topic of 0.75 and more is found again, one under 0.5 is not.\n", x)
	}
	fmt.Fprintln(w)
}

// parents lists the topics that hold others, and these below them.
func (s Summary) parents(w io.Writer) {
	if len(s.Topics.Topics) == s.Topics.K {
		return
	}
	fmt.Fprintf(w, "## How they belong together\n\n")
	s.children(w, -1, "")
	fmt.Fprintln(w)
}

// children lists the topics below the one in a place, the larger first.
func (s Summary) children(w io.Writer, parent int, indent string) {
	var list []int
	for place, t := range s.Topics.Topics {
		if t.Parent == parent {
			list = append(list, place)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s.Topics.Topics[b].Size, s.Topics.Topics[a].Size) })
	for _, place := range list {
		t := s.Topics.Topics[place]
		fmt.Fprintf(w, "%s- %d. %s: %s\n", indent, t.ID, escapeMarkdown(OneLine(t.Label)), Count(t.Size, "paper"))
		s.children(w, place, indent+"  ")
	}
}

func (s Summary) topic(w io.Writer, t engine.Topic) {
	fmt.Fprintf(w, "## %d. %s\n\n%s", t.ID, escapeMarkdown(OneLine(t.Label)), Count(t.Size, "paper"))
	for _, list := range []struct {
		name  string
		terms []string
	}{{"words", surfaces(t.TopTerms)}, {"phrases", t.TopPhrases}, {"what sets it apart", surfaces(t.Discriminating)}} {
		if len(list.terms) > 0 {
			short := list.terms[:min(len(list.terms), summaryTerms)]
			fmt.Fprintf(w, "  \n**%s:** %s", list.name, escapeMarkdown(OneLine(strings.Join(short, ", "))))
		}
	}
	fmt.Fprint(w, "\n\n")
	for i, row := range t.Representatives[:min(len(t.Representatives), summaryPapers)] {
		fmt.Fprintf(w, "%d. %s, similarity %s\n", i+1, s.paper(row), Fixed(s.Topics.Assignments[row].Similarity, 3))
	}
	fmt.Fprintln(w)
}

func (s Summary) duplicates(w io.Writer) {
	if len(s.Duplicates) == 0 {
		return
	}
	fmt.Fprintf(w, "## Near duplicates\n\n")
	for _, g := range s.Duplicates[:min(len(s.Duplicates), summaryList)] {
		fmt.Fprintf(w, "- %s\n", s.paper(g.Rows[0]))
		for i, row := range g.Rows[1:] {
			fmt.Fprintf(w, "  - %s, similarity %s\n", s.paper(row), Fixed(g.Similarity[i+1], 3))
		}
	}
	more(w, len(s.Duplicates)-summaryList)
}

func (s Summary) outliers(w io.Writer) {
	var rows []int
	for _, a := range s.Topics.Assignments {
		if a.Outlier {
			rows = append(rows, a.Row)
		}
	}
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "## Outliers\n\nFar from the centre of their topic:\n\n")
	for _, row := range rows[:min(len(rows), summaryList)] {
		a := s.Topics.Assignments[row]
		fmt.Fprintf(w, "- %s: topic %d, similarity %s\n", s.paper(row), s.Topics.ID(a.Topic), Fixed(a.Similarity, 3))
	}
	more(w, len(rows)-summaryList)
}

func (s Summary) making(w io.Writer) {
	r := s.Run
	fmt.Fprintf(w, "## How it was made\n\nkindred %s, %s in the vocabulary, input SHA-256 %s. Settings:\n\n", escapeMarkdown(r.Version), Count(r.Terms, "term"), r.SHA256)
	for _, key := range slices.Sorted(maps.Keys(r.Config)) {
		fmt.Fprintf(w, "- %s: %s\n", key, escapeMarkdown(OneLine(fmt.Sprint(r.Config[key]))))
	}
}

// paper names a paper: title and id.
func (s Summary) paper(row int) string {
	d := s.Docs.At(row)
	if title := OneLine(d.Title); title != "" {
		return escapeStart(escapeMarkdown(title)) + " (" + escapeMarkdown(OneLine(d.ID)) + ")"
	}
	return escapeStart(escapeMarkdown(OneLine(d.ID)))
}

func more(w io.Writer, n int) {
	if n > 0 {
		fmt.Fprintf(w, "- and %d more\n", n)
	}
	fmt.Fprintln(w)
}

// Count writes a number of things: "1 paper", "5,191 papers".
func Count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return Thousands(n) + " " + thing
}

// Thousands writes a whole number that is not negative: "5,191".
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
