package corpus

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDate   = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:.*)?$`)
	packed    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	dayLast   = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	wordsOf   = regexp.MustCompile(`\p{L}+|\d+`)
	firstYear = 1000
	lastYear  = 2199
)

// parseDate reads 2021-03-04, 2021-03, 2021, RFC 3339, 4 Mar 2021, March 2021, "CACM December, 1958" and the like,
// with as much precision as is written. 3/4/2021 may be March or April: only its year is known.
func parseDate(s string) (time.Time, Precision) {
	s = strings.TrimSpace(s)
	if len(s) > 100 {
		return time.Time{}, NoDate
	}
	if date, time, _ := strings.Cut(s, "T"); isFullDate(date) && (time == "" && len(date) == len(s) || startsAsTime(time)) {
		return makeDate(number(date[:4]), number(date[5:7]), number(date[8:]))
	}
	for _, shape := range []*regexp.Regexp{packed, isoDate} {
		if m := shape.FindStringSubmatch(s); m != nil {
			return makeDate(number(m[1]), number(m[2]), number(m[3]))
		}
	}
	if m := dayLast.FindStringSubmatch(s); m != nil {
		return ambiguousDate(number(m[1]), number(m[2]), number(m[3]))
	}
	return wordedDate(s)
}

// isFullDate holds for dates such as 2021-03-04, the form that most have.
func isFullDate(s string) bool {
	const shape = "0000-00-00"
	if len(s) != len(shape) {
		return false
	}
	for i := range len(s) {
		if digit := '0' <= s[i] && s[i] <= '9'; digit != (shape[i] == '0') || !digit && s[i] != '-' {
			return false
		}
	}
	return true
}

// startsAsTime holds for 12:30, with anything but a line end behind it.
func startsAsTime(s string) bool {
	digit := func(i int) bool { return '0' <= s[i] && s[i] <= '9' }
	return len(s) > 2 && s[2] == ':' && digit(0) && digit(1) && strings.IndexByte(s, '\n') < 0
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// makeDate checks the parts; a part that is zero or impossible ends the precision.
func makeDate(year, month, day int) (time.Time, Precision) {
	at := func(m, d int) time.Time { return time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch {
	case year < firstYear || year > lastYear:
		return time.Time{}, NoDate
	case month < 1 || month > 12:
		return at(1, 1), Year
	case day < 1 || at(month, day).Month() != time.Month(month):
		return at(month, 1), Month
	}
	return at(month, day), Day
}

// ambiguousDate reads two numbers and a year: which number is the day shows only when it is over 12, or both agree.
func ambiguousDate(a, b, year int) (time.Time, Precision) {
	switch {
	case a > 12 || a == b:
		return makeDate(year, b, a)
	case b > 12:
		return makeDate(year, a, b)
	}
	return makeDate(year, 0, 0)
}

var monthNames = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12}

var fullMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthOf knows a month by its name or an abbreviation of three letters or more.
func monthOf(word string) int {
	word = strings.ToLower(word)
	if m, ok := monthNames[word]; ok {
		return m
	}
	for i, name := range fullMonths {
		if len(word) >= 3 && strings.HasPrefix(name, word) {
			return i + 1
		}
	}
	return 0
}

// wordedDate looks for a month's name, a year and a day among the words.
func wordedDate(s string) (time.Time, Precision) {
	var year, month, day int
	for _, w := range wordsOf.FindAllString(s, -1) {
		n := number(w)
		switch {
		case len(w) == 4 && n >= firstYear && n <= lastYear && year == 0:
			year = n
		case n >= 1 && n <= 31 && len(w) <= 2 && day == 0:
			day = n
		case month == 0:
			month = monthOf(w)
		}
	}
	return makeDate(year, month, day)
}
