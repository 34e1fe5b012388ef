// Package server answers questions about a corpus over HTTP.
//
//	s, err := server.New(server.Options{Source: source, Log: log, Clock: clock, Version: "1.0"})
//	err = s.Serve(ctx, listener) // until ctx ends; then answers what was asked and stops
//
// Everything that is asked of papers stands under /api/v1 and is described in /openapi.json, which /docs shows as a page. Names in
// answers are those of the tool's JSON: an answer is one object with schema_version and the rows under the name of what they are, written by
// package report.
//
//	access.go      who may ask: hosts, origins, the token; headers that every answer has
//	compress.go    gzip for those who take it
//	operation.go   how an answer is made: a held generation, an ETag, a place among those at work, a limit of time
//	generation.go  what is answered from, and when it may be closed
//	reload.go      how the next generation takes its place
//	topics.go, papers.go, related.go, explain.go, search.go, map.go   the questions
//
// # Generations
//
// A corpus that is open is a generation. Each answer holds the one that is current when it begins, and the last to let go of one that was
// replaced closes it, so that no answer mixes two and none is lost. Answers are a function of the generation and the question alone: an ETag
// is a hash of both, and a client that has the answer is told so before anything is computed.
//
// The package reads no flag, environment or clock: it is handed a logger and a Clock.
package server
