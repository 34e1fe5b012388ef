package vectorize

import (
	"math/rand/v2"
	"testing"

	"kindred/vectorize/text"
)

func TestBestFormIsBestSurface(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	spellings := []string{"tide", "Tide", "TIDE", "tIDE", "ride", "Ride", "LoRA", "loRA", "pH", "PH", "ph", "3D", "3d", "a", "A", "x_y", "X_y", "école", "École", "low-rank", "Low-rank", "spring tide", "Spring tide"}
	plain := 0
	for range 20000 {
		counts := map[string]int{}
		var forms []Form
		n := len(spellings)
		if rng.IntN(2) == 0 {
			n -= 6
		}
		for range 1 + rng.IntN(9) {
			s, c := spellings[rng.IntN(n)], 1+rng.IntN(3)
			if counts[s] == 0 || rng.IntN(4) == 0 {
				forms = append(forms, Form{s, c})
				counts[s] += c
			}
		}
		if _, ok := bestWord(forms); ok {
			plain++
		}
		if got, want := BestForm(forms), text.BestSurface(counts); got != want {
			t.Fatalf("%v are written %q, want %q", forms, got, want)
		}
	}
	if plain < 5000 {
		t.Errorf("only %d are of plain words", plain)
	}
	if got := BestForm(nil); got != "" {
		t.Errorf("nothing is written %q", got)
	}
}
