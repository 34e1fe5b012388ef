package corpus

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func sortedPairs(pairs []pair) []pair {
	slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	return pairs
}

// checkFlat compares what flatPairs reads with what encoding/json does; it may leave a record to that.
func checkFlat(t *testing.T, raw []byte) bool {
	t.Helper()
	got, ok := flatPairs(raw, new(pairRoom))
	if !ok {
		return false
	}
	want, err := anyPairs(raw)
	same := func(a, b pair) bool {
		return a.key == b.key && a.value.text == b.value.text && bytes.Equal(a.value.nested, b.value.nested)
	}
	if err != nil || !slices.EqualFunc(sortedPairs(got), sortedPairs(want), same) {
		t.Errorf("%q is %+v, want %+v, %v", raw, got, want, err)
	}
	if !json.Valid(raw) {
		t.Errorf("%q is no JSON", raw)
	}
	return true
}

func TestFlatObjects(t *testing.T) {
	for _, s := range []string{
		`{"a":"b"}`, ` { "a" : "b" , "c" : 1.5e-3 , "d":true,"e":null,"f":-0 } `, `{"a":"\"\\\/\b\f\n\r\t\u00e9\u0000\u2028"}`,
		`{"a":["x","y]"],"b":{"c":[{}]},"d":[]}`, `{"a":"é深","é":""}`, `{"a":"12345678\"","b":"1234567\\8"}`,
	} {
		if !checkFlat(t, []byte(s)) {
			t.Errorf("%s is not flat", s)
		}
	}
	for _, s := range []string{
		``, `{}`, `[]`, `{"a":1,}`, `{"a" 1}`, `{"a":1}x`, `{"a":1}{`, `{"a":01}`, `{"a":NaN}`, `{"a":+1}`, `{"a":tru}`, `{"a":"\x"}`, `{"a":"\u12"}`,
		`{"a":"\ud83d\ude00"}`, `{"a":"\ud83d"}`, `{"a":1,"a":2}`, `{"\u0061":1}`, `{a:1}`, "{\"a\":\"\n\"}", `{"a":[1,]}`, `{"a":[}`, `{"a":"b`, `{"a":"b\`, `{"a`,
		`{"a":}`, `{"a":"b",}`, `{"a":"12345678` + "\x1f" + `"}`, "{\"a\":1}\x00",
	} {
		if checkFlat(t, []byte(s)) && s != `{}` {
			t.Errorf("%q is flat", s)
		}
	}
}

// Each byte at each place of a string, so that each is in each place of eight.
func TestPlainLength(t *testing.T) {
	for n := range 20 {
		for c := range 256 {
			b := bytes.Repeat([]byte("x"), 20)
			b[n] = byte(c)
			want := 20
			if c == '"' || c == '\\' || c < 0x20 {
				want = n
			}
			if got := plainLengthOf(b); got != want {
				t.Errorf("byte %#x at %d: %d plain bytes, want %d", c, n, got, want)
			}
		}
	}
}

func FuzzFlatObjects(f *testing.F) {
	for _, s := range []string{`{"a":"b"}`, `{"a":["x",{"y":1}],"b":null,"c":-1.5e3}`, `{"title":"\u00e9\"\\","abstract":"深"}`, `{"a":"\ud83d\ude00"}`, ` {"a":1 } `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if utf8.Valid(raw) {
			checkFlat(t, raw)
		}
	})
}

func TestSingleSpaced(t *testing.T) {
	for _, s := range []string{"", " ", "a", " a", "a ", "a b", "a  b", "a\tb", "a\nb ", "a b  ", "é b", "a\u00a0b", "a\u3000", "\x7f a", "\x00", "a\x1fb", "  "} {
		if got, want := singleSpaced(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

func TestFullDates(t *testing.T) {
	for _, s := range []string{"2021-03-04", "2021-13-04", "2021-02-30", "0999-01-01", "2200-01-01", "2021-00-00", "2021-03-0a", "2021/03/04", "2021-3-04", "a021-03-04", "2021-03-041",
		"2021-03-04T12:30:00Z", "2021-02-30T00:00:00Z", "2021-03-04T1:30", "2021-03-04T12:", "2021-03-04 12:30", "2021-03T12:30", "2021-03-04T12:30\u00e9"} {
		m := isoDate.FindStringSubmatch(s)
		if isFullDate(s) && m == nil {
			t.Errorf("%q is a full date", s)
		}
		if m == nil {
			continue
		}
		got, p := parseDate(s)
		if want, wp := makeDate(number(m[1]), number(m[2]), number(m[3])); !got.Equal(want) || p != wp {
			t.Errorf("%q is %v, %v; want %v, %v", s, got, p, want, wp)
		}
	}
}

// plainLengthOf is how many bytes come before one that ends a plain string.
func plainLengthOf(b []byte) int {
	o := flatObject{raw: b, quote: -1, slash: -1}
	return o.plainEnd()
}
