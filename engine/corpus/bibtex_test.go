package corpus

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPlainLaTeX(t *testing.T) {
	for in, want := range map[string]string{
		`Nguy\~{\^e}n`: "Nguyễn", `\'{\"u}x`: "ǘx", `\~{\^}`: "~^",
		"": "", "plain": "plain", "{C}ase {B}races": "Case Braces", `M\"uller, M{\"u}ller, M\"{u}ller`: "Müller, Müller, Müller",
		`\'e \'{e} {\'e} \' e`: "é é é é", `{\'\i}, \'{\i}, \'\i{}, \"\i`: "í, í, í, ï", `\c c \c{c} {\c c}`: "ç ç ç", `\v{c}\v s`: "čš",
		`\ss \ss{} {\ss}x stra\ss e`: "ßß ßx straße", `\o\O\l\L\ae\AE\oe\OE\aa\AA`: "øØłŁæÆœŒåÅ", `Erd\H{o}s \k{a} \u g \r{u} \d{h} \=a \.z`: "Erdős ą ğ ů ḥ ā ż",
		`\'{\ae}`: "ǽ", `\&\%\$\#\_\{\}`: "&%$#_{}", "a~b--c---d": "a b–c—d", "``q'' `s'": "“q” `s'", `\emph{a} {\em b} \textbf{c}`: "a b c",
		`x~\cite[p.~3]{key}.`: "x.", `\href{http://a.b}{word}`: "word", `\url{http://a.b/~c--d}`: "http://a.b/~c--d", `\verb|a~b|`: "a~b",
		`$x_{1} \alpha$ {$y$} \$5 and $6`: `$x_{1} \alpha$ $y$ $5 and $6`, `\ensuremath{\beta_{2}}`: `$\beta_{2}$`, `5\,kg \TeX\ x \LaTeX{} y`: "5 kg TeX x LaTeX y",
		`\textendash\textquotedblleft x\textquotedblright`: "–“x”", `\unknown{text} \`: "text ", `\~{} \^{}`: "~ ^", `\é`: "é", `hy\-phen`: "hyphen", `\'`: "'",
		`\textcolor{red}{warm}`: "warm", "{{{deep}}}": "deep", `H$_2$O`: "H$_2$O", `\alpha-helix`: "α-helix",
	} {
		if got := plainLaTeX(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestBibNames(t *testing.T) {
	for in, want := range map[string]string{
		"Byron, Ada and Roe, Max": "Ada Byron|Max Roe", "Ada Byron AND\n\tMax Roe": "Ada Byron|Max Roe", "{Tide and Rain, Inc.}": "Tide and Rain, Inc.",
		"Roe, Jr., Max": "Max Roe Jr.", "de la Roe, Max": "Max de la Roe", "Roe, Max and others": "Max Roe", "{van der Berg}, Jan": "Jan van der Berg",
		"Doe, J.; Roe, R.": "J. Doe|R. Roe", "Sand, Ann": "Ann Sand", "A and  and B": "A|B", "": "", "and": "and", `L{\'e}on, {\'E}va`: "Éva Léon",
		"family=Roe, given=Max, prefix=van": "Max van Roe", "Byron": "Byron", "Byron,": "Byron", "Roe, Max, Jr.": "Max Roe Jr.",
	} {
		if got := strings.Join(bibNames(in), "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestBibTeXSites: what Cochrane, the Web of Science and Scopus write in their own way.
func TestBibTeXSites(t *testing.T) {
	c := mustRead(t, Options{}, "Record #1 of 2\n@article{a,\nauthor = {Byron, A, Roe, MB, and Poe, E},\ntitle = {A},\nkeywords = {*Tides [at sea, on land]; Child, Preschool}\n}\n\n"+
		"Record #2 of 2\n@article{ WOS:0001,\nTitle = {B},\nKeywords-Plus = {RAIN; MOSS},\nWeb-of-Science-Categories = {Physics, Applied; Theory \\& Methods},\nUnique-ID = {WOS:0001},\n}\n"+
		"@ARTICLE{c, title={C}, keywords={Indexed; Words}, author_keywords={Own; Words}}\n")
	counted(t, c, 3, 0)
	a, b, own := c.Documents[0], c.Documents[1], c.Documents[2]
	if !slices.Equal(a.Authors, []string{"A Byron", "MB Roe", "E Poe"}) || !slices.Equal(a.Keywords, []string{"Tides [at sea, on land]", "Child, Preschool"}) {
		t.Errorf("%q %q", a.Authors, a.Keywords)
	}
	if b.ID != "WOS:0001" || b.IDs["wos"] != "WOS:0001" || !slices.Equal(b.Categories, []string{"Physics, Applied", "Theory & Methods"}) || !slices.Equal(b.Keywords, []string{"RAIN", "MOSS"}) {
		t.Errorf("%+v", b)
	}
	if own.Keywords[0] != "Own" || own.Fields["keywords"] != "Indexed; Words" {
		t.Errorf("%+v", own)
	}
}

// TestBibTeXAstronomy: journals by their commands, and addresses of the ADS.
func TestBibTeXAstronomy(t *testing.T) {
	c := mustRead(t, Options{}, "@ARTICLE{a, title = \"{T}\", journal = {\\mnras}, adsurl = {https://example.org/a}}\n@article{b, title={U}, journal = {Tides of \\emph{x}}}\n")
	if a, b := c.Documents[0], c.Documents[1]; a.Venue != "Monthly Notices of the Royal Astronomical Society" || a.URL != "https://example.org/a" || b.Venue != "Tides of x" {
		t.Errorf("%+v %+v", a, b)
	}
}

// TestBibTeXDamage: what is broken costs its own entry, whatever it is; those before and after it are read.
func TestBibTeXDamage(t *testing.T) {
	const before, after = "@article{before, title = {Before}}\n", "\n@article{after,\n title = {After}}\n"
	for name, c := range map[string]struct{ text, kind string }{
		"brace":        {"@article{bad, title = {Open,\n year = 2000\n}\n", kindBadEntry},
		"quote":        {"@article{bad, title = \"Open,\n year = 2000\n}\n", kindBadEntry},
		"entry":        {"@article{bad, title = {Open}\n", kindBadEntry},
		"parenthesis":  {"@article(bad, title = {Open}}\n", kindBadEntry},
		"deep":         {"@article{bad, title = " + strings.Repeat("{", 100_000) + "\n", kindTooLong},
		"too long":     {"@article{bad, title = {" + strings.Repeat("long\n", 20_000) + "}}\n", kindTooLong},
		"long line":    {"@article{bad, title = {" + strings.Repeat("long ", 400_000) + "}}\n", kindTooLong},
		"no key":       {"@article{}\n", kindBadEntry},
		"string":       {"@string{bad = {open\n", kindBadString},
		"comment":      {"@comment{ open {{\n", ""},
		"only signs":   {"@\n@@@ @{ @article @x \n", ""},
		"no end":       {"@article @article{ \n", kindBadEntry},
		"stray braces": {"}}}}{{{{\n", ""},
		"NUL":          {"@article{nul, title = {N\x00UL}}\n", kindNUL},
		"outside":      {"title = {x},\n", kindStrayField},
		"macro":        {"@article{m, title = nothing}\n", kindNoMacro},
	} {
		t.Run(name, func(t *testing.T) {
			c2 := mustRead(t, Options{MaxRecord: 50_000}, before+c.text+after)
			got := ids(c2)
			if got[0] != "before" || got[len(got)-1] != "after" || c.kind != "" && problem(c2, c.kind).First.Line != 2 {
				t.Errorf("%q, %v", got, c2.Problems)
			}
			if c.kind == "" && len(c2.Problems) > 0 {
				t.Errorf("%v", c2.Problems)
			}
		})
	}
}

// TestBibTeXCutOff: an entry that the end of the file cuts is lost with a place and a cause.
func TestBibTeXCutOff(t *testing.T) {
	c := mustRead(t, Options{}, "@article{a, title = {A}}\n\n@article{b,\n  title = {B and no end\n")
	p := problem(c, kindBadEntry)
	if counted(t, c, 1, 1); p.First.Line != 3 || !strings.Contains(p.Message, "opened on line 4") || !strings.Contains(p.Message, "the file ends") {
		t.Errorf("%v", c.Problems)
	}
}

// TestBibTeXOrigins: the bytes of an entry are its own in a file of any line ends, with and without a byte order mark.
func TestBibTeXOrigins(t *testing.T) {
	text := "\n%c\n@article{a, title = {A\nB}}  @misc(b, title = \"B\")\n\nxx @book{c,\n title = {C}\n}\n@string{x={y}}\n@misc{d,title=x}"
	for name, data := range map[string]string{"plain": text, "windows": strings.ReplaceAll(text, "\n", "\r\n"), "mac": strings.ReplaceAll(text, "\n", "\r"),
		"mark": "\xef\xbb\xbf" + text} {
		c := mustRead(t, Options{}, data)
		counted(t, c, 4, 0)
		var got []string
		for _, d := range c.Documents {
			got = append(got, data[d.Origins[0].Offset:][:d.Origins[0].Length])
		}
		want := []string{"@article{a, title = {A\nB}}", `@misc(b, title = "B")`, "@book{c,\n title = {C}\n}", "@misc{d,title=x}"}
		if joined := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.Join(got, "|")); joined != strings.Join(want, "|") {
			t.Errorf("%s: %q", name, got)
		}
		if lines := []int{c.Documents[0].Origins[0].Line, c.Documents[1].Origins[0].Line, c.Documents[3].Origins[0].Line}; !slices.Equal(lines, []int{3, 4, 10}) {
			t.Errorf("%s: lines %v", name, lines)
		}
	}
}

// TestBibTeXCrossref: the year comes from wherever the volume stands, through a chain, and what the entry has stays.
func TestBibTeXCrossref(t *testing.T) {
	parent := "@proceedings{P, title = {Rain 2019}, date = {2019-03}, doi = {10.5555/volume}, crossref = {Series}}\n@book{series, title = {Volumes}, publisher = {Moss}, year = 1999}\n"
	child := "@inproceedings{a, title = {A}, crossref = {p}}\n@inproceedings{b, title = {B}, year = 2001, booktitle = {Own}, crossref = \"P\"}\n"
	for name, text := range map[string]string{"behind": child + parent, "before": parent + child} {
		c := mustRead(t, Options{}, text)
		byID := map[string]Document{}
		for _, d := range c.Documents {
			byID[d.ID] = d
		}
		a, b := byID["a"], byID["b"]
		if a.DateString() != "2019-03" || a.Venue != "Rain 2019" || a.Fields["publisher"] != "Moss" || a.IDs[DOI] != "" {
			t.Errorf("%s: %+v", name, a)
		}
		if b.DateString() != "2001" || b.Venue != "Own" || len(c.Problems) > 0 {
			t.Errorf("%s: %+v %v", name, b, c.Problems)
		}
	}
}

// TestBibTeXAsides: what is no paper makes none, and what @xdata holds is inherited, before or behind it, through several.
func TestBibTeXAsides(t *testing.T) {
	c := mustRead(t, Options{}, `@xdata{x, publisher = {P}, date = {2001-05}, xdata = {y}}
@article{a, xdata = {x, z}, title = {Tides}}
@set{s, entryset = {a,b}}
@control{REVTEX41Control}
@xdata{y, journaltitle = {Journal of the Shore}, date = {1990}}
@preamble{"x"}
@comment{@article{c, title = {None}}}
@article{b, xdata = {Y}, title = {Rain}}
@XDATA{z, keywords = {moon, sea}}
`)
	a, b := c.Documents[0], c.Documents[len(c.Documents)-1]
	if len(c.Documents) != 2 || a.Venue != "Journal of the Shore" || a.DateString() != "2001-05" || strings.Join(a.Keywords, ",") != "moon,sea" ||
		a.Fields["publisher"] != "P" || b.ID != "b" || b.DateString() != "1990" || len(c.Problems) != 0 {
		t.Errorf("%+v %v", c.Documents, c.Problems)
	}
}

// TestBibTeXKeyWithoutComma: the entry keeps its key, its title and all else.
func TestBibTeXKeyWithoutComma(t *testing.T) {
	c := mustRead(t, Options{}, "@article{a title = {Tides}, year = 2020}\n@article{b\n  title = {Rain}}\n@article{c, title = {Snow}}")
	a, b := c.Documents[0], c.Documents[1]
	if len(c.Documents) != 3 || a.ID != "a" || a.Title != "Tides" || a.DateString() != "2020" || b.ID != "b" || b.Title != "Rain" ||
		len(c.Problems) != 1 || c.Problems[0].Count != 2 || !strings.Contains(c.Problems[0].Message, `"a"`) {
		t.Errorf("%+v %v", c.Documents, c.Problems)
	}
}

// TestBibTeXMathInDOI: signs that are written as formulas are part of a DOI.
func TestBibTeXMathInDOI(t *testing.T) {
	c := mustRead(t, Options{}, `@article{a, title = {T}, doi = {10.5555/x$<$1$>$y\_z}, url = {https://shore.example/$\sim$ada/$$x$$}}`)
	if d := c.Documents[0]; d.IDs[DOI] != "10.5555/x<1>y_z" || d.URL != "https://shore.example/~ada/x" {
		t.Errorf("%+v", d)
	}
}

// TestBibTeXFarParent: an entry does not wait for another behind more bytes than may be kept; it is read without.
func TestBibTeXFarParent(t *testing.T) {
	var b strings.Builder
	b.WriteString("@inproceedings{a, title = {A}, crossref = {p}}\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "@misc{m%d, title = {Misc %d}}\n", i, i)
	}
	b.WriteString("@proceedings{p, title = {P}, year = 2019}\n")
	c := mustRead(t, Options{MaxRecord: 1000}, b.String())
	if counted(t, c, 2002, 0); c.Documents[0].Precision != NoDate || problem(c, kindNoParent).Count != 1 || c.Documents[0].ID != "a" {
		t.Errorf("%+v %v", c.Documents[0], c.Problems)
	}
}

// TestBibTeXMacroBomb: macros that double each other have an end.
func TestBibTeXMacroBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("@string{a0 = {xxxxxxxxxx}}\n")
	for i := range 100 {
		fmt.Fprintf(&b, "@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	b.WriteString("@misc{m, title = {T}, note = a12" + strings.Repeat(" # a12", 10_000) + "}\n")
	c := mustRead(t, Options{}, b.String())
	if n := len(c.Documents[0].Fields["note"]); c.Documents[0].Title != "T" || n > 2*longestValue {
		t.Errorf("a note of %d bytes", n)
	}
}

// TestBibTeXHostileSpeed: what a file is made of changes how long it takes by a factor at most.
func TestBibTeXHostileSpeed(t *testing.T) {
	const size = 1 << 20
	for name, part := range map[string]string{"braces": "{", "closing": "}", "comments": "@comment{\n", "entries": "@a{\n", "quotes": `="" `,
		"quoted": "@article{a, title = \"\n", "signs": "@", "lines": "\n", "percents": "%\n", "backslashes": `\`, "ands": " and "} {
		began := time.Now()
		text := "@misc{first, author = {x}, title = {" + strings.Repeat(part, size/len(part))
		if _, err := read(t, Options{MaxRecord: 1 << 18}, "@misc{ok, title = {T}}\n"+text); err != nil && !strings.HasPrefix(err.Error(), "corpus: ") {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}

func FuzzBibTeX(f *testing.F) {
	addAll(f, "@article{a, title = {A}, author = \"B and C\" # x}\n@string{x = {y}}", "@inproceedings(a, title={A}, crossref={b})\n@book{b, title={B}}", "@comment{x\n@article{a,\n",
		"@misc{a, title = {\\'{\\i}$x$ \\emph{", "% @article{a,}\n@article\n{a, year = 1999 month = jan}", "@article{a,title={{{{}}}}},}", "@string{a=b#b}@string{b=a#a}@misc{c,note=a#b}")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, append([]byte("@misc{first, title = {T}}\n"), data...))
		in := inputOf(data)
		s, _, _ := newBibTeX(in, newMapping(Options{}), Options{MaxRecord: 64})
		records, _ := splitAll(t, s, len(data))
		for _, r := range records {
			if r[0] != '@' {
				t.Fatalf("a record that begins with %q", r[:1])
			}
			entry, _, _ := parseBibEntry(r)
			for _, field := range entry.fields {
				bibNames(field.value(nil, nil))
			}
		}
		plainLaTeX(string(data))
		plainAddress(string(data))
	})
}

// TestSharedBibTeX counts the entries of real files, and takes the titles out of them, by expressions of its own.
func TestSharedBibTeX(t *testing.T) {
	record := regexp.MustCompile(`(?m)^[ \t]*@(\w+)[ \t]*[{(]\s*[^\s,]*,`)
	title := regexp.MustCompile(`(?is)[\s,]title\s*=\s*(?:\{(.*?)\}|"(.*?)")\s*(?:,\s*\w[\w-]*\s*=|,?\s*[})]?\s*$)`)
	for name, bad := range map[string]int{"taln-2015.bib": 0, "zotero-873.bib": 1} {
		t.Run(name, func(t *testing.T) {
			file := sharedFormat(t, "bibtex/"+name)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Skip(err)
			}
			c := load(t, file)
			info := c.Files[0]
			if want := len(record.FindAll(raw, -1)); info.Records != want || info.Skipped != bad || info.Format != "bibtex" {
				t.Errorf("%+v of %d entries", info, want)
			}
			abstracts, authors := 0, 0
			for _, d := range c.Documents {
				o := d.Origins[0]
				entry := raw[o.Offset : o.Offset+o.Length]
				if entry[0] != '@' || !strings.ContainsAny(string(entry[len(entry)-1:]), ")}") || bytes.Count(raw[:o.Offset], []byte("\n"))+1 != o.Line {
					t.Errorf("%s: no entry of %d bytes", o, o.Length)
				}
				abstracts += count(d.Abstract != "")
				authors += count(len(d.Authors) > 0)
				if m := title.FindSubmatch(entry); m != nil && !bytes.ContainsAny(m[0], `\$`) {
					if got, want := lettersOf(d.Title), lettersOf(string(m[1])+string(m[2])); got != want {
						t.Errorf("%s: a title of %d letters, %d counted", o, len(got), len(want))
					}
				}
			}
			wantAbstracts := len(regexp.MustCompile(`(?im)^\s*abstract\s*=\s*[{"]`).FindAll(raw, -1))
			wantAuthors := len(regexp.MustCompile(`(?i)[\s,]author\s*=`).FindAll(raw, -1))
			if merged := info.Records - info.Kept; abstracts > wantAbstracts || abstracts < wantAbstracts-merged || authors > wantAuthors || authors < wantAuthors-merged {
				t.Errorf("%d abstracts of %d, %d authors of %d", abstracts, wantAbstracts, authors, wantAuthors)
			}
		})
	}
}
