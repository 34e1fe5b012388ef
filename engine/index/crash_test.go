package index

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// kills is how often a writer is killed: KINDRED_KILLS, or 20.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("KINDRED_KILLS"))
	if err != nil {
		return 20
	}
	t.Logf("%d kills", n)
	return n
}

// TestKilledWriters kills processes that write one generation after another, at any moment: while they make the folder, and while
// they replace what it holds.
func TestKilledWriters(t *testing.T) {
	if path := os.Getenv("KINDRED_WRITES_TO"); path != "" {
		writeForever(t, path)
	}
	random := rand.New(rand.NewPCG(1, 0))
	dir, shared, caught := t.TempDir(), 0, 0
	for i := range kills(t) {
		path, from := filepath.Join(dir, "shared.kindred"), &shared
		if i%4 == 0 {
			path, from = filepath.Join(dir, fmt.Sprintf("new%d.kindred", i)), new(int)
		}
		done := killedWriter(t, path, *from+1, time.Duration(random.IntN(25_000>>(i%4)))*time.Microsecond)
		left := len(names(path)) // one a temporary file or an old generation that could not be removed
		got := stateAfter(t, path, i%2 == 0)
		if got != max(*from, done) && got != max(*from, done)+1 {
			t.Fatalf("kill %d: it holds %d; %d was there and %d was done", i, got, *from, done)
		}
		if *from = got; left > 4 {
			caught++
		}
	}
	if shared == 0 {
		t.Error("no writer lived long enough to write anything")
	}
	t.Logf("%d generations; %d kills left something to remove", shared, caught)
}

// writeForever is what is killed. It says which generations it has written.
func writeForever(t *testing.T, path string) {
	n, err := strconv.Atoi(os.Getenv("KINDRED_WRITES_FROM"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	for ; ; n++ {
		d, err := Lock(path)
		if err == nil {
			next := d.Extend
			if n%4 == 0 {
				next = d.Commit
			}
			err = errors.Join(next(numbered(d, n)), d.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("wrote", n)
	}
}

// numbered writes as many of a number as it says, up to some megabytes, and rows, some of which may lie in the generation before.
func numbered(d *Folder, n int) func(w *Writer) error {
	return func(w *Writer) error {
		w.Int32s("numbers", slices.Repeat([]int32{int32(n)}, count(n)))
		if d.Current() == nil {
			w.Int32s("rows", rows(50_000))
			return nil
		}
		old, err := d.Current().Int32s("rows")
		w.Int32s("rows", old[:50_000], rows(50_000 + n%9*1000)[50_000:])
		return err
	}
}

func count(n int) int { return 1 + n*7919%(1<<20) }

// killedWriter starts a writer, kills it after a while and returns the last generation that it says to have written, or 0.
func killedWriter(t *testing.T, path string, from int, after time.Duration) (last int) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKilledWriters$")
	child.Env = append(os.Environ(), "KINDRED_WRITES_TO="+path, fmt.Sprint("KINDRED_WRITES_FROM=", from))
	out, err := child.StdoutPipe()
	if err := errors.Join(err, child.Start()); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Errorf("the writer says %q", lines.Text())
	}
	time.Sleep(after)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		if _, err := fmt.Sscanf(lines.Text(), "wrote %d", &last); err != nil {
			t.Errorf("the writer says %q", lines.Text())
		}
	}
	_ = child.Wait() // it was killed
	return last
}

// stateAfter is the number that a folder holds, whole and tidy, after a writer was killed; 0 if it holds none. It is looked at by
// a reader first, or by a writer.
func stateAfter(t *testing.T, path string, reads bool) int {
	t.Helper()
	if !reads {
		d, err := Lock(path)
		if err := errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
	}
	f, err := OpenFolder(path)
	if errors.Is(err, ErrNoIndex) {
		d, err := Lock(path) // what is no index yet can be made one
		if err := errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
		if got := names(path); len(got) > 1 || len(got) == 1 && got[0] != lockName {
			t.Errorf("the folder holds %v", got)
		}
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := readManifest(path); errors.Is(err, ErrNoIndex) { // the first generation was whole, and the next writer says so
		d, err := Lock(path)
		if err := errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
	}
	tidy(t, path)
	values, err := f.Int32s("numbers")
	if err := errors.Join(err, f.Verify()); err != nil || len(values) == 0 {
		t.Fatal(len(values), err)
	}
	n := int(values[0])
	if more, err := f.Int32s("rows"); err != nil || len(more) < 50_000 || !slices.Equal(more, rows(len(more))) {
		t.Errorf("%d rows, %v", len(more), err)
	}
	if len(values) != count(n) || slices.Min(values) != values[0] || slices.Max(values) != values[0] {
		t.Errorf("%d numbers from %d to %d", len(values), slices.Min(values), slices.Max(values))
	}
	return n
}

// full is a disk with so many bytes left.
type full int

var errFull = errors.New("no space left")

func (f *full) Write(b []byte) (int, error) {
	n := min(len(b), int(*f))
	if *f -= full(n); n < len(b) {
		return n, errFull
	}
	return n, nil
}

// TestADiskThatFillsUpAnywhere: the error is the disk's, whichever byte it is that does not fit.
func TestADiskThatFillsUpAnywhere(t *testing.T) {
	for n := range len(written(t, sample)) {
		left := full(n)
		w := NewWriter(&left)
		sample(w)
		if err := w.Close(); !errors.Is(err, errFull) {
			t.Fatalf("%d bytes: error is %v", n, err)
		}
	}
}

// TestAFailedCommitInANewFolder leaves no folder, and in one that was there nothing else.
func TestAFailedCommitInANewFolder(t *testing.T) {
	for _, there := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "a.kindred")
		if there {
			commit(t, path, 1)
		}
		before := strings.Join(names(path), " ")
		d, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := d.Commit(func(w *Writer) error { w.Int32s("", nil); return nil }); err == nil {
				t.Error("a section without a name was written")
			}
		}
		if err := d.Close(); err != nil || strings.Join(names(path), " ") != before {
			t.Errorf("the folder holds %v, %v", names(path), err)
		}
		if _, err := os.Stat(path); (err == nil) != there {
			t.Errorf("the folder: %v", err)
		}
	}
}
