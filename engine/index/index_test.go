package index

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// written is what fill makes of a file.
func written(t testing.TB, fill func(w *Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	fill(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sample fills a file with a section of each kind.
func sample(w *Writer) {
	_, _ = w.Section("bytes").Write([]byte("any thing")) // Close returns the error
	w.Float32s("float32", []float32{1.5, -2, float32(math.Inf(1))})
	w.Int32s("int32", []int32{-1, math.MaxInt32})
	w.Int64s("int64", []int64{-1, math.MaxInt64})
	w.Uint64s("uint64", []uint64{math.MaxUint64})
	w.Strings("strings", []string{"", "naïve", "two\nlines", ""})
	w.Int32s("empty", nil)
	w.Float64s("float64", []float64{math.Pi})
}

// read reads all that sample wrote.
func read(f *File) (got []any, err error) {
	keep := func(v any, e error) { got, err = append(got, v), errors.Join(err, e) }
	b, e := f.Bytes("bytes")
	keep(string(b), e)
	v1, e := f.Float32s("float32")
	keep(v1, e)
	v2, e := f.Int32s("int32")
	keep(v2, e)
	v3, e := f.Int64s("int64")
	keep(v3, e)
	v4, e := f.Uint64s("uint64")
	keep(v4, e)
	v5, e := f.Strings("strings")
	keep(v5, e)
	v6, e := f.Int32s("empty")
	keep(v6, e)
	v7, e := f.Float64s("float64")
	keep(v7, e)
	return got, err
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	if err := Write(path, 0o644, sample); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(); err != nil {
		t.Error(err)
	}
	got, err := read(f)
	want := []any{"any thing", []float32{1.5, -2, float32(math.Inf(1))}, []int32{-1, math.MaxInt32}, []int64{-1, math.MaxInt64},
		[]uint64{math.MaxUint64}, []string{"", "naïve", "two\nlines", ""}, []int32{}, []float64{math.Pi}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if want := []string{"bytes", "float32", "int32", "int64", "uint64", "strings", "strings.ends", "empty", "float64"}; !slices.Equal(f.Names(), want) {
		t.Errorf("sections %v, want %v", f.Names(), want)
	}
}

// TestLongSections: numbers are encoded by chunks, and a section of bytes may come in many parts.
func TestLongSections(t *testing.T) {
	numbers := make([]float32, 3*chunk+1)
	for i := range numbers {
		numbers[i] = float32(i)
	}
	data := written(t, func(w *Writer) {
		w.Float32s("numbers", numbers)
		part := w.Section("parts")
		for range 100 {
			_, _ = part.Write([]byte("0123456789"))
		}
	})
	f, err := Read("x", data)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.Float32s("numbers"); err != nil || !slices.Equal(got, numbers) {
		t.Errorf("%d numbers are not what they were, %v", len(got), err)
	}
	if got, err := f.Bytes("parts"); err != nil || string(got) != strings.Repeat("0123456789", 100) {
		t.Errorf("%q, %v", got, err)
	}
	if err := f.Verify(); err != nil {
		t.Error(err)
	}
}

// TestTheFormat is the drawing of the package comment, byte by byte. The checksum is the one that RFC 3720 gives for 32
// zeros.
func TestTheFormat(t *testing.T) {
	data := written(t, func(w *Writer) { w.Int64s("z", make([]int64, 4)) })
	want := []byte("kindred\x1a\x01")
	want = append(want, make([]byte, 55+64)...)           // the header's end and the section with its gap
	want = append(append(want, 'z'), make([]byte, 39)...) // its name
	want = append(want, 64, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0xaa, 0x36, 0x91, 0x8a, 3, 0, 0, 0)
	if !bytes.HasPrefix(data, want) {
		t.Fatalf("the file begins\n%q, want\n%q", data[:len(want)], want)
	}
	last := data[len(want):]
	if len(last) != 64 || !bytes.HasPrefix(last, []byte{128, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}) || !bytes.HasSuffix(last, []byte(magic)) {
		t.Errorf("the trailer is %q", last)
	}
}

func TestTheOldestFileOpens(t *testing.T) {
	f, err := Open("testdata/version1.kindred")
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(f)
	if err := errors.Join(err, f.Verify()); err != nil || len(got) != 8 || got[0] != "any thing" {
		t.Errorf("%v, %v", got, err)
	}
	now := written(t, sample)
	if old, err := os.ReadFile("testdata/version1.kindred"); err != nil || !bytes.Equal(old, now) {
		t.Errorf("the same sections make other bytes now (%v)", err)
	}
}

// TestEveryShorterFileIsRefused cuts a file everywhere.
func TestEveryShorterFileIsRefused(t *testing.T) {
	data := written(t, sample)
	for n := range data {
		f, err := Read("cut", data[:n])
		var wrong *Error
		if !errors.As(err, &wrong) || f != nil || wrong.File != "cut" {
			t.Fatalf("%d of %d bytes: %v", n, len(data), err)
		}
	}
}

// TestEveryDamageIsFound changes each byte in turn.
func TestEveryDamageIsFound(t *testing.T) {
	data := written(t, sample)
	for at := range data {
		bad := bytes.Clone(data)
		bad[at] ^= 0x41
		f, err := Read("bad", bad)
		if err == nil {
			err = f.Verify()
		}
		if err == nil {
			t.Errorf("byte %d is %q in place of %q, and nothing is found", at, bad[at], data[at])
		}
	}
}

// TestSectionsThatOverlap are no damage that opening sees; Verify does, though checksums fit.
func TestSectionsThatOverlap(t *testing.T) {
	f, err := Read("crafted", written(t, func(w *Writer) {
		w.Int32s("a", []int32{1})
		w.Int32s("b", []int32{1})
		w.end()
		w.entries[1].offset = w.entries[0].offset
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(); err == nil || !strings.Contains(err.Error(), "section b: what lies before it is damaged") {
		t.Errorf("error is %v", err)
	}
}

// rewritten is a file of one section of int32 whose entry is changed, with checksums that fit.
func rewritten(t *testing.T, change func(e *entry)) []byte {
	return written(t, func(w *Writer) {
		w.Int32s("numbers", []int32{1, 2, 3})
		w.end()
		change(&w.entries[0])
	})
}

// TestCraftedFilesAreRefused: the checksums fit, the rest does not.
func TestCraftedFilesAreRefused(t *testing.T) {
	for says, change := range map[string]func(e *entry){
		"section numbers: 12 bytes at byte 65 do not fit":                   func(e *entry) { e.offset++ },
		"section numbers: 12 bytes at byte 0 do not fit":                    func(e *entry) { e.offset = 0 },
		"section numbers: 18446744073709551612 bytes at byte 64 do not fit": func(e *entry) { e.length = math.MaxUint64 - 3 },
		"section numbers: 12 bytes at byte 18446744073709551552 do not fit": func(e *entry) { e.offset = math.MaxUint64 - 63 },
		"section numbers: 10 bytes are no whole number of int32":            func(e *entry) { e.length = 10 },
		"section numbers: its kind 6 is unknown":                            func(e *entry) { e.kind = 6 },
		"a section has no name":                                             func(e *entry) { e.name = "" },
	} {
		if _, err := Read("crafted", rewritten(t, change)); err == nil || !strings.Contains(err.Error(), "index: crafted: "+says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
	twice := written(t, func(w *Writer) {
		w.Int32s("a", nil)
		w.Int32s("b", nil)
		w.entries[1].name = "a"
	})
	if _, err := Read("crafted", twice); err == nil || !strings.Contains(err.Error(), "section a: it is there twice") {
		t.Errorf("error is %v", err)
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	later := written(t, sample)
	later[len(magic)] = 9
	for says, data := range map[string][]byte{
		"it is no file of kindred's":                                          []byte("id,title\n"),
		"has version 9 of the format and this program reads versions 1 and 2": later,
	} {
		if _, err := Read("other", data); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
}

func TestAskingForWhatIsNotThere(t *testing.T) {
	f, err := Read("x", written(t, func(w *Writer) {
		w.Int32s("numbers", []int32{1})
		_, _ = w.Section("texts").Write([]byte("abc"))
		w.Int64s("texts.ends", []int64{2, 1, 3})
		_, _ = w.Section("more").Write([]byte("abc"))
		w.Int64s("more.ends", []int64{1, 2})
	}))
	if err != nil {
		t.Fatal(err)
	}
	for says, ask := range map[string]func() error{
		"section other: it is missing":                            func() error { _, err := f.Bytes("other"); return err },
		"section numbers: it holds int32 where float32 is wanted": func() error { _, err := f.Float32s("numbers"); return err },
		"section texts.ends: text 1 ends at byte 1 of 3, after 2": func() error { _, err := f.Strings("texts"); return err },
		"section more: 1 bytes are of no text":                    func() error { _, err := f.Strings("more"); return err },
	} {
		if err := ask(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
}

// TestWhatWasWrittenBeforeIsStreamed: parts of an old file and new ones make the bytes that all of them together make.
func TestWhatWasWrittenBeforeIsStreamed(t *testing.T) {
	values := make([]float32, 3*piece/4+5)
	for i := range values {
		values[i] = float32(i)
	}
	fill := func(w *Writer) { w.Float32s("values", values); w.Strings("texts", []string{"one", "two"}) }
	f, err := Read("old", written(t, fill))
	if err != nil {
		t.Fatal(err)
	}
	old, err1 := f.Float32s("values")
	texts, err2 := f.Bytes("texts")
	ends, err3 := f.Int64s("texts.ends")
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	got := written(t, func(w *Writer) {
		w.Float32s("values", old, []float32{7, 8})
		to := w.Section("texts")
		for _, part := range [][]byte{texts, []byte("three")} {
			_, _ = to.Write(part) // Close returns the error
		}
		w.Int64s("texts.ends", ends, []int64{11})
	})
	want := written(t, func(w *Writer) {
		w.Float32s("values", append(slices.Clone(values), 7, 8))
		w.Strings("texts", []string{"one", "two", "three"})
	})
	if !bytes.Equal(got, want) {
		t.Error("the file is another one")
	}
}

func TestAWriterStopsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	path := filepath.Join(t.TempDir(), "a.kindred")
	err := Write(path, 0o644, func(w *Writer) {
		w.Until(ctx)
		w.Int32s("a", []int32{1})
		stop()
		w.Int32s("b", []int32{1})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if left := names(filepath.Dir(path)); len(left) > 0 {
		t.Errorf("the folder holds %v", left)
	}
}

func TestMisuseOfAWriterIsAnError(t *testing.T) {
	for says, fill := range map[string]func(w *Writer){
		"use a name of 1 to 40 bytes":    func(w *Writer) { w.Int32s(strings.Repeat("n", 41), nil) },
		"section \"a\" is written twice": func(w *Writer) { w.Int32s("a", nil); w.Int64s("a", nil) },
		"written to after the next began": func(w *Writer) {
			s := w.Section("a")
			w.Int32s("b", nil)
			_, _ = s.Write([]byte("late"))
		},
	} {
		path := filepath.Join(t.TempDir(), "a.kindred")
		if err := Write(path, 0o644, fill); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the file is there: %v", says, err)
		}
	}
}

// FuzzRead holds the reader to its promises: an error or sections that can be read, and never a panic.
func FuzzRead(f *testing.F) {
	data := written(f, sample)
	f.Add(data)
	f.Add(data[:100])
	f.Add(written(f, func(*Writer) {}))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("fuzz", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "index: fuzz: ") {
				t.Fatalf("error without a place: %v", err)
			}
			return
		}
		readable(t, file)
	})
}

// readable reads all that can be read of a file: damaged or not, that does not panic.
func readable(t *testing.T, file *File) {
	t.Helper()
	_ = file.Verify()
	for _, name := range file.Names() {
		asked, all := 0, []error{}
		for _, ask := range []func(string) error{
			func(s string) error { _, err := file.Bytes(s); return err },
			func(s string) error { _, err := file.Float32s(s); return err },
			func(s string) error { _, err := file.Int32s(s); return err },
			func(s string) error { _, err := file.Int64s(s); return err },
			func(s string) error { _, err := file.Uint64s(s); return err },
			func(s string) error { _, err := file.Float64s(s); return err },
		} {
			if err := ask(name); err != nil {
				all = append(all, err)
			}
			asked++
		}
		if len(all) != asked-1 {
			t.Fatalf("section %q is of %d kinds: %v", name, asked-len(all), all)
		}
		_, _ = file.Strings(name)
	}
}
