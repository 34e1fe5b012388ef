package text

import (
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
)

// checkCuts compares the segments of s with those of the library.
func checkCuts(t *testing.T, s string) {
	t.Helper()
	rest := s
	for it := words.FromString(s); it.Next(); {
		n := segmentLength(rest)
		if rest[:n] != it.Value() {
			t.Fatalf("%q: cut %q, the library %q", s, rest[:n], it.Value())
		}
		rest = rest[n:]
	}
	if rest != "" {
		t.Fatalf("%q: %q is left", s, rest)
	}
}

// Every ASCII text of four characters out of one of each class, and every ASCII pair.
func TestSegmentsAreThoseOfTheLibrary(t *testing.T) {
	const classes = "aZ0_.:,;'\" \r\n\t-$\u0301"
	kinds := strings.Split(classes, "")
	for _, a := range kinds {
		for _, b := range kinds {
			for _, c := range kinds {
				for _, d := range kinds {
					checkCuts(t, a+b+c+d)
					checkCuts(t, "x"+a+b+c+d+"1")
				}
			}
		}
	}
	for a := range byte(0x80) {
		for b := range byte(0x80) {
			checkCuts(t, string([]byte{a, b}))
			checkCuts(t, string([]byte{'a', a, b, '1'}))
		}
	}
}

func FuzzSegments(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkCuts(t, strings.ToValidUTF8(s, "\uFFFD")) })
}
