package corpus

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// expandGlob lists the files that a pattern matches, without hidden ones unless the pattern names them.
func expandGlob(pattern string) ([]file, error) {
	matches, err := doublestar.FilepathGlob(pattern)
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: bad pattern: %w", pattern, err)
	}
	slices.Sort(matches)
	base, wild := doublestar.SplitPattern(filepath.ToSlash(pattern))
	var files []file
	folders := resultFolders{}
	for _, m := range matches {
		info, err := os.Stat(m)
		if err == nil && info.IsDir() || hiddenBelow(base, m) && !hiddenBelow("", wild) {
			continue
		}
		f := file{path: m, id: idOf(filepath.Base(m)), source: pattern, listed: true}
		f.refuse = folders.of(filepath.Dir(m)).refusal(m, filepath.Dir(m) != filepath.Clean(filepath.FromSlash(base)))
		if odd := oddFile(info, err); odd != nil {
			f.refuse = odd
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("corpus: %s: no file matches", pattern)
	}
	return files, nil
}

// walkFolder lists the regular files under root in the order of their slash-separated paths.
// Links to folders are followed, each real folder once. What cannot be entered is on the list too, to be reported.
func walkFolder(root string) ([]file, error) {
	w := folderWalk{root: root, seen: map[string]bool{}}
	if err := w.visit(root, ""); err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	slices.SortFunc(w.files, func(a, b file) int { return cmp.Compare(filepath.ToSlash(a.path), filepath.ToSlash(b.path)) })
	return w.files, nil
}

type folderWalk struct {
	root  string
	seen  map[string]bool // real paths of folders entered
	files []file
}

// visit lists a folder. The error is that of the folder itself.
func (w *folderWalk) visit(dir, rel string) error {
	place, err := filepath.EvalSymlinks(dir)
	if err != nil || w.seen[place] {
		return err
	}
	w.seen[place] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	ours := readResultFolder(dir)
	for _, e := range entries {
		if !hidden(e.Name()) {
			w.entry(filepath.Join(dir, e.Name()), path.Join(rel, e.Name()), ours.refusal(e.Name(), rel != ""))
		}
	}
	return nil
}

// oddFile is why something in a folder is not even opened; nil for a file.
func oddFile(info fs.FileInfo, err error) error {
	switch {
	case os.IsNotExist(err):
		return bad(kindUnreadable, "a link to nothing")
	case err != nil:
		return bad(kindUnreadable, "cannot read: %s", err)
	case !info.Mode().IsRegular():
		return bad(kindUnreadable, "%s", kindOfFile(info))
	}
	return nil
}

// entry takes one name of a folder.
func (w *folderWalk) entry(name, rel string, refuse error) {
	f := file{path: name, id: idOf(rel), source: w.root, listed: true, folder: true, refuse: refuse}
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		if err = w.visit(name, rel); err == nil {
			return
		}
	}
	if odd := oddFile(info, err); odd != nil {
		f.refuse = odd
	}
	w.files = append(w.files, f)
}

// hiddenBelow tells whether a name or a folder between base and a file begins with a dot.
func hiddenBelow(base, name string) bool {
	rel, err := filepath.Rel(filepath.FromSlash(base), name)
	return err == nil && slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), func(part string) bool {
		return part != ".." && part != "." && hidden(part)
	})
}

func hidden(name string) bool { return strings.HasPrefix(filepath.Base(name), ".") }
