package corpus

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// oddBytes are texts of every length up to 80 with a few odd bytes anywhere.
func oddBytes(rng *rand.Rand, yield func([]byte)) {
	for n := range 80 {
		for odd := range 3 {
			b := bytes.Repeat([]byte("tide "), 16)[:n]
			for range min(odd, n) {
				b[rng.IntN(n)] = " \x00\t\n\x1f\x7f\x80\xff\"\\!x"[rng.IntN(12)]
			}
			yield(b)
		}
	}
}

// What looks at many bytes at a time finds what a look at each byte finds.
func TestManyBytesAtATime(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		oddBytes(rng, func(b []byte) {
			clean, spaced, plain := true, true, len(b)
			for i, c := range b {
				clean = clean && c != 0 && c < utf8.RuneSelf
				spaced = spaced && c >= ' ' && c < utf8.RuneSelf && !(c == ' ' && i > 0 && b[i-1] == ' ')
				if (c < ' ' || c == '"' || c == '\\') && i < plain {
					plain = i
				}
			}
			if isCleanASCII(b) != clean || isSpaced(string(b)) != spaced || plainLengthOf(b) != plain {
				t.Fatalf("%q: clean %v, spaced %v, plain up to %d; want %v, %v, %d", b, isCleanASCII(b), isSpaced(string(b)), plainLengthOf(b), clean, spaced, plain)
			}
			if s := string(b); singleSpaced(s) != strings.Join(strings.Fields(s), " ") {
				t.Fatalf("%q is %q with single spaces", s, singleSpaced(s))
			}
		})
	}
}

// Ids in the usual form are told from others as the pattern tells them, and versions are cut as a pattern cuts them.
func TestPlainArXivIds(t *testing.T) {
	version := regexp.MustCompile(`v\d+$`)
	plain := 0
	rng := rand.New(rand.NewPCG(2, 2))
	for range 20000 {
		s := fmt.Sprintf("%02d%02d.%0*d", rng.IntN(100), rng.IntN(15), 3+rng.IntN(4), rng.IntN(1000))
		if rng.IntN(2) == 0 {
			s = []string{"quant-ph", "math", "math.GT", "cs.", "", "-", "10.12", "Hep-th"}[rng.IntN(8)] + fmt.Sprintf("/%0*d", 6+rng.IntN(3), rng.IntN(1000000))
		}
		s += []string{"", "", "v1", "v12", "v", "v1v2", " ", "x"}[rng.IntN(8)]
		if isPlainArXiv(s) {
			plain++
			if m := arxivShape.FindStringSubmatch(s); m == nil || m[0] != s || m[1] != s || strings.ToLower(s) != s || doiOf(s) != "" {
				t.Fatalf("%q is no plain id", s)
			}
		}
		if got, want := withoutVersion(s), version.ReplaceAllString(s, ""); got != want {
			t.Fatalf("%q without its version is %q, want %q", s, got, want)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d of the ids are plain", plain)
	}
}

// What documents are known by is the same gathered in parts and at once, and IDs that differ are told from those that meet.
func TestBorneInParts(t *testing.T) {
	var docs []Document
	for i := range 1000 {
		d := Document{ID: fmt.Sprint("tide-", i)}
		if i%3 == 0 {
			d.IDs = map[string]string{DOI: fmt.Sprint("10.5555/tide.", i), PMID: fmt.Sprint(i)}
		}
		docs = append(docs, d)
	}
	var whole, joined borne
	for from := 0; from < len(docs); from += 7 {
		var part borne
		for i := from; i < min(from+7, len(docs)); i++ {
			part.add(&docs[i])
			whole.add(&docs[i])
		}
		joined.join(part)
	}
	for i := range docs {
		if want := docs[i].globalNames(nil); fmt.Sprint(whole.of(i)) != fmt.Sprint(want) || fmt.Sprint(joined.of(i)) != fmt.Sprint(want) {
			t.Fatalf("document %d is known by %v and %v, want %v", i, whole.of(i), joined.of(i), want)
		}
	}
	if !joined.distinct() {
		t.Error("different IDs meet")
	}
	joined.add(&docs[999])
	if joined.distinct() {
		t.Error("an ID that comes twice is not found")
	}
}

func TestNoDigest(t *testing.T) {
	read := func(o Options) *Collection {
		o.Stdin = strings.NewReader(`{"id":"a","title":"Tides"}` + "\n" + `{"id":"b","title":"Currents"}` + "\n")
		s, err := Open([]string{"-"}, o)
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	with, without := read(Options{}), read(Options{NoDigest: true})
	if len(with.SHA256) != 64 || without.SHA256 != "" || fmt.Sprint(with.Documents) != fmt.Sprint(without.Documents) {
		t.Errorf("digests %q and %q of %v and %v", with.SHA256, without.SHA256, with.Documents, without.Documents)
	}
}
