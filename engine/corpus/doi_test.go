package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// TestFormsOfDOI: one DOI, however it is written.
func TestFormsOfDOI(t *testing.T) {
	const sici = "10.5555/(sici)1097-4636(1998)43:4<338::aid-x1>3.0.co;2-7"
	for form, want := range map[string]string{
		"10.5555/tide": "10.5555/tide", "10.5555/TIDE": "10.5555/tide", "doi:10.5555/tide": "10.5555/tide", "DOI: 10.5555/tide": "10.5555/tide",
		"doi 10.5555/tide": "10.5555/tide", "https://doi.org/10.5555/tide": "10.5555/tide", "http://dx.doi.org/10.5555/tide": "10.5555/tide",
		"https://www.doi.org/10.5555/tide": "10.5555/tide", "doi.org/10.5555/tide": "10.5555/tide", "http://dx.doi.org/doi:10.5555/tide": "10.5555/tide",
		"info:doi/10.5555/tide": "10.5555/tide", "urn:doi:10.5555:tide": "10.5555/tide", "URN:DOI:10.5555:ti:de": "10.5555/ti:de", "urn:doi:10.5555/tide": "10.5555/tide", "https://doi.org/urn:doi:10.5555/tide": "10.5555/tide",
		"10.5555/tide [doi]": "10.5555/tide", "<10.5555/tide>": "10.5555/tide", "(10.5555/tide)": "10.5555/tide", "<https://doi.org/10.5555/tide>.": "10.5555/tide",
		"https://doi-org.proxy.uni.example/10.5555/tide": "10.5555/tide", "https://dx-doi-org.proxy.uni.example/10.5555/tide": "10.5555/tide",
		"https://doi.publisher.example/10.5555/tide": "10.5555/tide", "doi.acm.org/10.5555/tide": "10.5555/tide", "https://doi.org/10/abc": "",
		"https://doi.org.proxy.uni.example/10.5555/tide":                             "10.5555/tide",
		"https://proxy.uni.example/https://doi.org/10.5555/tide":                     "10.5555/tide",
		"https://proxy.uni.example/login?url=https%3A%2F%2Fdoi.org%2F10.5555%2Ftide": "10.5555/tide",
		"10.5555/tide\u200b": "10.5555/tide", "\ufeff10.5555/ti\u200bde": "10.5555/tide", "10.5555/tide.": "10.5555/tide", "10.5555/tide,": "10.5555/tide",
		"10.5555/tide);": "10.5555/tide", "https://doi.org/10.5555/tide#sec-2": "10.5555/tide", "https://doi.org/10.5555/tide?from=x&y=10.5555/z": "10.5555/tide",
		"10.5555%2Ftide": "10.5555/tide", "https://doi.org/10.5555%2ftide": "10.5555/tide", "10.5555/a&amp;b": "10.5555/a&b", "10.5555/a%26b": "10.5555/a&b",
		"10.5555.12/tide": "10.5555.12/tide", "10.5555/456#789": "10.5555/456#789", "https://doi.org/10.5555/456%23789": "10.5555/456#789",
		"https://doi.org/10.5555/x.CO;2-#": "10.5555/x.co;2-#", "10.5555/S0021-8634(68)80001-3": "10.5555/s0021-8634(68)80001-3", "10.5555/x(1)": "10.5555/x(1)",
		"(10.5555/x(1)).": "10.5555/x(1)", "10.5555/%D0%96": "10.5555/ж", "10.5555/a%FF": "10.5555/a%ff", "10.5555/a%20b": "10.5555/a%20b",
		"10.5555/(SICI)1097-4636(1998)43:4<338::AID-X1>3.0.CO;2-7":                                   sici,
		"https://doi.org/10.5555/(SICI)1097-4636(1998)43:4%3C338::AID-X1%3E3.0.CO;2-7":               sici,
		"https://doi.org/10.5555/%28SICI%291097-4636%281998%2943%3A4%253C338::AID-X1%253E3.0.CO;2-7": sici,
		"10.5555/(SICI)1097-4636(1998)43:4&lt;338::AID-X1&gt;3.0.CO;2-7":                             sici,
		"10.5555/(SICI)1097-4636(1998)43:4&amp;lt;338::AID-X1&amp;gt;3.0.CO;2-7":                     sici,
		"": "", "tide": "", "10.5/x": "", "10.5555/": "", "10.5555/...": "", "10.5555/a 10.5555/b": "", "about 10.5555/tide": "",
		"https://journal.example/article/10.5555/tide": "", "10.5555": "",
	} {
		if got := doiOf(form); got != want {
			t.Errorf("%q: %q, want %q", form, got, want)
		}
	}
}

// TestFirstDOI: of several in one field the first counts, and whole tells whether there is more.
func TestFirstDOI(t *testing.T) {
	for field, want := range map[string]struct {
		doi   string
		whole bool
	}{
		"10.5555/a": {"10.5555/a", true}, " ": {"", true}, "in press": {"", false}, "10.5555/a; 10.5555/b": {"10.5555/a", false},
		"10.5555/a 10.5555/b": {"10.5555/a", false}, "10.5555/a,10.5555/b": {"10.5555/a", false}, "https://doi.org/10.5555/a | doi:10.5555/b": {"10.5555/a", false},
		"https://doi.org/10.5555/a,https://doi.org/10.5555/b": {"10.5555/a", false}, "10.5555/a,b;c": {"10.5555/a,b;c", true}, "see 10.5555/a 10.5555/b": {"", false},
	} {
		if doi, whole := firstDOI(field); doi != want.doi || whole != want.whole {
			t.Errorf("%q: %q %t", field, doi, whole)
		}
	}
}

// TestShortDOI: a DOI as shortdoi.org shortens it stands in for the whole one, and beside it where that is known.
func TestShortDOI(t *testing.T) {
	for name, text := range map[string]string{
		"a.csv":  "id,title,DOI,url\na,T,%s,%s\n",
		"a.ris":  "TY  - JOUR\nTI  - T\nDO  - %s\nL1  - %s\nER  - \n",
		"a.bib":  "@misc{a, title={T}, doi={%s}, url={%s}}\n",
		"a.json": `[{"id":"a","title":"T","type":"article-journal","container-title":"V","issued":{"date-parts":[[2020]]},"DOI":"%s","URL":"%s"}]`,
	} {
		for _, field := range []string{"10/Gf4bqs", "https://doi.org/10/gf4bqs", "doi:10/gf4bqs"} {
			d := load(t, fileOf(t, name, fmt.Sprintf(text, field, "https://x.example/"))).Documents[0]
			if d.IDs[DOI] != "10/gf4bqs" || d.unreadDOI() != "" {
				t.Errorf("%s, %q: %+v", name, field, d)
			}
		}
		if d := load(t, fileOf(t, name, fmt.Sprintf(text, "10/2004", ""))).Documents[0]; d.IDs[DOI] != "" {
			t.Errorf("%s: a year is no DOI: %+v", name, d)
		}
		if name == "a.bib" || name == "a.json" {
			d := load(t, fileOf(t, name, fmt.Sprintf(text, "10/gf4bqs", "https://doi.org/10.5555/tide"))).Documents[0]
			if d.IDs[DOI] != "10.5555/tide" || d.IDs[shortened] != "10/gf4bqs" {
				t.Errorf("%s: %+v", name, d.IDs)
			}
		}
	}
	c := mustRead(t, Options{}, "id,title,doi\na,Tides,https://doi.org/10/GF4BQS\n")
	if row, err := NewLookup(c.Documents).Find("10/gf4bqs"); row != 0 || err != nil {
		t.Errorf("%+v %v", c.Documents, err)
	}
}

// TestUnreadDOI: what a field for the DOI holds beside one is kept, whatever the format, and written into a converted record.
func TestUnreadDOI(t *testing.T) {
	for name, text := range map[string]string{
		"a.csv":  "id,title,DOI\n1,T,%s\n",
		"a.ris":  "TY  - JOUR\nTI  - T\nDO  - %s\nER  - \n",
		"a.bib":  "@misc{a, title={T}, doi={%s}}\n",
		"a.json": `[{"id":"a","title":"T","type":"book","container-title":"V","DOI":"%s"}]`,
		"a.enw":  "%%0 Book\n%%T T\n%%R %s\n",
		"a.txt":  "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI T\nDI %s\nER\n\nEF\n",
	} {
		for field, doi := range map[string]string{"not yet known": "not yet known", "10.5555/a 10.5555/b": "10.5555/a"} {
			d := &load(t, fileOf(t, name, fmt.Sprintf(text, field))).Documents[0]
			bib, ris := newConverter(keys{}).bibTeX(d, Mark{Topic: -1}), converter{}.ris(d, Mark{Topic: -1})
			beside := strings.HasPrefix(doi, "10.")
			if !strings.Contains(bib, "doi = {"+doi+"}") || !strings.Contains(ris, "DO  - "+doi+"\n") ||
				strings.Contains(ris, "N1  - DOI: "+field+"\n") != beside || strings.Contains(bib, "note = {DOI: "+field+"}") != beside {
				t.Errorf("%s, %q: %+v\n%s%s", name, field, d, bib, ris)
			}
			if again := load(t, fileOf(t, "b.ris", ris)).Documents[0]; again.IDs[DOI] != d.IDs[DOI] {
				t.Errorf("%s, %q: read again %+v", name, field, again)
			}
		}
	}
}

// FuzzDOI: a DOI read again is itself.
func FuzzDOI(f *testing.F) {
	for _, s := range []string{"10.5555/tide", "https://doi.org/10.5555/%2525%33%43x>.", "<10.5555/a(b)>#x [doi]", "10.5555/%&amp;lt;;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if doi := doiOf(s); doi != doiOf(doi) {
			t.Errorf("%q: %q, then %q", s, doi, doiOf(doi))
		}
	})
}
