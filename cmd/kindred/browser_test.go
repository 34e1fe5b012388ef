package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	browserlog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// told is what variables of the environment tell these tests. They are taken out of it: the program would take them for settings.
var told = taken("KINDRED_BROWSER", "KINDRED_AXE", "KINDRED_SHOTS", "KINDRED_PAGES")

func taken(names ...string) map[string]string {
	values := map[string]string{}
	for _, name := range names {
		values[name] = os.Getenv(name)
		if err := os.Unsetenv(name); err != nil {
			panic(err)
		}
	}
	return values
}

// chromiums are the names of the browser.
var chromiums = []string{"chromium", "chromium-browser", "google-chrome"}

// page is a tab of a real browser, and what it complained of.
type page struct {
	t      *testing.T
	ctx    context.Context
	mu     sync.Mutex
	faults []string
}

// browser opens a tab without a network, but for the loopback if that is asked for. Without a browser the test is skipped, unless KINDRED_BROWSER is
// "required".
func browser(t *testing.T, loopback bool) *page {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: no browser")
	}
	path := chromium()
	if path == "" {
		if told["KINDRED_BROWSER"] == "required" {
			t.Fatal("KINDRED_BROWSER=required, and there is no chromium")
		}
		t.Skip("there is no chromium: pages are not looked at in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900), chromedp.UserDataDir(t.TempDir()))
	if !loopback {
		options = append(options, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	ask(p, network.Enable, network.EnableParams{})
	ask(p, runtime.Enable, cdp.Empty{})
	ask(p, browserlog.Enable, cdp.Empty{})
	p.prefer("")
	return p
}

func chromium() string {
	for _, name := range chromiums {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// hear keeps what the browser complains of: errors on its console, exceptions, and whatever a page asks of a network.
func (p *page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			p.faults = append(p.faults, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *browserlog.EventEntryAdded:
		notYet := strings.Contains(e.Entry.Text, "503") && strings.Contains(e.Entry.URL, "/api/v1/") // what is being made is asked for again
		if !notYet && (e.Entry.Level == browserlog.EntryLevelError || e.Entry.Level == browserlog.EntryLevelWarning) {
			p.faults = append(p.faults, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; strings.HasPrefix(u, "http") && !strings.HasPrefix(u, "http://127.0.0.1:") {
			p.faults = append(p.faults, "asks the network for "+u)
		}
	}
}

// quiet fails the test if the browser complained.
func (p *page) quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		p.t.Error(f)
	}
}

// patience is how long an action in the browser may take.
const patience = 30 * time.Second

// answer is what an action in the page gives.
func answer[T any](p *page, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// ask gives the browser a command.
func ask[P, R any](p *page, command cdp.Command[P, R], params P) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, command, params); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	for _, action := range actions {
		answer(p, action)
	}
}

// open goes to an address and waits for the page's script to be done.
func (p *page) open(url string) {
	p.t.Helper()
	p.do(chromedp.Navigate(url))
	p.until(`document.documentElement.dataset.ready === "true"`)
}

// value is that of an expression in the page.
func value[T any](p *page, expression string) T {
	p.t.Helper()
	return answer(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// until waits for an expression to be true.
func (p *page) until(expression string) {
	p.t.Helper()
	for end := time.Now().Add(patience); !value[bool](p, expression); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s never came true", expression)
		}
	}
}

// click clicks on an element.
func (p *page) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

// prefer makes the reader's system light, dark or, with "", what it was. Nothing moves smoothly: a click would miss what does.
func (p *page) prefer(scheme string) {
	p.t.Helper()
	ask(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// widths are those that pages are looked at: a telephone, a tablet, a desk.
var widths = []int64{390, 820, 1280}

// look takes a picture at each width, in light and dark, into the folder KINDRED_SHOTS if it is set, and fails where a page is wider than the screen.
func (p *page) look(name string) {
	p.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range widths {
			p.prefer(scheme)
			p.do(chromedp.EmulateViewport(width, 900), chromedp.Sleep(200*time.Millisecond))
			if wide := value[int64](p, "document.documentElement.scrollWidth"); wide > width {
				p.t.Errorf("%s: %d wide on a screen of %d", name, wide, width)
			}
			p.shoot(fmt.Sprintf("%s-%s-%d.png", name, scheme, width))
		}
	}
	p.do(chromedp.EmulateViewport(1280, 900))
	p.prefer("")
}

func (p *page) shoot(name string) {
	p.t.Helper()
	folder := told["KINDRED_SHOTS"]
	if folder == "" {
		return
	}
	picture := answer(p, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(folder, name), picture, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// accessible asks axe-core, which KINDRED_AXE names, for what keeps people out of the page.
func (p *page) accessible() {
	p.t.Helper()
	path := told["KINDRED_AXE"]
	if path == "" {
		if told["KINDRED_BROWSER"] == "required" {
			p.t.Fatal("KINDRED_BROWSER=required, and KINDRED_AXE names no axe.min.js")
		}
		p.t.Log("KINDRED_AXE names no axe.min.js: accessibility is not checked")
		return
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, scheme := range []string{"light", "dark"} {
		p.prefer(scheme)
		p.do(chromedp.Evaluate[chromedp.Void](string(axe)))
		found := value[[]string](p, `axe.run().then(r => r.violations.filter(v => v.impact === "serious" || v.impact === "critical")
			.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120) + " " + (n.any[0] ? n.any[0].message : "")).join(" | ")))`)
		for _, f := range found {
			p.t.Errorf("%s: %s", scheme, f)
		}
	}
	p.prefer("")
}
