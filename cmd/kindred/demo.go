package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"kindred/engine/report"
	"kindred/testdata/sample"
)

func (a *app) demoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo [-o DIR]",
		Short: "Do the whole job on a sample that is built in",
		Long: `Demo does what run does, on short abstracts from many fields of science that are part of
the program, then prints the topics and where the files are.`,
		Example: `  kindred demo
  kindred demo -k 8 -o demo-out`,
		Args: cobra.NoArgs,
	}
	a.runFlags(cmd)
	cmd.RunE = a.does(func(ctx context.Context, _ []string) error {
		j, err := a.newJob(cmd)
		if err != nil {
			return err
		}
		if err := j.do(ctx, []string{"-"}, bytes.NewReader(sample.JSONL)); err != nil {
			return err
		}
		return a.showDemo(j)
	})
	return cmd
}

// showDemo prints the topics and the files.
func (a *app) showDemo(j *job) error {
	docs := j.fitted.Documents()
	if err := report.Terminal(a.stdout, report.Topics(docs, j.topics).Short(), a.terminalWidth()); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(a.stdout, "\n%s in %s. The files:\n", report.Count(docs.Len(), "paper"), report.Count(j.topics.K, "topic")); err != nil {
		return err
	}
	for _, name := range outputNames {
		if _, err := fmt.Fprintln(a.stdout, "  "+filepath.Join(j.folder, name)); err != nil {
			return err
		}
	}
	return nil
}
