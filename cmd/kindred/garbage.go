package main

import (
	"os"
	"runtime/debug"
)

// What is read of a large corpus stays until the end, and little comes and goes beside it. Go lets a heap double before it
// collects garbage, so that half of the memory of a million papers would be garbage; from collectPapers on it is
// collected whenever there is a quarter more than what stays.
const (
	collectPapers  = 100_000
	collectPercent = 25
)

// collectOften keeps the garbage of so many papers small, unless GOGC in the environment says how much there may be.
func collectOften(papers int) {
	if _, said := os.LookupEnv("GOGC"); !said && papers >= collectPapers {
		debug.SetGCPercent(collectPercent)
	}
}
