package corpus

import (
	"strings"
	"testing"
)

// TestPublicationTypes: what a source says of a type comes out in either form.
func TestPublicationTypes(t *testing.T) {
	for name, c := range map[string]struct{ text, bibTeX, ris string }{
		"a.ris":   {"TY  - CONF\nTI  - T\nT2  - Proc\nER  - \n", "@inproceedings booktitle", "CONF"},
		"b.ris":   {"TY  - CHAP\nTI  - T\nT2  - Book\nER  - \n", "@incollection booktitle", "CHAP"},
		"c.ris":   {"TY  - THES\nTI  - T\nER  - \n", "@phdthesis", "THES"},
		"d.ris":   {"TY  - XYZ\nTI  - T\nJO  - J\nER  - \n", "@article journal", "JOUR"},
		"a.bib":   {"@book{a, title={T}}\n", "@book", "BOOK"},
		"b.bib":   {"@proceedings{a, title={T}, booktitle={S}}\n", "@proceedings series", "CONF"},
		"c.bib":   {"@online{a, title={T}}\n", "@misc", "ELEC"},
		"d.bib":   {"@misc{a, title={T}, eprint={2101.00001}, archiveprefix={arXiv}}\n", "@misc", "UNPB"},
		"e.bib":   {"@mastersthesis{a, title={T}}\n", "@mastersthesis", "THES"},
		"f.bib":   {"@inproceedings{a, title={T}, booktitle={P}, type={Article}}\n", "@inproceedings booktitle", "CONF"},
		"g.bib":   {"@misc{a, title={T}, type={Journal Article}}\n", "@article", "JOUR"},
		"a.json":  {`[{"id":"a","type":"report","title":"T","DOI":"10.5555/a","container-title":"J"}]`, "@techreport institution", "RPRT"},
		"b.json":  {`[{"id":"a","type":"posted-content","title":"T","DOI":"10.1101/2020.01.01.1","author":[]}]`, "@misc", "UNPB"},
		"c.json":  {`[{"id":"https://openalex.org/W1","type":"dataset","title":"T","authorships":[]}]`, "@misc", "DATA"},
		"d.json":  {`[{"id":"https://openalex.org/W1","type":"article","title":"T","authorships":[]}]`, "@article", "JOUR"},
		"a.nbib":  {"PMID- 1\nTI  - T\nPT  - Preprint\nPT  - Journal Article\n", "@misc", "UNPB"},
		"b.nbib":  {"PMID- 1\nTI  - T\nJT  - J\nPT  - Case Reports\nPT  - Congress\n", "@article journal", "JOUR"},
		"a.csv":   {"Key,Item Type,Title\nA,bookSection,T\n", "@incollection", "CHAP"},
		"b.csv":   {"id,title,venue\nA,T,V\n", "@article journal", "JOUR"},
		"c.csv":   {"id,title\nA,T\n", "@misc", "GEN"},
		"a.jsonl": {`{"id":"2101.00001","title":"T","arxiv_id":"2101.00001"}` + "\n", "@misc", "UNPB"},
	} {
		d := &load(t, fileOf(t, name, c.text)).Documents[0]
		kind, venue, _ := strings.Cut(c.bibTeX, " ")
		bib, ris := newConverter(keys{}).bibTeX(d, Mark{Topic: -1}), converter{}.ris(d, Mark{Topic: -1})
		if !strings.HasPrefix(bib, kind+"{") || venue != "" && !strings.Contains(bib, "\n  "+venue+" = ") || !strings.HasPrefix(ris, "TY  - "+c.ris+"\n") {
			t.Errorf("%s: want %s, %s\n%s%s", name, c.bibTeX, c.ris, bib, ris)
		}
	}
}

// A published paper is what its journal says, though a record merged into it is a preprint.
func TestPublicationTypeOfMerged(t *testing.T) {
	a := fileOf(t, "a.json", `[{"id":"a","type":"posted-content","title":"Tides of the sea","DOI":"10.1101/2020.01.01.1","author":[{"family":"Byron","given":"Ada"}]}]`)
	b := fileOf(t, "b.bib", "@article{b, title={Tides of the sea}, author={Byron, Ada}, journal={J}, doi={10.5555/b}, note={10.1101/2020.01.01.1}}\n")
	docs := load(t, b).Documents
	docs[0].merge(&load(t, a).Documents[0], published, preprint)
	if got := docs[0].publicationType(); got.bibTeX != "article" {
		t.Errorf("%+v", got)
	}
}

// The named places are those of the table.
func TestPublicationTypePlaces(t *testing.T) {
	for place, ris := range map[int]string{typePreprint: "UNPB", typeArticle: "JOUR", typeWeb: "ELEC", typeMisc: "GEN"} {
		if publicationTypes[place].ris != ris {
			t.Errorf("%d is %s", place, publicationTypes[place].ris)
		}
	}
}
