package engine

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/index"
)

// FuzzOpen holds a saved engine to its promise: whatever is in the sections of its file, an error or an answer. A section is written
// over somewhere, and some of its end may be left out, in a file whose frame fits.
func FuzzOpen(f *testing.F) {
	papers := samplePapers(f)[:24]
	whole := savedBytes(f, build(f, papers, func(c *Config) { c.K, c.LSA.Rank, c.Levels = 3, 6, 2 }))
	file, err := index.Read("whole", whole)
	if err != nil {
		f.Fatal(err)
	}
	for section := range file.Names() {
		f.Add(uint8(section), uint32(0), []byte{0xff, 0xff, 0xff, 0x7f}, uint16(0))
		f.Add(uint8(section), uint32(40), []byte{1, 0, 0, 0x80, 0, 0, 0, 0}, uint16(0))
		f.Add(uint8(section), uint32(0), []byte{}, uint16(1))
	}
	f.Fuzz(func(t *testing.T, section uint8, at uint32, change []byte, cut uint16) {
		name := file.Names()[int(section)%len(file.Names())]
		if err := askAll(changed(file, whole, name, int(at), change, int(cut))); err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Fatalf("%s: %v", name, err)
		}
	})
}

// changed is a file with a section that is written over at a place, and whose last values are left out.
func changed(file *index.File, whole []byte, name string, at int, change []byte, cut int) []byte {
	from, to := file.Bounds(name)
	bad := bytes.Clone(whole)
	if to > from {
		copy(bad[from+int64(at)%(to-from):to], change)
	}
	if cut == 0 {
		return bad
	}
	f, err := index.Read("bad", bad)
	if err != nil {
		return bad
	}
	var b bytes.Buffer
	w := index.NewWriter(&b)
	for _, section := range f.Names() {
		if section == name {
			copyShorter(w, f, section, cut)
		} else {
			copySection(w, section, f, section)
		}
	}
	_ = w.Close() // a buffer takes all
	return b.Bytes()
}

// copyShorter writes a section without its last values.
func copyShorter(w *index.Writer, f *index.File, name string, cut int) {
	if v, err := f.Bytes(name); err == nil {
		_, _ = w.Section(name).Write(v[:max(0, len(v)-cut)])
	}
	if v, err := f.Float32s(name); err == nil {
		w.Float32s(name, v[:max(0, len(v)-cut)])
	}
	if v, err := f.Float64s(name); err == nil {
		w.Float64s(name, v[:max(0, len(v)-cut)])
	}
	if v, err := f.Int32s(name); err == nil {
		w.Int32s(name, v[:max(0, len(v)-cut)])
	}
	if v, err := f.Int64s(name); err == nil {
		w.Int64s(name, v[:max(0, len(v)-cut)])
	}
	if v, err := f.Uint64s(name); err == nil {
		w.Uint64s(name, v[:max(0, len(v)-cut)])
	}
}

// askAll opens a file and asks it for everything, as the tool does: what finds damage may panic with an error.
func askAll(file []byte) (err error) {
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
		lookup, err := s.Lookup()
		if keep(err); err == nil {
			_, err = lookup.Find("p001")
			keep(err)
		}
		for _, q := range []Query{{Rows: []int{0}}, {Text: "bees find a way home"}, {Rows: []int{1, 2}, Not: []int{3}, Diverse: 0.3}} {
			_, err = s.Related(context.Background(), q, 3)
			keep(err)
		}
		s.Explain(0, 1, false)
		topics, err := s.Topics(context.Background(), nil)
		if keep(err); err == nil {
			for r := range topics.K {
				s.ExplainTopic(topics, 0, r, false)
			}
			topics.Snapshot(s.Documents())
		}
		for _, d := range corpus.All(s.Documents()) {
			d.Unpacked()
		}
		_ = s.Info()
		keep(s.Verify())
		return errors.Join(all...)
	})
}
