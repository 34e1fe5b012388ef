package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// filled writes a section that holds nothing but a number.
func filled(n int32) func(w *Writer) error {
	return func(w *Writer) error {
		w.Int32s("numbers", slices.Repeat([]int32{n}, 1000))
		return nil
	}
}

// commit makes the next generation of a folder.
func commit(t testing.TB, path string, n int32) {
	t.Helper()
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Commit(filled(n)), d.Close()); err != nil {
		t.Fatal(err)
	}
}

// holds is the number that the current generation is filled with.
func holds(path string) (n int32, err error) {
	f, err := OpenFolder(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	values, err := f.Int32s("numbers")
	if err := errors.Join(err, f.Verify()); err != nil {
		return 0, err
	}
	if len(values) != 1000 || slices.Min(values) != slices.Max(values) {
		return 0, fmt.Errorf("%d numbers from %d to %d", len(values), slices.Min(values), slices.Max(values))
	}
	return values[0], nil
}

// tidy fails the test if there is anything in a folder but one generation and what that stands on.
func tidy(t testing.TB, path string) {
	t.Helper()
	f, err := OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := append(f.files(), manifestName, lockName)
	slices.Sort(want)
	if got := names(path); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

func TestGenerations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	if IsFolder(path) {
		t.Error("a folder that is not there is an index")
	}
	for n := range int32(3) {
		commit(t, path, n)
		if got, err := holds(path); got != n || err != nil || !IsFolder(path) {
			t.Errorf("it holds %d, %v; want %d", got, err, n)
		}
		tidy(t, path)
	}
}

func TestAReaderKeepsItsGeneration(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows removes no file that is mapped")
	}
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 1)
	f, err := OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	commit(t, path, 2)
	if values, err := f.Int32s("numbers"); err != nil || values[999] != 1 {
		t.Errorf("it reads %v now, %v", values[999], err)
	}
}

func TestOneWriterAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := Lock(path); !errors.As(err, &locked) || locked.Folder != path {
		t.Errorf("a second writer gets %v", err)
	}
	if err := errors.Join(d.Commit(filled(1)), d.Close()); err != nil {
		t.Fatal(err)
	}
	commit(t, path, 2)
}

func TestAFolderWithoutAGeneration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("no")
	if err := d.Commit(func(*Writer) error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("error is %v", err)
	}
	if _, err := OpenFolder(path); !errors.Is(err, ErrNoIndex) {
		t.Errorf("error is %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder stays: %v", names(path))
	}
}

func TestAFailedCommitChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 1)
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	err = d.Commit(func(w *Writer) error { w.Int32s("numbers", make([]int32, 1<<20)); return full })
	if !errors.Is(err, full) || d.Current() == nil || d.Close() != nil {
		t.Errorf("error is %v", err)
	}
	if got, err := holds(path); got != 1 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
	tidy(t, path)
}

func TestOtherThingsAreNotHarmed(t *testing.T) {
	dir := t.TempDir()
	file, folder := filepath.Join(dir, "file.kindred"), filepath.Join(dir, "folder.kindred")
	if err := errors.Join(os.WriteFile(file, []byte("mine"), 0o644), os.Mkdir(folder, 0o755), os.WriteFile(filepath.Join(folder, "thesis.tex"), []byte("mine"), 0o644)); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{file: "it is a file", folder: "thesis.tex"} {
		if _, err := Lock(path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
	if got := names(folder); !slices.Equal(got, []string{"thesis.tex"}) {
		t.Errorf("the folder holds %v", got)
	}
	if b, err := os.ReadFile(file); string(b) != "mine" || err != nil {
		t.Errorf("the file holds %q, %v", b, err)
	}
}

// TestOtherThingsInAFolderThatHoldsAnIndex stay, such as what a file browser or a network's file system leaves, and nobody minds.
func TestOtherThingsInAFolderThatHoldsAnIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 1)
	if err := os.WriteFile(filepath.Join(path, ".DS_Store"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	commit(t, path, 2)
	if err := os.Remove(filepath.Join(path, manifestName)); err != nil {
		t.Fatal(err)
	}
	commit(t, path, 3)
	if got, err := holds(path); got != 3 || err != nil || len(names(path)) != 4 {
		t.Errorf("it holds %d, %v, in %v", got, err, names(path))
	}
	if err := os.WriteFile(filepath.Join(path, manifestName), []byte("my notes"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(path, generation(3))); err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); err == nil || !strings.Contains(err.Error(), "(.DS_Store) and no index") {
		t.Errorf("error is %v", err)
	}
}

func TestStraysGo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	litter := func() {
		for _, name := range []string{".whole-ABC.tmp", "generation-77.kindred"} {
			if err := os.WriteFile(filepath.Join(path, name), []byte("half"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	commit(t, path, 1)
	litter()
	if got, err := holds(path); got != 1 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
	tidy(t, path)
	litter()
	commit(t, path, 2)
	tidy(t, path)

	d, err := Lock(path) // while somebody writes, a reader removes nothing
	if err != nil {
		t.Fatal(err)
	}
	litter()
	if got, err := holds(path); got != 2 || err != nil || len(names(path)) != 5 {
		t.Errorf("it holds %d, %v; the folder %v", got, err, names(path))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderThatCannotBeWrittenToIsRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root writes wherever it likes")
	}
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 1)
	if err := os.Chmod(path, 0o555); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chmod(path, 0o755) }()
	if got, err := holds(path); got != 1 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
}

func TestDamagedFoldersAreErrors(t *testing.T) {
	for name, c := range map[string]struct {
		says   string
		damage func(path string, m manifest) error
	}{
		"no json": {"it is damaged", func(path string, m manifest) error {
			return os.WriteFile(filepath.Join(path, manifestName), []byte("{"), 0o644)
		}},
		"flipped":    {"it is damaged", func(path string, m manifest) error { m.Check = "00000000"; return m.write(path) }},
		"elsewhere":  {"it is damaged", func(path string, m manifest) error { m.File = "../generation-1.kindred"; return m.sealed(path) }},
		"gone":       {"is missing: make the index again", func(path string, m manifest) error { return os.Remove(filepath.Join(path, m.File)) }},
		"other size": {"it is not the file", func(path string, m manifest) error { m.Bytes++; return m.sealed(path) }},
		"other sum":  {"it is not the file", func(path string, m manifest) error { m.Sum = "00000000"; return m.sealed(path) }},
		"cut":        {"it ends too soon", func(path string, m manifest) error { return os.Truncate(filepath.Join(path, m.File), m.Bytes-1) }},
		"empty":      {"it is no file of kindred's", func(path string, m manifest) error { return os.Truncate(filepath.Join(path, m.File), 0) }},
	} {
		path := filepath.Join(t.TempDir(), "a.kindred")
		commit(t, path, 1)
		m, err := readManifest(path)
		if err := errors.Join(err, c.damage(path, m)); err != nil {
			t.Fatal(err)
		}
		var wrong *Error
		if _, err := OpenFolder(path); !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error is %v, want %q", name, err, c.says)
		}
		before := names(path)
		d, err := Lock(path)
		if err := errors.Join(err, d.Close()); err != nil || !slices.Equal(names(path), before) {
			t.Errorf("%s: a writer that did not write left %v of %v, %v", name, names(path), before, err)
		}
		commit(t, path, 2) // it can be made anew
		if got, err := holds(path); got != 2 || err != nil {
			t.Errorf("%s: made anew it holds %d, %v", name, got, err)
		}
		tidy(t, path)
	}
}

// TestAFolderThatLostItsManifest has its newest generation still, for who reads and who writes.
func TestAFolderThatLostItsManifest(t *testing.T) {
	for name, open := range map[string]func(path string) error{
		"reader": func(path string) error { _, err := holds(path); return err },
		"writer": func(path string) error { d, err := Lock(path); return errors.Join(err, d.Close()) },
	} {
		path := filepath.Join(t.TempDir(), "a.kindred")
		for n := range int32(11) { // 10 comes after 9 by number and before it by name
			commit(t, path, n)
		}
		err := errors.Join(os.Link(filepath.Join(path, "generation-11.kindred"), filepath.Join(path, "generation-9.kindred")),
			os.Remove(filepath.Join(path, manifestName)))
		if err != nil {
			t.Fatal(err)
		}
		if err := open(path); err != nil || !IsFolder(path) {
			t.Errorf("%s: %v", name, err)
		}
		if g, err := Generation(path); err != nil || !strings.HasPrefix(g, "generation-11-") {
			t.Errorf("%s: the generation is %q, %v", name, g, err)
		}
		d, err := Lock(path)
		if err != nil || d.Current() == nil || filepath.Base(d.Current().Name()) != "generation-11.kindred" {
			t.Fatalf("%s: the current generation is %v, %v", name, d.Current(), err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		tidy(t, path)
		if got, err := holds(path); got != 10 || err != nil {
			t.Errorf("%s: it holds %d, %v", name, got, err)
		}
	}
}

// TestADamagedGenerationWithoutAManifestStays until another stands in its place.
func TestADamagedGenerationWithoutAManifestStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 1)
	if err := errors.Join(os.Remove(filepath.Join(path, manifestName)), os.Truncate(filepath.Join(path, "generation-1.kindred"), 200)); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFolder(path); err == nil || !strings.Contains(err.Error(), "generation-1.kindred: it ends too soon") {
		t.Errorf("error is %v", err)
	}
	d, err := Lock(path)
	if err != nil || d.Current() != nil || !slices.Equal(generationsIn(path), []int{1}) {
		t.Fatalf("current is %v of %v, %v", d.Current(), names(path), err)
	}
	if err := errors.Join(d.Commit(filled(2)), d.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := holds(path); got != 2 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
	tidy(t, path)
}

// sealed writes a manifest with a checksum that fits.
func (m manifest) sealed(path string) error {
	m.Check = m.check()
	return m.write(path)
}

// TestNewerFoldersAreLeftAlone: neither read nor replaced.
func TestNewerFoldersAreLeftAlone(t *testing.T) {
	for says, change := range map[string]func(path string, m manifest) error{
		"it has version 9 of the format and this program reads version 1: use a newer kindred": func(path string, m manifest) error {
			m.Format = 9
			return m.sealed(path)
		},
		"it has version 9 of the format and this program reads versions 1 and 2: use the kindred that made it or a newer one": func(path string, m manifest) error {
			f, err := os.OpenFile(filepath.Join(path, m.File), os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt([]byte{9}, int64(len(magic)))
			return errors.Join(err, f.Close())
		},
	} {
		path := filepath.Join(t.TempDir(), "a.kindred")
		commit(t, path, 1)
		m, err := readManifest(path)
		if err := errors.Join(err, change(path, m)); err != nil {
			t.Fatal(err)
		}
		before := names(path)
		_, reads := OpenFolder(path)
		_, locks := Lock(path)
		for _, err := range []error{reads, locks} {
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("error is %v, want %q", err, says)
			}
		}
		if !slices.Equal(names(path), before) {
			t.Errorf("%v became %v", before, names(path))
		}
	}
}

// TestEveryFlippedBitIsFound in the generation; one in the manifest is an error, or what is read is the same: JSON has spaces.
func TestEveryFlippedBitIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Commit(func(w *Writer) error { sample(w); return nil }), d.Close()); err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{manifestName, m.File} {
		file := filepath.Join(path, name)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		missed := 0
		for at, b := range whole {
			overwrite(t, file, at, b^1<<(at%8))
			f, err := OpenFolder(path)
			if err == nil {
				err = f.Verify()
				if err == nil && !sameSections(t, f) {
					t.Errorf("%s, byte %d: nothing is found", name, at)
				}
				_ = f.Close()
			}
			if err == nil {
				missed++
			}
			overwrite(t, file, at, b)
		}
		if missed > 0 && name != manifestName {
			t.Errorf("%d of %d flips are not found", missed, len(whole))
		}
	}
}

// overwrite changes a byte of a file.
func overwrite(t *testing.T, file string, at int, b byte) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte{b}, int64(at))
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// sameSections tells whether a file holds what sample writes.
func sameSections(t *testing.T, f *File) bool {
	got, err := read(f)
	whole, err2 := Read("whole", written(t, sample))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	want, err := read(whole)
	return err == nil && reflect.DeepEqual(got, want)
}

// TestReadersWhileAWriterWrites: whatever a reader meets is whole.
func TestReadersWhileAWriterWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	commit(t, path, 0)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			last := int32(0)
			for {
				got, err := holds(path)
				if err != nil || got < last {
					t.Errorf("it holds %d after %d, %v", got, last, err)
					return
				}
				last = got
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	for n := range int32(20) {
		commit(t, path, n+1) // though readers tidy up
	}
	close(stop)
	readers.Wait()
	if got, err := holds(path); got != 20 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
}

// FuzzFolder holds the opening of folders to its promises, with a manifest of any bytes, or one whose checksum fits, and a generation of
// any bytes, mapped: an error that says where, or a file that can be read.
func FuzzFolder(f *testing.F) {
	data := written(f, sample)
	f.Add([]byte(`{"format":1,"file":"generation-1.kindred","bytes":0}`), false, 0, "generation-1.kindred", data)
	f.Add([]byte(nil), true, folderFormat, "generation-1.kindred", data)
	f.Add([]byte(nil), true, folderFormat, "generation-1.kindred", data[:100])
	f.Add([]byte(nil), true, 2, "../generation-1.kindred", []byte(magic))
	f.Fuzz(func(t *testing.T, current []byte, fits bool, format int, name string, data []byte) {
		path := filepath.Join(t.TempDir(), "a.kindred")
		if fits {
			m := manifest{Format: format, File: name, Bytes: int64(len(data)), Sum: fmt.Sprintf("%08x", (&File{data: data}).sum())}
			m.Check = m.check()
			current, _ = json.Marshal(m) // strings and numbers have no error
		}
		err := errors.Join(os.Mkdir(path, 0o755), os.WriteFile(filepath.Join(path, manifestName), current, 0o644),
			os.WriteFile(filepath.Join(path, "generation-1.kindred"), data, 0o644))
		if err != nil {
			t.Fatal(err)
		}
		file, err := OpenFolder(path)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "index: ") || !strings.Contains(err.Error(), path) {
				t.Fatalf("error without a place: %v", err)
			}
			return
		}
		readable(t, file)
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestGenerationsHaveNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a"+fileEnd)
	if _, err := Generation(path); !errors.Is(err, ErrNoIndex) {
		t.Errorf("no index has the name of a generation: %v", err)
	}
	seen := map[string]bool{}
	for i := range 3 {
		commit(t, path, int32(i))
		f, err := OpenFolder(path)
		if err != nil {
			t.Fatal(err)
		}
		inFile := f.Generation()
		name, err := Generation(path)
		if err := errors.Join(err, f.Close()); err != nil || name != inFile || seen[name] {
			t.Errorf("generation %d is called %q in the folder and %q in the file, %v", i, name, inFile, err)
		}
		seen[name] = true
	}
}
