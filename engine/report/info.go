package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"kindred/engine"
	"kindred/engine/corpus"
)

// Info writes what a source held for a person to read: a line a fact under the name of the source, the first papers, and every
// problem once with its count. Titles are cut to the width, in cells; 0 is a width that is not known.
func Info(w io.Writer, name string, i engine.Info, width int) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, OneLine(name))
	papers := i.Papers()
	for _, fact := range []struct{ name, says string }{
		{"format", cmp.Or(i.Format, "none that is known")},
		{"records", fmt.Sprintf("%d: %s kept, %d skipped%s", i.Records, Count(i.Kept, "paper"), i.Skipped, merged(i))},
		{"left out", leftOut(i.LeftOut)},
		{"abstracts", share(i.WithAbstract, papers)},
		{"languages", languages(i.Languages)},
		{"years", years(i.Years, papers)},
		{"ids", identifiers(i)},
	} {
		if fact.says != "" {
			fmt.Fprintf(b, "  %-10s %s\n", fact.name, OneLine(fact.says))
		}
	}
	firstPapers(b, i.First, width)
	indexFacts(b, i.Index)
	problems(b, i.Problems)
	return b.Flush()
}

// indexFacts is what there is to say of an index.
func indexFacts(w io.Writer, i *engine.IndexInfo) {
	if i == nil {
		return
	}
	fmt.Fprintf(w, "  %-10s %s, %s, %s, made by kindred %s\n", "index", Count(i.Papers, "paper"), Count(i.Topics, "topic"), Count(i.Terms, "term"), OneLine(i.Program))
	fmt.Fprintf(w, "  %-10s %d of them; %d added and %d replaced since, %d removed\n", "fitted on", i.Fitted, i.Added, i.Replaced, i.Removed)
	var settings []string
	for _, name := range slices.Sorted(maps.Keys(i.Settings)) {
		if value := i.Settings[name]; value != "" {
			settings = append(settings, name+" "+value)
		}
	}
	fmt.Fprintf(w, "  %-10s %s\n", "settings", OneLine(strings.Join(settings, ", ")))
	fmt.Fprintf(w, "  %-10s %s in %s, the largest:\n", "sections", megabytes(i.Bytes), Count(len(i.Sections), "section"))
	largest := slices.Clone(i.Sections)
	slices.SortStableFunc(largest, func(a, b engine.SectionInfo) int { return cmp.Compare(b.Bytes, a.Bytes) })
	for _, s := range largest[:min(sectionsShown, len(largest))] {
		fmt.Fprintf(w, "    %-24s %s\n", OneLine(s.Name), megabytes(s.Bytes))
	}
}

// sectionsShown are enough to say where the bytes are.
const sectionsShown = 8

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// merged says where the records are that are neither kept nor skipped.
func merged(i engine.Info) string {
	if i.Merged > 0 {
		return fmt.Sprintf(", %d merged into others", i.Merged)
	}
	return ""
}

func leftOut(l *corpus.LeftOut) string {
	if l == nil {
		return ""
	}
	return LeftOut(*l, "")
}

// LeftOut lists how many papers what was asked for left out, by its names behind a prefix: "19 by where, 6 by limit".
func LeftOut(l corpus.LeftOut, prefix string) string {
	var parts []string
	for _, p := range []struct {
		n    int
		name string
	}{{l.Where, "where"}, {l.Sample, "sample"}, {l.Limit, "limit"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d by %s%s", p.n, prefix, p.name))
		}
	}
	return strings.Join(parts, ", ")
}

// share says how many of all there are.
func share(n, of int) string {
	switch {
	case of == 0:
		return ""
	case n == of:
		return fmt.Sprintf("all %d", n)
	case n == 0:
		return "none"
	}
	return fmt.Sprintf("%d of %d", n, of)
}

// languageNames are what people call the codes that are met most.
var languageNames = map[string]string{
	"de": "German", "en": "English", "es": "Spanish", "fr": "French", "hu": "Hungarian", "it": "Italian", "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian", "pt": "Portuguese",
	"ru": "Russian", "sv": "Swedish", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "pl": "Polish", "uk": "Ukrainian", "tr": "Turkish", "cs": "Czech", "da": "Danish", "fi": "Finnish",
	"und": "not told", "mis": "others",
}

func languages(counts map[string]int) string {
	return listed(counts, func(code string) string { return cmp.Or(languageNames[code], code) })
}

// listed lists counts by name, the largest first.
func listed(counts map[string]int, called func(name string) string) string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", called(name), counts[name])
	}
	return strings.Join(names, ", ")
}

// years says from when to when papers are, the year of most, and how many are without one.
func years(counts map[string]int, papers int) string {
	if papers == 0 {
		return ""
	}
	all := slices.Sorted(maps.Keys(counts))
	dated, busiest := 0, ""
	for _, y := range all {
		if dated += counts[y]; busiest == "" || counts[y] > counts[busiest] {
			busiest = y
		}
	}
	says := ""
	switch {
	case dated == 0:
		return "none"
	case len(all) == 1:
		says = all[0]
	default:
		says = fmt.Sprintf("%s to %s, most in %s (%d)", all[0], all[len(all)-1], busiest, counts[busiest])
	}
	if dated < papers {
		says += fmt.Sprintf("; %d without", papers-dated)
	}
	return says
}

// identifiers says how many papers have ids that the world knows, and how many brought none at all.
func identifiers(i engine.Info) string {
	known := map[string]string{corpus.DOI: "DOI", corpus.ArXiv: "arXiv", corpus.PMID: "PubMed", corpus.PMCID: "PubMed Central"}
	says := listed(i.IDs, func(kind string) string { return cmp.Or(known[kind], kind) })
	if i.MadeIDs > 0 {
		says = strings.TrimPrefix(says+fmt.Sprintf("; %d made from the text", i.MadeIDs), "; ")
	}
	return says
}

// firstPapers lists papers, a line each: id, title and year.
func firstPapers(w io.Writer, papers []engine.Paper, width int) {
	if len(papers) == 0 {
		return
	}
	wide := 0
	for _, p := range papers {
		wide = max(wide, text.StringWidthWithoutEscSequences(OneLine(p.ID)))
	}
	wide = min(wide, longestID)
	fmt.Fprint(w, "\n  the first papers\n")
	for _, p := range papers {
		line := "    " + text.Pad(text.Snip(OneLine(p.ID), wide, "…"), wide, ' ') + "  " + cmp.Or(OneLine(p.Title), "(no title)")
		if p.Date != "" {
			line += fmt.Sprintf(" (%s)", p.Date)
		}
		if width > 0 {
			line = text.Snip(line, width, "…")
		}
		fmt.Fprintln(w, line)
	}
}

// longestID is how many cells of an id are shown.
const longestID = 30

// problems lists each kind of trouble once: how often, and what happened where it was met first.
func problems(w io.Writer, list []corpus.Problem) {
	if len(list) == 0 {
		fmt.Fprint(w, "\n  no problems\n")
		return
	}
	fmt.Fprint(w, "\n  problems\n")
	for _, p := range list {
		says := p.Message
		if p.First.File != "" {
			says = p.First.String() + ": " + says
		}
		fmt.Fprintf(w, "    %d ×  %s\n", p.Count, OneLine(says))
	}
}
