// Package sample embeds the sample corpus, so that a demonstration and the tests of every package
// read the same papers.
package sample

import _ "embed"

// JSONL is the sample corpus, one paper a line: see README.md beside it.
//
//go:embed sample.jsonl
var JSONL []byte
