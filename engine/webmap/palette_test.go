package webmap

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// rgb is a colour in linear light.
type rgb [3]float64

// visions turn colours into what people see without one kind of cones, in linear light (Machado, Oliveira and Fernandes, "A
// Physiologically-Based Model for Simulation of Color Vision Deficiency", 2009, severity 1).
var visions = map[string][3]rgb{
	"any":          {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}},
	"deuteranopia": {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}},
	"tritanopia":   {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}},
}

func times(m [3]rgb, c rgb) (out rgb) {
	for i, row := range m {
		out[i] = row[0]*c[0] + row[1]*c[1] + row[2]*c[2]
	}
	return out
}

func parse(t *testing.T, hex string) (c rgb) {
	t.Helper()
	for i := range c {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if x := float64(n) / 255; x <= .04045 {
			c[i] = x / 12.92
		} else {
			c[i] = math.Pow((x+.055)/1.055, 2.4)
		}
	}
	return c
}

// lab is the colour in Oklab, where distances are about those that people see (Ottosson 2020).
func lab(c rgb) rgb {
	lms := times([3]rgb{{.4122214708, .5363325363, .0514459929}, {.2119034982, .6806995451, .1073969566}, {.0883024619, .2817188376, .6299787005}}, c)
	for i := range lms {
		lms[i] = math.Cbrt(math.Max(0, lms[i]))
	}
	return times([3]rgb{{.2104542553, .7936177850, -.0040720468}, {1.9779984951, -2.4285922050, .4505937099}, {.0259040371, .7827717662, -.8086757660}}, lms)
}

func distance(a, b rgb) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// contrast is that of WCAG 2, from 1 to 21.
func contrast(a, b rgb) float64 {
	la, lb := .2126*a[0]+.7152*a[1]+.0722*a[2], .2126*b[0]+.7152*b[1]+.0722*b[2]
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// palettes are the colours of the style, in light and in dark, and what they lie on.
func palettes(t *testing.T) map[string]struct {
	colours []rgb
	ground  rgb
} {
	t.Helper()
	out := map[string]struct {
		colours []rgb
		ground  rgb
	}{}
	light, dark, found := strings.Cut(Style, "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("no dark colours")
	}
	for name, css := range map[string]string{"light": light, "dark": dark} {
		p := out[name]
		for i := range Colours {
			m := regexp.MustCompile(fmt.Sprintf(`--c%d: (#[0-9a-f]{6});`, i)).FindStringSubmatch(css)
			if m == nil {
				t.Fatalf("%s: no colour %d", name, i)
			}
			p.colours = append(p.colours, parse(t, m[1]))
		}
		p.ground = parse(t, regexp.MustCompile(`--halo: (#[0-9a-f]{6});`).FindStringSubmatch(css)[1])
		out[name] = p
	}
	return out
}

// A tenth in Oklab is about five times what is just noticeable side by side; 3 to 1 is what WCAG 2 asks of graphics.
func TestColoursAreToldApartByEveryone(t *testing.T) {
	for name, p := range palettes(t) {
		for i, a := range p.colours {
			if c := contrast(a, p.ground); c < 3 {
				t.Errorf("%s: colour %d has a contrast of %.2f with what it lies on", name, i, c)
			}
			for j, b := range p.colours[:i] {
				for vision, m := range visions {
					if d := distance(lab(times(m, a)), lab(times(m, b))); d < .1 {
						t.Errorf("%s: colours %d and %d are %.3f apart with %s vision", name, j, i, d, vision)
					}
				}
			}
		}
	}
}

// The area within each outline, by Gauss's formula, is that of the circle, give or take a quarter. The script lays the same corners.
func TestShapesAreOfAboutOneArea(t *testing.T) {
	if corners := Outline(0, 1, 2, 3); corners != nil {
		t.Errorf("a circle has the corners %v", corners)
	}
	for shape := 1; shape < Shapes; shape++ {
		c, area := Outline(shape, 5, -3, 2), 0.0
		for i := 0; i < len(c); i += 2 {
			j := (i + 2) % len(c)
			area += (c[i]*c[j+1] - c[j]*c[i+1]) / 2
		}
		if circle := math.Pi * 2 * 2; math.Abs(area/circle-1) > .25 {
			t.Errorf("shape %d has an area of %.2f, a circle %.2f", shape, area, circle)
		}
		laid := regexp.MustCompile(fmt.Sprintf(`case %d: (.*) break;`, shape)).FindString(Script)
		for _, v := range Outline(shape, 0, 0, 1) {
			if far := strings.TrimPrefix(strconv.FormatFloat(math.Abs(v), 'g', -1, 64), "0"); v != 0 && !strings.Contains(laid, "r * "+far) {
				t.Errorf("the script lays shape %d without a corner at %s: %s", shape, far, laid)
			}
		}
	}
}

func TestMarks(t *testing.T) {
	if m := Marks(nil); len(m) != 0 {
		t.Errorf("marks of nothing: %v", m)
	}
	places := make([]Place, 40)
	for i := range places {
		places[i] = Place{X: float64(i) / 40}
	}
	marks, seen := Marks(places), map[Mark]bool{}
	for i, m := range marks[:Colours*Shapes] {
		if seen[m] {
			t.Errorf("topic %d has the mark %v of one before", i, m)
		}
		seen[m] = true
	}
	for i, m := range marks[1:] {
		if m.Colour == marks[i].Colour {
			t.Errorf("topics %d and %d lie side by side in one colour", i, i+1)
		}
	}
}

// The ninth topic lies on the first and far from the eighth: it may have the colour of that, and not of the first.
func TestMarksKeepNearTopicsApart(t *testing.T) {
	places := []Place{{X: 0}, {X: 1}, {X: 2}, {X: 3}, {X: 4}, {X: 5}, {X: 6}, {X: 7}, {X: .1}}
	if m := Marks(places); m[8] != (Mark{Colour: m[7].Colour, Shape: 1}) {
		t.Errorf("marks are %v", m)
	}
}
