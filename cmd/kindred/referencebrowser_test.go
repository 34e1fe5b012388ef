package main

import "testing"

// TestReferenceInABrowser opens what describes the server, under its own policy: nothing of it is refused, and every question is on it.
func TestReferenceInABrowser(t *testing.T) {
	p := browser(t, true)
	address, _, _ := startServing(t, corpusFile(t), "-k", "4")
	p.open(address + "/docs")
	p.until(`document.querySelectorAll("#operations article").length > 0`)
	_, spec := got(t, address+"/openapi.json")
	paths := spec["paths"].(map[string]any)
	if n := value[int](p, `document.querySelectorAll("#contents li").length`); n < len(paths) {
		t.Errorf("the reference lists %d questions of %d paths", n, len(paths))
	}
	if n := value[int](p, `[...document.querySelectorAll("a[href^='#']")].filter(a => !document.getElementById(a.hash.slice(1))).length`); n > 0 {
		t.Errorf("%d links lead nowhere", n)
	}
	p.look("reference")
	p.accessible()
	p.quiet()
}
