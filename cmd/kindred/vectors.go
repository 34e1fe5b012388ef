package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
	"kindred/engine/vectors"
	"kindred/vectorize/matrix"
)

// vectorsFlag adds --vectors.
func vectorsFlag(fs *pflag.FlagSet, to *string) {
	fs.StringVar(to, "vectors", "", "a `FILE` of your own vectors (.npy or Parquet), by a column id or else a row a paper or a row a record, to compare and cluster papers by in place of --lsa and --mix; words still name the topics")
}

// vectorFacts is what run.json says about the vectors.
type vectorFacts struct {
	Name    string `json:"name"`
	Rows    int    `json:"rows"`
	Columns int    `json:"columns"`
	SHA256  string `json:"sha256"`
}

// readVectors reads the file of --vectors and gives each paper its row; nil without one.
func (a *app) readVectors(input *corpus.Collection) (*matrix.Rows, error) {
	path := a.settings.vectors
	if path == "" {
		return nil, nil
	}
	if path == "-" {
		return nil, misused("--vectors: vectors are not read from standard input: name a file (.npy or Parquet)")
	}
	f, err := vectors.Read(path)
	if err != nil {
		return nil, misused("--vectors: %s", message(err))
	}
	n, d := f.Rows.Dims()
	a.vectors = &vectorFacts{path, n, d, f.SHA256}
	rows, err := a.alignVectors(input, f)
	if err != nil {
		return nil, misused("--vectors: %s: %s", path, message(err))
	}
	for _, name := range []string{"lsa", "mix"} {
		if a.flags.Changed(name) {
			a.notice("--%s does nothing beside --vectors", name)
		}
	}
	x := f.Rows
	if len(rows) < n || !isAscending(rows) {
		x = x.Select(rows)
	}
	if none := withoutVector(x); none > 0 {
		a.notice("--vectors: %s with zeros alone for a vector: near to nothing, and in no topic", report.Count(none, "paper"))
	}
	return x, nil
}

// alignVectors finds the row of each paper: by its id where rows have one, by their order otherwise.
func (a *app) alignVectors(input *corpus.Collection, f *vectors.File) ([]int, error) {
	if f.IDs == nil {
		n, _ := f.Rows.Dims()
		return input.Align(n)
	}
	rows, spare, err := input.AlignByID(f.IDs)
	if err != nil {
		return nil, fmt.Errorf("%w: without a column id or doc_id, rows are matched by their order", err)
	}
	if len(spare) > 0 && input.LeftOut.Papers() == 0 {
		a.notice("--vectors: %s passed over, with an id of no paper or of a row before: %q is the first", report.Count(len(spare), "row"), f.IDs[spare[0]])
	}
	return rows, nil
}

func isAscending(rows []int) bool {
	for i, row := range rows {
		if row != i {
			return false
		}
	}
	return true
}

// withoutVector counts the rows of zeros.
func withoutVector(x *matrix.Rows) int {
	none, n := 0, 0
	for n, _ = x.Dims(); n > 0; n-- {
		if row := x.Row(n - 1); matrix.Dot(row, row) == 0 {
			none++
		}
	}
	return none
}

// noTextAsked refuses a text where papers are compared by vectors that nothing makes of a text.
func (a *app) noTextAsked(flag string) error {
	if a.settings.vectors == "" {
		return nil
	}
	return misused("%s: %s (--vectors)", flag, message(engine.ErrTextAsked))
}
