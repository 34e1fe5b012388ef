package index

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"kindred/engine/wholefile"
)

// A folder holds one file at a time that changes by being replaced:
//
//	papers.kindred/
//	    current                   the manifest: which generation counts
//	    generation-7.kindred      that one, a file of sections, which never changes
//	    lock                      held by the one process that may write
//
// A writer makes the next generation beside the one there is, and when it is on the disk replaces the manifest, which is
// the moment of change; then the old generation goes. So a folder holds the old state or the new one whenever the writer is stopped,
// and what it left behind is removed by the next writer, or by a reader while nobody writes. A reader that has mapped a generation
// keeps it until it is closed, though its name is gone.
type manifest struct {
	Format int    `json:"format"` // of the folder
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	Sum    string `json:"sum"` // CRC-32C of the file's header, table and trailer, so that no other file of that name counts
}

const (
	folderFormat = 1
	manifestName = "current"
	lockName     = "lock"
	generations  = "generation-"
	fileEnd      = ".kindred"
	triesToOpen  = 20 // a writer would have to replace the manifest as often between its reading and that of the file
)

// LockedError says that another process writes to a folder.
type LockedError struct{ Folder string }

func (e *LockedError) Error() string {
	return fmt.Sprintf("index: %s is being written to by another process: wait until it is done", e.Folder)
}

// ErrNoIndex is what a folder that holds no index gives.
var ErrNoIndex = errors.New("index: there is no index")

// IsFolder tells whether a path is a folder that holds an index, or held one and is damaged.
func IsFolder(path string) bool {
	_, err := os.Stat(filepath.Join(path, manifestName))
	return err == nil && strings.HasSuffix(filepath.Clean(path), fileEnd)
}

// OpenFolder maps the current generation of a folder. What a stopped writer left behind is removed, if nobody writes and the folder
// can be written to. Errors: ErrNoIndex, wrapped, for a folder without a manifest.
func OpenFolder(path string) (*File, error) {
	for range triesToOpen {
		m, err := readManifest(path)
		if err != nil {
			return nil, err
		}
		f, err := m.open(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // replaced in between
		}
		if err == nil {
			sweep(path)
		}
		return f, err
	}
	return nil, &Error{File: path, Reason: "the file that its manifest names is missing: make the index again"}
}

func readManifest(path string) (m manifest, err error) {
	name := filepath.Join(path, manifestName)
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%w in %s: make one there, or name another folder", ErrNoIndex, path)
	}
	if err != nil {
		return m, fmt.Errorf("index: %w", err)
	}
	if json.Unmarshal(b, &m) != nil || m.Format < 1 || m.File != filepath.Base(m.File) || !strings.HasPrefix(m.File, generations) {
		return m, &Error{File: name, Reason: "it is damaged: make the index again"}
	}
	if m.Format > folderFormat {
		return m, &Error{File: name, Reason: fmt.Sprintf("it has version %d of the format and this program reads version %d: use a newer program, or make the index again", m.Format, folderFormat)}
	}
	return m, nil
}

// open maps the file that a manifest names.
func (m manifest) open(path string) (*File, error) {
	f, err := Map(filepath.Join(path, m.File))
	if err != nil {
		return nil, err
	}
	if int64(len(f.data)) != m.Bytes || f.sum() != m.Sum {
		_ = f.Close() // the error tells more
		return nil, &Error{File: f.name, Reason: "it is not the file that its manifest names: make the index again"}
	}
	return f, nil
}

// sum is a checksum of all but what is in the sections.
func (f *File) sum() string {
	table, err := f.frame()
	if err != nil {
		return ""
	}
	crc := sum(append(append(header(), table...), f.data[len(f.data)-block:]...))
	return hex.EncodeToString([]byte{byte(crc >> 24), byte(crc >> 16), byte(crc >> 8), byte(crc)})
}

// Folder is a folder that this process alone may write to, until Close.
type Folder struct {
	path    string
	lock    *flock.Flock
	current *File // nil while there is none
	number  int   // of the newest generation
}

// Lock opens a folder to write to, and makes it if it is not there. It never waits: a *LockedError says that another process
// has it. A path that is something else than a folder of this package is an error, and stays as it is.
func Lock(path string) (*Folder, error) {
	if err := ours(path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	d := &Folder{path: path, lock: flock.New(filepath.Join(path, lockName))}
	got, err := d.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if !got {
		return nil, &LockedError{path}
	}
	if err := d.open(); err != nil {
		_ = d.Close() // the first error tells more
		return nil, err
	}
	return d, nil
}

// open reads what there is, under the lock.
func (d *Folder) open() error {
	m, err := readManifest(d.path)
	if err == nil {
		d.current, err = m.open(d.path)
	}
	var damaged *Error
	if errors.Is(err, ErrNoIndex) || errors.As(err, &damaged) || errors.Is(err, fs.ErrNotExist) {
		err = nil // it can be made anew
	}
	if err != nil {
		return err
	}
	clean(d.path, m.File)
	for _, name := range names(d.path) {
		var n int
		if _, err := fmt.Sscanf(name, generations+"%d"+fileEnd, &n); err == nil {
			d.number = max(d.number, n)
		}
	}
	return nil
}

// Current is the generation that counts, or nil if there is none or it is damaged. It is good until the next Commit.
func (d *Folder) Current() *File { return d.current }

// Commit writes the next generation, with the sections that fill adds, and makes it the one that counts. On an error
// everything is as before.
func (d *Folder) Commit(fill func(w *Writer) error) error {
	name := fmt.Sprintf("%s%d%s", generations, d.number+1, fileEnd)
	err := wholefile.Write(filepath.Join(d.path, name), 0o644, func(to io.Writer) error {
		w := NewWriter(to)
		if err := fill(w); err != nil {
			return err
		}
		return w.Close()
	})
	if err != nil {
		return err
	}
	f, err := d.point(name)
	if err != nil {
		_ = os.Remove(filepath.Join(d.path, name)) // the next writer does it otherwise
		return err
	}
	if d.current != nil {
		_ = d.current.Close() // what is gone needs no memory back
	}
	d.current, d.number = f, d.number+1
	clean(d.path, name)
	return nil
}

// point makes the manifest name a generation.
func (d *Folder) point(name string) (*File, error) {
	f, err := Map(filepath.Join(d.path, name))
	if err != nil {
		return nil, err
	}
	err = wholefile.Write(filepath.Join(d.path, manifestName), 0o644, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(manifest{folderFormat, name, int64(len(f.data)), f.sum()})
	})
	if err != nil {
		_ = f.Close() // the first error tells more
		return nil, err
	}
	return f, nil
}

// Close lets others write. A folder that was made and got no generation goes.
func (d *Folder) Close() error {
	var err error
	if d.current != nil {
		err = d.current.Close()
	}
	made := d.current == nil && d.number == 0
	if made {
		_ = os.Remove(filepath.Join(d.path, lockName)) // while it is held, so that nobody can take it
	}
	err = errors.Join(err, d.lock.Unlock())
	if made {
		_ = os.Remove(d.path) // fails where there is something in it
	}
	return err
}

// ours refuses a path that is something else than a folder of this package.
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
	for _, name := range names(path) {
		if name != manifestName && name != lockName && !left(name) {
			return &Error{File: path, Reason: fmt.Sprintf("it is a folder with other things in it (%s) and no index: name another", name)}
		}
	}
	return nil
}

// left tells whether a name is that of a generation, or of what a stopped writer leaves.
func left(name string) bool {
	return strings.HasPrefix(name, generations) && strings.HasSuffix(name, fileEnd) || wholefile.IsTemporary(name)
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

// clean removes all generations but one, and what stopped writers left. It is for who holds the lock.
func clean(path, keep string) {
	for _, name := range names(path) {
		if name != keep && left(name) {
			_ = os.Remove(filepath.Join(path, name)) // the next writer tries again
		}
	}
}

// sweep is clean by a reader: if there is anything to remove, and nobody writes.
func sweep(path string) {
	strays := 0
	for _, name := range names(path) {
		if left(name) {
			strays++
		}
	}
	if strays < 2 { // the current one alone
		return
	}
	lock := flock.New(filepath.Join(path, lockName))
	if got, err := lock.TryLock(); err != nil || !got {
		return
	}
	defer func() { _ = lock.Unlock() }() // it goes with the process
	if m, err := readManifest(path); err == nil {
		clean(path, m.File)
	}
}
