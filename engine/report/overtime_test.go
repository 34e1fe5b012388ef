package report

import (
	"bytes"
	"strings"
	"testing"

	"kindred/engine"
)

// overTime is of the two topics: insects rise, ice is not told.
var overTime = &engine.OverTime{
	By: engine.PeriodQuarter, Dateless: 1, Vague: 2, Periods: []engine.TimePeriod{{Name: "2020-Q4", Papers: 4}, {Name: "2021-Q1"}},
	Topics: []engine.TopicTime{
		{Topic: 0, Papers: []int{1, 0}, Share: []float64{.25, nan}, Words: [][]string{{"wasp", "nest"}, nil}, Undated: 1,
			Trend: engine.Trend{Direction: engine.Rising, Early: .25, Late: .5, PerYear: .125, Dispersion: 1.5, P: .001, Q: .002}},
		{Topic: 1, Papers: []int{3, 0}, Share: []float64{.75, nan}, Words: [][]string{nil, nil},
			Trend: engine.Trend{Early: .75, Late: nan, PerYear: nan, Dispersion: nan, P: nan, Q: nan}},
	},
}

func TestOverTime(t *testing.T) {
	want := `topic_id,label,period,papers,share,period_papers,words
0,stinging insects,2020-Q4,1,0.250000,4,wasp | nest
0,stinging insects,2021-Q1,0,,0,
1,ice,2020-Q4,3,0.750000,4,
1,ice,2021-Q1,0,,0,
`
	if got := written(t, CSV, OverTime(topics, overTime)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `topic_id,label,trend,papers,undated,early_share,late_share,change_per_year,dispersion,p_value,q_value
0,stinging insects,rising,1,1,0.250000,0.500000,0.125000,1.500000,0.001000,0.002000
1,ice,,1,0,0.750000,,,,,
`
	if got := written(t, CSV, Trends(topics, overTime)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := written(t, JSON, Trends(topics, overTime)); !strings.Contains(got, `"label":"ice","trend":null,"papers":1`) {
		t.Errorf("JSON is\n%s", got)
	}
}

func TestSummaryOverTime(t *testing.T) {
	var b bytes.Buffer
	if err := (Summary{Docs: papers, Topics: topics, OverTime: overTime}).Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `## Topics over time

- 1 paper without a date and 2 without a month are left out of topics over time
- **rising:** 0. stinging insects, from 25.0 % to 50.0 % (+12.50 points a year)
- 1 topic with too few papers or periods to tell

Shares of the papers of each quarter from 2020-Q4 to 2021-Q1; `
	if !strings.Contains(b.String(), want) {
		t.Errorf("no\n%s\nin\n%s", want, b.String())
	}
	b.Reset()
	if err := (Summary{Docs: papers, Topics: topics, OverTime: &engine.OverTime{By: engine.PeriodYear}}).Write(&b); err != nil || strings.Contains(b.String(), "over time") {
		t.Errorf("%v, without dates:\n%s", err, b.String())
	}
}

func TestLeftOutOfTime(t *testing.T) {
	some := []engine.TimePeriod{{Name: "2020", Papers: 1}}
	for want, o := range map[string]engine.OverTime{
		"": {Periods: some},
		"no paper has a date: there is nothing to say of topics over time": {Dateless: 3},
		"1 paper without a date left out of topics over time":              {Periods: some, Dateless: 1},
		"1,200 papers without a month left out of topics over time":        {Vague: 1200},
	} {
		if got := LeftOutOfTime(&o); got != want {
			t.Errorf("%+v: %q, want %q", o, got, want)
		}
	}
}
