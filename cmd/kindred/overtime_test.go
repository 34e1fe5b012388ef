package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const undatedPapers = `{"id":"a","title":"bees dance in the hive"}
{"id":"b","title":"bees sleep in the hive"}
{"id":"c","title":"glaciers melt into fjords"}
{"id":"d","title":"glaciers calve into fjords"}
`

// The test corpus has papers of 2000 to 2006, each theme the same share of every year.
func TestTopicsShowsTime(t *testing.T) {
	source := corpusFile(t)
	out := done(t, "topics", source, "-k", "4", "--show", "over-time").out
	if years := column(t, out, "period"); len(years) != 28 || years[0] != "2000" || years[6] != "2006" {
		t.Errorf("periods are %v", years)
	}
	trends := done(t, "topics", source, "-k", "4", "--show", "trends").out
	if got := column(t, trends, "trend"); len(got) != 4 || slices.Contains(got, "rising") || slices.Contains(got, "falling") {
		t.Errorf("trends are %v", got)
	}
	r := done(t, "topics", source, "-k", "4", "--show", "over-time", "--period", "month", "--columns", "topic_id,period")
	if r.out != "topic_id,period\n" || !strings.Contains(r.err, "40 papers without a month left out of topics over time") {
		t.Errorf("by month: %s%s", r.out, r.err)
	}
	if r := kindred(t, "topics", source, "--period", "week"); r.code != exitMisused {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
}

func TestTimeInJSON(t *testing.T) {
	var b struct {
		OverTime []struct{ Period string } `json:"over_time"`
		Trends   []struct{ Papers int }
	}
	if err := json.Unmarshal([]byte(done(t, "topics", corpusFile(t), "-k", "4", "--format", "json").out), &b); err != nil {
		t.Fatal(err)
	}
	if len(b.OverTime) != 28 || len(b.Trends) != 4 || b.Trends[0].Papers != 11 {
		t.Errorf("%+v", b)
	}
}

func TestARunWithoutDates(t *testing.T) {
	folder := t.TempDir()
	r := done(t, "run", file(t, "undated.jsonl", undatedPapers), "-o", folder, "-k", "2")
	if n := strings.Count(r.err, "no paper has a date"); n != 1 {
		t.Errorf("said %d times:\n%s", n, r.err)
	}
	b, err := os.ReadFile(filepath.Join(folder, "topics_over_time.csv"))
	if err != nil || string(b) != "topic_id,label,period,papers,share,period_papers,words\n" {
		t.Errorf("topics_over_time.csv is %q, %v", b, err)
	}
}
