package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	excel   string          // auto, comma or semicolon for CSV that spreadsheets open well; off for plain CSV
	own     []report.Format // that the command which runs has beside those of tables
}

// flags adds the flags about output; own are formats that this command has beside those of tables.
func (o *output) flags(fs *pflag.FlagSet, own ...report.Format) {
	var formats []string
	for _, f := range report.Formats {
		formats = append(formats, string(f))
	}
	for _, f := range own {
		formats = append(formats, string(f))
	}
	choice(fs, &o.format, "format", "", "how to write it (default: by the extension of -o, else a table on a terminal and csv elsewhere)", formats...)
	fs.VarP(onceGiven(&o.path, outputPath, "FILE"), "output", "o", "write to FILE, whole or not at all; - is standard output")
	names(fs, &o.columns, "columns", "columns to write, in this order")
	o.excelFlag(fs)
}

// asks reports whether one of some columns was asked for by name.
func (o *output) asks(columns []report.Column) bool {
	return slices.ContainsFunc(columns, func(c report.Column) bool { return slices.Contains(o.columns, c.Name) })
}

// toFile reports whether the output is a file.
func (o *output) toFile() bool { return o.path != "" && o.path != "-" }

func outputPath(s string) (string, error) {
	if s == "" {
		return "", errors.New("name a file, or - for standard output")
	}
	return s, nil
}

// checkOutput finds what is wrong with the output before any work is done for it.
func (a *app) checkOutput(columns []report.Column) error {
	if a.formatOf() == report.FormatParquet && !a.output.toFile() && terminal(a.stdout.to) != nil {
		return misused("--format parquet is not for a terminal: name a file with -o")
	}
	return a.output.check(columns)
}

// check finds what is wrong with the output before any work is done for it.
func (o *output) check(columns []report.Column) error {
	if o.columns != nil {
		if _, err := report.Choose(columns, o.columns); err != nil {
			return misused("--columns: %s", message(err))
		}
	}
	if err := o.checkExcel(); err != nil || !o.toFile() {
		return err
	}
	if info, err := os.Stat(o.path); err == nil && info.IsDir() {
		return misused("--output: %s is a folder; name a file in it", o.path)
	}
	if folder := filepath.Dir(o.path); !isFolder(folder) {
		return misused("--output: there is no folder %s", folder)
	} else if err := apart("output", folder); err != nil {
		return err
	}
	if ext := extension(o.path); o.format == "" && ext != "" && o.byExtension() == "" {
		return misused("--output: %s is in no format that is known: let the name end in %s, or give --format", o.path, o.endings())
	}
	return nil
}

// byExtension is the format that the name of the file asks for, "" if none.
func (o *output) byExtension() report.Format {
	ext := extension(o.path)
	if f := ownExtensions[ext]; slices.Contains(o.own, f) {
		return f
	}
	return extensions[ext]
}

// endings lists what the name of the file may end in.
func (o *output) endings() string {
	list := []string{".csv", ".json", ".jsonl", ".parquet"}
	for _, f := range o.own {
		for _, ext := range slices.Sorted(maps.Keys(ownExtensions)) {
			if ownExtensions[ext] == f {
				list = append(list, ext)
			}
		}
	}
	return strings.Join(list, ", ") + " or .md"
}

// extensions are the formats by the end of a file's name, in lower case.
var extensions = map[string]report.Format{".csv": report.FormatCSV, ".json": report.FormatJSON, ".jsonl": report.FormatJSONL,
	".ndjson": report.FormatJSONL, ".md": report.FormatMarkdown, ".markdown": report.FormatMarkdown,
	".parquet": report.FormatParquet}

// ownExtensions are those of formats that one command alone has.
var ownExtensions = map[string]report.Format{".bib": formatBibTeX, ".ris": formatRIS, ".graphml": formatGraphML, ".gml": formatGML, ".html": formatHTML, ".htm": formatHTML, ".eml": formatMail}

func extension(path string) string { return strings.ToLower(filepath.Ext(path)) }

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
	case o.toFile() && o.byExtension() != "":
		return o.byExtension()
	case o.toFile():
		return report.FormatCSV
	case terminal(a.stdout.to) != nil && !o.forExcel():
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

// answer writes a table as the output flags say; in JSON it is a list with a name, beside what it was made from.
func (a *app) answer(ctx context.Context, f *fitted, name string, t report.Table) error {
	t, err := a.selected(t)
	if err != nil {
		return err
	}
	if a.formatOf() == report.FormatJSON {
		return a.write(ctx, report.Bundle{Run: f.run, Parts: []report.Part{{Name: name, Table: t}}}.Write)
	}
	return a.print(ctx, t)
}

// print writes a table in the format that was asked for.
func (a *app) print(ctx context.Context, t report.Table) error {
	if a.formatOf() == report.FormatCSV {
		return a.write(ctx, func(w io.Writer) error { return a.output.csv(w, t) })
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
	return called(path, wholefile.Write(path, 0o644, interruptibly(ctx, f)))
}

// called makes an error about a file that is not whole yet say its path, and not that of the temporary one beside it.
func called(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && strings.HasPrefix(filepath.Base(at.Path), ".whole-") {
		return fmt.Errorf("%s: %w", path, at.Err)
	}
	return err
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
