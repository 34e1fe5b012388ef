package engine

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/index"
)

// harm is done to a section: it is written over from a place on, and then has so many bytes more, which are zero, or fewer.
type harm struct {
	section string
	at      int
	change  []byte
	grow    int // gone: there is no such section
}

const gone = -1 << 15

// damaged is a file with damage done to it and a frame that fits.
func damaged(file []byte, all ...harm) []byte {
	return rewritten(file, func(name string, b []byte) (string, []byte) {
		for _, d := range all {
			switch {
			case d.section != name:
			case d.grow == gone:
				name = ""
			default:
				b = d.to(b)
			}
		}
		return name, b
	})
}

func (d harm) to(b []byte) []byte {
	b = slices.Clone(b)
	if len(b) > 0 {
		copy(b[d.at%len(b):], d.change)
	}
	if d.grow < 0 {
		return b[:max(0, len(b)+d.grow)]
	}
	return append(b, make([]byte, d.grow)...)
}

// FuzzOpen holds a saved engine to its promise: whatever is in the sections of its file, an error or an answer. Two sections are
// damaged, for many are as long as another says. The last papers lie beside the others, where files can be joined.
func FuzzOpen(f *testing.F) {
	papers := samplePapers(f)[:24]
	e := build(f, papers[:20], func(c *Config) { c.K, c.LSA.Rank, c.Levels = 3, 6, 2 })
	whole := inOneFile(f, extendedBy(f, e, papers[20:]))
	file, err := index.Read("whole", whole)
	if err != nil {
		f.Fatal(err)
	}
	names := file.Names()
	if !slices.Contains(names, "later.starts") {
		f.Skip("files cannot be joined here")
	}
	for section := range uint8(len(names)) {
		f.Add(section, uint32(0), []byte{0xff, 0xff, 0xff, 0x7f}, int16(0), uint8(0), uint32(0), []byte{}, int16(0))
		f.Add(section, uint32(40), []byte{1, 0, 0, 0x80, 0, 0, 0, 0}, int16(0), uint8(0), uint32(0), []byte{}, int16(0))
		for _, grow := range []int16{-8, 8, gone} {
			f.Add(section, uint32(0), []byte{}, grow, section+1, uint32(0), []byte{}, grow)
			f.Add(section, uint32(0), []byte{}, grow, uint8(0), uint32(0), []byte{}, int16(0))
		}
	}
	f.Fuzz(func(t *testing.T, section uint8, at uint32, change []byte, grow int16, other uint8, from uint32, with []byte, by int16) {
		one := harm{names[int(section)%len(names)], int(at), change, int(grow)}
		two := harm{names[int(other)%len(names)], int(from), with, int(by)}
		if err := askAll(damaged(whole, one, two), papers); err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Fatalf("%+v %+v: %v", one, two, err)
		}
	})
}

// extendedBy is the folder of an engine beside which more papers were written.
func extendedBy(t testing.TB, e *Engine, more corpus.List) *index.File {
	t.Helper()
	d, err := index.Lock(filepath.Join(t.TempDir(), "a.kindred"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	s := written(t, d, d.Commit, func(w *index.Writer) error { return e.Save(w, topicsOf(t, e), About{Program: "test"}) })
	u, err := s.Update(context.Background(), more, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	written(t, d, d.Extend, func(w *index.Writer) error { return u.Save(w, About{Program: "test"}) })
	return d.Current()
}

// inOneFile are all sections of a file that stands on another.
func inOneFile(t testing.TB, f *index.File) []byte {
	t.Helper()
	var b bytes.Buffer
	w := index.NewWriter(&b)
	for _, name := range f.Names() {
		if v, err := f.Bytes(name); err == nil {
			w.Bytes(name, v)
		}
		if v, err := f.Float32s(name); err == nil {
			w.Float32s(name, v)
		}
		if v, err := f.Float64s(name); err == nil {
			w.Float64s(name, v)
		}
		if v, err := f.Int32s(name); err == nil {
			w.Int32s(name, v)
		}
		if v, err := f.Int64s(name); err == nil {
			w.Int64s(name, v)
		}
		if v, err := f.Uint64s(name); err == nil {
			w.Uint64s(name, v)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTreesThatCannotBe are errors: of groups that there are not, or not yet, and parents that do not come behind their topics.
func TestTreesThatCannotBe(t *testing.T) {
	papers := samplePapers(t)[:24]
	whole := savedBytes(t, build(t, papers, func(c *Config) { c.K, c.LSA.Rank, c.Levels = 3, 6, 2 }))
	file, err := index.Read("whole", whole)
	if err != nil {
		t.Fatal(err)
	}
	topics, err := file.Text("topics")
	if err != nil {
		t.Fatal(err)
	}
	for parent, says := range map[string]string{`"Parent":2`: "its parent 2", `"Parent":0`: "its parent 0", `"Parent":9`: "its parent 9"} {
		bad := rewritten(whole, func(name string, b []byte) (string, []byte) {
			if name == "topics" {
				b = []byte(strings.Replace(topics, `"Parent":3`, parent, 1))
			}
			return name, b
		})
		if err := askAll(bad, papers); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: error is %v", parent, err)
		}
	}
	from := strings.Index(topics, `"Tree":[`)
	to := from + strings.Index(topics[from:], "]")
	for tree, says := range map[string]string{
		`{"A":-1,"B":1}`: "merge 0 is of groups -1 and 1 of 3", `{"A":0,"B":3}`: "groups 0 and 3 of 3",
		`{"A":0,"B":1,"Topic":-1},{"A":2,"B":4}`: "merge 1 is of groups 2 and 4 of 4", `{"A":0,"B":1,"Topic":99}`: "and topic 99",
	} {
		bad := rewritten(whole, func(name string, b []byte) (string, []byte) {
			if name == "topics" {
				b = []byte(topics[:from] + `"Tree":[` + tree + topics[to:])
			}
			return name, b
		})
		if err := askAll(bad, papers); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: error is %v, want %q", tree, err, says)
		}
	}
}

// askAll opens a file and asks it for everything, as the tool does: what finds damage may panic with an error. Some papers come, too.
func askAll(file []byte, papers []corpus.Document) (err error) {
	f, err := index.Read("fuzz", file)
	if err != nil {
		return err
	}
	return index.Guard("fuzz", func() error {
		s, err := Open(f, 1)
		if err != nil {
			return err
		}
		var all []error
		keep := func(err error) { all = append(all, err) }
		ctx := context.Background()
		lookup, err := s.Lookup()
		if keep(err); err == nil {
			_, err = lookup.Find("p001")
			keep(err)
		}
		for _, q := range []Query{{Rows: []int{0}}, {Text: "bees find a way home"}, {Rows: []int{1, 2}, Not: []int{3}, Diverse: 0.3}} {
			_, err = s.Related(ctx, q, 3)
			keep(err)
		}
		s.Explain(0, 1, false)
		topics, err := s.Topics(ctx, nil)
		if keep(err); err == nil {
			for r := range topics.K {
				s.ExplainTopic(topics, 0, r, false)
			}
			topics.Snapshot(s.Documents())
			_, err = s.OverTime(topics, PeriodYear)
			keep(err)
			u, err := s.Compact(ctx)
			if keep(err); err == nil {
				keep(u.Save(index.NewWriter(new(bytes.Buffer)), s.About))
			}
		}
		_, err = s.Sweep(ctx, 3, nil)
		keep(err)
		_, err = s.Layout(ctx, nil)
		keep(err)
		for _, err := range s.EachRelated(ctx, 2, nil) {
			keep(err)
		}
		for _, d := range corpus.All(s.Documents()) {
			d.Unpacked()
		}
		_ = s.Info()
		_, err = s.Live()
		keep(err)
		keep(s.Verify())
		came := papers[0]
		came.ID, came.Title = "came", came.Title+" anew"
		u, err := s.Update(ctx, []corpus.Document{came}, []int{1}, nil)
		if keep(err); err == nil {
			keep(u.Save(index.NewWriter(new(bytes.Buffer)), s.About))
			keep(u.Engine().Save(index.NewWriter(new(bytes.Buffer)), u.Topics, s.About))
			s.Doubts(u)
		}
		_, err = s.Assign(ctx, []corpus.Document{came}, nil)
		keep(err)
		return errors.Join(all...)
	})
}

// TestDamageIsFoundByWhateverComesFirst, a sweep or a packing anew too, and never by a fault.
func TestDamageIsFoundByWhateverComesFirst(t *testing.T) {
	whole := savedBytes(t, build(t, samplePapers(t)[:24], func(c *Config) { c.K, c.LSA.Rank = 3, 6 }))
	for _, section := range []string{"rows.columns", "wide.columns", "near.columns"} {
		f, err := index.Read("damaged", damaged(whole, harm{section, 8, []byte{0xff, 0xff, 0xff, 0x7f}, 0}))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(f, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Sweep(context.Background(), 3, nil); err == nil || !strings.Contains(err.Error(), "the index is damaged") {
			t.Errorf("%s: Sweep gives %v", section, err)
		}
		if _, err := s.Compact(context.Background()); err == nil || !strings.Contains(err.Error(), "the index is damaged") {
			t.Errorf("%s: Compact gives %v", section, err)
		}
	}
}
