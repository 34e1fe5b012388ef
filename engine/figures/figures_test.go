package figures

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kindred/engine"
	"kindred/engine/report"
	"kindred/engine/webmap"
)

// clouds are k topics of n papers each, the later the fewer, in clouds around a circle; each topic but the first joins those before it.
func clouds(k, n int) (*engine.Topics, []engine.Point) {
	random := rand.New(rand.NewPCG(1, 2))
	t, points := &engine.Topics{K: k}, []engine.Point(nil)
	for topic := range k {
		size := max(1, n-topic)
		t.Topics = append(t.Topics, engine.Topic{ID: topic, Label: fmt.Sprintf("glacier tongues, fjord ice %d", topic), Size: size})
		sin, cos := math.Sincos(2 * math.Pi * float64(topic) / float64(k))
		for range size {
			t.Assignments = append(t.Assignments, engine.Assignment{Row: len(points), Topic: topic})
			points = append(points, engine.Point{X: 0.7*cos + 0.06*random.NormFloat64(), Y: 0.7*sin + 0.06*random.NormFloat64()})
		}
		if topic > 0 {
			left := 0
			if topic > 1 {
				left = k + topic - 2
			}
			t.Tree = append(t.Tree, engine.Merge{A: left, B: topic, Loss: float64(topic)})
		}
	}
	return t, points
}

// drawings are the three pictures of some topics.
func drawings(t *engine.Topics, points []engine.Point) map[string]func(io.Writer) error {
	marks := report.Marks(t, points)
	return map[string]func(io.Writer) error{
		"map":   func(w io.Writer) error { return Map(w, t, points, marks) },
		"sizes": func(w io.Writer) error { return Sizes(w, t, marks) },
		"tree":  func(w io.Writer) error { return Tree(w, t, marks) },
	}
}

// drawn is a picture, and its bytes.
func drawn(t *testing.T, draw func(io.Writer) error) (image.Image, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		t.Fatal(err)
	}
	raw := bytes.Clone(b.Bytes())
	picture, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return picture, raw
}

// pixels counts those of each colour.
func pixels(picture image.Image) map[color.NRGBA]int {
	counts := map[color.NRGBA]int{}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			counts[color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)]++
		}
	}
	return counts
}

func TestPicturesHaveTheColoursOfTopicsOnWhite(t *testing.T) {
	topics, points := clouds(webmap.Colours, 40)
	for name, draw := range drawings(topics, points) {
		picture, _ := drawn(t, draw)
		counts := pixels(picture)
		for i, c := range palette {
			if counts[c] < 50 {
				t.Errorf("%s: %d pixels of colour %d", name, counts[c], i)
			}
		}
		if all := picture.Bounds().Dx() * picture.Bounds().Dy(); counts[white] < all/2 {
			t.Errorf("%s: %d of %d pixels are white", name, counts[white], all)
		}
	}
}

func TestPicturesAreTheSameEveryTime(t *testing.T) {
	topics, points := clouds(12, 30)
	for name, draw := range drawings(topics, points) {
		_, once := drawn(t, draw)
		if _, again := drawn(t, draw); !bytes.Equal(once, again) {
			t.Errorf("%s is another the second time", name)
		}
	}
}

func TestSizesOfPictures(t *testing.T) {
	for _, c := range []struct{ k, high int }{{0, 180}, {1, 180}, {5, 404}, {20, 1200}, {2 * Rows, 9124}} {
		topics, points := clouds(c.k, 3)
		for name, draw := range drawings(topics, points) {
			high := c.high
			if name == "map" {
				high = mapHeight
			}
			if picture, _ := drawn(t, draw); picture.Bounds().Dx() != 1600 || picture.Bounds().Dy() != high {
				t.Errorf("%s of %d topics: %v", name, c.k, picture.Bounds())
			}
		}
	}
}

func TestPicturesOfLittle(t *testing.T) {
	one, points := clouds(1, 1)
	picture, _ := drawn(t, drawings(one, points)["map"])
	if n := pixels(picture)[palette[0]]; n < 200 {
		t.Errorf("a map of one paper has %d pixels of its colour", n)
	}
	picture, _ = drawn(t, drawings(one, nil)["map"])
	if n := pixels(picture)[palette[0]]; n != 0 {
		t.Errorf("a map without places has %d pixels of a topic", n)
	}
	same, points := clouds(1, 5)
	for i := range points {
		points[i] = engine.Point{X: 0.5, Y: 0.5}
	}
	drawn(t, drawings(same, points)["map"])
}

func TestPicturesNeedWhatBelongsTogether(t *testing.T) {
	topics, points := clouds(3, 4)
	marks := report.Marks(topics, points)
	for want, err := range map[string]error{
		"2 marks for 3 topics":   Sizes(io.Discard, topics, marks[:2]),
		"2 marks for 3 topics ":  Tree(io.Discard, topics, marks[:2]),
		"2 marks for 3 topics  ": Map(io.Discard, topics, points, marks[:2]),
		"1 places for 9 papers":  Map(io.Discard, topics, points[:1], marks),
	} {
		if err == nil || !strings.Contains(err.Error(), strings.TrimSpace(want)) {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}

func TestPapersWithoutATopicAreNotOnTheMap(t *testing.T) {
	topics, points := clouds(2, 5)
	topics.Assignments[0].Topic = -1
	points[0] = engine.Point{X: -1, Y: -1}
	if spots := placed(topics, points); len(spots) != 8 {
		t.Errorf("%d papers on the map, want 8", len(spots))
	}
	if says := mapTells(topics, 8, 0); says != "8 papers in 2 topics; papers near each other are alike; 1 paper without a topic not shown" {
		t.Error(says)
	}
}

// Papers are spread over the picture and keep the shape they lie in, upright: y grows upwards.
func TestPapersLieAsTheyAreLaid(t *testing.T) {
	topics := &engine.Topics{K: 1, Topics: []engine.Topic{{Size: 3}}, Assignments: make([]engine.Assignment, 3)}
	spots := placed(topics, []engine.Point{{X: 0, Y: 0}, {X: 0.1, Y: 0}, {X: 0, Y: 0.1}})
	if wide, high := spots[1].x-spots[0].x, spots[0].y-spots[2].y; wide < 900 || math.Abs(wide-high) > 1e-9 {
		t.Errorf("a square is %g wide and %g high", wide, high)
	}
}

func TestSmallestTopicsAreOneRow(t *testing.T) {
	topics, _ := clouds(Rows+5, 2*Rows)
	rows := sizeRows(topics)
	if last := rows[len(rows)-1]; len(rows) != Rows || last.label != "6 smaller topics" || last.papers != 6*(Rows+1)-15 {
		t.Errorf("%d rows, the last %v", len(rows), last)
	}
	if !slices.IsSortedFunc(rows[:Rows-1], func(a, b row) int { return b.papers - a.papers }) {
		t.Error("a larger topic comes behind a smaller one")
	}
}

// The first six topics join first, so they are the one leaf of several.
func TestFirstTopicsToJoinAreOneLeaf(t *testing.T) {
	topics, _ := clouds(Rows+5, 2*Rows)
	rows, groups := leaves(topics)
	if len(rows) != Rows || rows[0].label != "glacier tongues, fjord ice 0 and 5 topics more (3,585)" || groups[0] != topics.K+4 {
		t.Errorf("%d leaves, the first %v of group %d", len(rows), rows[0], groups[0])
	}
	few, _ := clouds(4, 9)
	rows, groups = leaves(few)
	if len(rows) != 4 || !slices.Equal(groups, few.LeafOrder()) || rows[3].number != "3" {
		t.Errorf("leaves are %v of %v", rows, groups)
	}
}

// A topic has one colour, on the page and in pictures.
func TestColoursAreThoseOfThePage(t *testing.T) {
	for i, c := range palette {
		if want := fmt.Sprintf("--c%d: #%02x%02x%02x;", i, c.R, c.G, c.B); !strings.Contains(webmap.Style, want) {
			t.Errorf("the style has no %s", want)
		}
	}
}
