package corpus

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// taggedSamples are a record in the middle of two, in each format, to be damaged.
var taggedSamples = map[string]struct {
	format, before, after, bad, field, end string
}{
	"ris":      {formatRIS, "TY  - JOUR\nID  - before\nTI  - T\nER  - \n\n", "TY  - JOUR\nID  - after\nTI  - T\nER  - \n", "TY  - JOUR\nID  - bad\n", "TI  - ", "ER  - \n"},
	"medline":  {formatMEDLINE, "PMID- 1\nTI  - T\n\n", "PMID- 2\nTI  - T\n", "PMID- 3\n", "TI  - ", "\n"},
	"wos":      {formatWoS, "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nUT before\nTI T\nER\n\n", "PT J\nUT after\nTI T\nER\n", "PT J\nUT bad\n", "TI ", "ER\n"},
	"refworks": {formatRefWorks, "RT Book\nT1 T\nID before\n\n", "RT Book\nT1 T\nID after\n", "RT Book\nID bad\n", "T1 ", "\n"},
	"ovid":     {formatOvid, "<1. >\nTI  - T\nAN  - before\n\n", "<3. >\nTI  - T\nAN  - after\n", "<2. >\nAN  - bad\n", "TI  - ", "\n"},
	"refer":    {formatRefer, "%0 Book\n%T T\n%F before\n\n", "%0 Book\n%T T\n%F after\n", "%0 Book\n%F bad\n", "%T ", "\n"},
}

// TestTaggedDamage: what is damaged costs its own record at most.
func TestTaggedDamage(t *testing.T) {
	for name, f := range taggedSamples {
		for what, c := range map[string]struct {
			text, kind string
			kept       bool
		}{
			"long line":   {f.bad + f.field + strings.Repeat("long ", 400_000) + "\n" + f.end, kindTooLong, false},
			"many lines":  {f.bad + f.field + strings.Repeat("long\n", 20_000) + f.end, kindTooLong, false},
			"NUL":         {f.bad + f.field + "a\x00b\n" + f.end, kindNUL, true},
			"old letters": {f.bad + f.field + "caf\xe9 noir\n" + f.end, kindWindows, true},
			"no end":      {f.bad + f.field + "T\n", kindNoEnd, true},
			"empty":       {f.bad + f.end, kindNoText, true},
			"odd lines":   {f.bad + f.field + "T\n\t\n-\n - \nA\n" + f.end, "", true},
		} {
			c2 := mustRead(t, Options{MaxRecord: 50_000}, f.before+c.text+f.after)
			if got := len(c2.Documents); c2.Files[0].Format != f.format || got != 2+count(c.kept) {
				t.Errorf("%s, %s: %d documents as %s, %v", name, what, got, c2.Files[0].Format, c2.Problems)
			}
			if p := problem(c2, c.kind); c.kind != "" && (c.kind != kindNoEnd || name != "medline" && name != "refer" && name != "ovid" && name != "refworks") && p.First.Line != strings.Count(f.before, "\n")+1 {
				t.Errorf("%s, %s: %v", name, what, c2.Problems)
			}
		}
	}
}

// TestTaggedNothing: a record that says nothing of a paper is none, and is counted.
func TestTaggedNothing(t *testing.T) {
	for name, empty := range map[string]string{"ris": "TY  - JOUR\nTI  - \nER  - \n", "wos": "PT J\nER\n", "refworks": "RT Book\n\n", "ovid": "<2. >\n\n", "refer": "%0 Book\n%T\n\n"} {
		f := taggedSamples[name]
		c := mustRead(t, Options{}, f.before+empty+f.after)
		p := problem(c, kindEmpty)
		if len(c.Documents) != 2 || c.Files[0].Skipped != 1 || p.Count != 1 || p.First.Record != 2 {
			t.Errorf("%s: %d documents of %+v, %v", name, len(c.Documents), c.Files[0], c.Problems)
		}
	}
}

// TestTaggedOrigins: the bytes of a record reach from its first line to its last, whatever ends lines.
func TestTaggedOrigins(t *testing.T) {
	for name, f := range taggedSamples {
		text := f.before + "\n" + f.bad + f.field + "Middle\nof three\n" + f.end + "\n\n" + f.after
		want := strings.TrimRight(f.bad+f.field+"Middle\nof three\n"+f.end, "\n")
		for ends, data := range map[string]string{"plain": text, "windows": strings.ReplaceAll(text, "\n", "\r\n"), "mac": strings.ReplaceAll(text, "\n", "\r"),
			"mark": "\xef\xbb\xbf" + text} {
			c := mustRead(t, Options{}, data)
			if len(c.Documents) != 3 {
				t.Fatalf("%s, %s: %d documents", name, ends, len(c.Documents))
			}
			o := c.Documents[1].Origins[0]
			got := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data[o.Offset:][:o.Length])
			if got != want || o.Line != strings.Count(f.before, "\n")+2 || o.Record != 2 {
				t.Errorf("%s, %s: %+v holds %q, want %q", name, ends, o, got, want)
			}
			if c.Documents[1].Title != "Middle of three" {
				t.Errorf("%s, %s: %q", name, ends, c.Documents[1].Title)
			}
		}
	}
}

// TestTaggedMarksInside: files that were joined keep their byte order marks in the middle.
func TestTaggedMarksInside(t *testing.T) {
	for name, f := range taggedSamples {
		c := mustRead(t, Options{}, "\xef\xbb\xbf"+f.before+"\xef\xbb\xbf"+f.after)
		if counted(t, c, 2, 0); strings.Contains(ids(c)[1], "\ufeff") || c.Documents[1].Title != "T" {
			t.Errorf("%s: %q", name, ids(c))
		}
	}
}

// TestTaggedCutOff: a record that the end of a damaged file cuts is lost; at the end of a whole one it is kept.
func TestTaggedCutOff(t *testing.T) {
	c := mustRead(t, Options{}, "TY  - JOUR\nID  - a\nTI  - T\nER  -\nTY  - JOUR\nID  - b\nTI  - Half")
	if counted(t, c, 2, 0); problem(c, kindNoEnd).First.Line != 5 {
		t.Errorf("%v", c.Problems)
	}
	in := inputOf([]byte("TY  - JOUR\nID  - a\nTI  - Half"))
	in.guard.damage = ErrTooLarge
	s := newTagged(in, risStyle, Options{MaxRecord: 100})
	if _, _, err := s.next(); kindOf(err) != kindCutOff {
		t.Errorf("%v", err)
	}
}

func TestRISDates(t *testing.T) {
	for in, want := range map[string]string{"2020/05/03/": "2020-05-03", "2020///": "2020", "2020//": "2020", "2020/5": "2020-05", "2020/05//": "2020-05", "2020": "2020",
		"2020/May/03": "2020-05-03", "2020///Spring": "2020", "2020///Nov 5": "2020-11-05", "2020-05-03": "2020-05-03", "5 Mar 2020": "2020-03-05", "": "", "n.d.": "", "/": "", "2020/13/40/": "2020"} {
		var d Document
		d.Date, d.Precision = slashedDate(in)
		if got := d.DateString(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for fields, want := range map[string]string{"PY  - 2018\nDA  - MAR 5": "2018-03-05", "PY  - 2018\nDA  - 2019/01/01": "2018", "DA  - 2019/01/01": "2019-01-01", "Y1  - 2018/03//\nPY  - 2018": "2018-03", "PY  - none": ""} {
		d := mustRead(t, Options{}, "TY  - JOUR\nTI  - T\n"+fields+"\nER  -\n").Documents[0]
		if got := d.DateString(); got != want {
			t.Errorf("%q: %q, want %q", fields, got, want)
		}
	}
}

// TestRISDialects: what programs call things by other names.
func TestRISDialects(t *testing.T) {
	for text, check := range map[string]func(d Document) bool{
		"TY  - JOUR\nT1  - T\nL3  - 10.5555/l3":                        func(d Document) bool { return d.IDs[DOI] == "10.5555/l3" },
		"TY  - JOUR\nT1  - T\nUR  - http://dx.doi.org/10.5555/ur":      func(d Document) bool { return d.IDs[DOI] == "10.5555/ur" },
		"TY  - JOUR\nT1  - T\nUR  - https://pubmed.ncbi.nlm.nih.gov/7": func(d Document) bool { return d.IDs[PMID] == "7" },
		"TY  - JOUR\nT1  - T\nC5  - 77\nU2  - L1":                      func(d Document) bool { return d.IDs[PMID] == "77" },
		"TY  - JOUR\nT1  - T\nN1  - arXiv:2101.00001 [cs]":             func(d Document) bool { return d.IDs[ArXiv] == "2101.00001" },
		"TY  - JOUR\nT1  - T\nAN  - PMC12\nU1  - 88[pmid]\nDB  - PMC":  func(d Document) bool { return d.IDs[PMCID] == "PMC12" && d.IDs[PMID] == "88" },
		"TY  - JOUR\nT1  - T\nN1  - PMID: 99":                          func(d Document) bool { return d.IDs[PMID] == "99" },
		"TY  - JOUR\nTI  -T\nAU  -A, B":                                func(d Document) bool { return d.Title == "T" && d.Authors[0] == "B A" },
		"TY - JOUR\nTI - T\nAB - One - two\nSo - three\nIS - 4":        func(d Document) bool { return d.Abstract == "One - two So - three" && d.Fields["IS"] == "4" },
		"ty  - jour\nti  - T\nkw  - a;b":                               func(d Document) bool { return slices.Equal(d.Keywords, []string{"a", "b"}) },
		"TY  - JOUR\nTI  - T\nKW  - Neoplasms, Experimental":           func(d Document) bool { return len(d.Keywords) == 1 },
		"TY  - BOOK\nBT  - T\nT3  - Series":                            func(d Document) bool { return d.Title == "T" },
		"TY  - JOUR\nTI  - T\nAB  - A.\nAB  - B.":                      func(d Document) bool { return d.Abstract == "A.\nB." },
		"TY  - JOUR\nTI  - T\nAB  - No abstract available.\nN2  - N":   func(d Document) bool { return d.Abstract == "N" },
		"TY  -  JOUR\nTI  -  T\nC3  -  PUBMED 12,EMBASE 34":            func(d Document) bool { return d.IDs[PMID] == "12" },
		"TY  - JOUR\nTI  - T\nL2  - https://europepmc.org/article/MED/12\nL2  - https://europepmc.org/article/PMC/PMC34": func(d Document) bool {
			return d.IDs[PMID] == "12" && d.IDs[PMCID] == "PMC34"
		},
		"TY  - JOUR\nTI  - T\nAB  - NA\nN2  - N":         func(d Document) bool { return d.Abstract == "N" },
		"TY  - JOUR\nTI  - T\nDP  - Nlm\nAN  - 12":       func(d Document) bool { return d.IDs[PMID] == "12" },
		"TY  - JOUR\nTI  - T\nDP  - Elsewhere\nAN  - 12": func(d Document) bool { return d.IDs[PMID] == "" },
		"TY  - JOUR\nTI  - T\nAN  - 2-s2.0-12":           func(d Document) bool { return d.IDs["scopus"] == "2-s2.0-12" },
		"TY  - JOUR\nTI  - T\nUR  - https://a.example/x; https://b.example/y;z; https://pubmed.ncbi.nlm.nih.gov/12; http://europepmc.org/articles/PMC34": func(d Document) bool {
			return d.URL == "https://a.example/x" && d.IDs[PMID] == "12" && d.IDs[PMCID] == "PMC34"
		},
		"TY  - JOUR\nTI  - T\nL2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=medp&NEWS=N&AN=12":  func(d Document) bool { return d.IDs[PMID] == "12" },
		"TY  - JOUR\nTI  - T\nL2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=emed5&NEWS=N&AN=12": func(d Document) bool { return d.IDs[PMID] == "" },
	} {
		c := mustRead(t, Options{}, text+"\nER  - \n")
		if len(c.Documents) != 1 || c.Files[0].Format != formatRIS || !check(c.Documents[0]) {
			t.Errorf("%q: %s %+v", text, c.Files[0].Format, c.Documents)
		}
	}
}

// TestTaggedTrail: what Ovid writes behind the last line of a record is none, but a record without its first line is one.
func TestTaggedTrail(t *testing.T) {
	c := mustRead(t, Options{}, "1.\nTY  - JOUR\nT1  - One\nER  -\nNL  - J Tides\n\nLink to the full text: https://example.org\n\n2.\nTY  - JOUR\nT1  - Two\nER  -\nNL  - J Rain\n")
	if counted(t, c, 2, 0); len(c.Problems) > 0 || c.Documents[1].Title != "Two" || c.Documents[1].Origins[0].Record != 2 {
		t.Errorf("%+v %v", c.Documents, c.Problems)
	}
	c = mustRead(t, Options{}, "TY  - JOUR\nT1  - One\nER  -\nAU  - A, B\nT1  - Two\nTY  - JOUR\nT1  - Three\nER  -\n")
	counted(t, c, 3, 0)
}

// A record has a text if it has a whole tag of one, with something behind it: CT is no part of CTI, and an empty TI is no title.
func TestTagsOfTexts(t *testing.T) {
	for _, c := range []struct {
		style *tagStyle
		raw   string
		want  bool
	}{
		{medlineStyle, "PMID- 1\nTI  - Tides", true}, {medlineStyle, "PMID- 1\nCT  - Tides", false}, {medlineStyle, "PMID- 1\nTI  - ", false},
		{ovidNamed, "<1>\nTitle\n  Tides", true}, {ovidNamed, "<1>\nA\n  Tides", false},
		{risStyle, "AB  - Moons.", true}, {risStyle, "TY  - JOUR\nTI  -\nAB  - ", false},
	} {
		if got := c.style.hasText([]byte(c.raw)); got != c.want {
			t.Errorf("%q: %v", c.raw, got)
		}
	}
}

// TestReferTypeLater: some sites write the type of a record behind its title.
func TestReferTypeLater(t *testing.T) {
	c := mustRead(t, Options{}, "%T One\n%0 Journal Article\n%A Byron, Ada\n%D 2020\n%8 May  3, 2020\n\n\n%T Two\n%B Tides\n\n\n%T Three\n%0 Book\n%0 Book\n%T Four\n")
	if counted(t, c, 4, 0); c.Documents[0].Title != "One" || c.Documents[0].Authors[0] != "Ada Byron" || c.Documents[0].DateString() != "2020-05-03" || c.Documents[3].Title != "Four" {
		t.Errorf("%+v", c.Documents)
	}
}

// TestReferIDs: the number of PubMed, and a DOI in the second address.
func TestReferIDs(t *testing.T) {
	d := mustRead(t, Options{}, "%0 Book\n%T T\n%M 77\n%~ NLM\n%U https://example.org/1\n%U https://doi.org/10.5555/refer.u\n").Documents[0]
	if d.IDs[PMID] != "77" || d.IDs[DOI] != "10.5555/refer.u" || d.URL != "https://example.org/1" {
		t.Errorf("%+v", d)
	}
}

// TestRISOddBeginnings: a first line that is missing, and blank lines between all.
func TestRISOddBeginnings(t *testing.T) {
	for _, text := range []string{"\ufeffJF  - Tides\nT1  - T\nAU  - Byron, Ada\nER  -\n", "TY  - JOUR\n\nJO  - Tides\n\nTI  - T\n\nAU  - Byron, Ada\n\nER  - \n\n"} {
		c := mustRead(t, Options{}, text)
		if counted(t, c, 1, 0); c.Files[0].Format != formatRIS || c.Documents[0].Title != "T" || c.Documents[0].Authors[0] != "Ada Byron" || c.Documents[0].Venue != "Tides" {
			t.Errorf("%q: %s %+v", text, c.Files[0].Format, c.Documents)
		}
	}
}

// TestWoSPeople: one a line, or all between semicolons, as MEDLINE on that site has them.
func TestWoSPeople(t *testing.T) {
	for _, people := range []string{"Byron, Ada\n   Roe, Max", "Byron, Ada; Roe, Max"} {
		d := mustRead(t, Options{}, "FN ISI Export Format\nVR 1.0\nPT J\nTI T\nAU "+people+"\nER\nEF\n").Documents[0]
		if !slices.Equal(d.Authors, []string{"Ada Byron", "Max Roe"}) {
			t.Errorf("%q: %q", people, d.Authors)
		}
	}
}

// TestWoSBehindNotes: lines that someone put above the heading of a file are no page of titles, but without the heading they are.
func TestWoSBehindNotes(t *testing.T) {
	const record = "PT J\nTI Tides\nUT ISI:000123\nER\n\n"
	c := mustRead(t, Options{}, "\nNotes: tides and moons\n\n=====\nFN ISI Export Format\nVR 1.0\n"+record+"EF\n")
	if d := c.Documents[0]; c.Files[0].Format != formatWoS || len(c.Documents) != 1 || d.Title != "Tides" || d.IDs["wos"] != "ISI:000123" {
		t.Errorf("%s %+v", c.Files[0].Format, c.Documents)
	}
	if c := mustRead(t, Options{}, "Notes: tides and moons\n\n"+record); c.Files[0].Format == formatWoS {
		t.Errorf("%+v", c.Documents)
	}
}

// TestTaggedNames: the names in Options are tags, and what stands several times is a list.
func TestTaggedNames(t *testing.T) {
	text := "TY  - JOUR\nTI  - T\nID  - x\nKW  - a\nKW  - b\nN1  - The note.\nDO  - 10.5555/y\nER  - \n"
	c := mustRead(t, Options{LabelField: "KW", AbstractField: "n1", IDField: "DO"}, text)
	if d := c.Documents[0]; !slices.Equal(d.Labels, []string{"a", "b"}) || d.Abstract != "The note." || d.ID != "10.5555/y" || len(c.Problems) > 0 {
		t.Errorf("%+v %v", d, c.Problems)
	}
	c = mustRead(t, Options{LabelField: "topic", IDField: "doi"}, "@misc{a, title = {T}, topic = {x; y}, doi = {10.5555/z}}\n")
	if d := c.Documents[0]; !slices.Equal(d.Labels, []string{"x", "y"}) || d.ID != "10.5555/z" || len(c.Problems) > 0 {
		t.Errorf("%+v %v", d, c.Problems)
	}
	c = mustRead(t, Options{LabelField: "nowhere"}, text)
	if problem(c, kindNoField).Count != 1 {
		t.Errorf("%v", c.Problems)
	}
}

// TestNotTagged: prose that has tags of a kind.
func TestNotTagged(t *testing.T) {
	for _, text := range []string{"TY - I mean, thank you\n\n" + tides, "PT boats\n\nIN the war\n\n" + tides, "FN: a function\n\n" + tides, "PMID-based search\n\n" + tides} {
		if c := mustRead(t, Options{}, text); c.Files[0].Format != formatText && c.Files[0].Format != formatPage {
			t.Errorf("%.10q: %s", text, c.Files[0].Format)
		}
	}
}

// TestTaggedWordsLikeTags: a line that goes on may begin or end with what looks like a tag, and is none.
func TestTaggedWordsLikeTags(t *testing.T) {
	c := mustRead(t, Options{}, "PT J\nTI Stress in the\n   ER\nAB Long.\nUT WOS:1\nER\n\nPT J\nTI T\nUT WOS:2\nER\n\nEF\n")
	if counted(t, c, 2, 0); c.Documents[0].Title != "Stress in the ER" || c.Documents[0].Abstract != "Long." {
		t.Errorf("%+v", c.Documents)
	}
	c = mustRead(t, Options{}, "TY  - JOUR\nTI  - T\nAB  - We look at proper\nty-based systems\nPY  - 2020\nER  - \n")
	if counted(t, c, 1, 0); c.Documents[0].DateString() != "2020" || !strings.Contains(c.Documents[0].Abstract, "systems") {
		t.Errorf("%+v", c.Documents)
	}
}

// TestRISManyFields: the time of a record goes with its fields, not with their square.
func TestRISManyFields(t *testing.T) {
	began := time.Now()
	mustRead(t, Options{}, "TY  - JOUR\nTI  - T\n"+strings.Repeat("AN  - 1\n", 200_000)+"ER  - \n")
	if took := time.Since(began); took > 8*time.Second {
		t.Error(took)
	}
}

func TestTaggedHostileSpeed(t *testing.T) {
	const size = 1 << 18
	for name, f := range taggedSamples {
		for _, part := range []string{f.bad, f.field, "\n", f.end, "x\n", f.field + "x;y\n", "AU  - x\n", "   x\n"} {
			began := time.Now()
			if _, err := read(t, Options{MaxRecord: 1 << 17}, f.before+f.bad+strings.Repeat(part, size/len(part))); err != nil && !strings.HasPrefix(err.Error(), "corpus: ") {
				t.Errorf("%s, %q: %v", name, part, err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("%s, %q: %v", name, part, took)
			}
		}
	}
}

func fuzzTagged(f *testing.F, style *tagStyle, start string, seeds ...string) {
	addAll(f, seeds...)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, append([]byte(start), data...))
		records, _ := splitAll(t, newTagged(inputOf(data), style, Options{MaxRecord: 64}), len(data))
		for _, r := range records {
			if len(style.fields(r, true)) == 0 {
				t.Fatalf("a record without a field: %q", r)
			}
		}
	})
}

func FuzzRIS(f *testing.F) {
	fuzzTagged(f, risStyle, "TY  - JOUR\nTI  - T\nER  - \n", "TY  - JOUR\nTI  - A\nb\n\nAU  - C, D\nDA  - 2020/1//x\nER  - \n", "ty - x\nkw - a\nb\ner -", "ER  - \nTY  - ", "AB  - x\nDO  - 10.1/x\nN1  - doi:10.12345/y")
}

func FuzzMEDLINE(f *testing.F) {
	fuzzTagged(f, medlineStyle, "PMID- 1\nTI  - T\n", "PMID- 2\nTI  - A\n      b\nLID - 10.1234/x [doi]\nMH  - *A/b\nDP  - 2020 May-Jun\n", "PMID-\nPMID- x\n", "TI  - a\n\nFAU - b")
}

func FuzzRefWorks(f *testing.F) {
	fuzzTagged(f, refworksStyle, "RT Book\nT1 T\n", "RT A\nA1 B,C\nFD May 4\nYR 2005\nK1 d\n", "RT \nT1\nRT x", "AB a\n\nT1 b")
}

func FuzzOvid(f *testing.F) {
	fuzzTagged(f, ovidTagged, "<1. >\nTI  - T\n", "<2. >\nAU  - A, B [C]\nSO  - D. 1(2):3, May 4, 2005.\nMH  - *E/f\n", "<3>\nTI  -\nx", "AB  - a\n\nTI  - b")
}

func FuzzRefer(f *testing.F) {
	fuzzTagged(f, referStyle, "%0 Book\n%T T\n", "%T A\nb\n%K c; d\n%D 2020\n%8 May 3\n\n%A E, F\n%R 10.1234/x", "%0 x\n%0 y\n\n\n%", "%T\n%X\n% \n%a b")
}

func FuzzWoS(f *testing.F) {
	fuzzTagged(f, wosStyle, "FN ISI Export\nVR 1.0\nPT J\nTI T\nER\n", "PT J\nAU a\n   b\nPD MAY-JUN\nPY 2020\nER\nEF", "PT J\nPT J\nER\nER", "VR\nTI a\n\n\nDE x; y")
}
