package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kindred/engine/corpus"
)

// synth is what the command was told.
type synth struct {
	files []string
	n     int
	seed  uint64
}

func synthCommand(stdout io.Writer) *cobra.Command {
	var s synth
	cmd := &cobra.Command{
		Use:   "synth FILE...",
		Short: "Write a larger corpus made of the papers of some files",
		Long: `Synth writes papers as JSON lines to standard output. Each joins random halves of two papers
of the files: the first or second half of the words of their titles, and of their
abstracts. Ids and dates are its own, no two alike; the categories are those of both. The
same files, number and seed give the same bytes. The words and their frequencies are
those of real papers, the pairs of neighbours mostly; topics are those of two papers.`,
		Example: "  kindred-bench synth -n 1000000 papers.jsonl.gz >million.jsonl",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			s.files = files
			return s.run(cmd.Context(), stdout)
		},
	}
	cmd.Flags().IntVarP(&s.n, "n", "n", 100_000, "papers to write")
	cmd.Flags().Uint64Var(&s.seed, "seed", 1, "what chance starts from")
	return cmd
}

func (s *synth) run(ctx context.Context, stdout io.Writer) error {
	if s.n < 0 {
		return fmt.Errorf("-n %d: use a number of at least 0", s.n)
	}
	source, err := corpus.Open(s.files, corpus.Options{})
	if err != nil {
		return err
	}
	c, err := source.Load(ctx)
	if err != nil {
		return err
	}
	if len(c.Documents) < 2 {
		return fmt.Errorf("%d papers: two are joined to one, so give at least 2", len(c.Documents))
	}
	out := bufio.NewWriterSize(stdout, 1<<20)
	e, chance := json.NewEncoder(out), rand.New(rand.NewPCG(s.seed, 0))
	e.SetEscapeHTML(false)
	for i := range s.n {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, b := twoOf(len(c.Documents), chance)
		if err := e.Encode(joined(i, &c.Documents[a], &c.Documents[b], chance)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// twoOf picks two different numbers below n, each pair as likely as any.
func twoOf(n int, chance *rand.Rand) (a, b int) {
	a, b = chance.IntN(n), chance.IntN(n-1)
	if b >= a {
		b++
	}
	return a, b
}

// made is a paper as it is written.
type made struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Abstract   string   `json:"abstract"`
	Date       string   `json:"date"`
	Categories []string `json:"categories,omitempty"`
}

// firstDate is that of paper 0; each has the next minute.
var firstDate = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

func joined(i int, a, b *corpus.Document, chance *rand.Rand) made {
	return made{
		ID:         fmt.Sprintf("synth-%08d", i),
		Title:      half(a.Title, chance) + " " + half(b.Title, chance),
		Abstract:   half(a.Abstract, chance) + " " + half(b.Abstract, chance),
		Date:       firstDate.Add(time.Duration(i) * time.Minute).Format(time.RFC3339),
		Categories: append(append([]string(nil), a.Categories...), b.Categories...),
	}
}

// half is the first or the second half of the words of a text, the longer of the two if they are odd.
func half(text string, chance *rand.Rand) string {
	words := strings.Fields(text)
	middle := (len(words) + 1) / 2
	if chance.IntN(2) == 0 {
		return strings.Join(words[:middle], " ")
	}
	return strings.Join(words[len(words)-middle:], " ")
}
