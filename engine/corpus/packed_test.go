package corpus

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// paperLines are JSON lines of n papers, some without a title, some without a text, some read twice, one long.
func paperLines(n int) string {
	var b strings.Builder
	for i := range n {
		text := strings.Repeat(fmt.Sprintf("sentence %d of many. ", i), 1+i%7)
		switch {
		case i%5 == 4:
			text = ""
		case i == 50:
			text = strings.Repeat("long ", packBytes)
		}
		title := fmt.Sprintf("title %d", i)
		if i%3 == 2 {
			title = ""
		}
		fmt.Fprintf(&b, "{\"id\":\"p%d\",\"title\":%q,\"text\":%q,\"year\":2020}\n", i-i%10/9, title, text)
	}
	return b.String()
}

func loaded(t *testing.T, o Options) *Collection {
	t.Helper()
	return mustLoad(t, o, "-")
}

// What is packed and unpacked is what was read, and so is what is made of it: titles, ids, papers read twice.
func TestPackedIsUnpackedAsItWas(t *testing.T) {
	lines := paperLines(2000)
	lines += lines[:len(lines)/2]
	plain := loaded(t, Options{Stdin: strings.NewReader(lines)})
	packed := loaded(t, Options{Stdin: strings.NewReader(lines), Pack: true})
	texts := 0
	for i, d := range packed.Documents {
		if d.Abstract != "" {
			t.Fatalf("%s: an abstract at hand", d.ID)
		}
		packed.Documents[i] = d.Unpacked()
		packed.Documents[i].from, packed.Documents[i].to = 0, 0
		if d.HasAbstract() {
			texts++
		}
	}
	if !reflect.DeepEqual(plain, packed) {
		t.Error("the collections differ")
	}
	if n := len(plain.Documents); texts == 0 || texts == n {
		t.Errorf("%d of %d with a text: the test needs some", texts, n)
	}
}

// Papers may be asked for in any order, from several goroutines, before and after a garbage collection.
func TestUnpackedInAnyOrder(t *testing.T) {
	lines := paperLines(500)
	want := loaded(t, Options{Stdin: strings.NewReader(lines)}).Documents
	got := loaded(t, Options{Stdin: strings.NewReader(lines), Pack: true}).Documents
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range got {
				row := (i*(2*g+1)*7 + g) % len(got)
				if got[row].Unpacked().Abstract != want[row].Abstract {
					t.Errorf("row %d differs", row)
				}
				if i%200 == 0 {
					runtime.GC()
				}
			}
		})
	}
	wait.Wait()
}

// A packed document can be unpacked twice, and one that is not packed is left as it is.
func TestUnpackedTwice(t *testing.T) {
	docs := []Document{{ID: "a", Abstract: "one"}, {ID: "b"}, {ID: "c", Abstract: "three"}}
	packAll(docs)
	for i, want := range []string{"one", "", "three"} {
		if got := docs[i].Unpacked().Unpacked().Abstract; got != want || docs[i].Unpacked().Abstract != want {
			t.Errorf("%s: %q, want %q", docs[i].ID, got, want)
		}
	}
	if whole := (Document{Abstract: "here"}).Unpacked(); whole.Abstract != "here" {
		t.Errorf("unpacked %+v", whole)
	}
}

// A packed document keeps nothing of the bytes that it was read from.
func TestPackedDocumentsAreDetached(t *testing.T) {
	const line = `{"id":"b1","title":"Bees","abstract":"They dance.","authors":["Ann","Bo"],"categories":"q-bio; eco","journal":"Hive","url":"x.org","doi":"10.1000/1","lang":"en","notes":"in spring","more":["a"]}`
	decode := newMapping(Options{}).decodeJSON
	none := func(string, string) {}
	want, err := decode([]byte(line), Origin{}, none)
	if err != nil || len(want.Fields) != 2 || len(want.IDs) != 1 {
		t.Fatalf("%+v, %v", want, err)
	}
	raw := []byte(line)
	docs := make([]Document, 1)
	if docs[0], err = decode(raw, Origin{}, none); err != nil {
		t.Fatal(err)
	}
	packAll(docs)
	for i := range raw {
		raw[i] = '!'
	}
	got := docs[0].Unpacked()
	got.from, got.to = 0, 0
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
