package main

import (
	"io"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"kindred/engine"
)

// bars shows a bar for each stage of long work on standard error, and takes it away when the stage is over.
type bars struct {
	mu    sync.Mutex
	to    io.Writer
	all   *mpb.Progress // nil while nothing is shown
	bar   *mpb.Bar
	stage string
}

// bars returns a Progress for the engine (nil if none is to be shown) and the function that clears the bars. Call
// that before an answer is written; notices clear them by themselves.
func (a *app) bars() (engine.Progress, func()) {
	if a.progress == "never" || a.progress == "auto" && (a.quiet || terminal(a.stderr) == nil) {
		return nil, func() {}
	}
	a.shown = &bars{to: a.stderr}
	return a.shown.update, a.shown.clear
}

// update moves the bar of a stage, after taking away that of the stage before.
func (b *bars) update(stage string, done, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil {
		b.all = mpb.New(mpb.WithOutput(b.to), mpb.WithWidth(40), mpb.WithAutoRefresh())
	}
	if b.bar == nil || stage != b.stage {
		b.drop()
		b.stage = stage
		b.bar = b.all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(stage+" ")), mpb.AppendDecorators(decor.Percentage()))
	}
	b.bar.SetTotal(int64(total), false)
	b.bar.SetCurrent(int64(done))
}

// drop takes the present bar away.
func (b *bars) drop() {
	if b.bar != nil {
		b.bar.Abort(true)
		b.bar = nil
	}
}

// clear leaves the terminal to others, until the next update.
func (b *bars) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all != nil {
		b.drop()
		b.all.Wait()
		b.all = nil
	}
}
