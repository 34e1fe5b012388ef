package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// TestSearchPages: results saved from a site are read with a warning that says what to do; other texts have none.
func TestSearchPages(t *testing.T) {
	repeated := func(form string) string {
		var b strings.Builder
		for i := range 5 {
			fmt.Fprintf(&b, form, i, i)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ text, want string }{
		"scholar": {"Google Scholar\n\n" + repeated("[PDF] x.org\nTides move the sand of beach %d\nA Byron, M Roe - Acta, 2001 - x.org\nWe study tides …\nSave Cite Cited by %d Related articles All 5 versions\n\n"), "results saved from Google Scholar"},
		"arxiv":   {"Showing 1–5 of 5 results\n" + repeated("arXiv:2101.0000%d [pdf, other] cs.LG\nTides of the sea %d\nAuthors: A. Byron\nAbstract: Tides move. △ Less\n\n"), "results saved from arXiv"},
		"pmlr":    {"PMLR Volume 1\n\n" + repeated("Learning tides of the sea by gardens %d\nAda Byron; Proceedings, PMLR 1:%d\n[abs][Download PDF]\n\n"), "results saved from PMLR"},
		"titles":  {repeated("Tides %d move the sand of beaches\nMoons %d of ice\n"), ""},
		"a text":  {"A text on Google Scholar\n\nCited by 5 is what it says below a paper. arXiv:2101.00001 is one, as [pdf].\n\n" + tides, ""},
	} {
		c1 := load(t, fileOf(t, "a.txt", c.text))
		p := problem(c1, kindSearchPage)
		if (p.Count == 1) != (c.want != "") || !strings.Contains(p.Message, c.want) || p.Count == 1 && !strings.Contains(p.Message, "export") && !strings.Contains(p.Message, "download") {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
