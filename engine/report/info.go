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
	problems(b, i.Problems)
	indexFacts(b, i.Index)
	return b.Flush()
}

// indexFacts is what there is to say of an index beside its papers and what they were read from.
func indexFacts(w io.Writer, i *engine.IndexInfo) {
	if i == nil {
		return
	}
	fmt.Fprint(w, "\n  the index\n")
	largest := slices.Clone(i.Sections)
	slices.SortStableFunc(largest, func(a, b engine.SectionInfo) int { return cmp.Compare(b.Bytes, a.Bytes) })
	for _, fact := range []struct{ name, says string }{
		{"holds", fmt.Sprintf("%s, %s, %s", Count(i.Papers, "paper"), Count(i.Topics, "topic"), Count(i.Terms, "term"))},
		{"fitted on", fmt.Sprintf("%d of them; %d added and %d replaced since, %d removed", i.Fitted, i.Added, i.Replaced, i.Removed)},
		{"settings", settings(i.Settings)},
		{"file", fmt.Sprintf("%s, %s in %s, made by kindred %s; the largest:", i.File, bytesOf(i.Bytes), Count(len(i.Sections), "section"), i.Program)},
	} {
		fmt.Fprintf(w, "    %-10s %s\n", fact.name, OneLine(fact.says))
	}
	for _, s := range largest[:min(sectionsShown, len(largest))] {
		fmt.Fprintf(w, "      %-20s %s\n", OneLine(s.Name), bytesOf(s.Bytes))
	}
}

// sectionsShown are enough to say where the bytes are.
const sectionsShown = 8

// settings lists those that say something.
func settings(values map[string]string) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if value := values[name]; value != "" {
			list = append(list, name+" "+value)
		}
	}
	return strings.Join(list, ", ")
}

// bytesOf writes a number of bytes with two digits or more: "37 bytes", "2.3 kB", "45 kB", "1.2 GB".
func bytesOf(n int64) string {
	if n < 1000 {
		return Count(int(n), "byte")
	}
	size, units := float64(n)/1e3, []string{"kB", "MB", "GB", "TB"}
	for len(units) > 1 && size >= 999.5 {
		size, units = size/1e3, units[1:]
	}
	if size < 9.95 {
		return fmt.Sprintf("%.1f %s", size, units[0])
	}
	return fmt.Sprintf("%.0f %s", size, units[0])
}

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
