// Kindred groups related research papers: batch clustering jobs, papers related to a given one, topic reports.
//
//	kindred run papers.jsonl -o results       the whole job into one folder
//	kindred topics papers.jsonl               what is in this pile
//	kindred related papers.jsonl --id p17     what else to read
//	kindred explain papers.jsonl p17 p42      why those two
//
// main hands over to run, which is the whole program with its streams as parameters. A command is a file here; each
// of them reads its sources (app.go), asks the engine, and writes a table (output.go). Settings come from flags,
// KINDRED_* variables and a YAML file (layers.go), in that order of precedence.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(interruptible(context.Background()), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
