package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/vectorize/matrix"
)

// savedBytes is the file of an engine and its topics.
func savedBytes(t testing.TB, e *Engine) []byte {
	t.Helper()
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := index.NewWriter(&b)
	if err := e.Save(w, topics, About{Program: "test", Settings: map[string]string{"k": "3"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reopened is an engine saved and opened again.
func reopened(t testing.TB, e *Engine) *Saved {
	t.Helper()
	f, err := index.Read("test", savedBytes(t, e))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(f, 2)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// savedForms are engines with and without each part that a file may hold.
func savedForms(t testing.TB) map[string]*Engine {
	papers := samplePapers(t)
	unit := make([]float32, 3*len(papers))
	for i := range papers {
		unit[3*i+i%3] = 1
	}
	return map[string]*Engine{
		"default":  build(t, papers, func(c *Config) { c.K = 4 }),
		"levels":   build(t, papers, func(c *Config) { c.K, c.Levels = 5, 2 }),
		"chosen k": build(t, papers, func(c *Config) {}),
		"terms":    build(t, papers, func(c *Config) { c.K, c.LSA.Rank = 3, -1 }),
		"undrawn":  build(t, papers, func(c *Config) { c.K, c.Smooth = 3, 0 }),
		"vectors":  build(t, papers, func(c *Config) { c.K, c.Vectors = 3, matrix.NewRows(len(papers), 3, unit) }),
		"few":      build(t, papers[:4], func(c *Config) { c.K = 2 }),
		"bare":     build(t, append(titled("bees dance at noon", "glaciers melt"), corpus.Document{ID: "none"}), func(c *Config) { c.K = 2 }),
	}
}

func TestAnOpenedEngineAnswersAsTheBuiltOne(t *testing.T) {
	for name, e := range savedForms(t) {
		s := reopened(t, e)
		if got, want := answersOf(t, s.Engine), answersOf(t, e); got != want {
			t.Errorf("%s: the opened engine says\n%s\nthe built one\n%s", name, got, want)
		}
		if s.About.Program != "test" || s.Fitted() != e.Documents().Len() {
			t.Errorf("%s: %+v, %d papers fitted", name, s.About, s.Fitted())
		}
	}
}

// answersOf are answers of every kind, as text.
func answersOf(t testing.TB, e *Engine) string {
	t.Helper()
	var b strings.Builder
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%d topics %v %v %v %v %v\n", topics.K, topics.Criterion, topics.Silhouette, topics.Stability, topics.Warnings, topics.Chosen)
	for _, topic := range topics.Topics {
		fmt.Fprintf(&b, "%+v\n", topic)
	}
	fmt.Fprintf(&b, "%+v %v\n%+v\n", topics.Tree, topics.Assignments, topics.Duplicates)
	for _, by := range Periods {
		time, err := e.OverTime(topics, by)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", *time)
	}
	last := e.Documents().Len() - 1
	questions := []Query{{Rows: []int{0}}, {Rows: []int{last}}, {Rows: []int{0, 1}, Not: []int{last}}, {Rows: []int{1}, Diverse: 0.5}}
	if e.config.Vectors == nil {
		questions = append(questions, Query{Text: "how bees dance on glaciers"})
	}
	for _, q := range questions {
		r, err := e.Related(context.Background(), q, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			h.Topic = -1 // that of an engine without saved topics
			fmt.Fprintf(&b, "%+v %s\n", h, e.Documents().At(h.Row).Title)
		}
	}
	fmt.Fprintf(&b, "%+v\n%v %d\n", e.Explain(0, 1, true), e.Spaces(), e.Vocabulary())
	for r := range topics.K {
		fmt.Fprintf(&b, "%+v\n", e.ExplainTopic(topics, 0, r, true))
	}
	for _, d := range corpus.All(e.Documents()) {
		fmt.Fprintln(&b, d.ID, d.Title, d.Unpacked().Abstract)
	}
	return b.String()
}

func TestRelatedOfAnOpenedEngineNamesTopics(t *testing.T) {
	s := reopened(t, build(t, samplePapers(t), func(c *Config) { c.K = 4 }))
	topics, err := s.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Related(context.Background(), Query{Rows: []int{3}}, 10)
	if err != nil || len(r.Hits) == 0 {
		t.Fatal(err)
	}
	for _, h := range r.Hits {
		if h.Topic != topics.Assignments[h.Row].Topic {
			t.Errorf("paper %d is in topic %d, not %d", h.Row, topics.Assignments[h.Row].Topic, h.Topic)
		}
	}
}

func TestRecluster(t *testing.T) {
	papers := samplePapers(t)
	s := reopened(t, build(t, papers, func(c *Config) { c.K = 4 }))
	got := answersOf(t, s.Recluster(func(c *Config) { c.K = 6 }))
	if want := answersOf(t, build(t, papers, func(c *Config) { c.K = 6 })); got != want {
		t.Errorf("6 topics of the opened engine are\n%s\nof the built one\n%s", got, want)
	}
}

func TestSavingTwiceGivesTheSameBytes(t *testing.T) {
	papers := samplePapers(t)
	one := savedBytes(t, build(t, papers, func(c *Config) { c.K, c.Threads = 4, 1 }))
	other := savedBytes(t, build(t, papers, func(c *Config) { c.K, c.Threads = 4, 3 }))
	if !bytes.Equal(one, other) {
		t.Error("1 and 3 threads make different files")
	}
}

func TestLookupOfAnOpenedEngine(t *testing.T) {
	papers := samplePapers(t)
	s := reopened(t, build(t, papers, func(c *Config) { c.K = 4 }))
	l, err := s.Lookup()
	if err != nil {
		t.Fatal(err)
	}
	for row, d := range papers {
		if got, err := l.Find(d.ID); err != nil || got != row {
			t.Errorf("%s is paper %d, %v", d.ID, got, err)
		}
	}
}

// TestMissingSectionsAreErrors leaves out each section in turn.
func TestMissingSectionsAreErrors(t *testing.T) {
	papers := samplePapers(t)[:24]
	whole := savedBytes(t, build(t, papers, func(c *Config) { c.K = 4 }))
	f, err := index.Read("whole", whole)
	if err != nil {
		t.Fatal(err)
	}
	optional := []string{"near.starts", "wide.starts", "drawn", "shortlist.starts"} // what is there without them says less
	for _, name := range f.Names() {
		if slices.Contains(optional, name) {
			continue
		}
		err := askAll(rewritten(whole, func(section string, b []byte) (string, []byte) {
			if section == name {
				return "", nil
			}
			return section, b
		}), papers)
		if err == nil {
			t.Errorf("without the section %s the file opens", name)
		}
	}
}

// rewritten is a file with checksums that fit, whose sections edit gives another name, none to leave one out, and other bytes.
func rewritten(file []byte, edit func(name string, b []byte) (string, []byte)) []byte {
	f, _ := index.Read("whole", file)
	var b bytes.Buffer
	w := index.NewWriter(&b)
	for _, name := range f.Names() {
		from, to := f.Bounds(name)
		if now, v := edit(name, file[from:to:to]); now != "" {
			writeLike(w, f, name, now, v)
		}
	}
	_ = w.Close() // a buffer takes all
	return b.Bytes()
}

// writeLike writes bytes as a section of the kind that another has.
func writeLike(w *index.Writer, f *index.File, like, name string, b []byte) {
	if _, err := f.Bytes(like); err == nil {
		_, _ = w.Section(name).Write(b)
	}
	if _, err := f.Float32s(like); err == nil {
		w.Float32s(name, numbersIn[float32](b))
	}
	if _, err := f.Float64s(like); err == nil {
		w.Float64s(name, numbersIn[float64](b))
	}
	if _, err := f.Int32s(like); err == nil {
		w.Int32s(name, numbersIn[int32](b))
	}
	if _, err := f.Int64s(like); err == nil {
		w.Int64s(name, numbersIn[int64](b))
	}
	if _, err := f.Uint64s(like); err == nil {
		w.Uint64s(name, numbersIn[uint64](b))
	}
}

// numbersIn are the numbers that bytes are, without what is left at the end.
func numbersIn[T float32 | float64 | int32 | int64 | uint64](b []byte) []T {
	out := make([]T, len(b)/binary.Size(*new(T)))
	_, _ = binary.Decode(b, binary.LittleEndian, out) // they fit
	return out
}

func TestTopicsRoundTrip(t *testing.T) {
	e := build(t, samplePapers(t), func(c *Config) { c.K = 4 })
	want, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := reopened(t, e).Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for r := range want.K {
		if !reflect.DeepEqual(got.centre(r), want.centre(r)) || !reflect.DeepEqual(got.NameOf(e.docs, r), want.NameOf(e.docs, r)) {
			t.Errorf("topic %d has another centre or other papers", r)
		}
	}
}
