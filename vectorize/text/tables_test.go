package text

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Strings of every length and of few letters, a zero byte among them, so that what is packed alike would meet.
func TestSpellingsAreToldApart(t *testing.T) {
	var table spellings
	numbers := map[string]int32{}
	check := func(s string) {
		n, key, ok := table.find(s)
		for _, behind := range []string{"", "b", "\xFF\xFFabcdefghijklmnop"} {
			for _, before := range []string{"", "ab", "abcdefghijklmnop\xFF"} {
				if got := packPart(before+s+behind, len(before), len(before)+len(s)); got != key {
					t.Fatalf("%q between %q and %q is packed as %x, alone as %x", s, before, behind, got, key)
				}
			}
		}
		want, known := numbers[s]
		if ok != known || known && n != want {
			t.Fatalf("%q is %d, %v; want %d, %v", s, n, ok, want, known)
		}
		if !ok {
			table.add(s, key)
			numbers[s] = n
			if again, _, ok := table.find(s); !ok || again != n || int(n) != len(numbers)-1 {
				t.Fatalf("%q is %d after it was made %d of %d", s, again, n, len(numbers))
			}
		}
	}
	rng := rand.New(rand.NewPCG(3, 3))
	for n := range 40 {
		for range 500 {
			b := []byte(strings.Repeat("a", n))
			for range rng.IntN(3) {
				if n > 0 {
					b[rng.IntN(n)] = "\x00ab\xFF"[rng.IntN(4)]
				}
			}
			check(string(b))
		}
	}
	if len(table.names) != len(numbers) {
		t.Errorf("%d names of %d strings", len(table.names), len(numbers))
	}
}

func TestPairsAreToldApart(t *testing.T) {
	var table pairs
	numbers := map[string]int32{}
	for range 4 {
		for a := range int32(60) {
			for b := range int32(60) {
				name := fmt.Sprint(a, b)
				slot, fresh := table.find(pairKey(a, b<<20), len(numbers))
				n := int32(slot.number - 1)
				want, known := numbers[name]
				if fresh == known || known && n != want {
					t.Fatalf("%s is %d, %v; want %d, %v", name, n, fresh, want, !known)
				}
				numbers[name] = n
			}
		}
	}
}
