package corpus

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// askedOf are the papers that conditions are asked of: one with everything, one of a year alone, and one with nothing.
var askedOf = []Document{
	{
		ID: "10.1000/AB(1)", Title: "Bees of the Alps", Abstract: "The bees' dance was watched.", Authors: []string{"Ann O'Neil", "Émile Zola"},
		Categories: []string{"cs.LG", "Machine Learning"}, Keywords: []string{"waggle dance"}, Labels: []string{"bees"},
		IDs: map[string]string{"doi": "10.1000/ab(1)", "arxiv": "2101.00001v2", "pmid": "77"}, Date: day("2020-05-03"), Precision: Day,
		URL: "https://hive.example/1", Venue: "Apidologie", Lang: "en-GB",
		Fields: map[string]string{"Cited by": "12", "score": " 0.50", "note": "second look", "year": "odd", "isbn": "90071992547409931"},
	},
	{ID: "b", Title: "La danse", Date: day("2021-01-01"), Precision: Year, Categories: []string{"physics.optics"}},
	{},
}

// mergedPaper is one of several records.
var mergedPaper = Document{
	ID: "merged", IDs: map[string]string{"doi": "10.1000/journal"},
	Also: []string{"second", "10.48550/arxiv.2202.00002", "10.1000/PRE", "2202.00002v3", "pmid:88"},
}

// A paper is what each of the records that it was merged from is called.
func TestConditionsOnMergedRecords(t *testing.T) {
	for condition, want := range map[string]bool{
		"doi=10.1000/journal": true, "doi='https://doi.org/10.1000/PRE.'": true, "doi~1000/pre": true, "doi!=10.1000/pre": false, "doi=10.1000/other": false,
		"arxiv=2202.00002": true, "arxiv=2202.00002v3": true, "arxiv=2202.00002v1": false, "arxiv~2202": true, "arxiv": true,
		"pmid=88": true, "pmid=second": false, "pmid~econ": false, "id=SECOND": true, "id=merged": true, "id~cond": true, "id!=second": false, "id=third": false,
	} {
		c, err := ParseCondition(condition, nil)
		if err != nil || c.Holds(mergedPaper) != want {
			t.Errorf("%s: %v, want %v, %v", condition, !want, want, err)
		}
	}
}

// What a condition says of the three papers, worked out by hand: the numbers of those that it holds for.
func TestConditions(t *testing.T) {
	for condition, want := range map[string]string{
		"year>=2020": "0 1", "year=2020": "0", "year != 2020": "1 2", "year<2021": "0", "year>2020": "1", "year<=2021": "0 1", "year": "0 1", "not year": "2",
		"date>=2020-05": "0 1", "date>2020-05": "1", "date=2020": "0", "date<2020-05-04": "0", "date<=2020-05-02": "", "date>=2021-06": "1", "date!=2021": "0 2",
		"category~cs.": "0", "category~cs": "0", "category~lg": "0", "category~learn": "0", "category~ysics": "", "category~optics": "1", "categories=CS.LG": "0", "category": "0 1",
		"title~BEES": "0", "title='la danse'": "1", "text~watched": "0", "abstract": "0", "not abstract": "1 2", "abstract~'bees'' dance'": "0",
		`author~"o'neil"`: "0", "author~émile": "0", "author~e\u0301mile": "0", "authors!~zola": "1 2", "keyword~dance": "0", "label=Bees": "0", "LABEL=bees": "0",
		"doi='https://doi.org/10.1000/AB(1)'": "0", "doi~10.1000/": "0", "doi": "0", "arxiv=2101.00001": "0", "arxiv=2101.00001v2": "0", "arxiv='arXiv:2101.00001v1'": "", "pmid=77": "0", "id=B": "1",
		"lang=en": "0", "lang=en-gb": "0", "lang=fr": "1", "venue~api": "0", "url~hive": "0",
		"'Cited by'>10": "0", "'Cited by'>12": "", "'Cited by'=12.0": "0", "score>=.5": "0", "score=0.5": "0", "note~LOOK": "0", "note='Second Look'": "0", "note>1": "", "score": "0",
		"isbn=90071992547409931": "0", "isbn=90071992547409930": "", "'year'=odd": "0", "nothing": "", "nothing!=1": "0 1 2", "nothing!~x": "0 1 2",
		"year=2020 or year=2021": "0 1", "year and label": "0", "not (year=2020 or id=b)": "2", "not year=2020 and year": "1", "year=2021 or year and label": "0 1", "(year=2021 or year) and label": "0",
		"NOT year AND not label OR id=b": "1 2", "not not year": "0 1",
	} {
		c, err := ParseCondition(condition, func(title, _ string) string { return map[string]string{"La danse": "fr"}[title] })
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		var got []string
		for i, d := range askedOf {
			if c.Holds(d) {
				got = append(got, fmt.Sprint(i))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s holds for %q, want %q", condition, got, want)
		}
	}
}

// Without a way to tell languages, a paper has the one that its record states.
func TestLanguagesAsStated(t *testing.T) {
	c, err := ParseCondition("lang", nil)
	if err != nil || !c.Holds(askedOf[0]) || c.Holds(askedOf[1]) {
		t.Errorf("%v", err)
	}
}

func TestConditionErrors(t *testing.T) {
	for condition, want := range map[string]string{
		"":                       "column 1: the condition ends where a test such as year>=2020, (, or not should follow",
		"year>=":                 "column 7: the condition ends where what year is compared with",
		"year>=2020 and":         "column 15: the condition ends where a test",
		"year>=20x":              `column 7: a year is a whole number such as 2020, not "20x"`,
		"date>2020-13":           "column 6: a date is a year, a month or a day",
		"year~20":                "column 5: ~ does not go with year: use =, !=, <, <=, > or >=",
		"title>x":                "column 6: > does not go with title: use =, !=, ~ or !~",
		"note<x":                 `column 6: < compares numbers, which "x" is not`,
		"(year":                  "column 6: the condition ends where and, or or the ) of the ( in column 1 should follow",
		"year)":                  `column 5: ")" where and, or or the end of the condition should follow`,
		"year label":             `column 6: "label" where and, or`,
		"author='x":              "column 8: the quote ' is never closed",
		"é ! x":                  "column 3: ! alone: use not, != or !~",
		"title=and":              `column 7: "and" where what title is compared with`,
		"or year":                `column 1: "or" where a test`,
		"year==2020":             `column 6: "=" where what year`,
		"title=la danse":         `column 10: "danse" where and, or`,
		strings.Repeat("(", 300): "column 201: more than 200 parentheses",
	} {
		if _, err := ParseCondition(condition, nil); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", condition, err, want)
		}
	}
}

// Whatever is asked: no panic; an error has a place in the text; and a condition, its contrary and its double agree.
func FuzzParseCondition(f *testing.F) {
	for _, s := range []string{"year>=2020 and category~cs.", "not (a='x''y' or \"b c\" < 1e3)", "date!=2020-05", "doi~10.", "(((", "!~", "abstract", "arxiv=1", "lang=de or isbn=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCondition(s, nil)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Column < 1 || syntax.Column > utf8.RuneCountInString(s)+1 {
				t.Fatalf("%v", err)
			}
			return
		}
		not, err1 := ParseCondition("not ("+s+")", nil)
		twice, err2 := ParseCondition("("+s+") and ("+s+")", nil)
		if err := errors.Join(err1, err2); err != nil {
			if !strings.Contains(err.Error(), "within each other") {
				t.Fatal(err)
			}
			return
		}
		for i, d := range askedOf {
			if c.Holds(d) == not.Holds(d) {
				t.Errorf("%q and its contrary agree on paper %d", s, i)
			}
			if c.Holds(d) != twice.Holds(d) {
				t.Errorf("%q and its double differ on paper %d", s, i)
			}
		}
	})
}
