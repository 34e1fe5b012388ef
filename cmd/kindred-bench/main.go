// Kindred-bench measures kindred, for those who change it.
//
//	kindred-bench quality                      every score beside its floor and its goal
//	kindred-bench quality --only wos210 --set '{"KMeans": {"Starts": 1}}'
//
//	kindred-bench speed papers.jsonl            each stage: seconds, memory, multiply-adds
//	kindred-bench compare --stages lsa papers.jsonl -- python3 peers.py lsa papers.jsonl
//	kindred-bench report papers.jsonl           a page of such comparisons
//	kindred-bench synth -n 1000000 papers.jsonl >million.jsonl
//
// quality (quality.go) walks a table of what is scored (lines.go) and scores each line by the same engine that kindred
// runs on (scores.go). The corpora do not belong to the project: what is absent is said so and passed over.
//
// speed (speed.go) runs the stages of a table (stages.go), each in a process of its own; compare (compare.go) runs one by
// turns with another program, from a matrix that both read (dump.go), and report (report.go) many; synth (synth.go) makes a large corpus of a small one.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(interruptible(context.Background()), os.Args[1:], os.Stdout, os.Stderr))
}
