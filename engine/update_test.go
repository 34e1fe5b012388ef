package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/index"
)

// updated is a saved engine after papers came and went, saved and opened again.
func updated(t testing.TB, s *Saved, add []corpus.Document, remove []int) (*Saved, *Update) {
	t.Helper()
	u, err := s.Update(context.Background(), add, remove, nil)
	if err != nil {
		t.Fatal(err)
	}
	plain, want := openedAgain(t, func(w *index.Writer) error { return u.Engine().Save(w, u.Topics, s.About) })
	out, got := openedAgain(t, func(w *index.Writer) error { return u.Save(w, s.About) })
	sameIndex(t, out, plain, got, want)
	return out, u
}

// openedAgain is an engine of what was saved.
func openedAgain(t testing.TB, save func(w *index.Writer) error) (*Saved, string) {
	t.Helper()
	var b strings.Builder
	w := index.NewWriter(&b)
	if err := errors.Join(save(w), w.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := index.Read("updated", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Open(f, 2)
	if err != nil {
		t.Fatal(err)
	}
	return out, b.String()
}

// sameIndex checks that an index which was saved in pieces is that of its engine at hand, byte for byte, but for which pack an abstract is in.
func sameIndex(t testing.TB, got, want *Saved, gotFile, wantFile string) {
	t.Helper()
	if !slices.Equal(got.file.Names(), want.file.Names()) {
		t.Errorf("sections %v, want %v", got.file.Names(), want.file.Names())
	}
	for _, name := range want.file.Names() {
		from, to := want.file.Bounds(name)
		a, b := got.file.Bounds(name)
		if packs := strings.HasPrefix(name, "pa"); !packs && gotFile[a:b] != wantFile[from:to] {
			t.Errorf("section %s differs", name)
		}
	}
	for row, d := range corpus.All(want.docs) {
		if now := got.docs.At(row); !reflect.DeepEqual(now.Unpacked(), d.Unpacked()) {
			t.Errorf("paper %d is %+v, want %+v", row, now, d)
		}
	}
}

// halves are a saved engine of some of the sample's papers and the others.
func halves(t testing.TB, change func(*Config)) (*Saved, []corpus.Document) {
	papers := samplePapers(t)
	return reopened(t, build(t, papers[:30], change)), papers[30:]
}

func byID(t testing.TB, s *Saved) map[string]Assignment {
	t.Helper()
	topics, err := s.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]Assignment{}
	for _, a := range topics.Assignments {
		a.Row, a.Rank, a.Outlier, a.Representative, a.DuplicateOf = 0, 0, false, false, 0
		out[s.docs.At(len(out)).ID] = a
	}
	return out
}

func TestPapersThatComeLeaveTheOthersAsTheyAre(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"default": func(c *Config) { c.K = 4 }, "terms": func(c *Config) { c.K, c.LSA.Rank = 4, -1 }, "levels": func(c *Config) { c.K, c.Levels = 5, 2 },
	} {
		s, more := halves(t, change)
		got, u := updated(t, s, more, nil)
		if u.Change.Added != len(more) || u.Change.Replaced+u.Change.Removed != 0 || got.docs.Len() != 30+len(more) || got.Fitted() != 30 {
			t.Errorf("%s: %+v, %d papers, %d fitted", name, u.Change, got.docs.Len(), got.Fitted())
		}
		before, after := byID(t, s), byID(t, got)
		for id, a := range before {
			if fmt.Sprint(after[id]) != fmt.Sprint(a) {
				t.Errorf("%s: %s is %+v, was %+v", name, id, after[id], a)
			}
		}
		for _, d := range more {
			if a := after[d.ID]; a.Topic < 0 || a.Similarity <= 0 || len(a.Memberships) == 0 {
				t.Errorf("%s: %s is %+v", name, d.ID, a)
			}
		}
		sizes(t, name, got)
		explained(t, name, got)
	}
}

// sizes checks that the topics hold the papers that are there.
func sizes(t testing.TB, name string, s *Saved) {
	t.Helper()
	topics, err := s.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	sum := topics.NoText
	for _, topic := range topics.Leaves() {
		sum += topic.Size
		for _, row := range topic.Representatives {
			if topics.Assignments[row].Topic != topic.ID || !topics.Assignments[row].Representative {
				t.Errorf("%s: paper %d represents topic %d and is in %+v", name, row, topic.ID, topics.Assignments[row])
			}
		}
	}
	if sum != s.docs.Len() || len(topics.Assignments) != s.docs.Len() {
		t.Errorf("%s: topics hold %d papers of %d", name, sum, s.docs.Len())
	}
}

// explained checks that reasons sum to similarities.
func explained(t testing.TB, name string, s *Saved) {
	t.Helper()
	last := s.docs.Len() - 1
	for a := 0; a < last; a += 3 {
		x := s.Explain(a, last, true)
		if math.Abs(x.Similarity-s.Similarity(a, last)) > 1e-9 {
			t.Errorf("%s: the reasons of %d and %d sum to %g, they are %g alike", name, a, last, x.Similarity, s.Similarity(a, last))
		}
	}
}

// TestTheOrderInWhichPapersComeDoesNotMatter to the numbers of any paper, nor to document frequencies.
func TestTheOrderInWhichPapersComeDoesNotMatter(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	once, _ := updated(t, s, more, nil)
	first, _ := updated(t, s, more[6:], nil)
	then, _ := updated(t, first, more[:3], nil)
	last, _ := updated(t, then, more[3:6], nil)
	want, got := byID(t, once), byID(t, last)
	for id := range want {
		if fmt.Sprint(got[id]) != fmt.Sprint(want[id]) {
			t.Errorf("%s is %+v, and at once %+v", id, got[id], want[id])
		}
	}
	live, err := last.Live()
	if err != nil {
		t.Fatal(err)
	}
	for c, df := range live {
		if n := holding(last, int32(c)); int(df) != n {
			t.Fatalf("term %q is in %d papers, not %d", last.model.Term(c), n, df)
		}
	}
	if all, err := once.Live(); err != nil || !slices.Equal(all, live) {
		t.Error("document frequencies depend on the order")
	}
}

// holding counts the papers that hold a term.
func holding(s *Saved, column int32) int {
	n := 0
	for _, d := range corpus.All(s.docs) {
		for _, term := range s.counter.Count(fieldsOf(d, s.config.Fields)...).Terms {
			if term.Term == s.model.Term(int(column)) {
				n++
			}
		}
	}
	return n
}

// TestAPaperWithoutADirectionIsInNoTopic, as it would be in a new fit: it is equally unlike all of them.
func TestAPaperWithoutADirectionIsInNoTopic(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	_, u := updated(t, s, more[:2], nil)
	clear(u.rows.came.latent.Row(0))
	centres := [][]float64{u.Topics.centre(0), u.Topics.centre(1)}
	if a := u.rows.came.assigned(0, 30, centres); a.Topic != -1 || a.Second != -1 || a.Similarity != 0 || a.Memberships != nil {
		t.Errorf("it is %+v", a)
	}
	if a := u.rows.came.assigned(1, 31, centres); a.Topic < 0 || a.Similarity <= 0 {
		t.Errorf("the other is %+v", a)
	}
}

// TestInfoFollowsThePapers: after papers came, changed and went it is that of the papers that are there.
func TestInfoFollowsThePapers(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	before := Describe(&corpus.Collection{Documents: samplePapers(t)[:30], Files: []corpus.FileInfo{{Format: "jsonl", Records: 31, Kept: 30, Skipped: 1}},
		Problems: []corpus.Problem{{Kind: "bad-json", Message: "no JSON", Count: 1}}})
	changed := s.docs.At(7).Unpacked()
	changed.Abstract, changed.IDs = "", map[string]string{"arxiv": "2101.00001"}
	input := &corpus.Collection{Documents: append(slices.Clone(more[:3]), changed), Files: []corpus.FileInfo{{Format: "bibtex", Records: 5, Kept: 4, Skipped: 1}},
		Problems: []corpus.Problem{{Kind: "bad-json", Message: "no JSON", Count: 1}, {Kind: "bad-entry", Message: "no entry", Count: 2}}}
	_, u := updated(t, s, input.Documents, []int{1, 2})
	got := u.Info(before, input)
	want := Describe(&corpus.Collection{Documents: listOf(u.Documents()), Files: []corpus.FileInfo{{Format: "jsonl", Records: 31, Kept: 30, Skipped: 1}, {Format: "bibtex", Records: 5, Kept: 4, Skipped: 1}},
		Problems: []corpus.Problem{{Kind: "bad-json", Message: "no JSON", Count: 2}, {Kind: "bad-entry", Message: "no entry", Count: 2}}})
	got.First, want.First = nil, nil
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("it is\n%+v\nand that of the papers\n%+v", got, want)
	}
	if before.WithAbstract != 30 || before.Problems[0].Count != 1 {
		t.Errorf("what was said before changed: %+v", before)
	}
}

func listOf(docs corpus.Documents) (list corpus.List) {
	for _, d := range corpus.All(docs) {
		list = append(list, d)
	}
	return list
}

func TestAddingTwiceIsAddingOnce(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	once, _ := updated(t, s, more, nil)
	twice, u := updated(t, once, more, nil)
	if u.Change.Added+u.Change.Replaced+u.Change.Removed != 0 || twice.docs.Len() != once.docs.Len() {
		t.Errorf("%+v", u.Change)
	}
	for _, row := range u.Came {
		if row != -1 {
			t.Errorf("a paper that was there came to row %d", row)
		}
	}
	if answersOf(t, once.Engine) != answersOf(t, twice.Engine) {
		t.Error("answers changed")
	}
}

func TestAChangedRecordReplacesTheOldOne(t *testing.T) {
	s, _ := halves(t, func(c *Config) { c.K = 4 })
	changed := s.docs.At(7).Unpacked()
	changed.Title = "How glaciers carve valleys"
	got, u := updated(t, s, []corpus.Document{changed}, nil)
	if u.Change.Replaced != 1 || u.Change.Added != 0 || got.docs.Len() != 30 || got.Fitted() != 29 || !slices.Equal(u.Came, []int{29}) {
		t.Errorf("%+v, %d papers, %d fitted, came to %v", u.Change, got.docs.Len(), got.Fitted(), u.Came)
	}
	if d := got.docs.At(29); d.ID != changed.ID || d.Title != changed.Title {
		t.Errorf("the last paper is %s, %q", d.ID, d.Title)
	}
	sizes(t, "replaced", got)
	explained(t, "replaced", got)
}

func TestPapersThatGo(t *testing.T) {
	for name, change := range map[string]func(*Config){"default": func(c *Config) { c.K = 4 }, "terms": func(c *Config) { c.K, c.LSA.Rank = 4, -1 }} {
		s, more := halves(t, change)
		all, _ := updated(t, s, more, nil)
		got, u := updated(t, all, nil, []int{0, 5, 11, 31, 5})
		if u.Change.Removed != 4 || got.docs.Len() != all.docs.Len()-4 || got.Fitted() != 27 {
			t.Errorf("%s: %+v, %d papers, %d fitted", name, u.Change, got.docs.Len(), got.Fitted())
		}
		gone := all.docs.At(5).ID
		if a, there := byID(t, got)[gone]; there {
			t.Errorf("%s: %s is still %+v", name, gone, a)
		}
		sizes(t, name, got)
		explained(t, name, got)
	}
}

func TestAllPapersMayNotGo(t *testing.T) {
	s, _ := halves(t, func(c *Config) { c.K = 4 })
	var all []int
	for row := range s.docs.Len() {
		all = append(all, row)
	}
	if _, err := s.Update(context.Background(), nil, all, nil); !errors.Is(err, ErrNoDocuments) {
		t.Errorf("error is %v", err)
	}
}

func TestAssignTakesNothingIn(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	got, err := s.Assign(context.Background(), more, nil)
	if err != nil {
		t.Fatal(err)
	}
	after, _ := updated(t, s, more, nil)
	want := byID(t, after)
	for i, a := range got.Topics.Assignments {
		if w := want[more[i].ID]; a.Row != 30+i || a.Topic != w.Topic || a.Similarity != w.Similarity || a.Second != w.Second {
			t.Errorf("%s is %+v, taken in %+v", more[i].ID, a, w)
		}
	}
}

func TestACopyThatComesIsANearDuplicate(t *testing.T) {
	s, _ := halves(t, func(c *Config) { c.K = 4 })
	twin := s.docs.At(3).Unpacked()
	twin.ID, twin.IDs, twin.Title = "twin", nil, twin.Title+" (reprint)"
	_, u := updated(t, s, []corpus.Document{twin}, nil)
	if a := u.Topics.Assignments[30]; a.DuplicateOf != 3 {
		t.Errorf("the copy is %+v; groups %v", a, u.Topics.Duplicates)
	}
}

// TestCopiesAmongPapersThatCome are near duplicates, of papers that came before and of those that come with them; papers whose
// few known terms agree are not.
func TestCopiesAmongPapersThatCome(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K = 4 })
	copied := func(d corpus.Document, id string) corpus.Document {
		d = d.Unpacked()
		d.ID, d.IDs, d.Title = id, nil, d.Title+" again"
		return d
	}
	first, u := updated(t, s, []corpus.Document{more[0], copied(more[0], "twin")}, nil)
	if a := u.Topics.Assignments[31]; a.DuplicateOf != 30 {
		t.Errorf("the copy that came with its original is %+v", a)
	}
	_, u = updated(t, first, []corpus.Document{copied(more[0], "triplet")}, nil)
	if a := u.Topics.Assignments[32]; a.DuplicateOf != 30 {
		t.Errorf("the copy that came later is %+v", a)
	}
	word := s.model.Surface(0)
	_, u = updated(t, s, []corpus.Document{{ID: "x", Title: word + " xylophone orchestra"}, {ID: "y", Title: word + " parliament budget"}}, nil)
	for _, a := range u.Topics.Assignments[30:] {
		if a.DuplicateOf >= 0 {
			t.Errorf("%q is taken for a copy: %+v", word, a)
		}
	}
}

// TestTheFirstOfDuplicatesGoes: the others are compared with the one that is first now.
func TestTheFirstOfDuplicatesGoes(t *testing.T) {
	s, _ := halves(t, func(c *Config) { c.K = 4 })
	twin, triplet := s.docs.At(3).Unpacked(), s.docs.At(3).Unpacked()
	twin.ID, twin.IDs, triplet.ID, triplet.IDs = "twin", nil, "triplet", nil
	all, _ := updated(t, s, []corpus.Document{twin, triplet}, nil)
	_, u := updated(t, all, nil, []int{3})
	last := u.Topics.Duplicates[len(u.Topics.Duplicates)-1]
	if fmt.Sprint(last.Rows) != "[29 30]" || last.Similarity[0] != 1 || last.Similarity[1] < 0.999 {
		t.Errorf("the group is %+v", last)
	}
}

// TestAnUpdateLeavesTheSavedTopicsAsTheyAre: those of the engine that papers come to.
func TestAnUpdateLeavesTheSavedTopicsAsTheyAre(t *testing.T) {
	s, more := halves(t, func(c *Config) { c.K, c.Levels = 5, 2 })
	before := answersOf(t, s.Engine)
	updated(t, s, more, []int{1, 2})
	if _, err := s.Assign(context.Background(), more, nil); err != nil {
		t.Fatal(err)
	}
	if after := answersOf(t, s.Engine); after != before {
		t.Errorf("the answers became\n%s\nand were\n%s", after, before)
	}
}
