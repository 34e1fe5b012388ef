package text

import "testing"

func TestBestSurface(t *testing.T) {
	for _, c := range []struct {
		counts map[string]int
		want   string
	}{
		{nil, ""},
		{map[string]int{"Networks": 4, "networks": 2}, "networks"},
		{map[string]int{"Networks": 5, "networks": 2}, "Networks"},
		{map[string]int{"Networks": 2, "networks": 2, "network": 3}, "networks"},
		{map[string]int{"Gaussian": 9, "gaussian": 1}, "Gaussian"},
		{map[string]int{"LoRA": 5, "Lora": 1, "lora": 1}, "LoRA"},
		{map[string]int{"BERT": 5, "Bert": 4}, "BERT"},
		{map[string]int{"Gaussian Process": 4, "Gaussian process": 3}, "Gaussian process"},
		{map[string]int{"Deep Learning": 5, "deep learning": 3}, "deep learning"},
		{map[string]int{"Low-Rank": 1, "low-rank": 1}, "low-rank"},
		{map[string]int{"X-ray": 5, "x-ray": 1}, "X-ray"},
		{map[string]int{"stem": 2, "STEM": 2}, "stem"},
		{map[string]int{"colour": 1, "color": 1}, "color"},
		{map[string]int{"Élan": 1, "élan": 1}, "élan"},
	} {
		if got := BestSurface(c.counts); got != c.want {
			t.Errorf("BestSurface(%v) = %q, want %q", c.counts, got, c.want)
		}
	}
}
