package engine

import (
	"context"
	"errors"
	"math"
	"testing"
)

// TestEstimatesAreThatOfMeasurements: the peak of the resident memory, in MB, and the time of all cores, in seconds, of
// clustering with the stability of topics, on 2 cores. 38,858 abstracts of arXiv, and 40,000 to a million made of
// their words.
func TestEstimatesAreThatOfMeasurements(t *testing.T) {
	arxiv := Size{Bytes: 31e6, Papers: 38_858, Terms: 103_231, Values: 3e6}
	small := Size{Bytes: 34e6, Papers: 40_000, Terms: 137_896, Values: 2_851_176}
	large := Size{Bytes: 85e6, Papers: 100_000, Terms: 238_620, Values: 7_300_430}
	million := Size{Bytes: 851e6, Papers: 1e6, Terms: 338_618, Values: 73e6}
	for _, m := range []struct {
		name    string
		size    Size
		mb, cpu float64
		rank, k int
	}{
		{"arXiv", arxiv, 807, 21, 200, 20}, {"arXiv, terms alone", arxiv, 355, 9, -1, 20},
		{"40,000", small, 941, 23, 200, 20}, {"40,000, terms alone", small, 377, 12, -1, 20},
		{"100,000", large, 1400, 33, 200, 20}, {"100,000, terms alone", large, 422, 18, -1, 20},
		{"100,000 before they are counted", Size{Bytes: large.Bytes, Papers: large.Papers}, 1400, 33, 200, 20},
		{"100,000 before they are read", Size{Bytes: large.Bytes}, 1400, 33, 200, 20},
		{"100,000 in 100 topics", large, 1216, 44, 200, 100}, {"100,000 in 100 topics, terms alone", large, 668, 39, -1, 100},
		{"a million in 100 topics", million, 4241, 375, 200, 100}, {"a million in 100 topics, terms alone", million, 2660, 162, -1, 100},
	} {
		cfg := DefaultConfig()
		cfg.K, cfg.LSA.Rank = m.k, m.rank
		needs := cfg.Estimate(m.size, Work{Topics: true})
		if got := float64(Peak(needs).Bytes) / 1e6; math.Max(got/m.mb, m.mb/got) > 1.5 {
			t.Errorf("%s: %.0f MB where %.0f were measured", m.name, got, m.mb)
		}
		if got := Seconds(needs, 1); m.cpu > 0 && math.Max(got/m.cpu, m.cpu/got) > 1.5 {
			t.Errorf("%s: %.0f s where %.0f were measured", m.name, got, m.cpu)
		}
	}
}

func TestEstimatesFollowTheSettings(t *testing.T) {
	size := Size{Bytes: 85e6, Papers: 100_000}
	peak := func(change func(c *Config)) (bytes int, seconds float64) {
		cfg := DefaultConfig()
		cfg.K = 100
		change(&cfg)
		needs := cfg.Estimate(size, Work{Topics: true})
		return Peak(needs).Bytes, Seconds(needs, 1)
	}
	bytes, seconds := peak(func(*Config) {})
	for name, change := range map[string]func(c *Config){
		"terms alone":  inTerms,
		"fewer rank":   func(c *Config) { c.LSA.Rank = 50 },
		"fewer terms":  func(c *Config) { c.Vectorizer.MaxTerms = 20_000 },
		"no stability": func(c *Config) { c.Stability = 0 },
		"fewer starts": func(c *Config) { c.KMeans.Starts = 2 },
		"fewer topics": func(c *Config) { c.K = 10 },
	} {
		less, sooner := peak(change)
		if less > bytes || name != "terms alone" && sooner > seconds || less == bytes && sooner == seconds {
			t.Errorf("%s: %d bytes and %g s, else %d and %g", name, less, sooner, bytes, seconds)
		}
	}
	if all, two := Seconds([]Need{{Seconds: 18}}, 1), Seconds([]Need{{Seconds: 18}}, 2); all != 18 || two != 10 {
		t.Errorf("18 s of one core are %g on one and %g on two", all, two)
	}
}

// TestConsentIsAskedTwice: once with what was read, once with what was counted; a refusal ends the work.
func TestConsentIsAskedTwice(t *testing.T) {
	var asked []Size
	docs := samplePapers(t)
	e := build(t, docs, func(c *Config) {
		c.Consent = func(s Size) error { asked = append(asked, s); return nil }
	})
	if len(asked) != 2 || asked[0].Papers != len(docs) || asked[0].Terms != 0 || asked[1].Terms != e.Vocabulary() || asked[1].Values == 0 {
		t.Errorf("asked about %+v", asked)
	}
	no := errors.New("no")
	for when := range 2 {
		cfg, n := DefaultConfig(), 0
		cfg.Consent = func(Size) error {
			if n++; n > when {
				return no
			}
			return nil
		}
		if _, err := Build(context.Background(), docs, cfg, nil); !errors.Is(err, no) {
			t.Errorf("refused at the %d. question: %v", when+1, err)
		}
	}
}
