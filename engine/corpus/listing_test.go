package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const trialTitle = "Efficacy and safety of a once-weekly drop of sea water compared with a daily drop of lake water in adults with dry wooden " +
	"floors who had not been helped by wax or by oil over at least one full winter: a randomised, double-blind, parallel-group trial " +
	"in eleven villages of three countries with a follow-up of two years (the DROPS study)"

// TestLongTitle: a title as long as some trials have is a title between other papers, first, last and where titles end in a stop.
func TestLongTitle(t *testing.T) {
	if wordCount(trialTitle) < longWords || len(trialTitle) < 270 {
		t.Fatal("the title is not long enough to try anything")
	}
	for at := range 4 {
		for _, stop := range []string{"", "."} {
			want := slices.Clone(fourTitles)
			want[at] = trialTitle
			text := ""
			for i, abstract := range []string{tides, clocks, yeast, charts} {
				want[i] += stop
				text += want[i] + "\n\n" + abstract + "\n\n"
			}
			c := mustRead(t, Options{}, text)
			if got := titles(c); !slices.Equal(got, want) || c.Documents[at].Abstract == "" {
				t.Errorf("at %d, stop %q: %q", at, stop, got)
			}
		}
	}
	if c := mustRead(t, Options{}, trialTitle+"\n\n"+tides); c.Documents[0].Title != trialTitle || c.Documents[0].Abstract != tides {
		t.Errorf("alone: %+v", c.Documents[0])
	}
}

// TestUnfinishedParagraph: a paragraph without a stop under a title is none itself.
func TestUnfinishedParagraph(t *testing.T) {
	open := strings.TrimSuffix(clocks[:strings.Index(clocks, "Here")], ". ") + " and by now by more people than there are clocks in all the towns of the coast"
	c := mustRead(t, Options{}, "Where dunes begin and end\n\n"+open+" and many others besides them who never said so\n\n"+tides+"\n\nWhat bakers share in dough\n\n"+yeast)
	if got := titles(c); !slices.Equal(got, []string{"Where dunes begin and end", "What bakers share in dough"}) {
		t.Errorf("titles %q", got)
	}
}

// TestPubMedText: the text that PubMed saves, a paper under the line of its journal.
func TestPubMedText(t *testing.T) {
	text := `1. J Shore. 2024 Mar;12(3):45-50. doi: 10.1000/xyz1. Epub 2024 Feb 1.

Where dunes begin and why spring tides decide it.

Doe J(1), Roe MA(2), van den Berg K(3)(4).

Author information:
(1)Department of Sand, University of X, City, Country.
(2)Hospital of Y, Town, Country. Electronic address: doe@x.org and a good many more words so that this is long enough to be prose by its length alone.

` + tides + `

Copyright © 2024 The Authors. Published by Nobody. All rights reserved.

DOI: 10.1000/xyz1
PMCID: PMC1234567
PMID: 12345678 [Indexed for MEDLINE]

Conflict of interest statement: The authors declare that they own neither a beach nor a clock.

2. Clocks (Basel). 2023 Dec 5:1234. doi: 10.1000/xyz2. Online ahead of print.

Is it the beam between two clocks?

Byron A(1).

Author information:
(1)Institute of Time, City, Country.

` + wrap(clocks) + `

© 2023. The Author(s).

DOI: 10.1000/xyz2
PMID: 12345679

3. Dough. 2022;7:1-9.

Yeasts come with the flour.

Wei L, Holm N, Fox RT, ` + strings.Repeat("Maier O, ", 30) + `Dyck E.

` + yeast + `

PMID: 12345680
`
	c := mustRead(t, Options{}, text)
	if got := titles(c); !slices.Equal(got, []string{"Where dunes begin and why spring tides decide it.", "Is it the beam between two clocks?", "Yeasts come with the flour."}) {
		t.Fatalf("titles %q", got)
	}
	for i, want := range []string{tides, clocks, yeast} {
		if got := c.Documents[i].Abstract; got != want {
			t.Errorf("abstract %d: %q", i, got)
		}
	}
}

// TestListing: entries with labelled lines, apart or together, their abstracts in one line or in several.
func TestListing(t *testing.T) {
	names := []string{"Jane Doe, Max Roe", "Authors: Li Wei", "Authors:Nils Holm, Eva van Dyck and a consortium", "Otto Maier"}
	for _, between := range []string{"\n", "\n\n"} {
		for name, dress := range map[string]func(string) string{"long": strings.Clone, "wrapped": wrap, "labelled": func(s string) string { return "Abstract: " + wrap(s) }} {
			i := 0
			text := "Authors and titles for recent submissions\n\n" + page4(func(_ int, title, abstract string) string {
				i++
				return fmt.Sprintf("[%d] arXiv:2401.%05d (cross-list from cs.CL) [pdf, html, other]", i, i) + between + "Title: " + title + between + names[i-1] + between +
					"Comments: 12 pages, 3 figures. To appear" + between + "Subjects: Machine Learning (cs.LG); Coasts (sand.TI)" + between + dress(abstract) + "\n\n"
			})
			c := mustRead(t, Options{}, text)
			if got := titles(c); !slices.Equal(got, fourTitles) {
				t.Errorf("%s, %q between: titles %q", name, between, got)
				continue
			}
			if a := strings.TrimPrefix(c.Documents[3].Abstract, "Abstract: "); a != charts {
				t.Errorf("%s, %q between: abstract %q", name, between, a)
			}
		}
	}
}

// TestListingOfMail: a title that goes on in an indented line, and rulers.
func TestListingOfMail(t *testing.T) {
	text := ""
	for i, abstract := range []string{tides, clocks} {
		text += "\\\\\narXiv:2401.0000" + fmt.Sprint(i) + "\nDate: Mon, 1 Jan 2024 10:00:00 GMT   (12kb)\n\nTitle: A long title that goes\n  over two lines\nAuthors: Jane Doe,\n  Max Roe\nCategories: sand.TI\n\\\\\n  " +
			wrap(abstract) + "\n\\\\ ( https://arxiv.org/abs/2401.0000" + fmt.Sprint(i) + " ,  12kb)\n" + strings.Repeat("-", 60) + "\n"
	}
	c := mustRead(t, Options{}, text)
	if got := titles(c); !slices.Equal(got, []string{"A long title that goes over two lines", "A long title that goes over two lines"}) {
		t.Fatalf("titles %q", got)
	}
	if c.Documents[0].Abstract != tides || c.Documents[1].Abstract != clocks {
		t.Errorf("abstracts %q, %q", c.Documents[0].Abstract, c.Documents[1].Abstract)
	}
}

// TestNumberedTitles: the numbers of a list are no part of its titles; a number in one title alone is.
func TestNumberedTitles(t *testing.T) {
	for _, format := range []string{"%d. ", "[%d] ", "%d) ", "(%d) "} {
		c := mustRead(t, Options{}, page4(func(i int, title, abstract string) string {
			return fmt.Sprintf(format, i+7) + title + "\n\n" + abstract + "\n\n"
		}))
		if got := titles(c); !slices.Equal(got, fourTitles) {
			t.Errorf("%q: titles %q", format, got)
		}
	}
	c := mustRead(t, Options{}, page4(func(i int, title, abstract string) string {
		if i == 1 {
			title = "1984. A novel"
		}
		return title + "\n\n" + abstract + "\n\n"
	}))
	if got := titles(c); got[1] != "1984. A novel" {
		t.Errorf("titles %q", got)
	}
}

// TestApparatus: what a database prints around a paper, and titles that only look like it.
func TestApparatus(t *testing.T) {
	for s, want := range map[string]bool{
		"Author information: (1)Department of X.": true, "PMID: 123": true, "DOI: 10.1000/x": true, "Copyright © 2024 Nobody.": true, "© 2024. The Author(s).": true,
		"Conflict of interest statement: None.": true, "1. J Test. 2024 Mar;12(3):45-50.": true, "Proc Soc A. 2020 Jan 2;4(5):1. doi: 10.1/x": true, "[3] arXiv:2401.00001 [pdf]": true,
		"Copyright law and the machine": false, "Conflict of interest in small towns": false, "Subjects: 40 adults took part.": false, "(1)H NMR of rainwater": false,
		"12. The sea. A history": false, "Background. 2020 was a year of storms": false, "Datelines of ships": false,
	} {
		if got := isApparatus(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// TestLongText: many lines without a blank one, and sentences without a title, are one document; joining lines copies each
// but once.
func TestLongText(t *testing.T) {
	for name, text := range map[string]string{
		"wrapped":   strings.Repeat("some words that are wrapped over many lines of one text\n", 10_000),
		"sentences": "It is so.\n\n" + strings.Repeat("12 votes\n\nSo it is, they say.\n\n", 1_000) + tides,
		"names":     strings.Repeat("Jane Doe, Max Roe, ", 10_000),
	} {
		if c := mustRead(t, Options{}, text); len(c.Documents) != 1 || !strings.HasPrefix(c.Documents[0].Abstract, text[:20]) && !strings.HasPrefix(c.Documents[0].Title, text[:9]) {
			t.Errorf("%s: %q", name, titles(c))
		}
	}
	lines := slices.Repeat([]block{{text: "some words"}}, 10_000)
	if n := testing.AllocsPerRun(1, func() { joinLines(lines) }); n > 10 {
		t.Errorf("joining 10,000 lines allocates %v times", n)
	}
}
