package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestParquet: every table can be a Parquet file, by its flag or by the name of the file; the bytes are the same on any number of
// threads; and the file is a source like any other.
func TestParquet(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	for i, c := range commands {
		args := strings.Fields(strings.Replace(c.args, "SOURCE", source, 1))
		name := filepath.Join(folder, strings.Fields(c.args)[0]+".parquet")
		done(t, append(args, "-o", name, "--threads", "1")...)
		data, err := os.ReadFile(name)
		if err != nil || !bytes.HasPrefix(data, []byte("PAR1")) || !bytes.HasSuffix(data, []byte("PAR1")) {
			t.Fatalf("%s: %d bytes, %v", c.args, len(data), err)
		}
		if i < 2 {
			if again := done(t, append(args, "--format", "parquet", "--threads", "8")...); again.out != string(data) {
				t.Errorf("%s: other bytes on eight threads", c.args)
			}
		}
	}
	name := filepath.Join(folder, "cluster.parquet")
	rows := rowsOf(t, done(t, "info", name).out)
	if head, row := strings.Join(rows[0][:3], ","), strings.Join(rows[1][1:3], ","); head != "source,format,records" || !strings.HasPrefix(row, "parquet,") {
		t.Errorf("%s: %s", head, row)
	}
	if r := kindred(t, "info", folder); !strings.Contains(r.err, "kindred wrote it") {
		t.Errorf("a folder of results: %s", r.err)
	}
}
