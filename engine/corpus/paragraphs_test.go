package corpus

import (
	"fmt"
	"testing"
)

func TestLineEach(t *testing.T) {
	for text, want := range map[string]string{
		"one line":                      "one line",
		" One.\r\n\r\nTwo\t of  two.\r": "One.\nTwo of two.",
		"a\u00a0b":                      "a b",
		"\n \n":                         "",
		"é  è":                          "é è",
	} {
		if got := lineEach(text); got != want || joinWrapped(parted(text)) != want || lineEach(got) != got {
			t.Errorf("%q: %q, written %q", text, got, parted(text))
		}
	}
}

// TestConvertedParagraphs: an abstract of several paragraphs is the same text behind RIS and BibTeX, and no address is written twice.
func TestConvertedParagraphs(t *testing.T) {
	for _, abstract := range []string{`One.\nTwo.`, `One.\n\nTwo.`, `One.\r\n\r\n\r\nTwo.\r`} {
		path := fileOf(t, "a.jsonl", fmt.Sprintf(`{"id":"a","title":"T","abstract":"%s","url":"https://pubmed.ncbi.nlm.nih.gov/7/","pmid":"7"}`, abstract))
		for form, name := range map[Form]string{FormBibTeX: "b.bib", FormRIS: "b.ris", FormCSV: "b.csv"} {
			text, _ := writtenBack(t, form, tide, path)
			d := load(t, fileOf(t, name, text)).Documents[0]
			if d.Abstract != "One.\nTwo." || d.URL != "https://pubmed.ncbi.nlm.nih.gov/7/" || d.Fields["UR"] != "" {
				t.Errorf("%s: %+v\n%s", name, d, text)
			}
		}
	}
}
