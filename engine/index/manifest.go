package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kindred/engine/wholefile"
)

// manifest says which generation of a folder counts: one object of JSON in the file "current".
type manifest struct {
	Format int    `json:"format"` // of the folder
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	Sum    string `json:"sum"`   // CRC-32C of the file's header, table and trailer, so that no other file of that name counts
	Check  string `json:"check"` // CRC-32C of the four values above with a space between them
}

const (
	folderFormat = 1
	manifestName = "current"
)

// manifestOf describes a generation.
func manifestOf(f *File) manifest {
	m := manifest{Format: folderFormat, File: filepath.Base(f.name), Bytes: int64(len(f.data)), Sum: fmt.Sprintf("%08x", f.sum())}
	m.Check = m.check()
	return m
}

// Generation says which generation of a folder counts, as File.Generation does. Cost: reads the manifest. Errors: those of OpenFolder.
func Generation(path string) (string, error) {
	m, err := readManifest(path)
	if errors.Is(err, ErrNoIndex) { // or its manifest is gone
		f, err := OpenFolder(path)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return f.Generation(), nil
	}
	if err != nil {
		return "", err
	}
	return m.generation(), nil
}

// Generation is a name for what is in the file: files with other contents have other names.
func (f *File) Generation() string { return manifestOf(f).generation() }

func (m manifest) generation() string {
	return fmt.Sprintf("%s-%d-%s", strings.TrimSuffix(m.File, fileEnd), m.Bytes, m.Sum)
}

func (m manifest) check() string {
	return fmt.Sprintf("%08x", sum(fmt.Appendf(nil, "%d %s %d %s", m.Format, m.File, m.Bytes, m.Sum)))
}

// sum is a checksum of all but what is in the sections.
func (f *File) sum() uint32 {
	table, err := f.frame()
	if err != nil {
		return 0
	}
	return sum(slices.Concat(f.data[:block], table, f.data[len(f.data)-block:]))
}

// write replaces the manifest of a folder: the moment of change.
func (m manifest) write(path string) error {
	return wholefile.Write(filepath.Join(path, manifestName), 0o644, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(m)
	})
}

// readManifest reads the manifest of a folder. Errors: ErrNoIndex, wrapped; an *Error.
func readManifest(path string) (m manifest, err error) {
	name := filepath.Join(path, manifestName)
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, fmt.Errorf("%w in %s: make one there, or name another folder", ErrNoIndex, path)
	}
	if err != nil {
		return manifest{}, fmt.Errorf("index: %w", err)
	}
	err = json.Unmarshal(b, &m)
	switch {
	case err == nil && m.Format > folderFormat:
		return manifest{}, &Error{File: name, newer: true, Reason: fmt.Sprintf("it has version %d of the format and this program reads version %d: "+
			"use a newer kindred, which reads both, or name another folder", m.Format, folderFormat)}
	case err != nil || m.Format != folderFormat || m.Check != m.check() || m.File != filepath.Base(m.File) || !strings.HasPrefix(m.File, generations):
		return manifest{}, &Error{File: name, Reason: "it is damaged: remove it, and the newest generation beside it counts, or make the index again"}
	}
	return m, nil
}

// open maps the file that a manifest names.
func (m manifest) open(path string) (*File, error) {
	f, err := mapIn(path, m.File)
	if err != nil {
		return nil, err
	}
	if now := manifestOf(f); now.Bytes != m.Bytes || now.Sum != m.Sum {
		_ = f.Close() // the error tells more
		return nil, &Error{File: f.name, Reason: "it is not the file that its manifest names: make the index again"}
	}
	return f, nil
}
