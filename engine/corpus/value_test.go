package corpus

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2021-03-04": "2021-03-04", "2021-03": "2021-03", "2021": "2021", "2021-03-04T10:20:30Z": "2021-03-04", "2021-03-04 10:20:30+02:00": "2021-03-04",
		"2021/3/4": "2021-03-04", "20210304": "2021-03-04", "March 2021": "2021-03", "4 Mar 2021": "2021-03-04", "Mar. 4th, 2021": "2021-03-04",
		"Thu, 4 Mar 2021 10:00:00 GMT": "2021-03-04", "CACM December, 1958": "1958-12", "j. ae. scs. 25, 1958, 324.": "1958", "3/4/2021": "2021", "25.12.2021": "2021-12-25",
		"12/25/2021": "2021-12-25", "2021-13-01": "2021", "2021-02-30": "2021-02", "4 mars 2021": "2021-03-04",
		"": "", "soon": "", "12": "", "99999": "", "1614816000": "", strings.Repeat("2021 ", 50): "",
	} {
		at, precision := parseDate(s)
		if got := (Document{Date: at, Precision: precision}).DateString(); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	v := value{nested: []byte(`{"date-parts":[[2020,5]]}`)}
	if at, p := v.date(); p != Month || at.Year() != 2020 {
		t.Errorf("date-parts: %v %v", at, p)
	}
}

func TestSplitAuthors(t *testing.T) {
	for s, want := range map[string][]string{
		"Doe, Jane; Roe, Max": {"Doe, Jane", "Roe, Max"}, "Jane Doe and Max Roe": {"Jane Doe", "Max Roe"}, "Jane Doe, Li Wei and Max Roe": {"Jane Doe", "Li Wei", "Max Roe"},
		"Doe, Jane and Roe, Max": {"Doe, Jane", "Roe, Max"}, "Jane Doe": {"Jane Doe"}, "Doe, J.": {"Doe, J."}, "Jane Doe, Max Roe": {"Jane Doe", "Max Roe"},
		"Jane Doe, Li Wei, and Max Roe": {"Jane Doe", "Li Wei", "Max Roe"}, "": nil, " ; ": nil,
	} {
		if got := (value{text: s}).authors(); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestFirstSentence(t *testing.T) {
	for s, want := range map[string]string{
		"One. Two.": "One.", "As in Fig. 3 of J. Doe et al. Here it ends. No.": "As in Fig. 3 of J. Doe et al. Here it ends.", "Is it? Yes.": "Is it?", "no end": "no end",
		"pH of 7.4 and e.g. salt.": "pH of 7.4 and e.g. salt.", "It \"ended.\" Then": "It \"ended.\"", "短い文。次の文。": "短い文。", "a\n b": "a b", "": "",
	} {
		if got := firstSentence(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{strings.Repeat("ä", 300), strings.Repeat("four ", 99), strings.Repeat("語", 5000)} {
		got := firstSentence(s)
		if n := utf8.RuneCountInString(got); n > titleRunes || n < 70 || !strings.HasPrefix(s, got) || !utf8.ValidString(got) {
			t.Errorf("%q: %d runes", got, n)
		}
	}
}

func TestLanguageTag(t *testing.T) {
	for s, want := range map[string]string{"English": "en", "eng": "en", "en_US": "en-US", "FR": "fr", "German": "de", "": "", "?": "", "und": ""} {
		if got := languageTag(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
