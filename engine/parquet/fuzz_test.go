package parquet

import (
	"bytes"
	"encoding/json"
	"runtime"
	"testing"

	pq "github.com/parquet-go/parquet-go"
)

// FuzzRows: of any bytes, no panic, rows that are JSON objects unless their text is no UTF-8, and no more memory at once or in all than limits
// and size allow. Seeds are what two writers make.
func FuzzRows(f *testing.F) {
	for _, c := range []pq.WriterOption{pq.Compression(&pq.Uncompressed), pq.Compression(&pq.Zstd), pq.Compression(&pq.Snappy), pq.Compression(&pq.Lz4Raw), pq.Compression(&pq.Gzip), pq.Compression(&pq.Brotli)} {
		for version := 1; version <= 2; version++ {
			f.Add(written(f, papersOf(9), c, pq.DataPageVersion(version), pq.MaxRowsPerRowGroup(5)))
		}
	}
	cells, _ := tableOf(9)
	f.Add(writeTable(f, tableColumns, cells))
	runs := runs{n: 1 << 30}
	f.Add(crafted{kind: byteArray, entries: 1 << 30, rows: 1 << 30, page: runs.appendTo(nil)}.file())
	f.Fuzz(func(t *testing.T, data []byte) {
		l := Limits{Footer: 1 << 20, Pages: 1 << 20, Row: 1 << 14, Unpacked: 1 << 20}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_ = faultsOf(data, l)
		runtime.ReadMemStats(&after)
		// Pages come and go with row groups; what inflates a page has windows of its own.
		if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20+100*uint64(len(data)) {
			t.Fatalf("%d bytes allocated for a file of %d", used, len(data))
		}
		rows, _ := readAll(data, l)
		for _, row := range rows {
			if row[0] != '{' || !json.Valid(bytes.ToValidUTF8([]byte(row), nil)) {
				t.Fatalf("no object: %q", row)
			}
		}
	})
}
