package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// checkBitmap compares the marks with the classes of the bytes, and the walk over words with the plain one.
func checkBitmap(t *testing.T, s string) {
	t.Helper()
	for _, lowLines := range []bool{false, true} {
		room := bitmap{^uint64(0), ^uint64(0)}
		m, ascii := bitmapOf(room, s, lowLines)
		if ascii != isASCII(s) {
			t.Errorf("%q: ASCII is %v", s, ascii)
		}
		nextSet, nextClear := len(s), len(s)
		for i := len(s) - 1; i >= 0; i-- {
			c := byteClasses[s[i]]
			if c&(letterByte|digitByte) != 0 || lowLines && c == lowLine {
				nextSet = i
			} else {
				nextClear = i
			}
			if m.set(i) != nextSet || m.wordEnd(i, len(s)) != nextClear {
				t.Fatalf("%q at %d: word begins at %d and ends at %d, want %d and %d", s, i, m.set(i), m.wordEnd(i, len(s)), nextSet, nextClear)
			}
		}
	}
	var u runs
	u.begin(s)
	for at := 0; at < len(s); {
		start, end := u.next(s, at)
		if wantStart, wantEnd := nextRun(s, at); start != wantStart || end != wantEnd {
			t.Fatalf("%q from %d: run %d to %d, want %d to %d", s, at, start, end, wantStart, wantEnd)
		}
		at = max(end, at+1)
	}
}

func TestBitmap(t *testing.T) {
	var all strings.Builder
	for c := range 256 {
		all.WriteByte(byte(c))
		for n := range 9 { // each byte at each place of eight
			checkBitmap(t, strings.Repeat(".", n)+string([]byte{byte(c)})+"..a")
		}
	}
	checkBitmap(t, all.String())
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abcXYZ019_ . -'\n\xc3\xa9"[rng.IntN(18-2*rng.IntN(2))]
		}
		checkBitmap(t, string(b))
		checkBitmap(t, strings.Repeat("x", n))
	}
}

func FuzzBitmap(f *testing.F) {
	f.Add("Low-rank adaptation_of LSTMs, x1 é")
	f.Fuzz(checkBitmap)
}
