package engine

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"kindred/engine/corpus"
)

// dated returns a document with a date as far as it is given: 2021, 2021-03, 2021-03-04 or "".
func dated(d corpus.Document, date string) corpus.Document {
	for precision, layout := range map[corpus.Precision]string{corpus.Year: "2006", corpus.Month: "2006-01", corpus.Day: "2006-01-02"} {
		if at, err := time.Parse(layout, date); err == nil {
			d.Date, d.Precision = at, precision
		}
	}
	return d
}

// datedTitles is a corpus of the same title again and again, with a date each.
func datedTitles(dates ...string) []corpus.Document {
	docs := titled(make([]string, len(dates))...)
	for i, date := range dates {
		docs[i] = dated(docs[i], date)
	}
	return docs
}

// repeatDates lists the dates n times.
func repeatDates(n int, dates ...string) []string {
	return slices.Repeat(dates, n)
}

func TestPeriodOfADate(t *testing.T) {
	for _, c := range []struct{ date, year, quarter, month string }{
		{"2021-07-31", "2021", "2021-Q3", "2021-07"}, {"2021-01", "2021", "2021-Q1", "2021-01"}, {"2199-12-31", "2199", "2199-Q4", "2199-12"},
		{"1665-03-06", "1665", "1665-Q1", "1665-03"}, {"2021", "2021", "", ""}, {"", "", "", ""},
	} {
		d := dated(corpus.Document{}, c.date)
		for p, want := range map[Period]string{PeriodYear: c.year, PeriodQuarter: c.quarter, PeriodMonth: c.month} {
			got, number := "", 0
			if n, ok := p.of(d); ok {
				got, number = p.name(n), n
			}
			if got != want {
				t.Errorf("the %s of %q is %q (%d), want %q", p, c.date, got, number, want)
			}
		}
	}
}

func TestTheChosenPeriod(t *testing.T) {
	quarters := []string{"2019-02-03", "2019-05-06", "2019-09-10", "2019-12", "2020-02-04", "2020-05-06", "2020-08-03", "2020-11-30"}
	for name, c := range map[string]struct {
		dates []string
		want  Period
	}{
		"none":                        {[]string{"", ""}, PeriodYear},
		"eight years":                 {repeatDates(100, "2013-05-03", "2020-06"), PeriodYear},
		"two years":                   {repeatDates(10, quarters...), PeriodQuarter},
		"a year and a half":           {repeatDates(30, quarters[2:]...), PeriodMonth},
		"few papers for quarters":     {repeatDates(9, quarters...), PeriodYear},
		"few papers for months":       {repeatDates(24, quarters[2:]...), PeriodQuarter},
		"a fifth in years alone":      {repeatDates(10, append(quarters, "2019", "2020")...), PeriodYear},
		"a fifth on 1 January":        {repeatDates(10, append(quarters, "2019-01-01", "2020-01-01")...), PeriodYear},
		"a tenth in years alone":      {repeatDates(10, append(slices.Repeat(quarters, 2), "2019")...), PeriodQuarter},
		"one of 1665 and one of 2199": {append(repeatDates(30, quarters...), "1665-03-06", "2199-12-31"), PeriodYear},
		"all in one month":            {repeatDates(50, "2020-02-04"), PeriodMonth},
	} {
		if got, err := PeriodAuto.resolve(corpus.List(datedTitles(c.dates...))); got != c.want || err != nil {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
	}
	if _, err := Period("week").resolve(corpus.List{}); err == nil || !strings.Contains(err.Error(), `"week": use one of [auto year quarter month]`) {
		t.Errorf("error is %v", err)
	}
}

// checkOverTime asks for topics over time and checks what holds of any answer.
func checkOverTime(t testing.TB, e *Engine, topics *Topics, by Period) *OverTime {
	t.Helper()
	o, err := e.OverTime(topics, by)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Topics) != topics.K || by != PeriodAuto && o.By != by || o.By == PeriodAuto {
		t.Errorf("%d topics by %s", len(o.Topics), o.By)
	}
	sums, undated := make([]int, len(o.Periods)), 0
	for r, topic := range o.Topics {
		placed := 0
		for i, n := range topic.Papers {
			sums[i] += n
			placed += n
			if share := float64(n) / float64(o.Periods[i].Papers); !alike(share, topic.Share[i]) {
				t.Errorf("topic %d has the share %v of %s", r, topic.Share[i], o.Periods[i].Name)
			}
			if n < periodPapers && len(topic.Words[i]) > 0 || len(topic.Words[i]) > periodWords {
				t.Errorf("topic %d has %d papers of %s and the words %q", r, n, o.Periods[i].Name, topic.Words[i])
			}
		}
		undated += topic.Undated
		if placed+topic.Undated != topics.Topics[r].Size || topic.Topic != r || len(topic.Papers) != len(sums) || len(topic.Words) != len(sums) {
			t.Errorf("topic %d of %d papers: %+v", r, topics.Topics[r].Size, topic)
		}
	}
	for i, p := range o.Periods {
		if sums[i] != p.Papers || p.Papers == 0 && (i == 0 || i == len(sums)-1) {
			t.Errorf("%s holds %d papers, topics have %d", p.Name, p.Papers, sums[i])
		}
	}
	if undated != o.Dateless+o.Vague {
		t.Errorf("%d undated papers, %d and %d in all", undated, o.Dateless, o.Vague)
	}
	return o
}

// rising is a corpus of ten years with thirty papers each, ten of batteries; 2 of bees in the first year, 11 in the last, all others
// of glaciers. In 2015 bees dance, elsewhere they slumber.
func rising() []corpus.Document {
	var docs []corpus.Document
	for year := range 10 {
		date := string([]byte{'2', '0', '1', byte('0' + year)}) + "-06-15"
		for i := range 30 {
			title := "glacier moraine crevasse meltwater " + coined(year*30+i)
			switch {
			case i < 2+year:
				title = "honeybee hive pollen " + map[bool]string{true: "dances ", false: "slumber "}[year == 5] + coined(year*30+i)
			case i >= 20:
				title = "lithium cathode anode electrolyte " + coined(year*30+i)
			}
			docs = append(docs, dated(corpus.Document{Title: title}, date))
		}
	}
	for i := range docs {
		docs[i].ID = coined(i)
	}
	return docs
}

// coined is a made-up word that no other number has.
func coined(n int) string {
	const vowels, consonants = "aeiou", "bdfgklmnprstvz"
	var b strings.Builder
	for range 4 {
		b.WriteByte(consonants[n%len(consonants)])
		n /= len(consonants)
		b.WriteByte(vowels[n%len(vowels)])
		n /= len(vowels)
	}
	return b.String() + "x"
}

func TestTopicsOverTime(t *testing.T) {
	e := build(t, rising(), plain(3))
	topics := topicsOf(t, e)
	o := checkOverTime(t, e, topics, PeriodAuto)
	if o.By != PeriodYear || len(o.Periods) != 10 || o.Periods[0].Name != "2010" || o.Periods[9].Papers != 30 || o.Dateless+o.Vague != 0 {
		t.Fatalf("periods are %v by %s", o.Periods, o.By)
	}
	glaciers, batteries, bees := o.Topics[0], o.Topics[1], o.Topics[2]
	if !slices.Equal(bees.Papers, []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11}) || bees.Trend.Direction != Rising || glaciers.Trend.Direction != Falling || batteries.Trend.Direction != Steady {
		t.Errorf("bees %+v, glaciers %+v, batteries %+v", bees, glaciers, batteries)
	}
	if !alike(bees.Trend.PerYear, 1.0/30) || !alike(glaciers.Trend.PerYear, -1.0/30) || !alike(bees.Trend.Early, 0.1) || !alike(bees.Trend.Late, 1.0/3) {
		t.Errorf("the trend of bees is %+v", bees.Trend)
	}
	for i, words := range bees.Words {
		if want := map[bool][]string{true: {"dances"}}[i == 5]; !slices.Equal(words, want) {
			t.Errorf("words of bees in %s are %q, want %q", o.Periods[i].Name, words, want)
		}
	}
}

// Of the papers of a topic, some state a year where months are counted, and some no date.
func TestPapersInNoPeriod(t *testing.T) {
	docs := rising()
	for i := range docs {
		switch i % 10 {
		case 0:
			docs[i] = dated(docs[i], docs[i].Date.Format("2006"))
		case 1:
			docs[i].Date, docs[i].Precision = time.Time{}, corpus.NoDate
		}
	}
	e := build(t, docs, plain(3))
	topics := topicsOf(t, e)
	if o := checkOverTime(t, e, topics, PeriodMonth); o.Dateless != 30 || o.Vague != 30 || len(o.Periods) != 109 || o.Periods[0].Name != "2010-06" {
		t.Errorf("%d without a date, %d without a month, %d periods", o.Dateless, o.Vague, len(o.Periods))
	}
	if o := checkOverTime(t, e, topics, PeriodAuto); o.Dateless != 30 || o.Vague != 0 || o.By != PeriodYear {
		t.Errorf("%d without a date, %d without a year, by %s", o.Dateless, o.Vague, o.By)
	}
	for i := range docs {
		docs[i].Date, docs[i].Precision = time.Time{}, corpus.NoDate
	}
	e = build(t, docs, plain(3))
	if o := checkOverTime(t, e, topicsOf(t, e), PeriodAuto); len(o.Periods) != 0 || o.Dateless != 300 || o.Topics[1].Trend.Direction != Unknown {
		t.Errorf("%+v", o)
	}
}

// A text that appeared five times in a year counts once in the words.
func TestDuplicatesCountOnceInTheWordsOfAPeriod(t *testing.T) {
	docs := rising()
	for range 5 {
		d := docs[0]
		d.ID, d.Title = coined(len(docs)), "honeybee hive pollen swarming queenless drones apiaries"
		docs = append(docs, d)
	}
	e := build(t, docs, plain(3))
	topics, err := e.Topics(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	o := checkOverTime(t, e, topics, PeriodYear)
	if bees := o.Topics[2]; bees.Papers[0] != 7 || len(bees.Words[0]) > 0 {
		t.Errorf("%d papers of bees in 2010, words %q", bees.Papers[0], bees.Words[0])
	}
}

func TestOneTopicOverTime(t *testing.T) {
	e := build(t, rising(), plain(1))
	o := checkOverTime(t, e, topicsOf(t, e), PeriodYear)
	if trend := o.Topics[0].Trend; trend.Direction != Steady || trend.PerYear != 0 || trend.Early != 1 || !math.IsNaN(trend.Dispersion) {
		t.Errorf("the trend of all papers is %+v", trend)
	}
}

// From scipy.stats.chi2_contingency with lambda_="log-likelihood" and without correction.
func TestLikelihoodRatioAgainstScipy(t *testing.T) {
	if got := likelihoodRatio(5, 20, 10, 200); !alike(got, 11.217695230691875) {
		t.Errorf("5 of 20, 5 of 180: %v", got)
	}
	if got := likelihoodRatio(7, 20, 7, 100); !alike(got, 24.82992382295297) {
		t.Errorf("7 of 20, 0 of 80: %v", got)
	}
	if got := likelihoodRatio(1, 20, 10, 200); got != 0 {
		t.Errorf("as many as elsewhere: %v", got)
	}
}
