package corpus

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"
)

const twoPapers = "{\"id\":\"a\",\"title\":\"T\"}\n{\"id\":\"b\",\"title\":\"U\"}\n"

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t *testing.T, text string) string {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(z.EncodeAll([]byte(text), nil))
}

func TestCompressed(t *testing.T) {
	sum := sha256.Sum256([]byte(twoPapers))
	want := hex.EncodeToString(sum[:])
	half := strings.Index(twoPapers, "\n") + 1
	for name, packed := range map[string]string{
		"plain": twoPapers, "gzip": gzipped(t, twoPapers), "zstd": zstandard(t, twoPapers), "zstd in gzip": gzipped(t, zstandard(t, twoPapers)),
		"gzip members": gzipped(t, twoPapers[:half]) + gzipped(t, twoPapers[half:]),
	} {
		c := mustRead(t, Options{}, packed)
		if !slices.Equal(ids(c), []string{"a", "b"}) || c.SHA256 != want || len(c.Problems) != 0 {
			t.Errorf("%s: %v, digest %s, problems %v", name, ids(c), c.SHA256, c.Problems)
		}
	}
}

// TestDigest covers what no record uses: the tail after a wrapped array, blank lines, the second file.
func TestDigest(t *testing.T) {
	one, two := `{"papers":[{"title":"T"}],"tail":[1,2,3]}   `, "\n\ntitle,abstract\nU,V\n\n"
	dir := writeFiles(t, map[string]string{"1.json": one, "2.csv": two})
	sum := sha256.Sum256([]byte(one + two))
	if c := load(t, dir); c.SHA256 != hex.EncodeToString(sum[:]) || len(c.Documents) != 2 {
		t.Errorf("digest %s of %v", c.SHA256, titles(c))
	}
}

// TestTruncated: what stood before the cut is kept, and the cut is said.
func TestTruncated(t *testing.T) {
	var text strings.Builder
	for i := range 20000 {
		text.WriteString(`{"title":"` + strings.Repeat(string(rune('a'+i%23)), i%41) + ` paper"}` + "\n")
	}
	rows := "title,abstract\n" + strings.ReplaceAll(strings.ReplaceAll(text.String(), `{"title":"`, ""), `"}`, ",x")
	for name, packed := range map[string]string{"gzip": gzipped(t, text.String()), "zstd": zstandard(t, text.String()), "csv": gzipped(t, rows)} {
		s, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(packed[:len(packed)*2/3])})
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Load(context.Background())
		if name == "zstd" && err != nil && strings.Contains(err.Error(), "unexpected EOF") {
			continue // one block: nothing stands before the cut
		}
		if err != nil || len(c.Documents) == 0 || problem(c, kindDamaged).Count != 1 || c.Files[0].Skipped > 1 {
			t.Errorf("%s: %v, problems %v", name, err, c)
		}
	}
	if _, err := read(t, Options{}, gzipped(t, twoPapers)[:11]); err == nil {
		t.Error("a gzip header alone is read without an error")
	}
}

func TestLimits(t *testing.T) {
	if _, err := read(t, Options{MaxInput: 20}, gzipped(t, twoPapers)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("input over MaxInput: %v", err)
	}
	if c := mustRead(t, Options{MaxInput: int64(len(twoPapers))}, twoPapers); len(c.Documents) != 2 {
		t.Errorf("input of just MaxInput: %v", titles(c))
	}
	dir := writeFiles(t, map[string]string{"1.jsonl": twoPapers, "2.jsonl": twoPapers})
	s, err := Open([]string{dir}, Options{MaxInput: int64(len(twoPapers)) + 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(context.Background()); !errors.Is(err, ErrTooLarge) {
		t.Errorf("two files over MaxInput: %v", err)
	}
}

// zeros is an endless source of one letter.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestBomb: a small file that would expand to gigabytes is refused in bounded memory.
func TestBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("decompresses 256 MiB")
	}
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(z, zeros{}, bombBytes+64<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = read(t, Options{MaxRecord: 1 << 20}, packed.String())
	runtime.ReadMemStats(&after)
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 512<<20 {
		t.Errorf("allocated %d bytes for a bomb", grown)
	}
}

func TestEncodings(t *testing.T) {
	wide := utf16.Encode([]rune(twoPapers + "{\"id\":\"c\",\"title\":\"Größe\"}\n"))
	var le, be bytes.Buffer
	for _, u := range wide {
		le.Write([]byte{byte(u), byte(u >> 8)})
		be.Write([]byte{byte(u >> 8), byte(u)})
	}
	for _, c := range []struct{ name, text, title, kind string }{
		{"utf-8", "{\"title\":\"Größe\"}", "Größe", ""},
		{"bom", "\ufeff{\"title\":\"Größe\"}", "Größe", ""},
		{"utf-16le bom", "\xff\xfe" + le.String(), "Größe", kindUTF16},
		{"utf-16be bom", "\xfe\xff" + be.String(), "Größe", kindUTF16},
		{"utf-16le", le.String(), "Größe", kindUTF16},
		{"utf-16be", be.String(), "Größe", kindUTF16},
		{"windows", "{\"title\":\"Gr\xf6\xdfe \x93x\x94\"}", "Größe “x”", kindWindows},
		{"damaged", "{\"title\":\"Größe \xff\xfe\"}", "Größe \uFFFD", kindInvalid},
		{"stray byte", "{\"title\":\"a \xff b\"}", "a \uFFFD b", kindInvalid},
		{"nul", "{\"title\":\"a\x00b\\u0000c\"}", "abc", kindNUL},
		{"windows csv", "title,abstract\nGr\xf6\xdfe,x\n", "Größe", kindWindows},
		{"windows text", "Gr\xf6\xdfe\n\nText.\n", "Größe", kindWindows},
	} {
		got := mustRead(t, Options{}, c.text)
		last := got.Documents[len(got.Documents)-1]
		if last.Title != c.title || c.kind != "" && problem(got, c.kind).Count == 0 || c.kind == "" && len(got.Problems) > 0 {
			t.Errorf("%s: %q, problems %v", c.name, last.Title, got.Problems)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"b/one.txt": "A title\n\nAnd a text.\n", "a.jsonl.gz": gzipped(t, twoPapers), "b/two.csv": "title,abstract\nX,Y\n", ".hidden": "no", "b/.git/x.txt": "no",
		"c/paper.pdf": "%PDF-1.4 binary", "c/empty.txt": "", "z.tsv": "1\t2\n3\t4\n", "c/dot.name.md": "Short words\nThe text follows at once.\n",
	})
	if err := os.Symlink(dir, filepath.Join(dir, "b", "loop")); err != nil {
		t.Logf("no symbolic links here: %v", err)
	}
	c := load(t, dir)
	if got := titles(c); !slices.Equal(got, []string{"T", "U", "A title", "X", "Short words"}) {
		t.Errorf("titles %q", got)
	}
	if got := ids(c); got[2] != "b/one" || got[4] != "c/dot.name" {
		t.Errorf("ids %q", got)
	}
	if p, empty := problem(c, kindSkippedFile), problem(c, kindEmptyFile); p.Count != 2 || !strings.HasSuffix(p.First.File, "paper.pdf") || !strings.HasSuffix(empty.First.File, "empty.txt") {
		t.Errorf("problems %v", c.Problems)
	}
	if got := ids(load(t, filepath.Join(dir, "**", "*.txt"), filepath.Join(dir, "*.gz"))); !slices.Equal(got, []string{"one", "a", "b"}) {
		t.Errorf("globs: %q", got)
	}
}

func TestNothingUsable(t *testing.T) {
	for name, names := range map[string][]string{
		"an empty folder":     {writeFiles(t, nil)},
		"an empty file":       {filepath.Join(writeFiles(t, map[string]string{"x.jsonl": " \n\n"}), "x.jsonl")},
		"only images":         {writeFiles(t, map[string]string{"x.png": "\x89PNG\r\n", "y.txt": ""})},
		"bad records alone":   {writeFiles(t, map[string]string{"x.jsonl": "{\"a\":\n{\"b\":\n"})},
		"a table of no rows":  {writeFiles(t, map[string]string{"x.csv": "id,title\n"})},
		"an empty JSON array": {writeFiles(t, map[string]string{"x.json": "[]"})},
	} {
		s, err := Open(names, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(context.Background()); !errors.Is(err, ErrNoDocuments) || len(err.Error()) < 30 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNothingSaid: why there is nothing, in words.
func TestNothingSaid(t *testing.T) {
	empty := writeFiles(t, nil)
	file := filepath.Join(writeFiles(t, map[string]string{"x.jsonl": "\n"}), "x.jsonl")
	table := filepath.Join(writeFiles(t, map[string]string{"x.csv": "id,title\n"}), "x.csv")
	image := writeFiles(t, map[string]string{"x.png": "\x89PNG\r\n"})
	bad := filepath.Join(writeFiles(t, map[string]string{"x.jsonl": "{\"a\":\n"}), "x.jsonl")
	for want, names := range map[string][]string{
		"corpus: no documents in standard input: nothing came in":                                            {"-"},
		"corpus: no documents in " + image + ": " + filepath.Join(image, "x.png") + ": skipped: is an image": {image},
		"corpus: no documents in " + empty + ": the folder holds no file to read":                            {empty},
		"corpus: no documents in " + file + ": the file is empty":                                            {file},
		"corpus: no documents in " + table + ": it holds no record":                                          {table},
		"corpus: no documents in " + bad + ": " + bad + ":1: record 1 skipped: not valid JSON":               {bad},
		"corpus: no documents in " + file + ", " + table + ": " + file + ": the file is empty":               {file, table},
	} {
		s, err := Open(names, Options{Stdin: strings.NewReader("")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Load(context.Background()); !errors.Is(err, ErrNoDocuments) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", names, err, want)
		}
	}
}

// TestOldLineEnds: carriage returns alone end lines, in every format, and no byte moves.
func TestOldLineEnds(t *testing.T) {
	sum := sha256.Sum256([]byte("title,abstract\rT,A b.\rU,B c.\r"))
	for _, c := range []struct{ name, format, text string }{
		{"CSV", formatCSV, "title,abstract\nT,A b.\nU,B c.\n"}, {"JSON lines", formatJSONL, "{\"title\":\"T\",\"abstract\":\"A b.\"}\n{\"title\":\"U\",\"abstract\":\"B c.\"}\n"},
		{"table of one line end", formatCSV, "title,abstract\nT,\"A\nb.\"\nU,B c.\n"},
	} {
		got := mustRead(t, Options{}, strings.ReplaceAll(c.text, "\n", "\r"))
		if !slices.Equal(titles(got), []string{"T", "U"}) || got.Files[0].Format != c.format || len(got.Problems) > 0 || strings.Join(strings.Fields(got.Documents[0].Abstract), " ") != "A b." {
			t.Errorf("%s: %+v, problems %v", c.name, got.Documents, got.Problems)
		}
		if o := got.Documents[1].Origins[0]; o.Line != strings.Count(c.text, "\n") || c.name == "CSV" && got.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: origin %+v, digest %s", c.name, o, got.SHA256)
		}
	}
	page := page4(func(_ int, title, abstract string) string { return title + "\r\r" + abstract + "\r\r" })
	if c := mustRead(t, Options{}, page); !slices.Equal(titles(c), fourTitles) {
		t.Errorf("a page: %q", titles(c))
	}
	if d := mustRead(t, Options{}, "On tides\r\r"+tides).Documents[0]; d.Title != "On tides" || d.Abstract != tides {
		t.Errorf("a text: %+v", d)
	}
	if d := mustRead(t, Options{}, "On tides\n\nSand\rand wind.\n").Documents[0]; d.Abstract != "Sand\nand wind." {
		t.Errorf("a stray one: %+v", d)
	}
}

func TestForeign(t *testing.T) {
	for text, advice := range map[string]string{
		"%PDF-1.7\n...": "extract its text", "PK\x03\x04....": "unpack", "<!DOCTYPE html><p>": "save it as text", "\n<html>": "save it as text",
		"<?xml version='1.0'?><set/>": "XML", "<sets><set a='1'/></sets>": "XML", "<set xmlns=\"x\"\n y='z'>\n<a></a>": "XML", "<ns:set/>": "XML",
		"<!-- made by a tool -->\n<set></set>": "XML", "<!DOCTYPE ArticleSet>\n<ArticleSet></ArticleSet>": "XML", "<div><p>x</p></div>": "HTML", "<p>x</p>": "HTML", "\x01\x02\x03\x04\x05\x06": "binary",
		"BZh91AY": "bzip2", "PARE....": "encrypted", "PAR1\x15\x00\x15\x00": "cannot be read", strings.Repeat("\n", headBytes+10) + "{}": "blank",
	} {
		if _, err := read(t, Options{}, text); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), advice) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

// TestNotForeign: texts that begin with an angle bracket.
func TestNotForeign(t *testing.T) {
	for _, text := range []string{"<i>Ammophila</i> on dunes\n\n" + tides, "<UNK> tokens in models\n\n" + tides, "<5 papers on sand\n\n" + tides, "< and > in prose\n\n" + tides, "<sup>13</sup>C\n\n" + tides} {
		if c := mustRead(t, Options{}, text); len(c.Documents) != 1 || c.Documents[0].Abstract != tides {
			t.Errorf("%.20q: %q", text, titles(c))
		}
	}
}

// TestNoTable: a note that lists names below a heading is no table.
func TestNoTable(t *testing.T) {
	note := "# Papers\n\nEach is there with all it has: id, title, abstract, authors, date.\n\nThere are many, and more to come, as time allows.\n"
	if c := mustRead(t, Options{}, note); c.Files[0].Format != formatText || len(c.Documents) != 1 {
		t.Errorf("%s: %q", c.Files[0].Format, titles(c))
	}
}

func TestOpenErrors(t *testing.T) {
	dir := writeFiles(t, map[string]string{"x.txt": "x"})
	for _, names := range [][]string{{}, {"-"}, {filepath.Join(dir, "none.jsonl")}, {filepath.Join(dir, "*.csv")}, {filepath.Join(dir, "[")}} {
		if _, err := Open(names, Options{}); err == nil || !strings.HasPrefix(err.Error(), "corpus: ") {
			t.Errorf("%q: %v", names, err)
		}
	}
	file := filepath.Join(dir, "x.txt")
	if err := os.Chmod(file, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(file); err == nil {
		defer f.Close()
		t.Skip("this user reads every file")
	}
	s, err := Open([]string{file}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(context.Background()); err == nil || !strings.Contains(err.Error(), "x.txt") {
		t.Errorf("an unreadable file: %v", err)
	}
}

type failing struct{ after io.Reader }

func (f failing) Read(p []byte) (int, error) {
	if n, err := f.after.Read(p); err == nil {
		return n, nil
	}
	return 0, errors.New("cable pulled")
}

// TestDeviceError: a failing device is an error, and no damaged file.
func TestDeviceError(t *testing.T) {
	for _, text := range []string{twoPapers, gzipped(t, strings.Repeat(twoPapers, 99))[:60]} {
		s, err := Open([]string{"-"}, Options{Stdin: failing{strings.NewReader(text)}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(context.Background()); err == nil || !strings.Contains(err.Error(), "cable pulled") {
			t.Errorf("%v", err)
		}
	}
}

// TestProgressOfReading: it never falls and ends whole, also where a file is compressed and its length unknown.
func TestProgressOfReading(t *testing.T) {
	dir := t.TempDir()
	for name, n := range map[string]int{"a.jsonl": 9000, "empty.jsonl": 0, "list.txt": 3} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Repeat(`{"title":"A paper on bees","abstract":"They dance, and find what they look for."}`+"\n", n)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write([]byte(strings.Repeat(`{"title":"Bees"}`+"\n", 3000)))
	if err := errors.Join(err, w.Close(), os.WriteFile(filepath.Join(dir, "b.jsonl.gz"), packed.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
	table, _ := paperTable(t, 9000)
	parquet := filepath.Join(writeFiles(t, map[string]string{"c.parquet": table}), "c.parquet")
	half := map[string]bool{} // told that about half is read
	for _, names := range [][]string{{dir}, {filepath.Join(dir, "a.jsonl")}, {filepath.Join(dir, "b.jsonl.gz")}, {parquet}} {
		var told []int
		s, err := Open(names, Options{Progress: func(done, total int) {
			if total != 1000 || len(told) > 0 && done < told[len(told)-1] {
				t.Errorf("%d of %d after %v", done, total, told)
			}
			told = append(told, done)
			half[names[0]] = half[names[0]] || 300 < done && done < 700
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(context.Background()); err != nil || len(told) < 2 || told[len(told)-1] != 1000 {
			t.Errorf("told %v, %v", told, err)
		}
	}
	if !half[parquet] {
		t.Error("nothing is told of a Parquet file until its end")
	}
}
