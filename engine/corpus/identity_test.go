package corpus

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestIDUsedTwice(t *testing.T) {
	c := mustRead(t, Options{}, `{"id":"x","title":"One","abstract":"A"}
{"id":"x","title":"ONE ","abstract":"a."}
{"id":"x","title":"Two"}
{"id":"x~2","title":"Three"}
{"id":"x","title":"Four"}
{"id":"x","title":"two"}`)
	if got := ids(c); !slices.Equal(got, []string{"x", "x~3", "x~2", "x~4"}) {
		t.Errorf("ids %q", got)
	}
	if o := c.Documents[0].Origins; len(o) != 2 || o[1].Line != 2 {
		t.Errorf("origins %v", o)
	}
	if o := c.Documents[1].Origins; len(o) != 2 || o[1].Line != 6 {
		t.Errorf("origins %v", o)
	}
	same, renamed := problem(c, kindSameRecord), problem(c, kindSameID)
	if same.Count != 2 || renamed.Count != 2 || renamed.First.Line != 3 || !strings.Contains(renamed.Message, "-:1") || !strings.Contains(renamed.Message, `"x~3"`) {
		t.Errorf("problems %v", c.Problems)
	}
	if f := c.Files[0]; f.Records != 6 || f.Kept != 4 || f.Skipped != 0 {
		t.Errorf("info %+v", f)
	}
}

func TestIDAcrossFiles(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"1.jsonl": `{"id":"x","title":"One"}` + "\n" + `{"id":"y","title":"Same"}`,
		"2.jsonl": `{"id":"x","title":"Two"}` + "\n" + `{"id":"y","title":"Same"}` + "\n" + `{"id":"x","title":"Three"}`,
		"3.csv":   "id,title\nx,Four\n",
	})
	c := load(t, dir)
	if got := ids(c); !slices.Equal(got, []string{"x", "y", "2.jsonl:x", "x~2", "3.csv:x"}) {
		t.Errorf("ids %q", got)
	}
	if o := c.Documents[1].Origins; len(o) != 2 || filepath.Base(o[1].File) != "2.jsonl" {
		t.Errorf("origins %v", o)
	}
	if again := load(t, filepath.Join(dir, "1.jsonl"), filepath.Join(dir, "1.jsonl")); len(again.Documents) != 2 {
		t.Errorf("a file named twice gives %q", ids(again))
	}
}

// TestMadeID: the id of a record without one depends on its words alone.
func TestMadeID(t *testing.T) {
	a := mustRead(t, Options{}, `{"title":"Other"}`+"\n"+`{"title":"Salt & light","abstract":"Both."}`)
	b := mustRead(t, Options{}, "title,abstract\nSALT  light,both\n")
	if a.Documents[1].ID != b.Documents[0].ID || len(b.Documents[0].ID) != 11 || b.Documents[0].ID[0] != 'k' {
		t.Errorf("%q and %q", a.Documents[1].ID, b.Documents[0].ID)
	}
	c := mustRead(t, Options{}, `{"title":"Editorial","authors":"A B"}
{"title":"Editorial","authors":"C D"}
{"title":"Editorial","authors":"A B"}
{"note":"x"}
{"note":"y"}`)
	if got := ids(c); len(got) != 4 || !strings.HasSuffix(got[1], "~2") || !strings.HasSuffix(got[3], "~2") {
		t.Errorf("ids %q", got)
	}
	d := mustRead(t, Options{}, `{"title":"T","doi":"doi:10.1000/X"}`)
	if d.Documents[0].ID != "10.1000/x" {
		t.Errorf("a record with a DOI alone is called %q", d.Documents[0].ID)
	}
}

// TestManyEqualIDs takes seconds if comparing or renaming is quadratic.
func TestManyEqualIDs(t *testing.T) {
	var b strings.Builder
	for i := range 30000 {
		b.WriteString(`{"id":"x","title":"` + strings.Repeat("a", i%150) + strings.Repeat("b", i/150) + `"}` + "\n")
	}
	c := mustRead(t, Options{}, b.String())
	seen := map[string]bool{}
	for _, id := range ids(c) {
		seen[id] = true
	}
	if len(seen) != 30000 || !seen["x"] || !seen["x~2"] || !seen["x~30000"] {
		t.Errorf("%d ids", len(seen))
	}
}

// TestTitleDerived: a title made from the text is marked, and gives way to a real one in whatever order the records stand.
func TestTitleDerived(t *testing.T) {
	const text, bare = `{"id":"x","text":"Crabs see well. They hide."}`, `{"id":"x","abstract":"Crabs see well. They hide."}`
	const titled, other = `{"id":"x","title":"On crabs","abstract":"Crabs see well. They hide."}`, `{"id":"x","title":"Of crabs","abstract":"Crabs see well. They hide."}`
	for _, c := range []struct {
		records []string
		title   string
		derived bool
		ids     []string
	}{
		{[]string{text}, "Crabs see well.", true, []string{"x"}},
		{[]string{bare}, "", false, []string{"x"}},
		{[]string{titled}, "On crabs", false, []string{"x"}},
		{[]string{text, titled, titled}, "On crabs", false, []string{"x"}},
		{[]string{titled, text, bare}, "On crabs", false, []string{"x"}},
		{[]string{bare, text, titled}, "On crabs", false, []string{"x"}},
		{[]string{text, titled, other, text}, "On crabs", false, []string{"x", "x~2"}},
		{[]string{titled, other, bare, other}, "On crabs", false, []string{"x", "x~2"}},
		{[]string{text, `{"id":"x","text":"Crabs see badly."}`}, "Crabs see well.", true, []string{"x", "x~2"}},
	} {
		got := mustRead(t, Options{}, strings.Join(c.records, "\n"))
		if d := got.Documents[0]; d.Title != c.title || d.TitleDerived != c.derived || !slices.Equal(ids(got), c.ids) {
			t.Errorf("%q: %q, derived %v, ids %q", c.records, d.Title, d.TitleDerived, ids(got))
		}
	}
	if d := mustRead(t, Options{}, tides).Documents[0]; !d.TitleDerived || d.Abstract != tides {
		t.Errorf("a plain text: %+v", d)
	}
	if d := mustRead(t, Options{}, "On tides\n\n"+tides).Documents[0]; d.TitleDerived || d.Title != "On tides" {
		t.Errorf("a text with a title: %+v", d)
	}
}

// TestIDsAsGiven: spaces and case are part of an id, in JSON and in CSV; line ends are not.
func TestIDsAsGiven(t *testing.T) {
	want := []string{" a", "a ", "A", "a", "b\u00a0 c\t", "d e f"}
	c := mustRead(t, Options{}, `{"id":" a","title":"1"}
{"id":"a ","title":"2"}
{"id":"A","title":"3"}
{"id":"a","title":"4"}
{"id":"b\u00a0 c\t","title":"5"}
{"id":"\nd\r\ne\nf\n","title":"6"}
{"id":" ","title":"7"}`)
	if got := ids(c)[:6]; !slices.Equal(got, want) || !c.Documents[6].made {
		t.Errorf("JSON: %q", ids(c))
	}
	c = mustRead(t, Options{}, "id,title\n a,1\n\"a \",2\nA,3\na,4\n\"b\u00a0 c\t\",5\n\"d\ne\nf\",6\n")
	if !slices.Equal(ids(c), want) {
		t.Errorf("CSV: %q", ids(c))
	}
	for name, row := range map[string]int{" a": 0, "a ": 1, "A": 2, "a": 3, "D E F": 5, " d e f ": 5} {
		if got, err := NewLookup(c.Documents).Find(name); err != nil || got != row {
			t.Errorf("%q is %d, %v", name, got, err)
		}
	}
}
