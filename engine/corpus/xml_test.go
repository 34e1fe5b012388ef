package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// feed puts entries into a feed.
func feed(entries ...string) string {
	return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">` + strings.Join(entries, "\n") + "</feed>\n"
}

func entryOf(id, title, rest string) string {
	return "<entry><id>" + id + "</id><title>" + title + "</title>" + rest + "</entry>"
}

// TestDamagedXML: a record that is damaged costs itself alone, and where it stands and why is said.
func TestDamagedXML(t *testing.T) {
	a, c := entryOf("a", "T", ""), entryOf("c", "U", "")
	for _, test := range []struct {
		name, text, kind string
		record, line     int
		kept             string // the ids
	}{
		{"cut off", strings.TrimSuffix(feed(a, entryOf("b", "V", "")), "le></entry></feed>\n"), kindCutOff, 2, 2, "a"},
		{"root open", strings.TrimSuffix(feed(a, c), "</feed>\n"), kindCutOff, 0, 2, "a c"},
		{"not closed", feed(a, "<entry><id>b</id>", c), kindBadXML, 2, 2, "a c"},
		{"end tags crossed", feed(a, "<entry><id>b</title></id></entry>", c), kindMended, 2, 2, "a b c"},
		{"bare ampersand", feed(a, entryOf("b", "R&D", ""), c), kindMended, 2, 2, "a b c"},
		{"bare less", feed(a, entryOf("b", "p < 0.05 <- 3", ""), c), kindMended, 2, 2, "a b c"},
		{"unknown entity", feed(a, entryOf("b", "&lol9;", ""), c), kindMended, 2, 2, "a b c"},
		{"forbidden character", feed(a, entryOf("b", "x\x0cy &#x1f;z", ""), c), kindMended, 2, 2, "a b c"},
		{"NUL", feed(a, entryOf("b", "x\x00y", ""), c), kindNUL, 2, 2, "a b c"},
		{"deep", feed(a, entryOf("b", strings.Repeat("<i>", 1000), ""), c), kindBadXML, 2, 2, "a c"},
		{"long", feed(a, entryOf("b", strings.Repeat("x", 200_000), ""), c), kindTooLong, 2, 2, "a c"},
		{"long tag", feed(a, entryOf("b", `<i x="`+strings.Repeat("x", 500_000)+`"/>`, ""), c), kindTooLong, 2, 2, "a c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := mustRead(t, Options{MaxRecord: 100_000}, test.text)
			p := problem(got, test.kind)
			if strings.Join(ids(got), " ") != test.kept || p.Count != 1 || p.First.Record != test.record || p.First.Line != test.line || len(got.Problems) != 1 && test.kind != kindMended {
				t.Errorf("kept %q, problems %v", ids(got), got.Problems)
			}
		})
	}
	if d := mustRead(t, Options{}, feed(entryOf("b", "R&D of x < y &amp;&nbsp;&eacute; &undefined; a\x0bb", ""))).Documents[0]; d.Title != "R&D of x < y & é &undefined; a b" {
		t.Errorf("mended to %q", d.Title)
	}
}

// TestHostileXML: entities that grow, elements a million deep and elements that never end cost no more memory than a record.
func TestHostileXML(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><feed>` +
		entryOf("1", "T &b; &x;", "") + "</feed>"
	if c := mustRead(t, Options{}, bomb); c.Documents[0].Title != "T &b; &x;" || problem(c, kindMended).Count != 1 {
		t.Errorf("%q %v", c.Documents[0].Title, c.Problems)
	}
	for name, text := range map[string]string{
		"a million deep":          "<feed><entry>" + strings.Repeat("<a>", 1_000_000),
		"a million deep, closed":  feed("<entry>" + strings.Repeat("<a>", 1_000_000) + strings.Repeat("</a>", 1_000_000) + "</entry>"),
		"a million deep, around":  "<feed>" + strings.Repeat("<a>", 1_000_000) + "<entry/>",
		"a comment without end":   "<feed><entry><!--" + strings.Repeat("-", 1_000_000),
		"a value without end":     `<feed><entry a="` + strings.Repeat("x", 1_000_000),
		"a million elements":      feed("<entry>" + strings.Repeat("<a/>", 1_000_000) + "</entry>"),
		"an element of megabytes": feed(entryOf("1", strings.Repeat("x", 3_000_000), "")),
		"brackets":                "<feed>" + strings.Repeat("<", 1_000_000),
		"nothing":                 "<feed></feed>",
		"brackets in brackets":    "<arXivRaw><id>x</id><authors>" + strings.Repeat("(", 500_000) + strings.Repeat(")", 500_000) + "</authors>",
	} {
		c, err := read(t, Options{MaxRecord: 2 << 20}, text)
		if err == nil && len(c.Documents) == 1 && problem(c, kindNoText).Count == 1 {
			continue // <entry/>
		}
		if !errors.Is(err, ErrNoDocuments) || len(err.Error()) > 300 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
}

// TestSlowMarkup: what is nested or repeated takes time in proportion to its length.
func TestSlowMarkup(t *testing.T) {
	nested := func(open, shut string) string {
		return strings.Repeat("x\n"+open, 200) + "y" + strings.Repeat(shut, 200)
	}
	texts := []string{nested("<sub>", "</sub>"), nested("<title>", "</title>"), nested("<math><mrow>", "</mrow></math>"), nested("<p>", "</p>"),
		strings.Repeat("(", 100_000)}
	many := make([]byte, 0, 4<<20)
	for i := range 100_000 {
		many = fmt.Appendf(many, "<category term='c%d'/>", i)
	}
	texts = append(texts, string(many))
	start := time.Now()
	for i, text := range texts {
		if c := mustRead(t, Options{}, feed("<entry><id>1</id><title>T "+text+"</title>"+text+"</entry>")); len(c.Documents) != 1 {
			t.Errorf("text %d: %v", i, c.Problems)
		}
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %v", d)
	}
}

// TestCharsets: the encoding that is declared is used for records that are not UTF-8.
func TestCharsets(t *testing.T) {
	for declared, title := range map[string]string{"ISO-8859-1": "Caf\xe9", "windows-1252": "Caf\xe9", "iso-8859-2": "\xb3\xf3d\xbc", "GBK": "\xc4\xe3\xba\xc3", "UTF-8": "Caf\xc3\xa9", "ISO-8859-15": "Caf\xc3\xa9", "none": "Café"} {
		text := strings.Replace(feed(entryOf("1", title, "")), `"1.0"`, `"1.0" encoding="`+declared+`"`, 1)
		want := map[string]string{"iso-8859-2": "łódź", "GBK": "你好"}[declared]
		if want == "" {
			want = "Café"
		}
		converted := count(want != title && title != "Caf\xc3\xa9")
		if c := mustRead(t, Options{}, text); c.Documents[0].Title != want || len(c.Problems) != converted {
			t.Errorf("%s: %q %v", declared, c.Documents[0].Title, c.Problems)
		}
	}
	var wide bytes.Buffer
	wide.WriteString("\xff\xfe")
	for _, r := range strings.Replace(feed(entryOf("1", "Café", "")), `"1.0"`, `"1.0" encoding="UTF-16"`, 1) {
		wide.WriteByte(byte(r))
		wide.WriteByte(byte(r >> 8))
	}
	if c := mustRead(t, Options{}, wide.String()); c.Documents[0].Title != "Café" || c.Files[0].Format != "atom" {
		t.Errorf("UTF-16: %+v", c.Documents[0])
	}
}

// TestProse: markup becomes what a person would write.
func TestProse(t *testing.T) {
	for markup, want := range map[string]string{
		"plain  <i>Moss</i>\n alba":           "plain Moss alba",
		"CO<sub>2</sub> at 10<sup>-3</sup> m": "CO2 at 10-3 m",
		"β\n   <sub>2</sub>-agonist":          "β2-agonist",
		"m\n <sup>2</sup> of\n <sup>18</sup>F and\n <sup>99m</sup>Tc, x <sup>a</sup>":                                                              "m2 of 18F and 99mTc, x a",
		"<jats:title>Abstract</jats:title><jats:p>One.</jats:p>\n<jats:p>Two.</jats:p>":                                                            "One.\nTwo.",
		"<sec><title>Aims:</title><p>To see.</p></sec><sec><title>Why?</title><p>So.</p><p>And so.</p></sec>":                                      "Aims: To see.\nWhy? So.\nAnd so.",
		"<title>Methods</title>We <b>saw</b>.":                                                                                                     "Methods: We saw.",
		"a<br/>b<list><list-item><p>c</p></list-item></list>d":                                                                                     "a\nb\nc\nd",
		"<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mfrac><mml:mn>1</mml:mn><mml:mi>y</mml:mi></mml:mfrac></mml:math>":                     "x=1/y",
		"if <math><semantics><mrow><mi>x</mi></mrow><annotation encoding=\"application/x-tex\">x_1 ^2</annotation></semantics></math> holds":       "if $x_1 ^2$ holds",
		"<alternatives><tex-math>\\documentclass{x}\\begin{document}$$a$$\\end{document}</tex-math><mml:math><mi>a</mi></mml:math></alternatives>": "a",
		"<tex-math>\\documentclass[12pt]{minimal}\\begin{document}$$a^2$$\\end{document}</tex-math>":                                               "$a^2$",
		"<math><mfenced open=\"[\" close=\")\" separators=\";\"><mi>a</mi><mi>b</mi></mfenced></math>":                                             "[a;b)",
		"<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable></math>":                      "1 2 3",
		"x<inline-graphic/>y<fn>no</fn> <xref>[1]</xref>":                                                                                          "xy [1]",
	} {
		n, err := parseXML([]byte("<x>"+markup+"</x>"), true)
		if err != nil || proseOf(n) != want {
			t.Errorf("%s: %q, want %q (%v)", markup, proseOf(n), want, err)
		}
		if got := readable(markup); got != want && !strings.Contains(markup, "<fn>") && !strings.Contains(markup, "tex-math") && !strings.Contains(markup, "list") {
			t.Errorf("as a string: %s: %q, want %q", markup, got, want)
		}
	}
	for s, want := range map[string]string{
		"a < b > c": "a < b > c", "<x> is the mean": "<x> is the mean", "<p> stays without its end": "<p> stays without its end", "R&D &amp; &amp;lt;i&amp;gt;M&amp;lt;/i&amp;gt;": "R&D & M",
		"<i>x</i> <unk> y": "x <unk> y", "caf&eacute; &#x41;&#66; &notin x": "café AB &notin x", "<!-- no -->yes": "yes", "<i>a<b>c</i>d</b>": "acd", "": "", " x\ny ": "x\ny",
	} {
		if got := readable(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestKindsOfXML: prefixes, wrappers of one's own, pages one behind the other and records alone make no difference; what is
// not known is said.
func TestKindsOfXML(t *testing.T) {
	a, b := entryOf("a", "T", ""), entryOf("b", "U", "")
	dc := `<oai_dc:dc xmlns:oai_dc="x" xmlns:dc="y"><dc:title>T</dc:title><dc:identifier>https://doi.org/10.1234/x</dc:identifier></oai_dc:dc>`
	for text, want := range map[string]string{
		"\ufeff" + feed(a) + feed(b): "atom: a T, b U", "<pages>\r\n" + feed(a)[len(`<?xml version="1.0"?>`):] + "</pages>": "atom: a T", a + b: "atom: a T, b U",
		"<a:feed xmlns:a='x'><a:entry><a:id>a</a:id><a:title>T</a:title></a:entry></a:feed>":                                                 "atom: a T",
		"<o:OAI-PMH><o:record><o:header><o:identifier>i</o:identifier></o:header><o:metadata>" + dc + "</o:metadata></o:record></o:OAI-PMH>": "oai: i T",
		"<Records><record><header><identifier>i</identifier></header><metadata>" + dc + "</metadata></record></Records>":                     "oai: i T",
		dc: "oai: 10.1234/x T", "<library><record><id>1</id><name>T</name><author>A B</author></record></library>": "oai: 1 T",
		"<records><record><header/><metadata>" + dc + "</metadata></record></records>": "records: 10.1234/x T",
	} {
		c := mustRead(t, Options{}, text)
		var got []string
		for _, d := range c.Documents {
			got = append(got, d.ID+" "+d.Title)
		}
		if list := c.Files[0].Format + ": " + strings.Join(got, ", "); list != want || len(c.Problems) > 0 {
			t.Errorf("%s: %q, want %q, problems %v", text, list, want, c.Problems)
		}
	}
	marc := "<collection><record><leader>x</leader><datafield tag='245'><subfield code='a'>T</subfield></datafield></record></collection>"
	if _, err := read(t, Options{}, marc); !errors.Is(err, ErrNoDocuments) || !strings.Contains(err.Error(), "not known: it is <record>") {
		t.Errorf("MARC: %v", err)
	}
}

// TestLatestVersion: of the versions of a paper the highest is kept, wherever it stands, with the places of all; the same version
// read twice is one; files of several pages are one list.
func TestLatestVersion(t *testing.T) {
	v := func(n int, title string) string {
		return entryOf(fmt.Sprintf("http://arxiv.org/abs/2101.00001v%d", n), title, "")
	}
	for _, order := range [][]string{{v(1, "A"), v(2, "B"), v(10, "C")}, {v(10, "C"), v(2, "B"), v(1, "A")}, {v(2, "B"), v(10, "C"), v(1, "A"), v(10, "C")}} {
		dir := writeFiles(t, map[string]string{"1.xml": feed(order[:1]...), "2.xml": feed(order[1:]...)})
		c := load(t, dir)
		if len(c.Documents) != 1 || c.Documents[0].Title != "C" || c.Documents[0].IDs[ArXiv] != "2101.00001v10" || len(c.Documents[0].Origins) != len(order) || problem(c, kindOlder).Count != 2 {
			t.Errorf("%+v %v", c.Documents, c.Problems)
		}
	}
}

// TestLatestVersionMoved: the latest is known again where records left out before it have moved it, and where another paper
// has its id.
func TestLatestVersionMoved(t *testing.T) {
	record := func(id, abstract, revised string) string {
		return "PMID- " + id + "\nTI  - T\nAB  - " + abstract + "\nLR  - " + revised + "\n\n"
	}
	c := load(t, writeFiles(t, map[string]string{
		"1.jsonl": `{"id": "8", "title": "Other", "abstract": "Of another paper."}`,
		"2.nbib":  record("7", "Twice.", "") + record("7", "Twice.", "") + record("8", "New.", "20230101") + record("9", "Between.", "") + record("8", "Old.", "20200101"),
	}))
	if len(c.Documents) != 4 || c.Documents[0].Title != "Other" || len(c.Documents[0].Origins) != 1 || problem(c, kindOlder).Count != 1 {
		t.Fatalf("%+v %v", c.Documents, c.Problems)
	}
	if d := c.Documents[2]; d.Abstract != "New." || len(d.Origins) != 2 {
		t.Errorf("%+v", d)
	}
}

// TestWithdrawn: a deletion takes what came before it, in its file and in others, and not what comes after.
func TestWithdrawn(t *testing.T) {
	article := func(id string) string {
		return "<PubmedArticle><MedlineCitation><PMID Version=\"1\">" + id + "</PMID><Article><ArticleTitle>T" + id + "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
	}
	gone := "<DeleteCitation><PMID>1</PMID><PMID>2</PMID></DeleteCitation>"
	dir := writeFiles(t, map[string]string{"1.xml": "<PubmedArticleSet>" + article("1") + article("3") + "</PubmedArticleSet>",
		"2.xml": "<PubmedArticleSet>" + article("2") + gone + article("1") + "</PubmedArticleSet>"})
	c := load(t, dir)
	if got := strings.Join(titles(c), " "); got != "T3 T1" || problem(c, kindWithdrawn).Count != 2 || c.Files[0].Skipped != 1 || c.Files[1].Skipped != 1 {
		t.Errorf("%s %+v %v", got, c.Files, c.Problems)
	}
}

// TestOptionsInXML: the names in Options are elements of the record.
func TestOptionsInXML(t *testing.T) {
	c := mustRead(t, Options{LabelField: "comment", IDField: "doi", TitleField: "title"}, feed(entryOf("http://arxiv.org/abs/2101.00001v1", "T", "<doi>10.1234/x</doi><comment>red</comment>")))
	if d := c.Documents[0]; d.ID != "10.1234/x" || d.Title != "T" || len(d.Labels) != 1 || d.Labels[0] != "red" || len(c.Problems) > 0 {
		t.Errorf("%+v %v", d, c.Problems)
	}
}

func FuzzXML(f *testing.F) {
	addAll(f, feed(entryOf("a", "T", "")), "<OAI-PMH><record><header status=\"deleted\"><identifier>x</identifier></header></record><record><header/><metadata><arXiv><id>0704.0001</id></arXiv></metadata></record></OAI-PMH>",
		"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version=\"2\">1</PMID></MedlineCitation></PubmedArticle><DeleteCitation><PMID>1</PMID></DeleteCitation></PubmedArticleSet>",
		"<feed><entry><![CDATA[<entry>]]><!-- </entry> --><title>a<sub>b</sub></title></entry><entry", "<feed><entry a='>'><title>&amp;&x;</title></entry>", "<dc><title><math><mfenced/></math></title></dc>",
		"<record><header/><metadata><arXivRaw><id>0704.0001</id><version version=\"v2\"/><authors>A (B) and C</authors></arXivRaw></metadata></record>", "<entry/><entry><entry/>")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
		checkRead(t, append([]byte("<feed>\n"), data...))
		s := &xmlRecords{r: newLines(inputOf(data), 64).r, in: inputOf(data), names: []string{"entry", "record"}, line: 1, max: 64}
		if !bytes.HasPrefix(data, bom8) {
			splitAll(t, s, len(data))
		}
	})
}

func FuzzMarkup(f *testing.F) {
	addAll(f, "a <i>b</i> &amp;amp; c", "<jats:sec><jats:title>T</jats:title><jats:p>x</jats:p></jats:sec>", "<math><mfrac><mi>a</mi>", "x <sub>2</sub>\n<sup>3</sup>A", "<math><annotation encoding='tex'>x</annotation></math>", "</A>\v")
	f.Fuzz(func(t *testing.T, data []byte) {
		s := string(cleanText(data, func(string, string) {}))
		got := readable(s)
		if !utf8.ValidString(got) || strings.TrimSpace(got) != got || len(got) > 2*len(s) {
			t.Fatalf("%q of %q", got, s)
		}
		if n, err := parseXML(mendXML([]byte("<x>"+s+"</x>")), false); err == nil && !utf8.ValidString(proseOf(n)) {
			t.Fatalf("%q of %q", proseOf(n), s)
		}
	})
}

// TestEndNoteSites: what EndNote keeps of the Web of Science and PubMed Central.
func TestEndNoteSites(t *testing.T) {
	c := mustRead(t, Options{}, `<xml><records><record><rec-number>2</rec-number><contributors><authors><author>Byron, Ada</author></authors></contributors><titles><title>T</title></titles>
		<accession-num>WOS:0001</accession-num><custom2>PMC12</custom2><keywords><keyword>*Tides</keyword></keywords><urls><related-urls><url>&lt;Go to ISI&gt;://WOS:0001</url><url>https://example.org/2</url></related-urls></urls></record></records></xml>`)
	if d := c.Documents[0]; d.IDs["wos"] != "WOS:0001" || d.IDs[PMCID] != "PMC12" || d.URL != "https://example.org/2" || d.Keywords[0] != "Tides" {
		t.Errorf("%+v", d)
	}
}

// TestAtomUnknown: entries of another kind of XML are no empty papers.
func TestAtomUnknown(t *testing.T) {
	if _, err := read(t, Options{}, `<bibtex:file xmlns:bibtex="http://bibtexml.sf.net/"><bibtex:entry id="a"><bibtex:article><bibtex:title>T</bibtex:title></bibtex:article></bibtex:entry></bibtex:file>`); err == nil {
		t.Error("read as Atom")
	}
}

// TestRSSSites: what bioRxiv, PubMed and publishers announce in their own way.
func TestRSSSites(t *testing.T) {
	item := func(inside string) string {
		return `<rss xmlns:dc="d" xmlns:content="c"><channel><item>` + inside + `</item></channel></rss>`
	}
	for text, want := range map[string]string{
		`<title>T</title><description>A.</description><dc:creator><![CDATA[Byron, A., Roe, M. B., Tide Group]]></dc:creator>`: "|A. Byron,M. B. Roe,Tide Group|A.|",
		`<title>T</title><description>Sh...</description><content:encoded><![CDATA[<div><p>J Tides. 2024.</p><p><b>ABSTRACT</b></p><p>One.</p><p>Two.</p><p>PMID:<a href="x">7</a></p></div>]]></content:encoded>
			<dc:creator>Ada Byron</dc:creator><dc:source>J Tides</dc:source><dc:identifier>pmid:7</dc:identifier><dc:identifier>doi:10.5555/r.7</dc:identifier>`: "7|Ada Byron|One.\nTwo.|J Tides",
		`<title>T</title><content:encoded><![CDATA[<p>Tides, Published online: 2024; <a href="x">doi:10.5555/t</a></p>One.]]></content:encoded><dc:creator>Ada Byron, Max Roe</dc:creator><journal_reference>Rain 1</journal_reference>`: "|Ada Byron,Max Roe|One.|Rain 1",
	} {
		d := mustRead(t, Options{}, item(text)).Documents[0]
		if got := strings.Join([]string{d.IDs[PMID], strings.Join(d.Authors, ","), d.Abstract, d.Venue}, "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestJATSPeople: groups whose members stand inside, names in one piece, editors in a group of their own, and marks of notes.
func TestJATSPeople(t *testing.T) {
	d := mustRead(t, Options{}, `<article xmlns:xlink="x"><front><article-meta><article-id pub-id-type="doi">10.5555/j.1</article-id>
		<title-group><article-title>Tides<xref ref-type="fn" rid="f1">*</xref> and rain<sup>2</sup></article-title></title-group>
		<contrib-group><contrib contrib-type="author"><string-name><surname>Byron</surname>, <given-names>Ada</given-names></string-name><xref ref-type="aff">1</xref></contrib>
		<contrib contrib-type="author"><collab>Tide Group<contrib-group><contrib><name><surname>Roe</surname><given-names>Max</given-names></name></contrib></contrib-group></collab></contrib></contrib-group>
		<contrib-group content-type="editors"><contrib><name><surname>Poe</surname><given-names>Eve</given-names></name></contrib></contrib-group>
		<abstract abstract-type="graphical"><p>Picture.</p></abstract><abstract><p>Tides come, as said before <xref ref-type="bibr" rid="b1">[1]</xref>.</p></abstract>
		<kwd-group kwd-group-type="abbreviations"><kwd>T: tide</kwd></kwd-group><kwd-group><kwd>tides</kwd></kwd-group></article-meta></front></article>`).Documents[0]
	if d.Title != "Tides and rain2" || !slices.Equal(d.Authors, []string{"Ada Byron", "Tide Group"}) || d.Abstract != "Tides come, as said before [1]." || !slices.Equal(d.Keywords, []string{"tides"}) {
		t.Errorf("%+v", d)
	}
}

// TestAtomAnnounced: arXiv's announcements as Atom.
func TestAtomAnnounced(t *testing.T) {
	d := mustRead(t, Options{}, `<feed xmlns:dc="d"><entry><id>oai:arXiv.org:2402.00001v2</id><title>T</title><link href="https://arxiv.org/abs/2402.00001" rel="alternate"/>
		<summary>arXiv:2402.00001v2 Announce Type: new
Abstract: One
goes on.</summary><published>2024-02-02T00:00:00-05:00</published><dc:creator>Ada Byron, Max Roe</dc:creator></entry></feed>`).Documents[0]
	if d.ID != "2402.00001" || d.IDs[ArXiv] != "2402.00001v2" || d.Abstract != "One goes on." || !slices.Equal(d.Authors, []string{"Ada Byron", "Max Roe"}) {
		t.Errorf("%+v", d)
	}
}
