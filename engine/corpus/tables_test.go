package corpus

import (
	"slices"
	"strings"
	"testing"
)

// TestTablePreamble: a header stands below what programs write above it, and lines are counted from the top of the file.
func TestTablePreamble(t *testing.T) {
	for name, above := range map[string]string{"excel": "sep=,\r\n", "comments": "# made by hand\n# twice\n", "dimensions": "\"About the data: Exported on X, Y\"\n", "empty cells": ",,,\n\n,\n", "blank": "\n\n"} {
		c := mustRead(t, Options{}, above+"id,title,abstract\n1,T,A\n")
		if counted(t, c, 1, 0); c.Documents[0].Origins[0].Line != strings.Count(above, "\n")+2 || c.Documents[0].Title != "T" {
			t.Errorf("%s: %+v", name, c.Documents[0])
		}
	}
	if c := mustRead(t, Options{}, "# Notes on tides\n\n"+tides); c.Files[0].Format != formatText && c.Files[0].Format != formatPage {
		t.Errorf("a text: %s", c.Files[0].Format)
	}
}

// TestTableHeadings: names of columns in any spelling and many languages.
func TestTableHeadings(t *testing.T) {
	for _, header := range []string{"ID;TITLE;ABSTRACT", "id;Article_Title;Abstract Note", "\ufeffid;Titre;Résumé", "id;Titre;Re\u0301sume\u0301", "ID;Título;Resumen", "id;Titolo;Riassunto",
		"id;Titel;Zusammenfassung", "id;Titel;Samenvatting", "id;Tytuł;Streszczenie", "id;Заглавие;Аннотация", "id;标题;摘要", "id;タイトル;要旨", "id;제목;초록", "id;Başlık;Özet",
		"id; Document Title ;\"Abstract\""} {
		c := mustRead(t, Options{}, header+"\n1;The title;The abstract\n")
		if d := c.Documents[0]; d.ID != "1" || d.Title != "The title" || d.Abstract != "The abstract" {
			t.Errorf("%q: %+v", header, d)
		}
	}
}

// TestTableRaggedRows: rows of another length are kept, and said.
func TestTableRaggedRows(t *testing.T) {
	c := mustRead(t, Options{}, "id,title,abstract\n1,One,a, b, c\n2,Two\n3,Three,x,,,\n")
	if counted(t, c, 3, 0); c.Documents[0].Abstract != "a, b, c" || problem(c, kindLongRow).First.Line != 2 || problem(c, kindLongRow).Count != 1 || problem(c, kindShortRow).First.Line != 3 {
		t.Errorf("%+v %v", c.Documents, c.Problems)
	}
	c = mustRead(t, Options{}, "title,abstract,year\nOne,a,2020,2021,2022\n")
	if d := c.Documents[0]; d.DateString() != "2020" || d.Fields["(more)"] != "2021,2022" {
		t.Errorf("%+v", d)
	}
}

// TestTablesJoined: files that were joined have their headers and marks in the middle.
func TestTablesJoined(t *testing.T) {
	c := mustRead(t, Options{}, "\ufeffid,title\n1,One\n\ufeffid,title\n2,Two\n")
	if counted(t, c, 2, 1); problem(c, kindHeader).First.Line != 3 {
		t.Errorf("%v", c.Problems)
	}
}

// TestTableTwins: columns that share a name lose nothing, and the first that is not empty counts.
func TestTableTwins(t *testing.T) {
	c := mustRead(t, Options{}, "id,title,title,title,note,note,note\n1,,Second,Third,a,b,c\n2,First,Second,,,,\n")
	a, b := c.Documents[0], c.Documents[1]
	if a.Title != "Second" || a.Fields["title (3)"] != "Third" || a.Fields["note"]+a.Fields["note (2)"]+a.Fields["note (3)"] != "abc" || b.Title != "First" || b.Fields["title"] != "Second" {
		t.Errorf("%+v %+v", a, b)
	}
}

// TestTableMissing: what programs write for no value is none, and what databases write for no abstract.
func TestTableMissing(t *testing.T) {
	c := mustRead(t, Options{}, "id,title,abstract,pmid,doi\n1,T,NA,NaN,null\n2,T,No abstract available.,None,N/A\n")
	for _, d := range c.Documents {
		if d.Abstract != "" || len(d.IDs) > 0 {
			t.Errorf("%+v", d)
		}
	}
}

func TestTableSources(t *testing.T) {
	for header, want := range map[string]string{"Title,EID,Source title": "Scopus", "UT (Unique WOS ID),Article Title": "Web of Science", "title,abstract": "", "key,title": "",
		"Title,Author Names,Embase Link,PUI": "Embase", "Lens ID,Title": "Lens"} {
		got := ""
		if s := sourceOf(strings.Split(header, ",")); s != nil {
			got = s.name
		}
		if got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
	c := mustRead(t, Options{IDField: "DOI"}, "EID,DOI,Title,Source title,Authors\nx,10.5555/y,T,S,\"Byron, Ada; Roe, Max\"\n")
	if d := c.Documents[0]; d.ID != "10.5555/y" || !slices.Equal(d.Authors, []string{"Ada Byron", "Max Roe"}) {
		t.Errorf("%+v", d)
	}
}

// TestEmbaseOrigins: a record with fields in rows reaches from its title to its last field.
func TestEmbaseOrigins(t *testing.T) {
	first, second := "\"TITLE\",\"A \"\"b\"\"\nc\"\n\"AUTHOR NAMES\",\"Roe, M.\"\n\"ABSTRACT\",\"x\ny\"", "\"TITLE\",\"D\"\n\"SOURCE TITLE\",\"S\""
	data := first + "\n\"\"\n" + second + "\n"
	c := mustRead(t, Options{}, data)
	if counted(t, c, 2, 0); c.Files[0].Format != formatEmbase {
		t.Error(c.Files[0].Format)
	}
	for i, want := range []string{first + "\n\"\"", second} {
		if o := c.Documents[i].Origins[0]; data[o.Offset:][:o.Length] != want {
			t.Errorf("%q", data[o.Offset:][:o.Length])
		}
	}
	if d := c.Documents[0]; d.Title != `A "b" c` || d.Abstract != "x\ny" || d.Authors[0] != "M. Roe" {
		t.Errorf("%+v", d)
	}
}

func FuzzEmbase(f *testing.F) {
	addAll(f, "\"TITLE\",\"T\"\n\"ABSTRACT\",\"a\nb\",\"c\"\n\"\"\n\"TITLE\",\"U\"\n", "\"TITLE\",\"open\n\"DOI\",\"10.1234/x\n", "TITLE,a\nEMBASE ACCESSION ID,L1")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, append([]byte("\"TITLE\",\"T\"\n\"SOURCE TITLE\",\"S\"\n\"DOI\",\"10.1234/a\"\n"), data...))
		splitAll(t, newTagged(inputOf(data), embaseStyle, Options{MaxRecord: 64}), len(data))
	})
}

// TestTablePeople: Scopus and Embase separate names by commas in some years and by semicolons in others.
func TestTablePeople(t *testing.T) {
	scopus := tableSource{name: "Scopus"}
	for text, want := range map[string]string{
		"Byron A., Roe M.B., van der Berg J.-P.": "Byron A.|Roe M.B.|van der Berg J.-P.", "Byron A.": "Byron A.", "Byron A., Roe M.": "Byron A.|Roe M.",
		"Byron, A., Roe, M.B.": "A. Byron|M.B. Roe", "van der Berg, J.-P., Roe, M., Tide Group": "J.-P. van der Berg|M. Roe|Tide Group", "Byron, A.": "A. Byron",
		"Byron A.; Roe M.": "Byron A.|Roe M.", "Byron, Ada (60410297700)": "Ada Byron", "van der Berg, J.": "J. van der Berg", "Doe Jr., J.": "J. Doe Jr.",
		"Byron, A.; Roe, M.": "A. Byron|M. Roe", "Byron A., Tide Group": "Byron A.|Tide Group", "[No author name available]": "",
	} {
		if got := strings.Join(scopus.people(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestEmbaseSource: where and when, in one cell.
func TestEmbaseSource(t *testing.T) {
	c := mustRead(t, Options{}, "Title,Author Names,Source,Abstract,Open URL Link\nT,\"Byron A., Roe M.\",Tides (2020) 3:1 (1-9). Date of Publication: 5 May 2020,A,https://example.org/?id=doi:10.5555%2Ftide.1&atitle=T\n"+
		"U,Poe E.,Rain & Moss (2019) 4 (2).,B,\n")
	counted(t, c, 2, 0)
	if d := c.Documents[0]; d.Venue != "Tides" || d.DateString() != "2020-05-05" || d.IDs[DOI] != "10.5555/tide.1" || len(d.Authors) != 2 {
		t.Errorf("%+v", d)
	}
	if d := c.Documents[1]; d.Venue != "Rain & Moss" || d.DateString() != "2019" {
		t.Errorf("%+v", d)
	}
}

// TestTableMarkup: what databases leave of markup in a cell, and several addresses in one.
func TestTableMarkup(t *testing.T) {
	c := mustRead(t, Options{}, "Lens ID,Title,Author/s,Abstract,Source URLs\n1,T,Ada Byron; Max Roe,<title>Abstract</title>;         <p>One.</p>;  <p>Two.</p>,https://a.example/1 https://b.example/2\n")
	if d := c.Documents[0]; d.Abstract != "One.\nTwo." || d.URL != "https://a.example/1" || len(d.Authors) != 2 {
		t.Errorf("%+v", d)
	}
	c = mustRead(t, Options{}, "Cites,Authors,Title,Year,Source,ArticleURL,GSRank,Abstract\n3,\"A Byron, M Roe, ...\",T,2020,Tides,https://a.example,1,<p>One &amp; two.</p>\n")
	if d := c.Documents[0]; d.Abstract != "One & two." || !slices.Equal(d.Authors, []string{"A Byron", "M Roe"}) || d.Venue != "Tides" || d.URL != "https://a.example" {
		t.Errorf("%+v", d)
	}
}

// TestEBSCOTable: dates have the month first, in a formula.
func TestEBSCOTable(t *testing.T) {
	d := mustRead(t, Options{}, "Article Title,Author,Journal Title,ISSN,Publication Date,Accession Number,DOI,Subjects,Abstract,PLink\n"+
		"Tides,\"Curry Byron, Ada; Roe, Max\",Moons,=\"19326203\",=\"4/3/2024\",123,10.5555/a,A; B,An abstract.,https://x.example/?AN=123\n").Documents[0]
	if d.ID != "123" || d.DateString() != "2024-04-03" || d.Authors[0] != "Ada Curry Byron" || d.URL != "https://x.example/?AN=123" || d.Venue != "Moons" {
		t.Errorf("%+v", d)
	}
}

// TestReviewTables: what the Cochrane Library, Covidence and Rayyan hand out, whose names have the family name first.
func TestReviewTables(t *testing.T) {
	for _, text := range []string{
		"CENTRAL ID,Author(s),Title,Source,Year,Abstract,PubMed ID,Keywords,DOI,Cochrane Review Group Code\n" +
			"CN-1,\"Byron, A; Roe, M\",Tides,Moons,2024,An abstract.,PUBMED 12,*salt; rain,10.5555/a,\n",
		"Title,Authors,Abstract,Published Year,Published Month,Journal,Accession Number,DOI,Ref,Covidence #,Study,Notes,Tags\n" +
			"Tides,\"Byron, A; Roe, M\",An abstract.,2024,,Moons,,10.5555/a,,#1,Byron 2024,,salt;rain\n",
		"key,title,year,month,day,journal,issn,authors,url,language,abstract,notes,doi,keywords,pubmed_id,pmc_id\n" +
			"rayyan-1,Tides,2024,,,Moons,,\"Byron, A and Roe, M\",https://x.example/a     U2  - L1,English,An abstract.,,10.5555/a     LK  - https://y.example/?id=doi:10.5555%2Fa,salt;rain,12,\n",
	} {
		c := mustRead(t, Options{}, text)
		d := c.Documents[0]
		if len(c.Problems) > 0 || !slices.Equal(d.Authors, []string{"A Byron", "M Roe"}) || d.DateString() != "2024" || d.Venue != "Moons" || d.IDs[DOI] != "10.5555/a" ||
			!slices.Equal(d.Keywords, []string{"salt", "rain"}) || d.IDs[PMID] != "12" && !strings.Contains(text, "Covidence") || strings.Contains(d.URL, " ") {
			t.Errorf("%v %+v", c.Problems, d)
		}
	}
}

// TestRefWorksTable: titles, people and addresses stand under RefWorks' own headings.
func TestRefWorksTable(t *testing.T) {
	d := mustRead(t, Options{}, "Reference Type\tReference Id\tAuthors, Primary\tTitle Primary\tPeriodical Full\tPub Year\tAbstract\tURL\t\n"+
		"Journal Article\t7\tde Byron,Ada;Roe,Max\tTides\tMoons\t2020\tAn abstract.\thttps://x.example https://pubmed.ncbi.nlm.nih.gov/12/\t\n").Documents[0]
	if d.ID != "7" || d.Title != "Tides" || !slices.Equal(d.Authors, []string{"Ada de Byron", "Max Roe"}) || d.Venue != "Moons" || d.IDs[PMID] != "12" {
		t.Errorf("%+v", d)
	}
}

// TestWoSTable: the tables with names for headings say a date in two columns.
func TestWoSTable(t *testing.T) {
	c := mustRead(t, Options{}, "Authors\tAuthor Full Names\tGroup Authors\tArticle Title\tSource Title\tPublication Date\tPublication Year\tUT (Unique WOS ID)\n"+
		"Byron, A\tByron, Ada\tTide Group; Rain Group\tT\tTIDES\tMAR 23\t2020\tWOS:1\nRoe, M\tRoe, Max\t\tU\tTIDES\tDEC\t2021\tWOS:2\nRoe, M\tRoe, Max\t\tV\tTIDES\t\t2019\tWOS:3\n")
	counted(t, c, 3, 0)
	if d := c.Documents[0]; d.DateString() != "2020-03-23" || !slices.Equal(d.Authors, []string{"Ada Byron", "Tide Group", "Rain Group"}) {
		t.Errorf("%+v", d)
	}
	if a, b := c.Documents[1].DateString(), c.Documents[2].DateString(); a != "2021-12" || b != "2019" {
		t.Errorf("%s %s", a, b)
	}
}

// TestSpringerTable: names that touch.
func TestSpringerTable(t *testing.T) {
	c := mustRead(t, Options{}, "Item Title,Publication Title,Item DOI,Authors,Publication Year,URL,Content Type\nT,Tides,10.5555/s.1,Ada ByronJ. D. McRoeÉva Poe,2019,https://example.org/s,Article\n")
	if d := c.Documents[0]; d.Title != "T" || d.IDs[DOI] != "10.5555/s.1" || d.Venue != "Tides" || !slices.Equal(d.Authors, []string{"Ada Byron", "J. D. McRoe", "Éva Poe"}) {
		t.Errorf("%+v", d)
	}
}

// TestTableMonths: a date in three columns.
func TestTableMonths(t *testing.T) {
	c := mustRead(t, Options{}, "title,year,month,day\nA,2020,5,3\nB,2020,June,\nC,2020,,4\nD,2020,13,1\nE,2020-07-01,5,3\n")
	var got []string
	for _, d := range c.Documents {
		got = append(got, d.DateString())
	}
	if want := []string{"2020-05-03", "2020-06", "2020", "2020", "2020-07-01"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
