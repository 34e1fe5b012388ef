package corpus

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var sixTitles = []string{"Where dunes begin: tides and the height of beaches", "A beam between two clocks", "Is the baker's street in the dough?",
	"Lengths of rivers on old maps", "k-means for pebbles", "GPT-4 and the weather: a study of 12 forecasts"}

// dressed is six titles, each with a line's text from the function.
func dressed(line func(i int, title string) string) string {
	var b strings.Builder
	for i, title := range sixTitles {
		b.WriteString(line(i, title))
	}
	return b.String()
}

// TestTitleLists: the same six titles as people list them.
func TestTitleLists(t *testing.T) {
	for name, text := range map[string]string{
		"lines":        dressed(func(_ int, title string) string { return title + "\n" }),
		"no last line": strings.TrimSpace(dressed(func(_ int, title string) string { return title + "\n" })),
		"blank lines":  dressed(func(_ int, title string) string { return title + "\n\n" }),
		"crlf":         dressed(func(_ int, title string) string { return title + "\r\n" }),
		"groups": dressed(func(i int, title string) string {
			if i == 3 {
				return "\n" + title + "\n"
			}
			return title + "\n"
		}),
		"numbers":        dressed(func(i int, title string) string { return fmt.Sprintf("%d. %s\n", i+1, title) }),
		"brackets":       dressed(func(i int, title string) string { return fmt.Sprintf("[%d] %s\n\n", i+8, title) }),
		"close brackets": dressed(func(i int, title string) string { return fmt.Sprintf("[%d]%s\n", i, title) }),
		"bullets":        dressed(func(_ int, title string) string { return "  - " + title + "\n" }),
		"heading":        "References\n\n" + dressed(func(i int, title string) string { return fmt.Sprintf("[%d] %s\n", i+1, title) }),
		"page numbers":   "Table of Contents\n\n" + dressed(func(i int, title string) string { return title + " ........ " + fmt.Sprint(i*10) + "\n" }),
		"dates between":  "Accepted papers:\n" + dressed(func(i int, title string) string { return fmt.Sprintf("%d March 2024\n%s\n", i+1, title) }),
		"wrapped":        dressed(func(_ int, title string) string { return strings.Replace(title, " of ", "\nof ", 1) + "\n\n" }),
		"wrapped numbers": dressed(func(i int, title string) string {
			return fmt.Sprintf("%d. %s\n", i+1, strings.Replace(title, " ", "\n   ", 1))
		}),
	} {
		c := mustRead(t, Options{}, text)
		if c.Files[0].Format != formatList || !slices.Equal(titles(c), sixTitles) {
			t.Errorf("%s: %s %q", name, c.Files[0].Format, titles(c))
			continue
		}
		for i, d := range c.Documents {
			o := d.Origins[0]
			if stands := text[o.Offset : o.Offset+o.Length]; d.Abstract != "" || d.TitleDerived || !strings.Contains(strings.Join(strings.Fields(stands), " "), d.Title) || o.Record != i+1 || o.Line != 1+strings.Count(text[:o.Offset], "\n") {
				t.Errorf("%s: %+v stands at %q", name, d, stands)
			}
		}
	}
}

// TestReferenceList: references are kept whole, for no rule finds the title in all of them.
func TestReferenceList(t *testing.T) {
	c := mustRead(t, Options{}, `References

Byron, A., & Roe, M. (2020). Where dunes begin. Journal of Shores, 12(3), 45–50.
Doe J, Wei L. A beam between two clocks. J Time. 2021;3:4-9.
Fox, R. T. (2019). On the length of rivers. Rivers Press.
Holm N, Dyck E, Maier O, et al. Yeasts come with the flour. Dough. 2022;7:1.
Zu, Z. (2018). It is the street and not the baker. Bread, 1, 2.
`)
	if len(c.Documents) != 5 || c.Files[0].Format != formatList || c.Documents[2].Title != "Fox, R. T. (2019). On the length of rivers. Rivers Press." {
		t.Errorf("%s %q", c.Files[0].Format, titles(c))
	}
}

// TestNoList: a text with sentences, with too few lines or with something else than titles is one document.
func TestNoList(t *testing.T) {
	names := "Jane Doe\nMax Roe\nLi Wei\nAda Byron\nNils Holm\nEva Dyck\n"
	for name, text := range map[string]string{
		"four titles":      strings.Join(sixTitles[:4], "\n"),
		"wrapped abstract": wrap(tides + " " + clocks),
		"open abstract":    strings.TrimSuffix(wrap(strings.ReplaceAll(tides, ".", ",")), ", "),
		"title and text":   sixTitles[0] + "\n\n" + wrap(tides),
		"one sentence":     dressed(func(_ int, title string) string { return title + "\n" }) + "All of them were read by us.\n",
		"sentences a line": strings.ReplaceAll(tides+" "+clocks, ". ", ".\n"),
		"names":            names,
		"name lists":       strings.ReplaceAll(names, "\n", ", Otto Maier\n"),
		"a paper's head":   "Where dunes begin and end\nJane Doe, Max Roe\nUniversity of X, City\nKeywords: sand; tides\n3 March 2024\nAbstract\n" + wrap(tides),
		"words":            "sand\ntides\nclocks\ndough\nmaps\nrivers\n",
	} {
		c := mustRead(t, Options{}, text)
		if len(c.Documents) != 1 || c.Files[0].Format != formatText {
			t.Errorf("%s: %s %q", name, c.Files[0].Format, titles(c))
		}
	}
}

// TestListInFolder: where one file is one document, a list is one too, unless it is named itself.
func TestListInFolder(t *testing.T) {
	dir := writeFiles(t, map[string]string{"list.txt": strings.Join(sixTitles, "\n"), "text.txt": sixTitles[0] + "\n\n" + tides})
	for _, name := range []string{dir, filepath.Join(dir, "*.txt")} {
		if c := load(t, name); len(c.Documents) != 2 || len(c.Problems) != 0 {
			t.Errorf("%s: %q", name, titles(c))
		}
	}
	if c := load(t, filepath.Join(dir, "list.txt")); len(c.Documents) != 6 {
		t.Errorf("named: %q", titles(c))
	}
}

// TestPageThatIsNone: where titles and texts do not pair, one document comes out, and it is said.
func TestPageThatIsNone(t *testing.T) {
	for name, text := range map[string]string{
		"titles first": strings.Join(fourTitles, "\n\n") + "\n\n" + tides + "\n\n" + clocks + "\n\n" + yeast + "\n\n" + charts,
		"short titles": "Dunes\n\n" + tides + "\n\nClocks\n\n" + clocks + "\n\nDough\n\n" + yeast,
	} {
		c := mustRead(t, Options{}, text)
		if p := problem(c, kindOneText); len(c.Documents) != 1 || p.Count != 1 || !strings.Contains(p.Message, "one document") {
			t.Errorf("%s: %q, problems %v", name, titles(c), c.Problems)
		}
	}
	for name, text := range map[string]string{"a text": fourTitles[0] + "\n\n" + tides + "\n\n" + clocks, "sections": "On dunes and clocks of the coast\n\n1 Introduction\n\n" + tides + "\n\n2 Methods\n\n" + clocks} {
		if c := mustRead(t, Options{}, text); len(c.Problems) != 0 {
			t.Errorf("%s: problems %v", name, c.Problems)
		}
	}
}

// TestTextLimits: a page may be longer than a record, a paper on it and a single text may not.
func TestTextLimits(t *testing.T) {
	page := page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" })
	if c := mustRead(t, Options{MaxRecord: 600}, page); len(c.Documents) != 4 {
		t.Errorf("a page of %d bytes: %q", len(page), titles(c))
	}
	c := mustRead(t, Options{MaxRecord: 600}, strings.Replace(page, clocks, clocks+"\n\n"+clocks, 1))
	if p := problem(c, kindTooLong); len(c.Documents) != 3 || p.Count != 1 || p.First.Record != 2 {
		t.Errorf("a page with a long paper: %q, problems %v", titles(c), c.Problems)
	}
	for _, n := range []int{3, 30} {
		text := strings.Repeat(tides+"\n", n)
		c, err := read(t, Options{MaxRecord: 600}, text)
		if want := fmt.Sprintf("%d bytes long, over the limit of 600 bytes for one record", len(text)); err == nil || !strings.Contains(err.Error(), want) || problem(c, kindTooLong).Count != 1 {
			t.Errorf("a text: %v, want %s", err, want)
		}
	}
	if o := (Options{}).withDefaults(); o.MaxRecord != 16<<20 {
		t.Errorf("the default is %d", o.MaxRecord)
	}
}
