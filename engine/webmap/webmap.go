// Package webmap is the map of papers in a browser: a script that draws points on a canvas, the colours and shapes that
// tell topics apart, and their style; and the look of the pages that it stands on, the report and the page of the server.
//
//	marks := webmap.Marks(centres)  // how each topic is drawn
//	<style>   webmap.Style          // --c0 to --c7, and .paper-map
//	          webmap.Look           // type, lists, cards, buttons
//	<script>  webmap.Script         // class PaperMap: its comment says what it is given
//
// # Colours
//
// There are more topics than colours that people can tell apart. Eight colours are told apart by people with any of
// the three common kinds of colour blindness, on white and on black (palette_test.go simulates them); with four shapes
// they make 32 marks, and topics that lie near each other on the map differ in colour. Every topic is named on the map too.
package webmap

import (
	_ "embed"
	"math"
)

// Script defines the class PaperMap.
//
//go:embed map.js
var Script string

// Style gives the colours their values, in light and in dark, and the map its looks.
//
//go:embed map.css
var Style string

// Look is what pages look like: type, lists, cards, buttons, in light and in dark.
//
//go:embed look.css
var Look string

// How many colours and shapes there are.
const (
	Colours = 8
	Shapes  = 4
)

// Mark is how the papers of a topic are drawn: in one of the Colours, as one of the Shapes (circle, square, triangle, diamond).
type Mark struct {
	Colour int `json:"colour"`
	Shape  int `json:"shape"`
}

// outlines are the corners of shapes around (0, 0), y growing downwards, all of about the area of a circle of radius 1. The circle has none.
var outlines = [Shapes][][2]float64{
	1: {{-.88, -.88}, {.88, -.88}, {.88, .88}, {-.88, .88}},
	2: {{0, -1.25}, {1.15, .8}, {-1.15, .8}},
	3: {{0, -1.28}, {1.28, 0}, {0, 1.28}, {-1.28, 0}},
}

// Outline is the corners of a shape of a radius around a place, x and y by turns, y growing downwards; none for the circle. The script has the same.
func Outline(shape int, x, y, r float64) []float64 {
	var corners []float64
	for _, c := range outlines[shape] {
		corners = append(corners, x+float64(c[0]*r), y+float64(c[1]*r))
	}
	return corners
}

// Place is where a topic lies on the map.
type Place struct{ X, Y float64 }

// Marks gives each topic a mark by its place; topics come the most important first. Among the colours used least so far, a topic takes
// the one whose nearest topic is the farthest away, and of that colour the next shape. Cost: quadratic in topics.
func Marks(places []Place) []Mark {
	marks := make([]Mark, len(places))
	var used [Colours]int
	for i := range places {
		colour := colourOf(places, marks[:i], used, i)
		marks[i] = Mark{Colour: colour, Shape: used[colour] % Shapes}
		used[colour]++
	}
	return marks
}

// colourOf chooses a colour for topic i, those before it having theirs.
func colourOf(places []Place, marks []Mark, used [Colours]int, i int) int {
	least := used[0]
	for _, n := range used {
		least = min(least, n)
	}
	best, farthest := 0, -1.0
	for colour, n := range used {
		if n != least {
			continue
		}
		if d := nearestOf(places, marks, colour, places[i]); d > farthest {
			best, farthest = colour, d
		}
	}
	return best
}

// nearestOf is the distance from a place to the nearest topic of a colour.
func nearestOf(places []Place, marks []Mark, colour int, from Place) float64 {
	nearest := math.MaxFloat64
	for j, m := range marks {
		if m.Colour == colour {
			nearest = min(nearest, math.Hypot(places[j].X-from.X, places[j].Y-from.Y))
		}
	}
	return nearest
}
