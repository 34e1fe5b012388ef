package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

// vectorFile writes a file as NumPy does: a row a paper with float32 values.
func vectorFile(t *testing.T, rows [][]float32) string {
	t.Helper()
	header := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n", len(rows), len(rows[0]))
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), 0)
	b = append(b, header...)
	for _, row := range rows {
		for _, v := range row {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return file(t, "v.npy", string(b))
}

// parity are vectors of the test corpus that know nothing of its themes: odd and even papers go together, and the first is nearest to
// the last of its kind. Rows are not unit.
func parity(n int) [][]float32 {
	rows := make([][]float32, n)
	for i := range rows {
		rows[i] = []float32{float32(1 + i%2), float32(2 - i%2), float32(n-i) / 100}
		rows[i][i%2] *= 9
	}
	return rows
}

func TestVectorsDecide(t *testing.T) {
	source, v := corpusFile(t), vectorFile(t, parity(40))
	r := done(t, "cluster", source, "--vectors", v, "-k", "2", "--smooth", "off")
	for i, topic := range column(t, r.out, "topic_id") {
		if topic != column(t, r.out, "topic_id")[i%2] {
			t.Fatalf("paper %d is in topic %s:\n%s", i+1, topic, r.out)
		}
	}
	if again := done(t, "cluster", source, "--vectors", v, "-k", "2", "--smooth", "off", "--threads", "3"); again.out != r.out {
		t.Error("three threads cluster otherwise")
	}
	if ids := column(t, done(t, "related", source, "--vectors", v, "--id", "p001", "-n", "3").out, "doc_id"); !slices.Equal(ids, []string{"p003", "p005", "p007"}) {
		t.Errorf("related are %v", ids)
	}
	if terms := column(t, done(t, "topics", source, "--vectors", v, "-k", "2").out, "top_terms"); terms[0] == "" {
		t.Error("a topic without words")
	}
	chosen := done(t, "cluster", source, "--vectors", v, "-k", "2", "--smooth", "off", "--where", "label=bees or label=glaciers", "--columns", "doc_id,topic_id")
	for i, topic := range column(t, chosen.out, "topic_id") {
		if id := column(t, chosen.out, "doc_id")[i]; (topic == column(t, chosen.out, "topic_id")[0]) != strings.ContainsAny(id[3:], "13579") {
			t.Errorf("%s is in topic %s", id, topic)
		}
	}
}

// Rows may be those of records, bad ones included; anything else is refused with both counts.
func TestRowsOfVectors(t *testing.T) {
	source := file(t, "p.jsonl", "{bad\n"+papers())
	rows := parity(41)
	by := func(rows [][]float32) string {
		return done(t, "related", source, "--vectors", vectorFile(t, rows), "--all", "-n", "2", "--columns", "doc_id,similarity").out
	}
	if byRecord, byPaper := by(rows), by(rows[1:]); byRecord != byPaper {
		t.Errorf("a row a record:\n%s\na row a paper:\n%s", byRecord, byPaper)
	}
	rows[3] = []float32{0, 0, 0}
	if r := done(t, "cluster", source, "--vectors", vectorFile(t, rows), "-k", "2"); !strings.Contains(r.err, "1 paper with zeros alone for a vector") || column(t, r.out, "topic_id")[2] != "-1" ||
		column(t, r.out, "topic_label")[2] != "(zero vector)" {
		t.Errorf("%s%s", r.err, r.out)
	}
}

// vectorTable writes vectors with the ids of their papers as Parquet.
func vectorTable(t *testing.T, ids []string, rows [][]float32) string {
	t.Helper()
	type row struct {
		ID     string    `parquet:"id"`
		Vector []float32 `parquet:"vector,list"`
	}
	var b bytes.Buffer
	w := pq.NewGenericWriter[row](&b)
	for i, id := range ids {
		if _, err := w.Write([]row{{id, rows[i]}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, "v.parquet", b.String())
}

// Where vectors have ids, these say whose they are, and not the order of the rows.
func TestVectorsByID(t *testing.T) {
	source, rows := corpusFile(t), parity(40)
	ids := column(t, done(t, "cluster", source, "-k", "2").out, "doc_id")
	by := func(path string, more ...string) result {
		return done(t, append([]string{"related", source, "--vectors", path, "--all", "-n", "2", "--columns", "query_id,doc_id,similarity"}, more...)...)
	}
	want := by(vectorFile(t, rows))
	slices.Reverse(ids)
	slices.Reverse(rows)
	if r := by(vectorTable(t, ids, rows)); r.out != want.out || r.err != want.err {
		t.Errorf("other rows:\n%s%s\nwant\n%s", r.out, r.err, want.out)
	}
	more := vectorTable(t, append([]string{"x"}, ids...), append([][]float32{{1, 2, 3}}, rows...))
	if r := by(more); r.out != want.out || !strings.Contains(r.err, `1 row passed over, with an id of no paper or of a row before: "x" is the first`) {
		t.Errorf("a row of no paper: %s", r.err)
	}
	if r := by(more, "--limit", "5"); strings.Contains(r.err, "passed over") {
		t.Errorf("papers left out: %s", r.err)
	}
	says := `papers whose id no row has: 1 of 40 ("p040"): without a column id or doc_id, rows are matched by their order`
	if r := kindred(t, "cluster", source, "--vectors", vectorTable(t, ids[1:], rows[1:])); r.code != exitMisused || !strings.Contains(r.err, says) {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
}

func TestVectorErrors(t *testing.T) {
	source, v := corpusFile(t), vectorFile(t, parity(40))
	nan := parity(40)
	nan[7][1] = float32(math.NaN())
	for _, c := range []struct {
		args string
		says string
	}{
		{"cluster SOURCE --vectors " + vectorFile(t, parity(39)), "39 rows, and there are 40 papers of 40 records: a row a paper or a row a record is needed"},
		{"cluster SOURCE --vectors " + vectorFile(t, nan), "row 7 (counted from 0) holds NaN in column 1"},
		{"cluster SOURCE --vectors SOURCE", "in no format of vectors that is known"},
		{"cluster SOURCE --vectors no.npy", "no such file"},
		{"related SOURCE --text bees --vectors " + v, "a text has no place among vectors that were made elsewhere: ask by papers (--vectors)"},
		{"explain SOURCE p001 --topic own --vectors " + v, "by their vectors (--vectors), which hold no terms to name"},
	} {
		if r := kindred(t, strings.Fields(strings.ReplaceAll(c.args, "SOURCE", source))...); r.code != exitMisused || !strings.Contains(r.err, c.says) {
			t.Errorf("%s: exit code %d, %s", c.args, r.code, r.err)
		}
	}
	queries := file(t, "q.jsonl", "p001\n{\"text\":\"bees\"}\n")
	if r := done(t, "related", source, "--queries", queries, "--vectors", v); !strings.Contains(r.err, "q.jsonl:2: a text: a text has no place") || len(column(t, r.out, "doc_id")) != 10 {
		t.Errorf("%s%s", r.err, r.out)
	}
	r := done(t, "explain", source, "p001", "p005", "--vectors", v, "--lsa", "5")
	for _, says := range []string{"which hold no terms to name", "the terms of the cosine of their words alone", "--lsa does nothing beside --vectors"} {
		if !strings.Contains(r.err, says) {
			t.Errorf("no %q in %s", says, r.err)
		}
	}
}

// run.json records which vectors they were, and a checkpoint of others is refused.
func TestVectorsAreRecorded(t *testing.T) {
	source, v, folder := corpusFile(t), vectorFile(t, parity(40)), t.TempDir()
	args := []string{"run", source, "-o", filepath.Join(folder, "out"), "--checkpoint", filepath.Join(folder, "steps"), "-k", "2", "--stability", "off", "--vectors"}
	done(t, append(args, v)...)
	b, err := os.ReadFile(filepath.Join(folder, "out", manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Vectors    vectorFacts
		Similarity map[string]string
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(v)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	if want := (vectorFacts{v, 40, 3, hex.EncodeToString(sum[:])}); m.Vectors != want || m.Similarity["related"] != "vectors given, of 3 values" {
		t.Errorf("%+v, want %+v", m, want)
	}
	other := parity(40)
	other[0][0] = 5
	if r := kindred(t, append(args, vectorFile(t, other))...); r.code != exitMisused || !strings.Contains(r.err, "vectors") {
		t.Errorf("other vectors: exit code %d, %s", r.code, r.err)
	}
}
