package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
)

// storedParts lays papers out as a file has them.
func storedParts(t testing.TB, docs Documents) StoredParts {
	t.Helper()
	var records, packs bytes.Buffer
	s := NewSaving(docs)
	recordEnds, err := s.Records(&records)
	if err != nil {
		t.Fatal(err)
	}
	packEnds, lengths, err := s.Packs(&packs)
	if err != nil {
		t.Fatal(err)
	}
	return StoredParts{Blobs{records.Bytes(), recordEnds}, Blobs{packs.Bytes(), packEnds}, lengths}
}

// varied are papers that have something in every place, or nothing.
func varied(n int) List {
	chance := rand.New(rand.NewPCG(1, 2))
	words := func(most int) string { return strings.Repeat("naïve bees ", chance.IntN(most)) }
	list := func() []string {
		var out []string
		for range chance.IntN(4) {
			out = append(out, words(3))
		}
		return out
	}
	var docs List
	for i := range n {
		d := Document{
			ID: fmt.Sprint("p", i), Title: words(9), URL: words(2), Venue: words(2), Lang: "en", Abstract: words(1 + 40*(i%3)),
			Authors: list(), Categories: list(), Keywords: list(), Labels: list(), Also: list(),
			TitleDerived: i%5 == 0, made: i%7 == 0, edition: i % 4, stages: stage(i % 3),
			Origins: []Origin{{"a.bib", i + 1, 3 * i, int64(i) << 33, 77}, {"b", 1, 0, 0, 0}}[:i%3],
		}
		if len(d.Origins) == 0 {
			d.Origins = nil
		}
		if i%2 == 0 {
			d.IDs, d.Fields = map[string]string{"doi": fmt.Sprintf("10.1000/x%d", i), "arxiv": ""}, map[string]string{"note": words(3), "": "x"}
			d.Date, d.Precision = time.Date(1850+i, 2, 3, 0, 0, 0, 0, time.UTC), Precision(1+i%3)
		}
		docs = append(docs, d)
	}
	return docs
}

func TestStoredPapersAreWhatTheyWere(t *testing.T) {
	docs := varied(200)
	for name, given := range map[string]List{"plain": docs, "packed": Packed(docs)} {
		p := storedParts(t, given)
		got, err := NewStored(p)
		if err != nil || got.Len() != len(docs) {
			t.Fatalf("%s: %d papers, %v", name, got.Len(), err)
		}
		for row, d := range All(got) {
			if d = d.Unpacked(); !reflect.DeepEqual(withoutPlace(d), docs[row]) {
				t.Fatalf("%s: paper %d is\n%+v, was\n%+v", name, row, d, docs[row])
			}
		}
		if again := storedParts(t, got); !reflect.DeepEqual(again, p) {
			t.Errorf("%s: stored once more they are other bytes", name)
		}
	}
	if packs := len(storedParts(t, Packed(docs)).Lengths); packs > 3 {
		t.Errorf("%d packs for 40 KB of abstracts", packs)
	}
}

// withoutPlace is a paper without the place of its abstract in a pack.
func withoutPlace(d Document) Document {
	d.from, d.to = 0, 0
	return d
}

// TestEveryShorterRecordIsRefused cuts a record everywhere, and changes what comes after it.
func TestEveryShorterRecordIsRefused(t *testing.T) {
	whole := storedParts(t, varied(3))
	for row := range 3 {
		record, _ := whole.Records.at(row)
		for n := range record {
			if err := readError(StoredParts{Blobs{record[:n], []int64{int64(n)}}, whole.Packs, whole.Lengths}); err == nil {
				t.Fatalf("%d of %d bytes of record %d are a paper", n, len(record), row)
			}
		}
	}
}

// readError reads all papers and returns what Stored panics with.
func readError(p StoredParts) (err error) {
	defer func() {
		if e, ok := recover().(*StoredError); ok {
			err = e
		}
	}()
	s, err := NewStored(p)
	if err != nil {
		return err
	}
	for _, d := range All(s) {
		d.Unpacked()
	}
	return nil
}

func TestDamagedPacksAreErrors(t *testing.T) {
	whole := storedParts(t, Packed(varied(30)))
	var at *StoredError
	for says, change := range map[string]func(p *StoredParts){
		"1 lengths of 0 packs":    func(p *StoredParts) { p.Packs.Ends = nil },
		"pack 0 of abstracts is":  func(p *StoredParts) { p.Lengths = []int32{1 << 30} },
		"a pack of abstracts is":  func(p *StoredParts) { p.Packs.All = bytes.Repeat([]byte{7}, len(p.Packs.All)) },
		"there is no such record": func(p *StoredParts) { p.Records.Ends = []int64{1 << 40} },
		"pack 0 of 0":             func(p *StoredParts) { p.Packs.Ends, p.Lengths = nil, nil },
	} {
		p := whole
		change(&p)
		if err := readError(p); !errors.As(err, &at) || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
}

func TestStoredNamesFindWhatMapsFind(t *testing.T) {
	docs := varied(60)
	docs[3].Also, docs[9].Also = []string{"old", "p9", "arXiv:2101.00001v2"}, []string{"old"}
	docs[5].ID, docs[6].ID = "10.1000/X4", "p7"
	plain, stored := NewLookup(docs), NewStoredLookup(NewStoredNames(docs, NamesOf(docs)))
	for _, name := range []string{"p1", "p7", "p9", "old", "none", "10.1000/x4", "https://doi.org/10.1000/X8", "2101.00001", "arXiv:2101.00001v1", "P3"} {
		want, wantErr := plain.Find(name)
		got, err := stored.Find(name)
		if got != want || !reflect.DeepEqual(err, wantErr) {
			t.Errorf("%s: %d, %v; want %d, %v", name, got, err, want, wantErr)
		}
	}
}

func TestNamesOfOtherPapersFindNothing(t *testing.T) {
	docs := varied(5)
	names := NamesOf(docs)
	for i := range names.Rows {
		names.Rows[i] = []int32{-1, 77, 0}[i%3]
	}
	if row, err := NewStoredLookup(NewStoredNames(docs, names)).Find("10.1000/x4"); err == nil && row != 4 {
		t.Errorf("found paper %d", row)
	}
}

// FuzzStored holds Stored to its promise: papers, or a *StoredError.
func FuzzStored(f *testing.F) {
	p := storedParts(f, varied(1))
	f.Add(p.Records.All, p.Packs.All)
	p = storedParts(f, Packed(varied(5)))
	f.Add(p.Records.All[:p.Records.Ends[1]], p.Packs.All)
	f.Fuzz(func(t *testing.T, records, packs []byte) {
		_ = readError(StoredParts{
			Blobs{records, []int64{int64(len(records) / 2), int64(len(records))}},
			Blobs{packs, []int64{int64(len(packs))}}, []int32{int32(min(len(packs)*4, 1<<20))},
		})
	})
}
