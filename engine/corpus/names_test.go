package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestGuessName(t *testing.T) {
	for name, want := range map[string]personName{
		"Plato":                        {family: "Plato"},
		"Ada Byron":                    {"Ada", "Byron", ""},
		"Ada King Byron":               {"Ada King", "Byron", ""},
		"Ludwig van Beethoven":         {"Ludwig", "van Beethoven", ""},
		"Ludwig Van Den Berg":          {"Ludwig", "Van Den Berg", ""},
		"de Berg":                      {"de", "Berg", ""},
		"Ada Byron Jr.":                {"Ada", "Byron", "Jr."},
		"Byron III":                    {"Byron", "III", ""},
		"Byron AB":                     {"AB", "Byron", ""},
		"van der Berg J.-P.":           {"J.-P.", "van der Berg", ""},
		"J. P. Roe":                    {"J. P.", "Roe", ""},
		"A B":                          {"A", "B", ""},
		"World Health Organization":    {family: "World Health Organization"},
		"The Moons":                    {family: "The Moons"},
		"Tide, Moon and Sea":           {family: "Tide, Moon and Sea"},
		"Société des marées":           {family: "Société des marées"},
		"王 小明":                         {family: "王 小明"},
		"Émile Zola":                   {"Émile", "Zola", ""},
		"ATLAS Collaboration":          {family: "ATLAS Collaboration"},
		"Institute (Tides) of Nowhere": {family: "Institute (Tides) of Nowhere"},
	} {
		if got := guessName(name); got != want || got.given != "" && strings.Contains(got.said(), "  ") {
			t.Errorf("%q: %+v, want %+v", name, got, want)
		}
	}
}

// TestNamesOfRecords: what the source tells apart is written so in both forms, whatever it is read from, and read back as it was.
func TestNamesOfRecords(t *testing.T) {
	ris := "TY  - JOUR\nTI  - T\nAU  - García Márquez, Gabriel\nAU  - King, Martin Luther, Jr.\nAU  - Tide Mills\nAU  - Byron, Ada\nAU  - van den Berg, Jan Peter\nER  - \n"
	bib := "@misc{a, title={T}, author={Garc{\\'i}a M{\\'a}rquez, Gabriel and King, Jr., Martin Luther and {Tide Mills} and Byron, Ada and Jan Peter van den Berg}}\n"
	braced := strings.Replace(bib, `Garc{\'i}a M{\'a}rquez, Gabriel`, `Gabriel {Garc\'ia M\'arquez}`, 1)
	csl := `[{"id":"a","type":"article-journal","title":"T","author":[{"family":"García Márquez","given":"Gabriel"},{"family":"King","given":"Martin Luther","suffix":"Jr."},
		{"literal":"Tide Mills"},{"family":"Byron","given":"Ada"},{"family":"Berg","given":"Jan Peter","non-dropping-particle":"van den"}]}]`
	medline := "PMID- 1\nTI  - T\nFAU - García Márquez, Gabriel\nAU  - García Márquez G\nFAU - King, Martin Luther Jr\nCN  - Tide Mills\nFAU - Byron, Ada\nFAU - van den Berg, Jan Peter\n"
	wantRIS := []string{"García Márquez, Gabriel", "King, Martin Luther, Jr.", "Tide Mills", "Byron, Ada", "van den Berg, Jan Peter"}
	wantBib := "author = {García Márquez, Gabriel and King, Jr., Martin Luther and {Tide Mills} and Byron, Ada and van den Berg, Jan Peter}"
	for name, text := range map[string]string{"a.ris": ris, "a.bib": bib, "b.bib": braced, "a.json": csl, "a.nbib": medline} {
		c := load(t, fileOf(t, name, text))
		none := Mark{Topic: -1}
		got := converter{}.ris(&c.Documents[0], none)
		var authors []string
		for line := range strings.Lines(got) {
			if author, is := strings.CutPrefix(line, "AU  - "); is {
				authors = append(authors, strings.TrimSuffix(strings.TrimSpace(author), "."))
			}
		}
		want := slices.Clone(wantRIS)
		want[1] = strings.TrimSuffix(want[1], ".")
		if !slices.Equal(authors, want) {
			t.Errorf("%s: %q", name, authors)
		}
		bib := newConverter(keys{}).bibTeX(&c.Documents[0], none)
		if !strings.Contains(strings.Replace(bib, "Jr, Mar", "Jr., Mar", 1), wantBib) {
			t.Errorf("%s: %s", name, bib)
		}
		for again, text := range map[string]string{"again.ris": got, "again.bib": bib} {
			if d := load(t, fileOf(t, again, text)).Documents[0]; !slices.Equal(d.Authors, c.Documents[0].Authors) {
				t.Errorf("%s by %s: %q", name, again, d.Authors)
			}
		}
	}
}

// No sign of ours stays in a name, wherever it comes from.
func TestNamesWithoutSigns(t *testing.T) {
	d := Document{Authors: []string{"a\x1fb\x1fc\x1fd", "\x1f\x1f", "A \x1fB C\x1f", group("Tide Mills")}}
	d.settleNames()
	if want := []string{"a b cd", "", "A B C", "Tide Mills"}; !slices.Equal(d.Authors, want) || len(d.names) != 3 {
		t.Errorf("%q %+v", d.Authors, d.names)
	}
}

// What a record that is merged says of names serves the record that stands for it.
func TestNamesOfMerged(t *testing.T) {
	j := fileOf(t, "a.jsonl", `{"id":"a","title":"T","doi":"10.5555/a","authors":["Gabriel García Márquez"]}`)
	r := fileOf(t, "b.ris", "TY  - JOUR\nTI  - T\nDO  - 10.5555/a\nAU  - García Márquez, Gabriel\nER  - \n")
	d := load(t, j, r).Documents
	if len(d) != 1 || d[0].nameOfAuthor("Gabriel García Márquez").family != "García Márquez" {
		t.Errorf("%+v", d)
	}
}
