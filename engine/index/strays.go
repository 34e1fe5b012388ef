package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kindred/engine/wholefile"
)

// ours refuses a path that is something else than a folder of this package. Where there is an index, other things in the folder do no
// harm and come to none: file browsers leave some, and network file systems the files that are removed while they are read.
func ours(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("index: %w", err)
	case !info.IsDir():
		return &Error{File: path, Reason: "it is a file and no index: name another, or remove it"}
	}
	if _, err := readManifest(path); err == nil || isNewer(err) || len(generationsIn(path)) > 0 {
		return nil
	}
	for _, name := range names(path) {
		if name != manifestName && name != lockName && !left(name) {
			return &Error{File: path, Reason: fmt.Sprintf("it is a folder with other things in it (%s) and no index: name another", name)}
		}
	}
	return nil
}

// left tells whether a name is that of a generation, or of what a stopped writer leaves.
func left(name string) bool {
	_, is := numberOf(name)
	return is || wholefile.IsTemporary(name)
}

// generation is the file name of a generation.
func generation(number int) string { return fmt.Sprint(generations, number, fileEnd) }

// numberOf is the number of the generation that a file name is that of.
func numberOf(name string) (number int, is bool) {
	number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, generations), fileEnd))
	return number, err == nil && number >= 0 && name == generation(number)
}

// generationsIn are the numbers of the generations in a folder.
func generationsIn(path string) []int {
	var out []int
	for _, name := range names(path) {
		if n, is := numberOf(name); is {
			out = append(out, n)
		}
	}
	return out
}

// names are those in a folder, sorted; none if it cannot be read.
func names(path string) []string {
	entries, _ := os.ReadDir(path) // what cannot be seen is no stray
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// clean removes all generations but those to keep, and what stopped writers left. It is for who holds the lock.
func clean(path string, keep ...string) {
	for _, name := range names(path) {
		if left(name) && !slices.Contains(keep, name) {
			_ = os.Remove(filepath.Join(path, name)) // the next writer tries again
		}
	}
}

// sweep is clean by a reader, who has a generation and what it stands on: if there is anything to remove, and nobody writes.
func sweep(path string, f *File) {
	keep := f.files()
	if !slices.ContainsFunc(names(path), func(name string) bool { return left(name) && !slices.Contains(keep, name) }) {
		return
	}
	lock, err := tryLock(path)
	if err != nil || lock == nil {
		return
	}
	defer func() { _ = lock.Unlock() }() // it goes with the process
	if m, err := readManifest(path); err == nil && m.File == keep[0] {
		clean(path, keep...)
	}
}
