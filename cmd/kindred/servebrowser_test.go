package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// served is the page of a server of the sample corpus, in a browser.
func served(t *testing.T, flags ...string) (p *page, address string) {
	t.Helper()
	p = browser(t, true)
	address, _, _ = startServing(t, append([]string{corpusFile(t), "-k", "4"}, flags...)...)
	return p, address + "/"
}

// to goes to a state of the page.
func (p *page) to(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"))
	p.open(address)
}

const headline = `document.querySelector("h1").textContent`

// One walks from the topics by a search to a paper, the reasons and back, by keys alone.
func TestServedPageFromSearchToReasons(t *testing.T) {
	p, address := served(t)
	p.to(address)
	if got := value[string](p, headline); got != "40 papers in 4 topics" {
		t.Errorf("the page begins with %q", got)
	}
	p.do(chromedp.SendKeys(chromedp.CSS("#search"), "glacier"+kb.Enter))
	p.until(`location.hash === "#/search?q=glacier" && document.documentElement.dataset.ready === "true" && document.querySelectorAll(".papers li").length > 0`)
	title := value[string](p, `document.querySelector(".papers a").textContent`)
	p.do(chromedp.Focus(chromedp.CSS(".papers a")), chromedp.KeyEvent(kb.Enter))
	p.until(`location.hash.startsWith("#/paper") && ` + headline + ` === ` + quoted(title))
	if on := value[string](p, `document.activeElement.tagName`); on != "H1" {
		t.Errorf("the focus is on %s, not on the heading", on)
	}
	p.do(chromedp.Focus(chromedp.CSS("a.why")), chromedp.KeyEvent(kb.Enter))
	p.until(`location.hash.startsWith("#/compare") && ` + headline + `.startsWith("Why these are near")`)
	if rows := value[int](p, `document.querySelectorAll(".terms tbody tr").length`); rows < 3 {
		t.Errorf("%d reasons", rows)
	}
	p.do(chromedp.NavigateBack())
	p.until(headline + ` === ` + quoted(title))
	p.quiet()
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// Each state has an address that leads there, no address needs a network, and none keeps people out.
func TestServedStates(t *testing.T) {
	p, address := served(t)
	for state, want := range map[string]string{
		"topics": "40 papers in 4 topics", "search?q=glacier": "“glacier”", "paper?id=p001": "number", "topic?id=1": "", "compare?a=p001&b=p005": "Why these are near",
		"why?id=p001": "Why it is in its topic", "draft?text=bees+and+pollen": "What is near to a draft", "map?paper=p001": "Map of the papers", "constructor": "Nothing here",
	} {
		p.to(address + "#/" + strings.TrimPrefix(state, "topics"))
		if got := value[string](p, headline); !strings.Contains(got, want) {
			t.Errorf("#/%s begins with %q", state, got)
		}
		name, _, _ := strings.Cut(state, "?")
		p.look("served-" + name)
		p.accessible()
	}
	p.quiet()
}

// A paper in the list can be counted against what is near, in the address too, and be taken back.
func TestServedLessLikeAPaper(t *testing.T) {
	p, address := served(t)
	p.to(address + "#/paper?id=p001")
	const nearest = `document.querySelector(".related a").textContent`
	first := value[string](p, nearest)
	p.click(".related li:first-child a.why:last-child")
	p.until(`location.hash.includes("&not=") && document.documentElement.dataset.ready === "true" && ` + nearest + ` !== ` + quoted(first))
	if got := value[string](p, `document.querySelector(".farther a").textContent`); got != first+" ×" {
		t.Errorf("less like %q, want %q", got, first)
	}
	p.look("served-less-like")
	p.accessible()
	p.click(".farther a")
	p.until(`!location.hash.includes("&not=") && document.documentElement.dataset.ready === "true" && ` + nearest + ` === ` + quoted(first))
	p.quiet()
}

func TestServedDraft(t *testing.T) {
	p, address := served(t)
	p.to(address + "#/draft")
	p.do(chromedp.SendKeys(chromedp.CSS("#draft"), "bees in a hive gather pollen"))
	p.click("form.draft button")
	p.until(`document.documentElement.dataset.ready === "true" && document.querySelectorAll(".related li").length > 0`)
	long := `(() => { const area = document.getElementById("draft"); area.value = "%s ".repeat(400); area.form.requestSubmit(); })()`
	for _, words := range []string{"pollen", "glacier"} { // too long for the address, which stays the same
		p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(long, words)))
		p.until(`location.hash === "#/draft" && document.documentElement.dataset.ready === "true" &&
			document.querySelector(".related small").textContent.includes(` + quoted(words) + `)`)
	}
	p.quiet()
}

func TestServedMapByKeys(t *testing.T) {
	p, address := served(t)
	p.to(address + "#/map")
	p.do(chromedp.Focus(chromedp.CSS("#canvas")), chromedp.KeyEvent(kb.ArrowRight))
	p.until(`location.hash.startsWith("#/map?paper=") && document.querySelectorAll(".side .papers li").length > 0`)
	p.quiet()
}

// A map that is left listens to nothing any more; one that lacks what is asked for says so.
func TestServedMapIsLeft(t *testing.T) {
	p, address := served(t)
	p.to(address + "#/map?paper=nobody")
	p.until(`document.querySelector(".side").textContent.includes("nobody")`)
	p.do(chromedp.Evaluate[chromedp.Void](`window.left = document.getElementById("canvas"); location.hash = "#/"`))
	p.until(headline + ` === "40 papers in 4 topics"`)
	if wide := value[int](p, `left.width = 7, dispatchEvent(new Event("beforeprint")), left.width`); wide != 7 {
		t.Errorf("the map that was left fits itself to a width of %d", wide)
	}
}

// The link to the content leads there and leaves the address; the page that is shown is marked among the others.
func TestServedNavigation(t *testing.T) {
	p, address := served(t)
	p.to(address + "#/map")
	p.do(chromedp.Focus(chromedp.CSS(".skip")), chromedp.KeyEvent(kb.Enter))
	if got := value[string](p, `document.activeElement.id + location.hash`); got != "main#/map" {
		t.Errorf("the link to the content leads to %q", got)
	}
	if got := value[string](p, `[...document.querySelectorAll("nav a[aria-current=page]")].map(a => a.textContent).join()`); got != "Map" {
		t.Errorf("marked as shown: %q", got)
	}
	p.quiet()
}

// What is not there is said, with a way on.
func TestServedTrouble(t *testing.T) {
	const secret = "let-me-in-let-me-in"
	p, address := served(t, "--token", secret)
	p.to(address + "#/paper?id=p001")
	if got := value[string](p, headline); got != "A token is needed" {
		t.Errorf("without a token the page says %q", got)
	}
	p.do(chromedp.SendKeys(chromedp.CSS("#token"), secret+kb.Enter))
	p.until(`document.querySelectorAll(".related li").length > 0`)
	p.to(address + "#/paper?id=nobody")
	if got := value[string](p, `document.querySelector(".problem p").textContent`); !strings.Contains(got, "nobody") {
		t.Errorf("of a paper that is not there the page says %q", got)
	}
}
