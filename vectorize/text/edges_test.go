package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// checkEdges compares the edges with the classes of the bytes.
func checkEdges(t *testing.T, s string) {
	t.Helper()
	for _, lowLines := range []bool{false, true} {
		edges, ascii := edgesOf([]int32{7, 7, 7}, s, lowLines)
		if ascii != isASCII(s) {
			t.Errorf("%q: ASCII is %v", s, ascii)
		}
		var want []int32
		inside := false
		for i := range len(s) {
			c := byteClasses[s[i]]
			if word := c&(letterByte|digitByte) != 0 || lowLines && c == lowLine; word != inside {
				want, inside = append(want, int32(i)), word
			}
		}
		if inside {
			want = append(want, int32(len(s)))
		}
		if !slices.Equal(edges, want) {
			t.Fatalf("%q: edges %v, want %v", s, edges, want)
		}
	}
	var u runs
	var got, want []int32
	for edges := u.find(s); len(edges) > 0; edges = edges[2:] {
		if edges[1]-edges[0] > 1 {
			got = append(got, edges[:2]...)
		}
	}
	for start, end := nextRun(s, 0); start < end; start, end = nextRun(s, end) {
		want = append(want, int32(start), int32(end))
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q: runs %v, want %v", s, got, want)
	}
}

func TestEdges(t *testing.T) {
	var all strings.Builder
	for c := range 256 {
		all.WriteByte(byte(c))
		for n := range 9 { // each byte at each place of eight
			checkEdges(t, strings.Repeat(".", n)+string([]byte{byte(c)})+"..a")
		}
	}
	checkEdges(t, all.String())
	rng := rand.New(rand.NewPCG(5, 6))
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abcXYZ019_ . -'\n\xc3\xa9"[rng.IntN(18-2*rng.IntN(2))]
		}
		checkEdges(t, string(b))
		checkEdges(t, strings.Repeat("x", n))
		checkEdges(t, strings.Repeat("x ", n))
	}
}

func FuzzEdges(f *testing.F) {
	f.Add("Low-rank adaptation_of LSTMs, x1 é")
	f.Fuzz(checkEdges)
}
