package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// speed and compare run this very program again: here that is the test.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "speed" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// Every stage runs on a folder's papers, and says how large its matrix was.
func TestSpeedRunsEveryStage(t *testing.T) {
	file := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz")
	for _, name := range stageNames() {
		code, out, errs := bench("speed", "--stages", name, "-k", "3", "--rank", "3", "--queries", "5", "--format", "json", file)
		var m measurement
		if err := json.Unmarshal([]byte(out), &m); err != nil || code != exitDone {
			t.Errorf("%s: exit %d, %v, %s%s", name, code, err, out, errs)
			continue
		}
		if m.Stage != name || m.Wall <= 0 || m.Docs != 21 || m.Terms != 21 && !strings.HasPrefix(name, "job") && name != "vectorize-default" {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

// The multiply-adds of the ten nearest: each of the 21 papers has three words, each in three papers.
func TestSpeedCountsMultiplyAdds(t *testing.T) {
	file := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz")
	_, out, _ := bench("speed", "--stages", "graph,silhouette", "-k", "4", "--runs", "2", file)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines, want two runs of two stages:\n%s", len(lines), out)
	}
	for i, want := range []string{"\t189 multiply-adds", "\t189 multiply-adds", "\t252 multiply-adds", "\t252 multiply-adds"} {
		if !strings.Contains(lines[i], want) || !strings.HasPrefix(lines[i], "Benchmark") {
			t.Errorf("%q has no %q", lines[i], want)
		}
	}
}

func TestSpeedRefuses(t *testing.T) {
	file := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz")
	for _, c := range []struct{ args, want string }{
		{"speed", "at least 1 arg"},
		{"speed --stages flight FILE", `stage "flight": use one of [vectorize`},
		{"speed --format xml FILE", "use bench or json"},
		{"speed --stages knn FILE.gone", "FILE.gone"},
		{"speed --stages knn --dump FILE.gone FILE", "indptr.npy"},
		{"compare --stages knn FILE", "requires at least 2 arg"},
		{"compare --stages knn,lsa FILE -- true", "give one stage"},
		{"compare --stages knn --times 1 FILE -- true", "printed nothing"},
		{"synth -n -1 FILE", "at least 0"},
	} {
		code, _, errs := bench(strings.Fields(strings.ReplaceAll(c.args, "FILE", file))...)
		if code != exitFailed || !strings.Contains(errs, strings.ReplaceAll(c.want, "FILE", file)) {
			t.Errorf("%s: exit %d, %q, want %q", c.args, code, errs, c.want)
		}
	}
}

// array is a NumPy array of format 1.0.
func array(kind string, n int, values any) []byte {
	header := fmt.Sprintf("{'descr': '<%s', 'fortran_order': False, 'shape': (%d,), }\n", kind, n)
	out := bytes.NewBufferString("\x93NUMPY\x01\x00")
	_ = binary.Write(out, binary.LittleEndian, uint16(len(header)))
	out.WriteString(header)
	_ = binary.Write(out, binary.LittleEndian, values)
	return out.Bytes()
}

// dumped is a folder with the matrix (0.6 0 0.8; 0 1 0) and seed 1.
func dumped(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"indptr.npy": array("i4", 3, []int32{0, 2, 3}), "indices.npy": array("i8", 3, []int64{0, 2, 1}),
		"data.npy": array("f8", 3, []float64{0.6, 0.8, 1}), "seeds.txt": []byte("1\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadDump(t *testing.T) {
	dir := dumped(t)
	x, err := readDump(dir)
	if err != nil {
		t.Fatal(err)
	}
	if n, d := x.Dims(); n != 2 || d != 3 || float32(x.At(0, 0)) != 0.6 || float32(x.At(0, 2)) != 0.8 || x.At(1, 1) != 1 || x.NNZ() != 3 {
		t.Errorf("%d x %d with %d: %v", n, d, x.NNZ(), x)
	}
	if rows, err := readRows(dir, "seeds.txt"); err != nil || len(rows) != 1 || rows[0] != 1 {
		t.Errorf("seeds %v, %v", rows, err)
	}
}

func TestBrokenArrays(t *testing.T) {
	good := array("f4", 2, []float32{1, 2})
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "not a NumPy array"},
		{good[:12], "ends within"},
		{good[:len(good)-1], "7 bytes for 2 numbers of 4"},
		{array("u4", 1, uint32(1)), "use one dimension"},
		{bytes.Replace(good, []byte("(2,)"), []byte("(2,1)"), 1), "use one dimension"},
	} {
		if _, err := decodeArray[float32](c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.data, err, c.want)
		}
	}
}

// The other program takes 4 and 8 and 6 seconds by turns: the median is 6. It writes what the stage starts from.
func TestCompareByHand(t *testing.T) {
	file, turns := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz"), filepath.Join(t.TempDir(), "turns")
	program := fmt.Sprintf(`cp %s/* {dump}; echo . >>%s; case $(wc -l <%s) in 1) s=4;; 2) s=8;; *) s=6;; esac
echo "{\"peer\": \"snail\", \"task\": \"crawl\", \"wall_s\": $s, \"cpu_s\": $s}"`, dumped(t), turns, turns)
	code, out, errs := bench("compare", "--stages", "lsa", "--rank", "1", "--times", "3", file, "--", "sh", "-c", program)
	if code != exitDone || !strings.Contains(out, "\nsnail crawl                                      6.0000     6.0000") || !strings.Contains(out, "\nkindred lsa ") ||
		!strings.HasSuffix(out, "\ncaptured 0.50000 of the energy\n") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1}, 1}, {[]float64{5, 1, 9}, 5}, {[]float64{4, 3, 2, 1}, 2}} {
		if got := median(c.of); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.of, got, c.want)
		}
	}
}
