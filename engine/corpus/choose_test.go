package corpus

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// manyPapers loads n papers, packed or not: paper i is called i, of year 2000 + i%10, with an abstract of a few hundred bytes.
func manyPapers(t testing.TB, n int, pack bool) *Collection {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"title\":\"T %d\",\"abstract\":\"%s\",\"year\":%d}\n", i, i, strings.Repeat(fmt.Sprintf("word%d ", i*i), 40), 2000+i%10)
	}
	return mustLoad(t, Options{Stdin: strings.NewReader(b.String()), Pack: pack}, "-")
}

func condition(t testing.TB, s string) *Condition {
	t.Helper()
	c, err := ParseCondition(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func idsOf(c *Collection) []string {
	var ids []string
	for _, d := range c.Documents {
		ids = append(ids, d.ID)
	}
	return ids
}

// First the condition, then the sample, then the limit; what is left keeps its order, its abstracts and its places.
func TestChoose(t *testing.T) {
	whole := manyPapers(t, 1000, false)
	packed := manyPapers(t, 1000, true)
	for _, threads := range []int{1, 2, 3, 8} {
		ch := Choice{Where: condition(t, "year>=2005 and abstract~word"), Sample: 40, Limit: 30, Seed: 7, Threads: threads}
		got, err := packed.Choose(ch)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := whole.Choose(Choice{Where: condition(t, "year>=2005"), Sample: 40, Seed: 7})
		if got.LeftOut != (LeftOut{500, 460, 10}) || len(want.Documents) != 40 {
			t.Errorf("%d threads: left out %+v", threads, got.LeftOut)
		}
		if !slices.Equal(idsOf(got), idsOf(want)[:30]) {
			t.Errorf("%d threads: %v, want the first of %v", threads, idsOf(got), idsOf(want))
		}
		for i, d := range got.Documents {
			if d = d.Unpacked(); d.Abstract != want.Documents[i].Abstract || !reflect.DeepEqual(d.Origins, want.Documents[i].Origins) || d.Date.Year() < 2005 {
				t.Fatalf("%d threads: paper %d is %+v", threads, i, d)
			}
		}
	}
	if len(packed.Documents) != 1000 || packed.LeftOut.Papers() != 0 {
		t.Error("the collection itself has changed")
	}
}

// Each paper is drawn as often as any other, whatever its place.
func TestSamplesAreEven(t *testing.T) {
	c, drawnTimes := manyPapers(t, 20, false), map[string]int{}
	for seed := range uint64(2000) {
		some, err := c.Choose(Choice{Sample: 5, Seed: seed})
		if err != nil || len(some.Documents) != 5 {
			t.Fatal(err)
		}
		for _, id := range idsOf(some) {
			drawnTimes[id]++
		}
	}
	for id, n := range drawnTimes { // 500 expected, standard deviation 19
		if n < 410 || n > 590 {
			t.Errorf("paper %s was drawn %d times of 2000", id, n)
		}
	}
	if all, err := c.Choose(Choice{Sample: 20}); err != nil || len(all.Documents) != 20 || all.LeftOut.Papers() != 0 {
		t.Errorf("a sample of all: %v", err)
	}
}

// A paper of two records is asked about with what both say.
func TestChooseAfterIdentity(t *testing.T) {
	records := `{"id":"a","title":"T","abstract":"X"}` + "\n" + `{"id":"a","title":"T","abstract":"X","year":2020}` + "\n" + `{"id":"a","title":"Other","abstract":"Y","year":1990}`
	c := mustRead(t, Options{}, records)
	for where, want := range map[string][]string{"year=2020": {"a"}, "year<2000": {"a~2"}, "id='a~2'": {"a~2"}, "not year": nil} {
		got, err := c.Choose(Choice{Where: condition(t, where)})
		if !slices.Equal(idsOf(got), want) || errors.Is(err, ErrNoDocuments) != (want == nil) {
			t.Errorf("%s: %v, %v", where, idsOf(got), err)
		}
	}
}

func TestChooseNamesUnknownFields(t *testing.T) {
	c := manyPapers(t, 3, false)
	got, err := c.Choose(Choice{Where: condition(t, "jahr>=2020 or title")})
	if err != nil || len(got.Problems) != 1 || !strings.Contains(got.Problems[0].Message, `"jahr"`) || len(c.Problems) != 0 {
		t.Errorf("%v, %v", got.Problems, err)
	}
}
