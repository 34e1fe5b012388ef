package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"

	"kindred/engine/index"
)

// input is a file that this call reads. No output may replace it.
type input struct {
	name string
	info os.FileInfo
}

// reads remembers files that are read; a name that is none is left out.
func (a *app) reads(paths ...string) {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			a.inputs = append(a.inputs, input{path, info})
		}
	}
}

// readsFrom remembers the file behind a stream, as in "kindred topics - <papers.jsonl".
func (a *app) readsFrom(stream io.Reader) {
	if f, ok := stream.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			a.inputs = append(a.inputs, input{"standard input", info})
		}
	}
}

// spare refuses to write over what is read, by whatever name: a link to a file is the file.
func (a *app) spare(outputs ...string) error {
	for _, output := range outputs {
		there, err := os.Stat(output)
		if err != nil || !there.Mode().IsRegular() {
			continue
		}
		i := slices.IndexFunc(a.inputs, func(in input) bool { return os.SameFile(in.info, there) })
		if i >= 0 {
			return misused("--output: %s would replace what is read (%s): name another", output, a.inputs[i].name)
		}
	}
	return nil
}

// apart refuses to write into the folder of an index, whose files are its own and change together.
func apart(flag, folder string) error {
	if resolved, err := filepath.EvalSymlinks(folder); err == nil && index.IsFolder(resolved) {
		return misused("--%s: %s is an index, whose folder is for that alone: name another", flag, folder)
	}
	return nil
}

// sameFolder reports whether two names stand for one folder that is there.
func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil || !one.IsDir() {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
