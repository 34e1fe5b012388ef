package text_test

import (
	"fmt"

	"kindred/vectorize/text"
)

func ExampleAnalyzer_Terms() {
	a, err := text.New(text.Settings{MaxN: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	a.Terms("Low-rank adaptation of LSTMs", "en", func(key, surface string) {
		fmt.Printf("%s: %s\n", key, surface)
	})
	// Output:
	// low: low
	// rank: rank
	// adapt: adaptation
	// lstm: LSTMs
	// low rank: low-rank
	// rank adapt: rank adaptation
}

func ExampleBestSurface() {
	fmt.Println(text.BestSurface(map[string]int{"Networks": 3, "networks": 2}))
	fmt.Println(text.BestSurface(map[string]int{"Gaussian process": 3, "Gaussian Process": 4}))
	// Output:
	// networks
	// Gaussian process
}
