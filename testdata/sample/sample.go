// Package sample embeds the sample corpus.
package sample

// JSONL is the sample corpus: one paper a line.
var JSONL []byte
