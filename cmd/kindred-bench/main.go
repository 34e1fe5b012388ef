// Kindred-bench measures kindred, for those who change it.
//
//	kindred-bench quality                      every score beside its floor and its goal
//	kindred-bench quality --only wos210 --set '{"KMeans": {"Starts": 1}}'
//
// quality (quality.go) walks a table of what is scored (lines.go) and scores each line by the same engine that kindred
// runs on (scores.go). The corpora do not belong to the project: what is absent is said so and passed over.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(interruptible(context.Background()), os.Args[1:], os.Stdout, os.Stderr))
}
