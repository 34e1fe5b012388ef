package report

import (
	"fmt"
	"html/template"
	"strings"

	"kindred/engine/webmap"
)

// drawing is a picture in SVG. Looks come from classes and from presentation attributes, since a page with a strict policy
// allows no style attributes.
type drawing struct {
	b             strings.Builder
	width, height float64
	label         string // what the picture shows, for who does not see it; "" for an ornament
	stretches     bool   // to the width and height that the style gives it, each for itself
}

// svg is the whole picture.
func (d *drawing) svg(class string) template.HTML {
	role := `aria-hidden="true"`
	if d.label != "" {
		role = `role="img" aria-label="` + template.HTMLEscapeString(d.label) + `"`
	}
	if d.stretches {
		role += ` preserveAspectRatio="none"`
	}
	return template.HTML(fmt.Sprintf(`<svg class="%s" viewBox="0 0 %s %s" width="%s" height="%s" %s>%s</svg>`,
		class, short(d.width), short(d.height), short(d.width), short(d.height), role, d.b.String()))
}

// rect is a bar or a cell; tip is told when it is pointed at.
func (d *drawing) rect(x, y, width, height float64, class, tip string) {
	d.cell(x, y, width, height, 1, class, tip)
}

// cell is a rect of some strength, 0 to 1.
func (d *drawing) cell(x, y, width, height, strength float64, class, tip string) {
	fmt.Fprintf(&d.b, `<rect x="%s" y="%s" width="%s" height="%s" class="%s"`, short(x), short(y), short(width), short(height), class)
	if strength < 1 {
		fmt.Fprintf(&d.b, ` fill-opacity="%s"`, short(strength))
	}
	if tip == "" {
		d.b.WriteString("/>")
		return
	}
	fmt.Fprintf(&d.b, `><title>%s</title></rect>`, template.HTMLEscapeString(tip))
}

// line joins points, x and y by turns.
func (d *drawing) line(class string, points ...float64) {
	fmt.Fprintf(&d.b, `<polyline points="%s" class="%s"/>`, joined(points), class)
}

// text stands at a point: its anchor is start, middle or end.
func (d *drawing) text(x, y float64, anchor, class, s string) {
	fmt.Fprintf(&d.b, `<text x="%s" y="%s" text-anchor="%s" class="%s">%s</text>`, short(x), short(y), anchor, class, template.HTMLEscapeString(s))
}

// shape is the mark of a topic around a point: see webmap.
func (d *drawing) shape(x, y, r float64, shape int, class string) {
	if corners := webmap.Outline(shape, x, y, r); corners != nil {
		d.polygon(class, corners...)
		return
	}
	fmt.Fprintf(&d.b, `<circle cx="%s" cy="%s" r="%s" class="%s"/>`, short(x), short(y), short(r), class)
}

func (d *drawing) polygon(class string, points ...float64) {
	fmt.Fprintf(&d.b, `<polygon points="%s" class="%s"/>`, joined(points), class)
}

func joined(points []float64) string {
	list := make([]string, len(points))
	for i, p := range points {
		list[i] = short(p)
	}
	return strings.Join(list, " ")
}

// short is a number with two decimals at most.
func short(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
}
