package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	mouse "github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reportPage is the report on the sample corpus in a browser.
func reportPage(t *testing.T) *page {
	t.Helper()
	p := browser(t, false)
	path := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(path, reported(t, "r.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.open("file://" + path)
	return p
}

// inked counts the points of the map that something is drawn on.
const inked = `(() => { const c = document.getElementById("canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
	let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n; })()`

const picture = `document.getElementById("canvas").toDataURL()`

func TestReportInABrowser(t *testing.T) {
	p := reportPage(t)
	if n := value[int](p, inked); n < 1000 {
		t.Errorf("the map has %d points of ink", n)
	}
	p.look("report")
	p.accessible()
	p.quiet()
}

// spot is where a paper lies on the screen, as map.js has it.
func spot(p *page, row int) (x, y float64) {
	p.t.Helper()
	at := value[[]float64](p, fmt.Sprintf(`(() => {
		document.getElementById("canvas").scrollIntoView({ block: "center", behavior: "instant" });
		const box = document.getElementById("canvas").getBoundingClientRect(), d = JSON.parse(document.getElementById("data-papers").textContent);
		const unit = Math.min(box.width, box.height) / 2 * .92, place = v => v / d.side * 2 - 1;
		return [box.x + box.width / 2 + place(d.x[%d]) * unit, box.y + box.height / 2 - place(d.y[%[1]d]) * unit]; })()`, row))
	return at[0], at[1]
}

func titleOfRow(p *page, row int) string {
	return value[string](p, fmt.Sprintf(`JSON.parse(document.getElementById("data-papers").textContent).titles[%d]`, row))
}

func TestHoverAndChoiceOnTheMap(t *testing.T) {
	p := reportPage(t)
	x, y := spot(p, 3)
	p.do(chromedp.MouseEvent(mouse.DispatchMouseEventTypeMouseMoved, x, y))
	p.until(`document.querySelector(".tip").hidden === false`)
	title := titleOfRow(p, 3)
	if tip := value[string](p, `document.querySelector(".tip").textContent`); tip != title {
		t.Errorf("the tip says %q, want %q", tip, title)
	}
	p.do(chromedp.MouseClickXY(x, y))
	p.until(`document.getElementById("paper").hidden === false`)
	if got := value[string](p, `document.querySelector("#paper h3").textContent`); got != title {
		t.Errorf("the paper shown is %q, want %q", got, title)
	}
	if n := value[int](p, `document.querySelectorAll("#paper .papers li").length`); n != 10 {
		t.Errorf("%d nearest papers, want 10", n)
	}
	if hash := value[string](p, `location.hash`); hash != "#paper-3" {
		t.Errorf("the address ends in %s", hash)
	}
	p.quiet()
}

// Two topics that lie in the same place are both named.
func TestLabelsFindRoomOnTheMap(t *testing.T) {
	p := reportPage(t)
	if n := value[int](p, `(() => {
		const canvas = document.createElement("canvas"), n = 200, at = Array.from({ length: n }, (_, i) => i / n * 2 - 1);
		canvas.style.cssText = "width: 600px; height: 400px";
		document.body.append(canvas);
		const topics = [{ label: "glaciers", colour: 0, shape: 0 }, { label: "fjords and sills", colour: 1, shape: 1 }];
		const m = new PaperMap(canvas, { x: at, y: at, topic: at.map((_, i) => i % 2), topics, title: String }, { choose() {} });
		return m.boxes.length;
	})()`); n != 2 {
		t.Errorf("of two topics %d are named", n)
	}
	p.quiet()
}

func TestSearchLeadsToAPaper(t *testing.T) {
	p := reportPage(t)
	title := titleOfRow(p, 7)
	p.do(chromedp.SendKeys(chromedp.CSS("#search"), title))
	p.until(`document.querySelectorAll("#results button").length === 1`)
	p.do(chromedp.SendKeys(chromedp.CSS("#search"), kb.Enter))
	p.until(`document.getElementById("paper").hidden === false`)
	if got := value[string](p, `document.querySelector("#paper h3").textContent`); got != title {
		t.Errorf("found %q, want %q", got, title)
	}
	p.do(chromedp.Clear(chromedp.CSS("#search")), chromedp.SendKeys(chromedp.CSS("#search"), "zzzz"))
	p.until(`document.getElementById("count").textContent === "0 papers"`)
	p.quiet()
}

func TestMapByKeys(t *testing.T) {
	p := reportPage(t)
	before := value[string](p, picture)
	p.do(chromedp.Focus(chromedp.CSS("#canvas")), chromedp.KeyEvent("+"))
	p.until(picture + ` !== "` + before + `"`)
	p.do(chromedp.KeyEvent("0"))
	p.until(picture + ` === "` + before + `"`)
	p.do(chromedp.KeyEvent(kb.ArrowRight))
	p.until(`document.getElementById("paper").hidden === false`)
	first := value[string](p, `location.hash`)
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	p.until(`location.hash !== "` + first + `"`)
	if on := value[string](p, `document.activeElement.id`); on != "canvas" {
		t.Errorf("an arrow takes the focus to %q", on)
	}
	p.do(chromedp.KeyEvent(kb.Escape))
	p.until(`document.getElementById("paper").hidden === true`)
	p.quiet()
}

func TestTopicsInABrowser(t *testing.T) {
	p := reportPage(t)
	before := value[string](p, picture)
	p.click(`[data-map="1"]`)
	p.until(picture + ` !== "` + before + `"`)
	pressed := `[...document.querySelectorAll("[data-map][aria-pressed=true]")].map(b => b.dataset.map).join()`
	if got := value[string](p, pressed); got != "1" {
		t.Errorf("topics shown alone: %q, want 1", got)
	}
	p.click("#all")
	p.until(picture + ` === "` + before + `"`)
	if got := value[string](p, pressed); got != "" {
		t.Errorf("of all topics %q is shown alone", got)
	}
	p.click(`[data-list="0"]`)
	p.until(`document.querySelectorAll("#topic-0 .list li").length > 3`)
	p.click(`[data-list="0"]`)
	p.until(`document.querySelector("#topic-0 .list") === null`)
	p.quiet()
}

// KINDRED_PAGES names reports, separated by commas: each is opened three times, and its weight and the median of the times until its map is drawn are told.
func TestHowLongPagesTakeToOpen(t *testing.T) {
	files := told["KINDRED_PAGES"]
	if files == "" {
		t.Skip("KINDRED_PAGES names no reports to open")
	}
	for path := range strings.SplitSeq(files, ",") {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		var times []float64
		for range 3 {
			p := browser(t, false)
			p.open("file://" + path)
			times = append(times, value[float64](p, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))`))
			p.quiet()
		}
		slices.Sort(times)
		t.Logf("%s: %.2f MB, %.0f ms", filepath.Base(path), float64(info.Size())/1e6, times[1])
	}
}
