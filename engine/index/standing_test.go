package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rows are n numbers that count from 0.
func rows(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// grown writes rows, and a text as long, of which those of the current generation are handed in as they lie there, and the number of
// rows that there are before.
func grown(d *Folder, more int) func(w *Writer) error {
	return func(w *Writer) error {
		old, text, small := []int32{}, []byte{}, []int32{}
		if f := d.Current(); f != nil {
			var errs [3]error
			old, errs[0] = f.Int32s("rows")
			text, errs[1] = f.Bytes("text")
			small, errs[2] = f.Int32s("small")
			if err := errors.Join(errs[:]...); err != nil {
				return err
			}
		}
		w.Int32s("small", small, rows(1)) // under a page
		w.Int32s("rows", old, rows(len(old) + more)[len(old):])
		w.Bytes("text", text, []byte(strings.Repeat("y", more)))
		w.Int32s("count", []int32{int32(len(old) + more)})
		if len(old) == 0 {
			w.Int32s("fixed", rows(30_001))
			return nil
		}
		fixed, err := d.Current().Int32s("fixed")
		w.Int32s("fixed", fixed)
		return err
	}
}

// check fails the test unless a folder holds n rows.
func check(t testing.TB, path string, n int) *File {
	t.Helper()
	f, err := OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err1 := f.Int32s("rows")
	text, err2 := f.Bytes("text")
	fixed, err3 := f.Int32s("fixed")
	count, err4 := f.Int32s("count")
	if err := errors.Join(err1, err2, err3, err4, f.Verify()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, rows(n)) || string(text) != strings.Repeat("y", n) || !slices.Equal(fixed, rows(30_001)) || count[0] != int32(n) {
		t.Errorf("%d rows, %d bytes, %d fixed, %d: want %d rows", len(got), len(text), len(fixed), count[0], n)
	}
	return f
}

// extended is a folder with a generation of so many rows and others that stand on it, with more each.
func extended(t testing.TB, first int, more ...int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.kindred")
	for i, n := range append([]int{first}, more...) {
		d, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		next := d.Extend
		if i == 0 {
			next = d.Commit
		}
		if err := errors.Join(next(grown(d, n)), d.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestAGenerationStandsOnAnother(t *testing.T) {
	path, n := extended(t, 100_000), 100_000
	for _, more := range []int{1, 70_000, 3, 0, 20_000} {
		d, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(d.Extend(grown(d, more)), d.Close()); err != nil {
			t.Fatal(err)
		}
		n += more
		f := check(t, path, n)
		if joins {
			if got := names(path); len(got) != 4 || !slices.Contains(got, "generation-1.kindred") {
				t.Errorf("the folder holds %v", got)
			}
			if f.Beside() > int64(5*(n-100_000)+6*joint) || f.Size() != f.Beside()+f.base.Size() || f.base.Beside() != 0 || f.Length("rows") != int64(4*n) {
				t.Errorf("%d of %d bytes are its own, %d are rows", f.Beside(), f.Size(), f.Length("rows"))
			}
			if v := f.entries[f.places["fixed"]]; v.length != 0 || v.before != 4*30_001 {
				t.Errorf("what did not change takes %d bytes again", v.length)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Commit(grown(d, 5)), d.Close()); err != nil {
		t.Fatal(err)
	}
	f := check(t, path, n+5)
	defer f.Close()
	tidy(t, path)
	if f.base != nil || f.version() != alone {
		t.Error("what is written whole stands on another")
	}
}

// TestTheOldestGenerationThatStandsOnAnotherOpens, where pages can be joined and where not.
func TestTheOldestGenerationThatStandsOnAnotherOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "version2.kindred")
	if err := os.CopyFS(path, os.DirFS("testdata/version2.kindred")); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range 2 {
		got, err := f.Int32s("rows")
		whole, err2 := f.Text("whole")
		fresh, err3 := f.Float64s("new")
		if err := errors.Join(err, err2, err3, f.Verify()); err != nil || !slices.Equal(got, rows(20_000)) || whole != "any thing" || fresh[0] != 0.5 {
			t.Errorf("%d rows, %q, %v, %v", len(got), whole, fresh, err)
		}
		f.unmap = nil
		f.join(nil, nil)
	}
}

// TestSectionsAreCopiedWherePagesCannotBeJoined: they are the same.
func TestSectionsAreCopiedWherePagesCannotBeJoined(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	f := check(t, extended(t, 100_000, 50_000), 150_000)
	defer f.Close()
	want, err := f.Int32s("rows")
	if err != nil || len(f.unjoin) == 0 {
		t.Fatal(len(f.unjoin), err)
	}
	for _, unmap := range f.unjoin {
		defer func() { _ = unmap() }() // those of the first join, which want still lies in
	}
	f.unjoin, f.unmap, want = nil, nil, slices.Clone(want)
	f.join(nil, nil)
	if got, err := f.Int32s("rows"); err != nil || len(f.unjoin) > 0 || !slices.Equal(got, want) {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

// TestAReaderKeepsAGenerationAndWhatItStandsOn after both are gone.
func TestAReaderKeepsAGenerationAndWhatItStandsOn(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	path := extended(t, 100_000, 50_000)
	f := check(t, path, 150_000)
	defer f.Close()
	commit(t, path, 2)
	tidy(t, path)
	if got, err := f.Int32s("rows"); err != nil || !slices.Equal(got, rows(150_000)) {
		t.Errorf("it reads %d rows, %v", len(got), err)
	}
}

// TestStraysBesideAGenerationThatStandsOnAnother go, and these two stay.
func TestStraysBesideAGenerationThatStandsOnAnother(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	path := extended(t, 100_000, 50_000)
	want := names(path)
	for _, reads := range []bool{true, false} {
		if err := os.WriteFile(filepath.Join(path, "generation-77.kindred"), []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
		if !reads {
			d, err := Lock(path)
			if err := errors.Join(err, d.Close()); err != nil {
				t.Fatal(err)
			}
		}
		_ = check(t, path, 150_000).Close()
		if got := names(path); !slices.Equal(got, want) {
			t.Errorf("the folder holds %v, want %v", got, want)
		}
	}
	if err := os.Remove(filepath.Join(path, manifestName)); err != nil {
		t.Fatal(err)
	}
	d, err := Lock(path) // the newest one counts
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	_ = check(t, path, 150_000).Close()
	if got := names(path); !slices.Equal(got, want) {
		t.Errorf("without a manifest the folder came to hold %v, want %v", got, want)
	}
}

func TestAFailedExtensionChangesNothing(t *testing.T) {
	path := extended(t, 100_000, 50_000)
	want := names(path)
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	err = d.Extend(func(w *Writer) error { return errors.Join(grown(d, 5)(w), no) })
	if err2 := d.Close(); !errors.Is(err, no) || err2 != nil || !slices.Equal(names(path), want) {
		t.Errorf("errors %v and %v; the folder holds %v", err, err2, names(path))
	}
	_ = check(t, path, 150_000).Close()
}

// TestWhatAGenerationStandsOnIsTheRightFile, or an error says what is wrong.
func TestWhatAGenerationStandsOnIsTheRightFile(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	for name, c := range map[string]struct {
		says   string
		damage func(path string) error
	}{
		"gone": {"is missing", func(path string) error { return os.Remove(filepath.Join(path, "generation-1.kindred")) }},
		"cut":  {"it ends too soon", func(path string) error { return os.Truncate(filepath.Join(path, "generation-1.kindred"), 5000) }},
		"another": {"is not the file that it stands on", func(path string) error {
			return os.WriteFile(filepath.Join(path, "generation-1.kindred"), written(t, sample), 0o644)
		}},
		"itself": {"it stands on another file", func(path string) error {
			b, err := os.ReadFile(filepath.Join(path, "generation-2.kindred"))
			return errors.Join(err, os.WriteFile(filepath.Join(path, "generation-1.kindred"), b, 0o644))
		}},
	} {
		path := extended(t, 100_000, 50_000)
		if err := c.damage(path); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenFolder(path); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error is %v, want %q", name, err, c.says)
		}
		commit(t, path, 3) // it can be made anew
		if got, err := holds(path); got != 3 || err != nil {
			t.Errorf("%s: it holds %d, %v", name, got, err)
		}
		tidy(t, path)
	}
	if _, err := Map(filepath.Join(extended(t, 100_000, 50_000), "generation-2.kindred")); err == nil || !strings.Contains(err.Error(), "it stands on another file: open the folder") {
		t.Errorf("error is %v", err)
	}
}

// TestFlippedBitsOfAGenerationThatStandsOnAnother are found in both: each byte of their frames, and of the others one in 997.
func TestFlippedBitsOfAGenerationThatStandsOnAnother(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	path := extended(t, 40_000, 30_000)
	for _, name := range []string{"generation-1.kindred", "generation-2.kindred"} {
		file := filepath.Join(path, name)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(whole); at++ {
			if frame := len(whole) - 8*block; at >= block && at < frame {
				at = min(at+996, frame)
			}
			overwrite(t, file, at, whole[at]^1<<(at%8))
			f, err := OpenFolder(path)
			if err == nil {
				err = f.Verify()
				_ = f.Close()
			}
			if err == nil {
				t.Errorf("%s, byte %d of %d: nothing is found", name, at, len(whole))
			}
			overwrite(t, file, at, whole[at])
		}
	}
}

// TestCraftedSectionsThatStandOnOthersAreRefused: the checksums fit, the rest does not.
func TestCraftedSectionsThatStandOnOthersAreRefused(t *testing.T) {
	if !joins {
		t.Skip("no file stands on another here")
	}
	for says, change := range map[string]func(e *entry){
		"it is missing in":                           func(e *entry) { e.name = "other" },
		"it does not begin with 400064 bytes of the": func(e *entry) { e.before = 400_064 },
		"it does not begin with":                     func(e *entry) { e.offset -= block },
		"are no whole number of int32":               func(e *entry) { e.before-- },
		"it does not begin with 65536 bytes":         func(e *entry) { e.before = 65_536 },
		"do not fit":                                 func(e *entry) { e.offset = 1 << 60 },
	} {
		path := extended(t, 100_000)
		d, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Extend(func(w *Writer) error {
			err := grown(d, 50_000)(w)
			w.end()
			change(&w.entries[1])
			return err
		})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		_ = check(t, path, 100_000).Close()
	}
}

// TestNamesOfSectionsThatStandOnOthers are shorter.
func TestNamesOfSectionsThatStandOnOthers(t *testing.T) {
	path := extended(t, 10)
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Extend(func(w *Writer) error { w.Int32s(strings.Repeat("n", 33), nil); return nil })
	if joins && (err == nil || !strings.Contains(err.Error(), fmt.Sprintf("a name of 1 to %d bytes", 32))) {
		t.Errorf("error is %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestNumbersInTwoFilesAreCopiedWhole where a processor has them in another order.
func TestNumbersInTwoFilesAreCopiedWhole(t *testing.T) {
	f, err := OpenFolder(extended(t, 100_000, 70_000))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	defer func(was bool) { littleEndian = was }(littleEndian)
	littleEndian = false
	if got, err := f.Int32s("rows"); err != nil || !slices.Equal(got, rows(170_000)) {
		t.Errorf("%d rows, %v", len(got), err)
	}
}
