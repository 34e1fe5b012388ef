package corpus

import (
	"slices"
	"strings"
	"testing"
)

// TestDBLP: records of dblp, of the whole, of a person or found by a search, in XML and JSON, are the same papers; what is about people
// is none.
func TestDBLP(t *testing.T) {
	const (
		fields = `<title>Tides &amp; <i>moons</i>.</title><year>2020</year>`
		paper  = `<inproceedings key="conf/tide/Roe20" mdate="2021-01-01"><author>Max Ro&eacute;</author><author orcid="x">Ada Byron 0001</author>` + fields +
			`<booktitle>TIDE</booktitle><ee type="oa">https://doi.org/10.5555/Tide</ee><ee>https://x.example/</ee></inproceedings>`
		preprint = `<article key="journals/corr/abs-2101-00001" publtype="informal"><author>Max Ro&eacute;</author><title>Rain?</title><year>2021</year>` +
			`<journal>CoRR</journal><volume>abs/2101.00001</volume></article>`
		home = `<www key="homepages/r/Roe"><author>Max Ro&eacute;</author><title>Home Page</title></www>`
	)
	for name, text := range map[string]string{
		"whole":  "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE dblp SYSTEM \"dblp.dtd\">\n<dblp>" + paper + home + preprint + "</dblp>",
		"person": `<?xml version="1.0"?><dblpperson name="Max Roe" n="2"><person key="homepages/r/Roe"><author>Max Ro&eacute;</author></person><r>` + paper + "</r>\n<r>" + preprint + "</r></dblpperson>",
		"found in XML": `<?xml version="1.0"?><result><query>tide</query><status code="200">OK</status><hits total="2"><hit score="2" id="1"><info><authors><author pid="1">Max Roé</author>` +
			`<author>Ada Byron 0001</author></authors>` + fields + `<venue>TIDE</venue><type>Conference and Workshop Papers</type><key>conf/tide/Roe20</key><doi>10.5555/TIDE</doi>` +
			`<ee>https://doi.org/10.5555/TIDE</ee><url>https://dblp.org/rec/conf/tide/Roe20</url></info><url>URL#1</url></hit><hit><info><authors><author>Max Roé</author></authors><title>Rain?</title>` +
			`<year>2021</year><venue>CoRR</venue><volume>abs/2101.00001</volume><key>journals/corr/abs-2101-00001</key></info></hit></hits></result>`,
		"found in JSON": `{"result":{"query":"tide","status":{"@code":"200"},"hits":{"@total":"2","hit":[{"@score":"2","info":{"authors":{"author":[{"@pid":"1","text":"Max Roé"},{"text":"Ada Byron 0001"}]},` +
			`"title":"Tides & moons.","venue":["TIDE","T"],"year":"2020","type":"Conference and Workshop Papers","key":"conf/tide/Roe20","ee":"https://doi.org/10.5555/TIDE"},"url":"URL#1"},` +
			`{"info":{"authors":{"author":{"text":"Max Roé"}},"title":"Rain?","venue":"CoRR","volume":"abs/2101.00001","year":"2021","key":"journals/corr/abs-2101-00001","type":"Informal and Other Publications"}}]}}}`,
	} {
		c := mustRead(t, Options{}, text)
		if counted(t, c, 2, 0); len(c.Problems) > 0 {
			t.Fatalf("%s: %v", name, c.Problems)
		}
		d, e := c.Documents[0], c.Documents[1]
		if d.ID != "conf/tide/Roe20" || d.Title != "Tides & moons" || !slices.Equal(d.Authors, []string{"Max Roé", "Ada Byron"}) || d.DateString() != "2020" ||
			d.Venue != "TIDE" || d.IDs[DOI] != "10.5555/tide" || d.publicationType().bibTeX != "inproceedings" {
			t.Errorf("%s: %+v", name, d)
		}
		if e.Title != "Rain?" || e.IDs[ArXiv] != "2101.00001" || e.Venue != "CoRR" {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// TestYAML: a bibliography in YAML is no page of titles; what to do is said.
func TestYAML(t *testing.T) {
	for _, text := range []string{
		"harry:\n    type: Book\n    title: Tides\n", "---\nreferences:\n- id: a\n  title: Tides\n", "references:\n  - id: a\n    title: T\n", "# Mine\n- type: article\n  title: T\n",
	} {
		if _, err := read(t, Options{}, text); err == nil || !strings.Contains(err.Error(), "YAML") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if c := mustRead(t, Options{}, "Tides:\n\nThe title: of moons and of the salt in the sea.\n"); len(c.Documents) != 1 {
		t.Errorf("%+v", c.Documents)
	}
}

// TestRecordsOnLinesOfAList: the records of a list may stand on lines of their own, the first beside the key.
func TestRecordsOnLinesOfAList(t *testing.T) {
	c := mustRead(t, Options{}, `{"total":2,"papers":[{"id":"a","title":"Tides"},`+"\n"+`{"id":"b","title":"Moons"}]}`+"\n")
	counted(t, c, 2, 0)
	c = mustRead(t, Options{}, `{"id":"a","title":"Tides","tags":["x","y`+"\n"+`{"id":"b","title":"Moons"}`+"\n")
	counted(t, c, 1, 1)
}
