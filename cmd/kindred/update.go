package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
)

func (a *app) addCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add INDEX SOURCE...",
		Short: "Put papers into an index",
		Long: `Add weighs new papers as the index does, puts each into the nearest of its topics, and
lists them as cluster does. Weights, topics and all that was known of the other papers stay.
A paper that is there already, by id, DOI, arXiv id or PubMed id, is replaced if anything
about it changed, so that adding papers twice is adding them once.

It says when a new fit would pay: kindred index SOURCE... -o INDEX --previous INDEX fits
all papers anew and keeps the ids of topics.`,
		Example: `  kindred add papers.kindred today.jsonl
  kindred add papers.kindred today.jsonl --format json -o new.json`,
	}
	a.settings.flags(cmd)
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.add(ctx, args) })
	return cmd
}

func (a *app) assignCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "assign INDEX SOURCE...",
		Short: "Say in which topics of an index papers would be",
		Long: `Assign lists papers with the nearest topic of an index, as add does, and leaves the index as
it is.`,
		Example: `  kindred assign papers.kindred draft.jsonl`,
	}
	a.settings.flags(cmd)
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.assign(ctx, args) })
	return cmd
}

func (a *app) removeCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "remove INDEX (ID... | --file FILE)",
		Short: "Take papers out of an index",
		Long: `Remove takes papers out of an index, each by its id, DOI, arXiv id or PubMed id, or those
of a file: a source, an index, or an id a line. Their texts go with compact.`,
		Example: `  kindred remove papers.kindred p017 p018
  kindred remove papers.kindred --file withdrawn.txt`,
	}
	threadsFlag(cmd.Flags(), &a.settings.threads)
	cmd.Flags().StringVar(&file, "file", "", "a `FILE` of papers, or with an id a line")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.remove(ctx, args, file) })
	return cmd
}

func (a *app) compactCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compact INDEX",
		Short: "Store the texts of an index anew",
		Long: `Compact compresses the texts of an index together again, which many small additions leave
in many small pieces, drops those of papers that were removed, and makes one file of what was
written beside a large index. No answer changes.`,
		Example: `  kindred compact papers.kindred`,
	}
	threadsFlag(cmd.Flags(), &a.settings.threads)
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.compact(ctx, args) })
	return cmd
}

func (a *app) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "verify INDEX",
		Short:   "Check every byte of an index",
		Long:    `Verify reads all of an index and says which section of it is damaged, if any.`,
		Example: `  kindred verify papers.kindred`,
	}
	cmd.RunE = a.does(func(_ context.Context, args []string) error { return a.verify(args) })
	return cmd
}

// writable is an index that this process alone may change.
type writable struct {
	*engine.Saved
	folder *index.Folder
	path   string
}

// lockIndex opens the index that stands first among the arguments to change it. close lets others do so.
func (a *app) lockIndex(args []string) (w *writable, rest []string, unlock func(), err error) {
	if len(args) == 0 || !isIndex(args[0]) {
		return nil, nil, nil, misused("name the index first, a folder that kindred index made")
	}
	path := args[0]
	folder, err := index.Lock(path)
	if err != nil {
		return nil, nil, nil, err
	}
	unlock = func() { _ = folder.Close() } // what is to stay is on the disk
	if folder.Current() == nil {
		unlock()
		return nil, nil, nil, unreadable(path, folder.Broken())
	}
	s, err := a.engineOf(path, folder.Current())
	if err != nil {
		unlock()
		return nil, nil, nil, err
	}
	return &writable{s, folder, path}, args[1:], unlock, nil
}

// commit saves what an index has become, anew. What was taken from it before is gone then. All that stays is looked at first: a copy
// of what is damaged would get a checksum that fits.
func (w *writable) commit(ctx context.Context, save func(*index.Writer) error) error {
	if err := w.folder.Current().Verify(); err != nil {
		return err
	}
	return commitIndex(ctx, w.folder.Commit, w.path, save)
}

// commitIndex writes the next generation of an index by a method of its folder, or nothing if ctx ends before.
func commitIndex(ctx context.Context, next func(fill func(*index.Writer) error) error, path string, save func(*index.Writer) error) error {
	return called(path, next(func(w *index.Writer) error {
		w.Until(ctx)
		if err := save(w); err != nil {
			return err
		}
		return ctx.Err()
	}))
}

// What papers that come are written beside an index of a size, until the index of all of them is written anew: as long as that costs much more.
var (
	leastToExtend int64 = 64 << 20 // bytes; less are written in a moment
	mostBeside    int64 = 8        // of the index, one part in so many
)

// update saves an update.
func (w *writable) update(ctx context.Context, u *engine.Update, input *corpus.Collection) error {
	now := w.folder.Current()
	save := func(to *index.Writer) error { return u.Save(to, w.changed(u, input)) }
	if size := now.Size() - now.Beside(); u.Grows() && size >= leastToExtend && mostBeside*now.Beside() <= size {
		return commitIndex(ctx, w.folder.Extend, w.path, save)
	}
	return w.commit(ctx, save)
}

// readNew reads the papers of sources beside an index.
func (a *app) readNew(ctx context.Context, path string, about engine.About, names []string) (*corpus.Collection, error) {
	if len(names) == 0 {
		return nil, misused("name the papers behind the index: one or more files, folders or globs, or - for standard input")
	}
	if err := a.readAs(path, about.Settings); err != nil {
		return nil, err
	}
	input, err := a.load(ctx, names, a.stdin)
	if err != nil {
		return nil, err
	}
	return input, a.spare(a.output.path)
}

func (a *app) add(ctx context.Context, args []string) error {
	if err := a.checkOutput(report.AssignmentColumns); err != nil {
		return err
	}
	w, names, unlock, err := a.lockIndex(args)
	if err != nil {
		return err
	}
	defer unlock()
	progress, stop := a.bars()
	defer stop()
	input, err := a.readNew(ctx, w.path, w.About, names)
	if err != nil {
		return err
	}
	u, err := w.Update(ctx, input.Documents, nil, progress)
	if err != nil {
		return err
	}
	u.Change.SHA256 = input.SHA256
	doubts := w.Doubts(u)
	now := w.Saved
	if u.Change.Added+u.Change.Replaced > 0 {
		if err := w.update(ctx, u, input); err != nil {
			return err
		}
		if now, err = engine.Open(w.folder.Current(), a.settings.threads); err != nil {
			return err
		}
	}
	stop()
	a.sayAdded(w.path, u.Change, len(input.Documents), now.Documents().Len())
	for _, doubt := range doubts {
		a.notice("%s: a new fit may pay: kindred index SOURCE... -o %s --previous %s", doubt, w.path, w.path)
	}
	return a.listed(ctx, now, now.Documents(), cameOf(u))
}

// sayAdded says what became of the papers given, and how many there are now.
func (a *app) sayAdded(path string, c engine.Change, given, now int) {
	a.notice("%s: %s added, %d replaced, %d were there; %s now", path, report.Count(c.Added, "paper"), c.Replaced,
		given-c.Added-c.Replaced, report.Count(now, "paper"))
	if c.Two > 0 {
		a.notice("%s of these bear an identifier of a paper that was there, under a title that is not its own: both stay", report.Count(c.Two, "paper"))
	}
}

// cameOf are the topics with the papers that came alone.
func cameOf(u *engine.Update) *engine.Topics {
	t := *u.Topics
	t.Assignments = nil
	for _, row := range u.Came {
		if row >= 0 {
			t.Assignments = append(t.Assignments, u.Topics.Assignments[row])
		}
	}
	return &t
}

// listed writes assignments of papers, which are among those of an index or were compared with them, and says how many are in no topic.
func (a *app) listed(ctx context.Context, s *engine.Saved, docs corpus.Documents, t *engine.Topics) error {
	unplaced := 0
	for _, one := range t.Assignments {
		if one.Topic < 0 {
			unplaced++
		}
	}
	if unplaced > 0 {
		a.notice("%s in no topic: the index knows none of their words", report.Count(unplaced, "paper"))
	}
	run := a.runOf(s)
	run.Papers = docs.Len()
	return a.answer(ctx, &fitted{Engine: s.Engine, saved: s, run: run}, "documents", report.Assignments(docs, t))
}

func (a *app) assign(ctx context.Context, args []string) error {
	if err := a.checkOutput(report.AssignmentColumns); err != nil {
		return err
	}
	if len(args) == 0 || !isIndex(args[0]) {
		return misused("name the index first, a folder that kindred index made")
	}
	s, err := a.opened(args[0])
	if err != nil {
		return err
	}
	progress, stop := a.bars()
	defer stop()
	input, err := a.readNew(ctx, args[0], s.About, args[1:])
	if err != nil {
		return err
	}
	u, err := s.Assign(ctx, input.Documents, progress)
	if err != nil {
		return err
	}
	stop()
	return a.listed(ctx, s, u.Documents(), u.Topics)
}

func (a *app) remove(ctx context.Context, args []string, file string) error {
	w, names, unlock, err := a.lockIndex(args)
	if err != nil {
		return err
	}
	defer unlock()
	if (file == "") == (len(names) == 0) {
		return misused("name the papers to remove behind the index, or a file of them with --file")
	}
	rows, err := a.rowsToRemove(ctx, w, names, file)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		a.notice("%s: 0 papers removed; %s now", w.path, report.Count(w.Documents().Len(), "paper"))
		return nil
	}
	u, err := w.Update(ctx, nil, rows, nil)
	if errors.Is(err, engine.ErrNoDocuments) {
		return misused("these are all the papers of %s: remove the folder instead", w.path)
	}
	if err != nil {
		return err
	}
	left := u.Documents().Len()
	if err := w.update(ctx, u, nil); err != nil {
		return err
	}
	a.notice("%s: %s removed; %s now", w.path, report.Count(u.Change.Removed, "paper"), report.Count(left, "paper"))
	return nil
}

// rowsToRemove finds papers by what they are called. One that is not there is an error on the command line, and said of a file.
func (a *app) rowsToRemove(ctx context.Context, w *writable, names []string, file string) (rows []int, err error) {
	var wanted []corpus.Document
	if file != "" {
		a.reads(file)
		if err := a.readAs(w.path, w.About.Settings); err != nil {
			return nil, err
		}
		if wanted, err = a.readKnown(ctx, "file", file); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		wanted = append(wanted, corpus.Document{ID: name})
	}
	missing := 0
	for i, row := range w.Same(wanted) {
		switch {
		case row >= 0:
			rows = append(rows, row)
		case file == "":
			return nil, misused("%s has no paper with the id %q: nothing was removed", w.path, names[i])
		default:
			missing++
		}
	}
	if missing > 0 {
		a.notice("%s: %d of its %s not in %s", file, missing, report.Count(len(wanted), "paper"), w.path)
	}
	return rows, nil
}

func (a *app) compact(ctx context.Context, args []string) error {
	w, rest, unlock, err := a.lockIndex(args)
	if err != nil {
		return err
	}
	defer unlock()
	if len(rest) > 0 {
		return misused("compact takes one index")
	}
	u, err := w.Compact(ctx)
	if err != nil {
		return err
	}
	before := w.folder.Current().Size()
	if err := w.commit(ctx, func(to *index.Writer) error { return u.Save(to, w.About) }); err != nil {
		return err
	}
	a.notice("%s: %s, %s before", w.path, size(int(w.folder.Current().Size())), size(int(before)))
	return nil
}

func (a *app) verify(args []string) error {
	if len(args) != 1 || !isIndex(args[0]) {
		return misused("name one index, a folder that kindred index made")
	}
	path := args[0]
	a.indexed = path
	f, err := index.OpenFolder(path)
	if err != nil {
		return unreadable(path, err)
	}
	defer f.Close()
	if err := f.Verify(); err != nil {
		return err
	}
	s, err := engine.Open(f, 0)
	if err != nil {
		return err
	}
	if err := s.Verify(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s is whole: %s in %d sections, %s\n", strings.TrimRight(path, "/"), report.Count(s.Documents().Len(), "paper"), len(f.Names()), size(int(f.Size())))
	return err
}

// changed is what is known of an index after an update with the papers of an input, nil for none.
func (w *writable) changed(u *engine.Update, input *corpus.Collection) engine.About {
	about := w.About
	about.Info = u.Info(w.About.Info, input)
	var came []corpus.Merged
	if input != nil {
		came = input.Merged
	}
	about.Merged = u.Merged(w.About.Merged, came)
	about.Changes = append(slices.Clone(about.Changes), u.Change)
	return about
}
