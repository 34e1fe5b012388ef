package figures

import (
	"image/color"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"kindred/engine/webmap"
)

// What pictures are drawn in: the colours are those of the page in light.
var (
	white   = color.NRGBA{255, 255, 255, 255}
	ink     = color.NRGBA{0x14, 0x17, 0x1c, 255}
	veil    = color.NRGBA{255, 255, 255, 225} // papers shine through it
	grey    = color.NRGBA{0x5c, 0x63, 0x6e, 255}
	bar     = color.NRGBA{0x9d, 0xb2, 0xcf, 255}
	branch  = color.NRGBA{0x7b, 0x86, 0x95, 255}
	palette = [webmap.Colours]color.NRGBA{
		{0x19, 0x5c, 0xc7, 255}, {0xd3, 0x78, 0x12, 255}, {0x44, 0xa1, 0xb1, 255}, {0xb5, 0x34, 0x7d, 255},
		{0x66, 0x67, 0x23, 255}, {0xa4, 0x73, 0xee, 255}, {0x80, 0x09, 0x02, 255}, {0x5f, 0x0e, 0x87, 255},
	}
)

// picture is a sheet of white paper, in pixels from its upper left corner.
type picture struct {
	canvas        *vgimg.Canvas
	width, height float64
}

func newPicture(width, height int) *picture { return newSheet(width, height, white) }

// newSheet is paper of any colour. At 72 dots an inch a point is a pixel.
func newSheet(width, height int, ground color.Color) *picture {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(width), vg.Length(height)), vgimg.UseDPI(72), vgimg.UseBackgroundColor(ground))
	return &picture{canvas: c, width: float64(width), height: float64(height)}
}

// write writes the picture as PNG.
func (p *picture) write(w io.Writer) error {
	return png.Encode(w, p.canvas.Image())
}

// at turns a place around: the canvas counts from below.
func (p *picture) at(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}
}

// How a line of text lies beside its place.
const (
	fromHere = 0.0
	around   = 0.5
	upToHere = 1.0
)

// text writes a line whose small letters are about the height y.
func (p *picture) text(x, y, anchor float64, l lettering, c color.Color, line string) {
	p.canvas.SetColor(c)
	p.canvas.FillString(l.face(), p.at(x-anchor*l.width(line), y+0.35*l.size), line)
}

// rect fills a rectangle.
func (p *picture) rect(x, y, width, height float64, c color.Color) {
	p.fill(p.polygon(x, y, x+width, y, x+width, y+height, x, y+height), c)
}

// line joins places, x and y by turns.
func (p *picture) line(width float64, c color.Color, places ...float64) {
	p.stroke(p.path(places...), width, c)
}

func (p *picture) fill(path vg.Path, c color.Color) {
	p.canvas.SetColor(c)
	p.canvas.Fill(path)
}

func (p *picture) stroke(path vg.Path, width float64, c color.Color) {
	p.canvas.SetColor(c)
	p.canvas.SetLineWidth(vg.Length(width))
	p.canvas.Stroke(path)
}

func (p *picture) path(places ...float64) (path vg.Path) {
	path.Move(p.at(places[0], places[1]))
	for i := 2; i < len(places); i += 2 {
		path.Line(p.at(places[i], places[i+1]))
	}
	return path
}

func (p *picture) polygon(places ...float64) vg.Path {
	path := p.path(places...)
	path.Close()
	return path
}

// rounded is a rectangle with round corners.
func (p *picture) rounded(a rectangle, r float64) (path vg.Path) {
	path.Move(p.at(a.x1, a.y1-r))
	for i, corner := range [...][2]float64{{a.x1 - r, a.y0 + r}, {a.x0 + r, a.y0 + r}, {a.x0 + r, a.y1 - r}, {a.x1 - r, a.y1 - r}} {
		path.Arc(p.at(corner[0], corner[1]), vg.Length(r), float64(i)*math.Pi/2, math.Pi/2)
	}
	path.Close()
	return path
}

// shape is the outline of a mark around a place: see webmap.
func (p *picture) shape(x, y, r float64, shape int) vg.Path {
	if corners := webmap.Outline(shape, x, y, r); corners != nil {
		return p.polygon(corners...)
	}
	var path vg.Path
	path.Move(p.at(x+r, y))
	path.Arc(p.at(x, y), vg.Length(r), 0, 2*math.Pi)
	path.Close()
	return path
}

// mark draws that of a topic around a place, with a white rim that parts it from what it lies on.
func (p *picture) mark(x, y, r, rim float64, m webmap.Mark) {
	path := p.shape(x, y, r, m.Shape)
	if rim > 0 {
		p.stroke(path, 2*rim, white)
	}
	p.fill(path, palette[m.Colour])
}
