package text

import (
	"slices"
	"testing"
)

// The wanted words were computed with Python 3.11: re.findall(r"(?u)\b\w\w+\b", s.lower()).
func TestSklearnEqualsPython(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"The Cat's 3.14 x_1 a İstanbul naïve ΟΔΟΣ x² ½½ 中文字 ab",
			[]string{"the", "cat", "14", "x_1", "stanbul", "naïve", "οδος", "x²", "½½", "中文字", "ab"}},
		{"état e\u0301te ﬁne K\u212A 10% A-B co-op ΑΣ, ٣٤ Ⅷa ⅷ",
			[]string{"état", "te", "ﬁne", "kk", "10", "co", "op", "ας", "٣٤", "ⅷa"}},
		{"no\u00adbreak ZW\u200bJ \u0aa8\u0ac7 हिन्दी ไทย ǅx ẞß",
			[]string{"no", "break", "zw", "ไทย", "ǆx", "ßß"}},
		{"<b>bold</b> $x^2$ https://a.org", []string{"bold", "https", "org"}},
		{"", nil},
		{"bad\xffbytes", []string{"bad", "bytes"}},
	} {
		a, _ := New(Settings{Tokens: "sklearn"})
		var got []string
		a.Terms(c.in, "en", func(key, _ string) { got = append(got, key) })
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestSklearnNGramsCloseUp(t *testing.T) {
	checkTerms(t, Settings{Tokens: "sklearn", MaxN: 2, StopWords: []string{"of"}}, "", []termCase{
		{"Theory of Games. We play", "theory(Theory), games(Games), we(We), play, theory games(Theory Games), games we(Games We), we play(We play)"},
	})
}
