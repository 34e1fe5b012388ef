package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"kindred/engine/report"
	"kindred/engine/wholefile"
)

// output says where a table goes and how it is written.
type output struct {
	path    string // "" or "-" is standard output
	format  string // "" chooses
	columns []string
}

// flags adds the flags about output.
func (o *output) flags(fs *pflag.FlagSet) {
	var formats []string
	for _, f := range report.Formats {
		formats = append(formats, string(f))
	}
	choice(fs, &o.format, "format", "", "how to write it (default: by the extension of -o, else a table on a terminal and csv elsewhere)", formats...)
	fs.StringVarP(&o.path, "output", "o", "", "write to `FILE`, whole or not at all; - is standard output")
	names(fs, &o.columns, "columns", "columns to write, in this order")
}

// toFile reports whether the output is a file.
func (o *output) toFile() bool { return o.path != "" && o.path != "-" }

// check finds what is wrong with the output before any work is done for it.
func (o *output) check(columns []report.Column) error {
	if o.columns != nil {
		if _, err := report.Choose(columns, o.columns); err != nil {
			return misused("--columns: %s", message(err))
		}
	}
	if !o.toFile() {
		return nil
	}
	if info, err := os.Stat(o.path); err == nil && info.IsDir() {
		return misused("--output: %s is a folder; name a file in it", o.path)
	}
	if folder := filepath.Dir(o.path); !isFolder(folder) {
		return misused("--output: there is no folder %s", folder)
	}
	return nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// formatOf chooses the format: as asked, by the extension of the file, or by what standard output is.
func (a *app) formatOf() report.Format {
	o := &a.output
	switch {
	case o.format != "":
		return report.Format(o.format)
	case o.toFile():
		switch strings.ToLower(filepath.Ext(o.path)) {
		case ".json":
			return report.FormatJSON
		case ".jsonl", ".ndjson":
			return report.FormatJSONL
		case ".md", ".markdown":
			return report.FormatMarkdown
		}
	case terminal(a.stdout.to) != nil:
		return report.FormatTable
	}
	return report.FormatCSV
}

// selected cuts a table to the columns that were asked for, or to the short ones where the format has little room.
func (a *app) selected(t report.Table) (report.Table, error) {
	switch {
	case a.output.columns != nil:
		return t.Select(a.output.columns)
	case a.formatOf().Brief():
		return t.Short(), nil
	}
	return t, nil
}

// emit writes a table as the output flags say.
func (a *app) emit(ctx context.Context, t report.Table) error {
	t, err := a.selected(t)
	if err != nil {
		return err
	}
	return a.write(ctx, func(w io.Writer) error { return report.Write(w, a.formatOf(), t, a.width()) })
}

// width returns the width that a table may have, 0 for any.
func (a *app) width() int {
	if a.output.toFile() {
		return 0
	}
	return a.terminalWidth()
}

// terminalWidth returns the width of standard output if it is a terminal, else 0.
func (a *app) terminalWidth() int {
	if f := terminal(a.stdout.to); f != nil {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}

// write hands a writer to f: standard output, or a file that appears when it is whole.
func (a *app) write(ctx context.Context, f func(io.Writer) error) error {
	if a.output.toFile() {
		return writeFile(ctx, a.output.path, f)
	}
	w := bufio.NewWriterSize(a.stdout, 1<<16)
	if err := f(cancelled{ctx, w}); err != nil {
		return err
	}
	return w.Flush()
}

// writeFile writes a file whole, or not at all: not when ctx ends before.
func writeFile(ctx context.Context, path string, f func(io.Writer) error) error {
	return wholefile.Write(path, 0o644, interruptibly(ctx, f))
}

// interruptibly makes f fail when ctx ends before it does.
func interruptibly(ctx context.Context, f func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		if err := f(cancelled{ctx, w}); err != nil {
			return err
		}
		return ctx.Err()
	}
}

// cancelled is a writer that fails once its context has ended.
type cancelled struct {
	ctx context.Context
	to  io.Writer
}

func (c cancelled) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.to.Write(b)
}
