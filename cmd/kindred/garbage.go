package main

import (
	"os"
	"runtime/debug"

	"kindred/engine"
)

// What is read of a large corpus stays until the end, and little comes and goes beside it. Go lets a heap double before it
// collects garbage, so that half of the memory of a million papers would be garbage; from collectPapers on it is
// collected whenever there is a quarter more than what stays.
//
// Once the papers are vectors nearly all of it stays to the end, and collecting costs little: then it is a twelfth, and what reading took
// goes back to the system.
const (
	collectPapers  = 100_000
	collectPercent = 25
	settledPercent = 8
)

// collectOften keeps the garbage of so many papers small, unless GOGC in the environment says how much there may be.
func collectOften(papers int) {
	if collects(papers) {
		debug.SetGCPercent(collectPercent)
	}
}

// settling settles once the papers are counted, and asks on.
func settling(ask func(engine.Size) error) func(engine.Size) error {
	return func(s engine.Size) error {
		if s.Terms > 0 {
			settle(s.Papers)
		}
		return ask(s)
	}
}

// settle keeps less of it from here on.
func settle(papers int) {
	if collects(papers) {
		debug.SetGCPercent(settledPercent)
		debug.FreeOSMemory()
	}
}

func collects(papers int) bool {
	_, said := os.LookupEnv("GOGC")
	return !said && papers >= collectPapers
}
