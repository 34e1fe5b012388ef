package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/index"
	"kindred/engine/report"
)

// indexEnd is what the name of an index ends in.
const indexEnd = ".kindred"

func (a *app) indexCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "index SOURCE... -o NAME.kindred",
		Short: "Save papers, vectors and topics, to ask them again and again",
		Long: `Index reads the papers, finds their vectors and topics, and saves all of it in a folder.
Every command takes the folder in the place of its sources and answers at once, with the
same numbers. Papers come and go with add and remove.

The settings are those that the index is made with; with another -k, or other settings of
topics, a command finds topics anew among the vectors that are saved. An index is replaced
when all of the new one is on the disk, and whoever reads the old one meanwhile may go on.`,
		Example: `  kindred index papers.jsonl -o papers.kindred
  kindred related papers.kindred --id p017
  kindred topics papers.kindred`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	cmd.Flags().VarP(onceGiven(&path, anyPath, "FOLDER"), "output", "o", "the `FOLDER` to save in, with a name that ends in "+indexEnd)
	a.checkpointFlag(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.index(ctx, args, path) })
	return cmd
}

func (a *app) index(ctx context.Context, sources []string, path string) error {
	names, err := a.named(sources)
	if err != nil {
		return err
	}
	if err := checkIndexName(path); err != nil {
		return err
	}
	if i := slices.IndexFunc(names, isIndex); i >= 0 {
		return misused("%s is an index already: name the files that it is to be made of", names[i])
	}
	folder, err := index.Lock(path)
	if err != nil {
		return err
	}
	if sameFolder(path, a.checkpoint) {
		_ = folder.Close() // nothing was written
		return misused("--checkpoint: %s is where the index is to be: name another", path)
	}
	defer func() { _ = folder.Close() }() // it holds nothing that is not on the disk
	a.work.Topics = true
	progress, stop := a.bars()
	defer stop()
	input, err := a.load(ctx, names, a.stdin)
	if err != nil {
		return err
	}
	info := engine.Describe(input)
	f, err := a.build(ctx, input, time.Now(), progress)
	if err != nil {
		return err
	}
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	about := engine.About{Program: version(), Settings: a.savedSettings(), SHA256: input.SHA256, Info: info, Merged: input.Merged}
	if err := commitIndex(ctx, folder.Commit, path, func(w *index.Writer) error { return f.Save(w, topics, about) }); err != nil {
		return err
	}
	stop()
	a.notice("%s: %s in %s, %s", path, report.Count(len(input.Documents), "paper"), report.Count(topics.K, "topic"), size(int(folder.Current().Size())))
	return nil
}

// checkIndexName refuses names that no index has.
func checkIndexName(path string) error {
	switch {
	case path == "":
		return misused("name the index: -o papers" + indexEnd)
	case !strings.HasSuffix(filepath.Clean(path), indexEnd) || filepath.Base(path) == indexEnd:
		return misused("--output: %s: let the name of an index end in %s", path, indexEnd)
	case !isFolder(filepath.Dir(filepath.Clean(path))):
		return misused("--output: there is no folder %s", filepath.Dir(filepath.Clean(path)))
	}
	return nil
}
