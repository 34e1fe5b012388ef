//go:build unix

package vectorize

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"kindred/vectorize/text"
)

// abstracts reads the titles and texts of a corpus beside the project, or skips.
func abstracts(tb testing.TB, name string) [][]Field {
	f, err := os.Open(filepath.Join("..", "..", "shared", "corpora", name))
	if err != nil {
		tb.Skip("no corpora beside the project: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var docs [][]Field
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r struct{ Title, Abstract, Text string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, []Field{{Text: r.Title, Weight: 2}, {Text: r.Abstract + r.Text}})
	}
	return docs
}

func size(docs [][]Field) (bytes int64) {
	for _, d := range docs {
		for _, f := range d {
			bytes += int64(len(f.Text))
		}
	}
	return bytes
}

// scikit is the analysis of TfidfVectorizer(stop_words="english", min_df=2, max_df=0.5).
func scikit(tb testing.TB) Vectorizer {
	v, err := Default().Weigh("sklearn")
	if err != nil {
		tb.Fatal(err)
	}
	v.Text.StopWords, v.MinDF, v.MaxDF = text.StopWords("en"), AtLeast(2), Proportion(0.5)
	return v
}

// cpu is the processor time used so far, in seconds.
func cpu() float64 {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// The wall clock says little on a shared machine: cpu-s/op is the time of all threads, the collector's too.
func BenchmarkFitTransform(b *testing.B) {
	for _, s := range []struct {
		name string
		v    Vectorizer
	}{{"default", Default()}, {"sklearn", scikit(b)}} {
		for _, docs := range []struct {
			name string
			docs func() [][]Field
		}{{"prose", func() [][]Field { return prose(5000) }}, {"abstracts", func() [][]Field { return abstracts(b, "quantph_arxiv.jsonl.gz") }}} {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%s/threads=%d", s.name, docs.name, threads), func(b *testing.B) {
					docs := docs.docs()
					s.v.Threads = threads
					b.SetBytes(size(docs))
					b.ReportAllocs()
					before := cpu()
					for b.Loop() {
						if _, _, err := s.v.FitTransform(context.Background(), docs); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric((cpu()-before)/float64(b.N), "cpu-s/op")
				})
			}
		}
	}
}
