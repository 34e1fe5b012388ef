package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// readAbstracts reads the texts of a corpus beside the project, or skips.
func readAbstracts(tb testing.TB, name string) []string {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "corpora", name))
	if err != nil {
		tb.Skip("no corpora beside the project: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var texts []string
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r struct{ Title, Abstract, Text string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, r.Title+"\n\n"+r.Abstract+r.Text)
	}
	return texts
}

func BenchmarkTerms(b *testing.B) {
	texts := readAbstracts(b, "quantph_arxiv.jsonl.gz")
	for _, s := range []struct {
		name string
		Settings
	}{{"words", Settings{}}, {"bigrams", Settings{MaxN: 2}}, {"sklearn", Settings{Tokens: "sklearn"}}} {
		b.Run(s.name, func(b *testing.B) {
			a, err := New(s.Settings)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				bytes, terms := 0, 0
				for _, t := range texts {
					bytes += len(t)
					a.Terms(t, "en", func(string, string) { terms++ })
				}
				b.SetBytes(int64(bytes))
				b.ReportMetric(float64(terms)/float64(len(texts)), "terms/doc")
			}
		})
	}
}
