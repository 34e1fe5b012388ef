package index

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"kindred/engine/wholefile"
)

// A folder is safe to write to because nothing in it changes in place. A writer makes the next generation beside the one there is,
// and when it is on the disk replaces the manifest, which is the moment of change; then the old generation goes. So a folder
// holds the old state or the new one whenever the writer is stopped, and what it left behind is removed by the next writer, or by a
// reader while nobody writes. A reader that has mapped a generation keeps it until it is closed, though its name is gone.
//
// A generation has its name only when it is whole. So where the manifest is missing, which no writer does but a copy of the folder
// may, the newest generation counts, and the next writer makes the manifest again.

const (
	generations = "generation-"
	fileEnd     = ".kindred"
	triesToOpen = 20 // a writer would have to replace the manifest as often between its reading and that of the file
)

// ErrNoIndex is what a folder that holds no index gives.
var ErrNoIndex = errors.New("index: there is no index")

// IsFolder tells whether a path is a folder that holds an index, or held one and is damaged.
func IsFolder(path string) bool {
	_, err := os.Stat(filepath.Join(path, manifestName))
	return strings.HasSuffix(filepath.Clean(path), fileEnd) && (err == nil || len(generationsIn(path)) > 0)
}

// OpenFolder maps the current generation of a folder. What a stopped writer left behind is removed, if nobody writes and the folder
// can be written to. Errors: ErrNoIndex, wrapped, for a folder without a manifest and generations.
func OpenFolder(path string) (*File, error) {
	for range triesToOpen {
		f, err := current(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // replaced in between
		}
		if err == nil {
			sweep(path, f)
		}
		return f, err
	}
	return nil, missing(path)
}

// missing is the error of a folder whose manifest names what is not there.
func missing(path string) error {
	return &Error{File: path, Reason: "the file that its manifest names is missing: make the index again"}
}

// current maps the generation that the manifest names, or the newest one where there is no manifest.
func current(path string) (*File, error) {
	m, err := readManifest(path)
	if err == nil {
		return m.open(path)
	}
	if all := generationsIn(path); errors.Is(err, ErrNoIndex) && len(all) > 0 {
		return mapIn(path, generation(slices.Max(all)))
	}
	return nil, err
}

// Folder is a folder that this process alone may write to, until Close.
type Folder struct {
	path    string
	lock    *flock.Flock
	made    bool  // by Lock
	current *File // nil while there is none
	broken  error // why
	number  int   // of the newest generation
}

// Lock opens a folder to write to, and makes it if it is not there. Half a second after another process has the lock it gives up
// with a *LockedError. A path that is something else than a folder of this package, or is of a newer one, is an error and
// stays as it is.
func Lock(path string) (*Folder, error) {
	if err := ours(path); err != nil {
		return nil, err
	}
	lock, made, err := lockFolder(path)
	if err != nil {
		return nil, err
	}
	d := &Folder{path: path, lock: lock, made: made}
	if err := errors.Join(d.try(), d.open()); err != nil {
		_ = d.Close() // the first error tells more
		return nil, err
	}
	return d, nil
}

// try says before any work is done that the folder cannot be written to, though its lock can be had.
func (d *Folder) try() error {
	f, err := os.CreateTemp(d.path, ".whole-*.tmp")
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// open reads what there is, under the lock. What is damaged stays until a Commit stands in its place.
func (d *Folder) open() error {
	d.number = slices.Max(append(generationsIn(d.path), 0))
	d.current, d.broken = current(d.path)
	if errors.Is(d.broken, fs.ErrNotExist) {
		d.broken = missing(d.path)
	}
	_, damaged := errors.AsType[*Error](d.broken)
	switch err := d.broken; {
	case err == nil:
		return d.settle()
	case errors.Is(err, ErrNoIndex):
		clean(d.path)
	case damaged && !isNewer(err): // it can be made anew
	default:
		return err
	}
	return nil
}

// settle removes all but the current generation, once there is a manifest that names it.
func (d *Folder) settle() error {
	if _, err := readManifest(d.path); errors.Is(err, ErrNoIndex) {
		if err := manifestOf(d.current).write(d.path); err != nil {
			return err
		}
	}
	clean(d.path, d.current.files()...)
	return nil
}

// Current is the generation that counts, or nil if there is none or it is damaged. It is good until the next Commit.
func (d *Folder) Current() *File { return d.current }

// Broken is what is wrong where there is no Current generation: ErrNoIndex, wrapped, if there was none.
func (d *Folder) Broken() error { return d.broken }

// Commit writes the next generation, with the sections that fill adds, and makes it the one that counts. On an error
// everything is as before; but where the last step, seeing the change on the disk, is what failed, the new one counts from the
// next opening on.
func (d *Folder) Commit(fill func(w *Writer) error) error { return d.next(nil, fill) }

// Extend is Commit of a generation that stands on the current one, or on that which this stands on: what a section begins with stays
// where it is, if it is handed to the writer as it lies in Current. Where files cannot be mapped one behind another it is Commit.
func (d *Folder) Extend(fill func(w *Writer) error) error {
	if d.current == nil || !joins {
		return d.Commit(fill)
	}
	return d.next(d.current, fill)
}

// next writes the next generation, which stands on one or alone.
func (d *Folder) next(on *File, fill func(w *Writer) error) error {
	d.number++
	name := generation(d.number)
	f, err := d.write(name, on, fill)
	if err != nil {
		d.discard(name)
		return err
	}
	if d.current != nil {
		_ = d.current.Close() // what is gone needs no memory back
	}
	d.current = f
	clean(d.path, f.files()...)
	return nil
}

// write writes a generation and makes the manifest name it.
func (d *Folder) write(name string, on *File, fill func(w *Writer) error) (*File, error) {
	err := wholefile.Write(filepath.Join(d.path, name), 0o644, func(to io.Writer) error {
		w := newWriter(to, on)
		if err := fill(w); err != nil {
			return err
		}
		return w.Close()
	})
	if err != nil {
		return nil, err
	}
	f, err := mapIn(d.path, name)
	if err != nil {
		return nil, err
	}
	err = manifestOf(f).write(d.path)
	if err == nil && d.made {
		err = wholefile.SyncFolder(filepath.Dir(filepath.Clean(d.path)))
	}
	if err != nil {
		_ = f.Close() // the first error tells more
		return nil, err
	}
	return f, nil
}

// discard removes a generation that does not count.
func (d *Folder) discard(name string) {
	m, err := readManifest(d.path)
	if errors.Is(err, ErrNoIndex) || err == nil && m.File != name {
		_ = os.Remove(filepath.Join(d.path, name)) // the next writer does it otherwise
	}
}

// Close lets others write. A folder that Lock made and that got no generation goes.
func (d *Folder) Close() error {
	var err error
	if d.current != nil {
		err = d.current.Close()
	}
	_, none := readManifest(d.path)
	unused := d.made && errors.Is(none, ErrNoIndex)
	if unused {
		_ = os.Remove(filepath.Join(d.path, lockName)) // while it is held, so that nobody can take it
	}
	err = errors.Join(err, d.lock.Unlock())
	if unused {
		_ = os.Remove(d.path) // fails where there is something in it
	}
	return err
}
