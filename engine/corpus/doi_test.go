package corpus

import "testing"

// TestFormsOfDOI: one DOI, however it is written.
func TestFormsOfDOI(t *testing.T) {
	const sici = "10.5555/(sici)1097-4636(1998)43:4<338::aid-x1>3.0.co;2-7"
	for form, want := range map[string]string{
		"10.5555/tide": "10.5555/tide", "10.5555/TIDE": "10.5555/tide", "doi:10.5555/tide": "10.5555/tide", "DOI: 10.5555/tide": "10.5555/tide",
		"doi 10.5555/tide": "10.5555/tide", "https://doi.org/10.5555/tide": "10.5555/tide", "http://dx.doi.org/10.5555/tide": "10.5555/tide",
		"https://www.doi.org/10.5555/tide": "10.5555/tide", "doi.org/10.5555/tide": "10.5555/tide", "http://dx.doi.org/doi:10.5555/tide": "10.5555/tide",
		"info:doi/10.5555/tide": "10.5555/tide", "urn:doi:10.5555/tide": "10.5555/tide", "https://doi.org/urn:doi:10.5555/tide": "10.5555/tide",
		"10.5555/tide [doi]": "10.5555/tide", "<10.5555/tide>": "10.5555/tide", "(10.5555/tide)": "10.5555/tide", "<https://doi.org/10.5555/tide>.": "10.5555/tide",
		"https://doi-org.proxy.uni.example/10.5555/tide": "10.5555/tide", "https://dx-doi-org.proxy.uni.example/10.5555/tide": "10.5555/tide",
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
