package corpus

import (
	"slices"
	"strings"
	"testing"
)

// Sentences for made-up abstracts; each abstract below is long enough to be one by its length.
const (
	tides  = "Tides move more sand than wind does on sheltered coasts, yet most models of dune growth leave them out. We follow forty beaches over nine winters with a small camera and find that the height of spring tides explains where the dunes begin. A simple rule with two numbers predicts the rest."
	clocks = "Two clocks on one wall fall into step, and the reason has been argued about for three centuries. Here the wall is replaced by a beam whose stiffness can be changed while the clocks run. Steps in stiffness show that the beam carries momentum from one pendulum to the other in both directions at once."
	yeast  = "Bakers keep a part of the old dough for the next day, and with it a community of yeasts and bacteria. Sequencing the doughs of sixty bakeries shows that the flour and not the baker chooses the species. Doughs that change hands keep their yeasts for a year and then resemble those of the new street."
	charts = "Printed maps disagree with each other about the length of rivers because each draughtsman smooths the bends in a way of his own. We measure the same river on thirty maps and recover the smoothing from the lengths alone. The method dates undated sheets to within a decade and finds two that were copied."
)

func page4(between func(i int, title, abstract string) string) string {
	var b strings.Builder
	for i, p := range [][2]string{{"Where dunes begin: tides and the height of beaches", tides}, {"A beam between two clocks", clocks},
		{"Is the baker's street in the dough?", yeast}, {"Lengths of rivers on old maps", charts}} {
		b.WriteString(between(i, p[0], p[1]))
	}
	return b.String()
}

var fourTitles = []string{"Where dunes begin: tides and the height of beaches", "A beam between two clocks", "Is the baker's street in the dough?", "Lengths of rivers on old maps"}

// TestPages: one page of four papers, dressed as different sites would.
func TestPages(t *testing.T) {
	counts := []string{"12", "3", "1.2k", "88"}
	dates := []string{"Mar 17", "2024-03-18", "Published on 19 March 2024", "3 days ago"}
	names := []string{"Jane Doe, Max Roe", "Li Wei and Ada Byron", "Nils Holm, Eva van Dyck, R. T. Fox", "Otto Maier et al."}
	for name, text := range map[string]string{
		"plain":         page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" }),
		"no last line":  strings.TrimSpace(page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" })),
		"crlf":          page4(func(_ int, title, abstract string) string { return title + "\r\n\r\n" + abstract + "\r\n\r\n" }),
		"header":        "Daily Reading\n\nJoin 5,000 readers today!\n\nLog in\n\nfor people who read\n\nTue, Mar 5\n\n" + page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" }),
		"header notice": "Cookies\n\nWe use cookies to count visits.\n\nMenu\n\n" + page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" }),
		"footer":        page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" }) + "Previous\n\n1 2 3\n\nNext\n\nAbout\n\n© 2024 The reading site. All rights reserved.\n",
		"votes above": page4(func(i int, title, abstract string) string {
			return counts[i] + "\n\n" + title + "\n\n" + abstract + "\n\n"
		}),
		"buttons below": page4(func(i int, title, abstract string) string {
			return title + "\n\n" + abstract + "\n\nUpvote " + counts[i] + "\n\nView PDF\n\n4 comments\n\n"
		}),
		"dates between": page4(func(i int, title, abstract string) string {
			return title + "\n\n" + dates[i] + "\n\n" + abstract + "\n\n"
		}),
		"authors between": page4(func(i int, title, abstract string) string {
			return title + "\n\n" + names[i] + "\n\n" + abstract + "\n\n"
		}),
		"one author each": page4(func(i int, title, abstract string) string {
			return title + "\n\n" + []string{"Jane Doe", "Max Roe", "Li Wei", "Ada Byron"}[i] + "\n\n" + abstract + "\n\n"
		}),
		"everything": "Home\n\nBrowse\n\n" + page4(func(i int, title, abstract string) string {
			return dates[i] + "\n\n" + title + "\n\n" + names[i] + "\n\nUniversity of X, Department of Y\n\nAbstract\n\n" + abstract + "\n\nhttps://example.org/" + counts[i] + "\n\n" + counts[i] + " upvotes\n\nView PDF\n\n"
		}) + "Contact us\n",
		"abstract caption": page4(func(_ int, title, abstract string) string { return title + "\n\nAbstract\n\n" + abstract + "\n\n" }),
		"adjacent lines":   page4(func(_ int, title, abstract string) string { return title + "\n" + abstract + "\n\n" }),
		"no blank lines":   page4(func(_ int, title, abstract string) string { return title + "\n" + abstract + "\n" }),
		"wrapped":          page4(func(_ int, title, abstract string) string { return title + "\n\n" + wrap(abstract) + "\n\n" }),
		"spaces in blanks": page4(func(_ int, title, abstract string) string { return "  " + title + " \n \t \n" + abstract + "\n \n\n\n" }),
	} {
		c := mustRead(t, Options{}, text)
		if c.Files[0].Format != formatPage || !slices.Equal(titles(c), fourTitles) {
			t.Errorf("%s: %s %q", name, c.Files[0].Format, titles(c))
			continue
		}
		for i, want := range []string{tides, clocks, yeast, charts} {
			d := c.Documents[i]
			if d.Abstract != want {
				t.Errorf("%s: paper %d has the abstract %q", name, i, d.Abstract)
			}
			if o := d.Origins[0]; !strings.Contains(text[o.Offset:o.Offset+o.Length], d.Title) || strings.Count(text[:o.Offset], "\n")+1 != o.Line || o.Record != i+1 {
				t.Errorf("%s: origin %+v", name, o)
			}
		}
	}
}

func wrap(s string) string {
	var b strings.Builder
	width := 0
	for _, w := range strings.Fields(s) {
		if width > 60 {
			b.WriteString("\n")
			width = 0
		}
		b.WriteString(w + " ")
		width += len(w) + 1
	}
	return b.String()
}

// TestPageParagraphs: two paragraphs are one abstract, and a sentence is enough for one.
func TestPageParagraphs(t *testing.T) {
	text := "Where dunes begin\n\n" + tides + "\n\n" + clocks + "\n\nA very short one\n\nWe count shells.\n\nIs it the flour?\n\n" + yeast +
		"\n\nAll data are open.\n\nGPT-4, “rivers” & maps (2nd ed.)\n\n" + charts + "\n\nThe last and shortest of papers\n\nIt ends here."
	c := mustRead(t, Options{}, text)
	if got := titles(c); !slices.Equal(got, []string{"Where dunes begin", "A very short one", "Is it the flour?", "GPT-4, “rivers” & maps (2nd ed.)", "The last and shortest of papers"}) {
		t.Fatalf("titles %q", got)
	}
	if a := c.Documents[0].Abstract; a != tides+"\n"+clocks {
		t.Errorf("two paragraphs became %q", a)
	}
	if a := c.Documents[2].Abstract; a != yeast+"\nAll data are open." {
		t.Errorf("a closing sentence became %q", a)
	}
	if a := c.Documents[4].Abstract; a != "It ends here." {
		t.Errorf("the last abstract is %q", a)
	}
}

// TestPageOfShortAbstracts: where every abstract is a sentence, greetings and imprints still are no papers.
func TestPageOfShortAbstracts(t *testing.T) {
	c := mustRead(t, Options{}, "Daily\n\nSign up to get the list every morning.\n\nDunes\n\nTides move more sand than wind.\n\nWhy do two clocks fall into step?\n\nA beam carries their momentum.\n\n"+
		"The flour and not the baker chooses\n\nYeasts come with the flour.\n\nRivers of old maps\n\nDraughtsmen smooth the bends.\n\nImprint\n\nBy using this site you accept cookies.\n")
	if got := titles(c); !slices.Equal(got, []string{"Dunes", "Why do two clocks fall into step?", "The flour and not the baker chooses", "Rivers of old maps"}) {
		t.Errorf("titles %q", got)
	}
}

// TestPageSentenceTitles: titles that end in a full stop, as some databases print them.
func TestPageSentenceTitles(t *testing.T) {
	c := mustRead(t, Options{}, page4(func(_ int, title, abstract string) string {
		return strings.TrimSuffix(title, "?") + ".\n\n" + abstract + "\n\n"
	}))
	if len(c.Documents) != 4 || c.Documents[1].Title != "A beam between two clocks." {
		t.Errorf("titles %q", titles(c))
	}
}

// TestOneWordTitles: a short title is a title when nothing else can be.
func TestOneWordTitles(t *testing.T) {
	c := mustRead(t, Options{}, "Dunes\n\n"+tides+"\n\nLlama 2\n\n"+clocks+"\n\nWhat bakers of one street share in their dough\n\n"+yeast+"\n\nLengths of rivers on old maps\n\n"+charts+"\n\nTwo clocks on one wall\n\n"+clocks)
	if got := titles(c); len(got) != 5 || got[0] != "Dunes" || got[1] != "Llama 2" {
		t.Errorf("titles %q", got)
	}
}

// TestNoPage: one text with headings is one document.
func TestNoPage(t *testing.T) {
	for name, text := range map[string]string{
		"sections": "On the growth of dunes along coasts\n\n1 Introduction\n\n" + tides + "\n\n2 Methods\n\n" + clocks + "\n\n3 Results\n\n" + yeast + "\n\nReferences\n\n" + charts,
		"one":      "Where dunes begin\n\n" + tides,
		"essay":    "Where dunes begin\n\n" + tides + "\n\n" + clocks + "\n\n" + yeast,
		"prose":    tides + "\n\n" + clocks,
	} {
		c := mustRead(t, Options{}, text)
		if len(c.Documents) != 1 || c.Files[0].Format != formatText || c.Documents[0].ID != "stdin" || c.Documents[0].Title == "" || !strings.Contains(c.Documents[0].Abstract, tides) {
			t.Errorf("%s: %q as %s", name, titles(c), c.Files[0].Format)
		}
	}
}

// TestPageInFolder: one text a file is one document, but five titles with an abstract each are a page even there.
func TestPageInFolder(t *testing.T) {
	five := page4(func(_ int, title, abstract string) string { return title + "\n\n" + abstract + "\n\n" }) + "Two clocks on one wall\n\n" + clocks + "\n"
	dir := writeFiles(t, map[string]string{"page.txt": "new\n\n" + five, "two.txt": "Where dunes begin and end\n\n" + tides + "\n\nWhat bakers share in dough\n\n" + yeast})
	c := load(t, dir)
	if len(c.Documents) != 6 || c.Documents[5].ID != "two" {
		t.Errorf("%q %q", ids(c), titles(c))
	}
}

func TestIsNoise(t *testing.T) {
	for s, want := range map[string]bool{"Mar 17": true, "17 March 2024": true, "2024-03-17": true, "Yesterday": true, "Updated 3 days ago": true, "Sunday, 5 May": true, "12": true,
		"· · ·": true, "https://x.org/a": true, "jane@x.org": true, "arXiv:2101.00001": true,
		"May the force be with you": false, "On time": false, "March of the penguins": false, "GPT-4": false, "A day": false, "Attention": false} {
		if got := isNoise(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
