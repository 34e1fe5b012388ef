package corpus

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// TestRepackingIsPackingAnew to the byte, whatever packs the papers were in.
func TestRepackingIsPackingAnew(t *testing.T) {
	long := varied(200)
	for i := range long {
		long[i].Abstract = strings.Repeat(long[i].Abstract, 5)
	}
	for name, docs := range map[string]List{"none": nil, "one": varied(1), "few": varied(7), "many": long} {
		from, err := NewStored(storedParts(t, docs)) // each in a pack of its own
		if err != nil {
			t.Fatal(err)
		}
		want := storedParts(t, Packed(docs))
		var records, packs bytes.Buffer
		r := NewRepacking(from)
		packEnds, lengths, err1 := r.Packs(&packs)
		recordEnds, err2 := r.Records(&records)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		got := StoredParts{Blobs{records.Bytes(), recordEnds}, Blobs{packs.Bytes(), packEnds}, lengths}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %d packs of %d bytes and records of %d, want %d, %d and %d", name, len(lengths), len(got.Packs.All), len(got.Records.All),
				len(want.Lengths), len(want.Packs.All), len(want.Records.All))
		}
		again, err := NewStored(got)
		if err != nil {
			t.Fatal(err)
		}
		for row, d := range docs {
			if now := again.At(row).Unpacked(); now.Abstract != d.Abstract || !reflect.DeepEqual(now.IDs, d.IDs) {
				t.Errorf("%s: paper %d is %+v", name, row, now)
			}
		}
	}
}
