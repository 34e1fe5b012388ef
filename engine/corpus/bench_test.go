package corpus

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// made writes so many records of 800 bytes or so, one in four of them with escapes.
func made(b *testing.B, n int) (path string, size int64) {
	b.Helper()
	prose := strings.Repeat("honey bees dance where the meadow is and how far it lies from the hive ", 10)
	var out strings.Builder
	for i := range n {
		escape := ""
		if i%4 == 0 {
			escape = `the \"waggle\" \\alpha `
		}
		fmt.Fprintf(&out, `{"id": "paper-%d", "title": "Bees of meadow %d", "abstract": "%s%s", "date": "2021-03-04T12:00:00Z"}`+"\n", i, i%97, escape, prose)
	}
	path = filepath.Join(b.TempDir(), "papers.jsonl")
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path, int64(out.Len())
}

// BenchmarkLoad reads JSON lines to documents: with -cpu 1 its rate is that of a core.
func BenchmarkLoad(b *testing.B) {
	b.Run("10k", func(b *testing.B) {
		path, size := made(b, 10_000)
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			s, err := Open([]string{path}, Options{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Load(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
