package index

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unsafe"
)

func TestMappedFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kindred")
	if err := Write(path, 0o644, sample); err != nil {
		t.Fatal(err)
	}
	f, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(f)
	if err := errors.Join(err, f.Verify()); err != nil || len(got) != 8 {
		t.Errorf("%v, %v", got, err)
	}
	if err := errors.Join(f.Close(), f.Close()); err != nil {
		t.Error(err)
	}
	if _, err := Map(filepath.Dir(path)); err == nil {
		t.Error("a folder is mapped")
	}
}

// TestAFileThatIsCutWhileItIsMapped faults where it is read.
func TestAFileThatIsCutWhileItIsMapped(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows cuts no file that is mapped")
	}
	path := filepath.Join(t.TempDir(), "a.kindred")
	if err := Write(path, 0o644, func(w *Writer) { w.Int32s("numbers", make([]int32, 1<<20)) }); err != nil {
		t.Fatal(err)
	}
	f, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values, err := f.Int32s("numbers")
	if err := errors.Join(err, os.Truncate(path, 100)); err != nil {
		t.Fatal(err)
	}
	sum := int32(0)
	err = Guard("a.kindred", func() error {
		for _, v := range values {
			sum += v
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "a.kindred: it changed while it was read") {
		t.Errorf("error is %v", err)
	}
}

func TestGuardLetsOtherPanicsGo(t *testing.T) {
	var none []int
	for name, fail := range map[string]func(){"text": func() { panic("text") }, "the runtime's": func() { _ = none[len(os.Args)] }} {
		got := func() (r any) {
			defer func() { r = recover() }()
			_ = Guard("a", func() error { fail(); return nil })
			return nil
		}()
		if got == nil {
			t.Errorf("the panic %s went nowhere", name)
		}
	}
	if err := Guard("a", func() error { panic(&Error{File: "b"}) }); err == nil || err.Error() != "index: b: " {
		t.Errorf("error is %v", err)
	}
}

// TestNumbersAreUsedWhereTheyLie in the mapped file.
func TestNumbersAreUsedWhereTheyLie(t *testing.T) {
	if !littleEndian {
		t.Skip("numbers are copied on this processor")
	}
	path := filepath.Join(t.TempDir(), "a.kindred")
	if err := Write(path, 0o644, sample); err != nil {
		t.Fatal(err)
	}
	f, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, e := range f.entries {
		var at unsafe.Pointer
		switch e.kind {
		case float32Kind:
			v, _ := f.Float32s(e.name)
			at = unsafe.Pointer(unsafe.SliceData(v))
		case int64Kind:
			v, _ := f.Int64s(e.name)
			at = unsafe.Pointer(unsafe.SliceData(v))
		case float64Kind:
			v, _ := f.Float64s(e.name)
			at = unsafe.Pointer(unsafe.SliceData(v))
		default:
			continue
		}
		if at != unsafe.Pointer(&f.data[e.offset]) {
			t.Errorf("section %d, %s, was copied", i, e.name)
		}
	}
}

// TestNumbersThatDoNotLieAsTheyShould are copied: in a file that does not begin where numbers may.
func TestNumbersThatDoNotLieAsTheyShould(t *testing.T) {
	data := written(t, sample)
	for shift := range 8 {
		moved := append(make([]byte, shift), data...)[shift:]
		f, err := Read("x", moved)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(f)
		if err != nil || len(got) != 8 || fmt.Sprint(got[1]) != "[1.5 -2 +Inf]" || fmt.Sprint(got[3]) != "[-1 9223372036854775807]" {
			t.Errorf("%v, %v", got, err)
		}
	}
}

// TestEncodedNumbers: a processor with the other order of bytes writes the same file.
func TestEncodedNumbers(t *testing.T) {
	values := []float64{1, -2.5, 1e300}
	plain := written(t, func(w *Writer) { w.Float64s("v", values[:1], nil, values[1:]) })
	encoded := written(t, func(w *Writer) { w.begin("v", float64Kind); encode(w, values) })
	if !bytes.Equal(plain, encoded) {
		t.Errorf("%q, encoded %q", plain, encoded)
	}
}
