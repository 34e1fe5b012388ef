package engine

import (
	"fmt"

	"kindred/engine/corpus"
)

// Period is a length of time that papers are counted by.
type Period string

// The periods. PeriodAuto chooses one of the others by the dates of the papers.
const (
	PeriodAuto    Period = "auto"
	PeriodYear    Period = "year"
	PeriodQuarter Period = "quarter"
	PeriodMonth   Period = "month"
)

// Periods lists every period.
var Periods = []Period{PeriodAuto, PeriodYear, PeriodQuarter, PeriodMonth}

const (
	enoughPeriods = 8   // a test of fewer points sees only what is plain to see
	enoughPapers  = 10  // of a period, on average
	enoughMonths  = 0.9 // of the dated papers, that say their month
)

// perYear is how many of a period make a year.
func (p Period) perYear() int {
	switch p {
	case PeriodMonth:
		return 12
	case PeriodQuarter:
		return 4
	}
	return 1
}

// of is the number of the period that a date is in, counted from the year 0; false for a date that does not say.
func (p Period) of(d corpus.Document) (number int, known bool) {
	if d.Precision == corpus.NoDate || d.Precision == corpus.Year && p != PeriodYear {
		return 0, false
	}
	n := p.perYear()
	return d.Date.Year()*n + (int(d.Date.Month())-1)*n/12, true
}

// name is how a period is written: 2021, 2021-Q3, 2021-07.
func (p Period) name(number int) string {
	n := p.perYear()
	year, part := number/n, number%n+1
	switch p {
	case PeriodMonth:
		return fmt.Sprintf("%04d-%02d", year, part)
	case PeriodQuarter:
		return fmt.Sprintf("%04d-Q%d", year, part)
	}
	return fmt.Sprintf("%04d", year)
}

// resolve is the period itself, or the one that is chosen for auto: the longest that cuts the time from the first paper to
// the last in eight or more, for that is what a trend can be seen in and no more than a person reads. Months and quarters
// are taken only where nine in ten of the dated papers say their month, since the others are left out of them, and with ten
// papers a period; else the next longer. A paper of 1 January counts as one that says its year alone: those who know no
// more write it so.
func (p Period) resolve(docs corpus.Documents) (Period, error) {
	switch p {
	case PeriodYear, PeriodQuarter, PeriodMonth:
		return p, nil
	case PeriodAuto:
		return chosenPeriod(docs), nil
	}
	return "", fmt.Errorf("engine: period %q: use one of %v", p, Periods)
}

func chosenPeriod(docs corpus.Documents) Period {
	dated, precise := 0, 0
	var span [2]int // months, the last exclusive
	for _, d := range corpus.All(docs) {
		if d.Precision == corpus.NoDate {
			continue
		}
		dated++
		month := d.Date.Year()*12 + int(d.Date.Month()) - 1
		if d.Precision != corpus.Year {
			if d.Date.YearDay() != 1 || d.Precision == corpus.Month {
				precise++
			}
		}
		if dated == 1 {
			span = [2]int{month, month + 1}
		}
		span[0], span[1] = min(span[0], month), max(span[1], month+1)
	}
	if float64(precise) < enoughMonths*float64(dated) {
		return PeriodYear
	}
	chosen := PeriodYear
	for _, finer := range []Period{PeriodQuarter, PeriodMonth} {
		if periodsIn(span, chosen) >= enoughPeriods || dated < enoughPapers*periodsIn(span, finer) {
			break
		}
		chosen = finer
	}
	return chosen
}

// periodsIn is how many periods touch a span of months.
func periodsIn(span [2]int, p Period) int {
	months := 12 / p.perYear()
	return (span[1]-1)/months - span[0]/months + 1
}
