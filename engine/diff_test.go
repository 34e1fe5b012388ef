package engine

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// drawnUp is a run in which paper i, called a, b, c, ..., is in the topic that the i-th letter names; a dot is no topic, a blank is
// a paper that is not there.
func drawnUp(topics string) *Snapshot {
	s := &Snapshot{Highest: -1}
	for i, r := range topics {
		p := SnapshotPaper{Document: corpus.Document{ID: string(rune('a' + i))}, Topic: int(r - '0'), Second: -1, Similarity: math.NaN(), SecondSimilarity: math.NaN()}
		switch r {
		case ' ':
			continue
		case '.':
			p.Topic = -1
		}
		s.Papers = append(s.Papers, p)
	}
	return s
}

// lines are the changes, short.
func lines(d *Difference) (out []string) {
	for _, c := range d.Changes {
		out = append(out, fmt.Sprintf("%s %d %v", c.Kind, c.Topic, c.Others))
	}
	return out
}

func TestDiffByHand(t *testing.T) {
	for _, c := range []struct {
		name, old, later string
		want             []string
	}{
		{"nothing", "000111.", "000111.", nil},
		{"papers that come and go", "000111  ", "00 11101", nil},
		{"other ids", "000111", "222000", []string{"renumbered 2 [0]", "renumbered 0 [1]"}},
		{"born of new papers", "000111   ", "000111222", []string{"born 2 []"}},
		{"died with its papers", "000111222", "000111   ", []string{"died 2 []"}},
		{"split", "0000011111", "0002211111", []string{"born 2 [0]", "split 0 [0 2]", "moved 2 [0]", "moved 2 [0]"}},
		{"split in three", "00000011", "00223311", []string{"born 2 [0]", "born 3 [0]", "split 0 [0 2 3]", "moved 2 [0]", "moved 2 [0]", "moved 3 [0]", "moved 3 [0]"}},
		{"merged", "0002211111", "0000011111", []string{"died 2 [0]", "merged 0 [0 2]", "moved 0 [2]", "moved 0 [2]"}},
		{"one paper goes", "0000011111", "0000111111", []string{"moved 1 [0]"}},
		{"part of one goes to another that stays", "000001111111", "000111111111", []string{"moved 1 [0]", "moved 1 [0]"}},
		{"no text any more, and text", "00011.", "0.0111", []string{"moved -1 [0]", "moved 1 [-1]"}},
	} {
		d := Diff(drawnUp(c.old), drawnUp(c.later), nil)
		if got := lines(d); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, change := range d.Changes {
			if change.Why == "" && change.Kind != Moved {
				t.Errorf("%s: %v has no reason", c.name, change)
			}
		}
	}
}

// What falls apart one way merges the other way, what is born dies, and what moves moves back.
func TestDiffBackwards(t *testing.T) {
	mirror := map[ChangeKind]ChangeKind{Born: Died, Died: Born, Fell: Merged, Merged: Fell, Renumbered: Renumbered, Grown: Shrunk, Shrunk: Grown, Moved: Moved}
	for seed := range 40 {
		topics := func(step int) string {
			b := []byte{}
			for i := range 26 {
				b = append(b, byte('0'+(i/5+(i*step*(seed+3)%11)/9)%5))
			}
			return string(b)
		}
		one, two := drawnUp(topics(1)), drawnUp(topics(2))
		there, back := map[ChangeKind]int{}, map[ChangeKind]int{}
		for _, c := range Diff(one, two, nil).Changes {
			there[mirror[c.Kind]]++
		}
		for _, c := range Diff(two, one, nil).Changes {
			back[c.Kind]++
		}
		if !reflect.DeepEqual(there, back) {
			t.Errorf("seed %d: %v, backwards %v", seed, there, back)
		}
		if same := Diff(one, one, nil); same.Changes != nil || same.Came+same.Went > 0 || same.Both != 26 {
			t.Errorf("seed %d: the same run differs: %v", seed, same)
		}
	}
}

func TestDiffGrownAndShrunk(t *testing.T) {
	run := func(sizes ...int) *Snapshot {
		s := &Snapshot{}
		for topic, n := range sizes {
			for i := range n {
				s.Papers = append(s.Papers, SnapshotPaper{Document: corpus.Document{ID: fmt.Sprintf("%d.%d", topic, i)}, Topic: topic})
			}
		}
		return s
	}
	// 50 of 100 to 130 of 200: p is .6, a standard error .06, the difference .15.
	if got := lines(Diff(run(50, 50), run(130, 70), nil)); !reflect.DeepEqual(got, []string{"grown 0 []", "shrunk 1 []"}) {
		t.Errorf("%q", got)
	}
	// To 120 of 200 the difference is .1, of a standard error of .0607: not enough.
	if got := lines(Diff(run(50, 50), run(120, 80), nil)); got != nil {
		t.Errorf("%q", got)
	}
	near(t, "the standard error", standardError(180, 100, 200), 0.06, 1e-12)
}

func TestDiffWords(t *testing.T) {
	old, later := drawnUp("000111"), drawnUp("000111")
	old.Topics = []SnapshotTopic{{ID: 0, Parent: -1, Label: "bees", Terms: []string{"wax", "Hive", "dance"}}, {ID: 1, Parent: -1, Label: "ice", Terms: []string{"melt"}}}
	later.Topics = []SnapshotTopic{{ID: 0, Parent: -1, Label: "bees, fly", Terms: []string{"hive", "fly", "wax"}}, {ID: 1, Parent: -1, Label: "ice", Terms: []string{"melt"}}}
	d := Diff(old, later, nil)
	if len(d.Changes) != 1 || d.Changes[0].Kind != Drifted || d.Changes[0].Label != "bees, fly" ||
		!reflect.DeepEqual(d.Changes[0].Gained, []string{"fly"}) || !reflect.DeepEqual(d.Changes[0].Lost, []string{"dance"}) {
		t.Errorf("%+v", d.Changes)
	}
}

func TestDiffSaysWhyPapersMove(t *testing.T) {
	old, later := drawnUp("0000011111"), drawnUp("0000111111")
	old.Papers[4].Similarity, old.Papers[4].Second, old.Papers[4].SecondSimilarity = .5, 1, .45
	p := &later.Papers[4]
	p.Similarity, p.Second, p.SecondSimilarity, p.Title = .625, 0, .5, "Dancing on thin Ice sheets"
	later.Topics = []SnapshotTopic{{ID: 1, Parent: -1, Label: "ice", Terms: []string{"melt", "ice sheets", "thin", "ce"}}}
	c := Diff(old, later, nil).Changes[0]
	if want := "similarity to topic 1 from 0.450 to 0.625; similarity to topic 0 from 0.500 to 0.500"; c.Why != want || c.Margin != .125 || c.Paper != 4 {
		t.Errorf("%q, margin %v, paper %d; want %q", c.Why, c.Margin, c.Paper, want)
	}
	if want := []string{"ice sheets", "thin"}; !reflect.DeepEqual(c.Shared, want) {
		t.Errorf("shared %q, want %q", c.Shared, want)
	}
	gone := Diff(drawnUp("0002211111"), drawnUp("0000011111"), nil)
	if last := gone.Changes[len(gone.Changes)-1]; last.Why != "topic 2 is no more" {
		t.Errorf("%q", last.Why)
	}
}

// Two runs of the engine, the later going on from the earlier: ids say which topics are one, and reasons are of the papers' own words.
func TestDiffOfRuns(t *testing.T) {
	papers := samplePapers(t)
	first := build(t, papers[:120], func(c *Config) { c.K, c.Stability = 6, 0 })
	old := snapshotOf(t, first)
	second := build(t, papers[10:], func(c *Config) { c.Previous, c.Stability = old, 0 })
	topics := topicsOf(t, second)
	d := Diff(old, topics.Snapshot(second.Documents()), second.Reasons(topics))
	if d.Went != 10 || d.Both != 110 || d.Came != len(papers)-120 {
		t.Errorf("%d went, %d stayed, %d came", d.Went, d.Both, d.Came)
	}
	for _, c := range d.Changes {
		switch c.Kind {
		case Renumbered:
			t.Errorf("%+v", c)
		case Moved:
			p := papers[10+c.Paper]
			text := strings.ToLower(p.Title + " " + p.Unpacked().Abstract + " " + strings.Join(p.Keywords, " "))
			for _, term := range c.Shared {
				if first, _, _ := strings.Cut(strings.ToLower(term), " "); !strings.Contains(text, first[:min(3, len(first))]) {
					t.Errorf("paper %d is said to have %q", c.Paper, term)
				}
			}
		}
	}
}
