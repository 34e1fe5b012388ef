package eval

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadLinks(t *testing.T) {
	links, err := ReadLinks(strings.NewReader("a\tb\n\n a b\tc d\t 2 \r\na\tc\t\na\td\t-50\textra\na\te\t3.0"), nil)
	want := []Link{{"a", "b", 1}, {" a b", "c d", 2}, {"a", "c", 1}, {"a", "d", -50}, {"a", "e", 3}}
	if err != nil || !slices.Equal(links, want) {
		t.Errorf("%v, %v; want %v", links, err, want)
	}
}

// No grade is taken for another: a fraction is not cut, and what is no number does not count as 1.
func TestReadLinksRefusesWhatIsNone(t *testing.T) {
	for line, says := range map[string]string{
		"a b": "not a query and a paper", "a\tb\t0.9": `the grade is "0.9"`, "a\tb\tgood": `the grade is "good"`, "a\tb\tNaN": `the grade is "NaN"`,
		"a\tb\t51": "from -50 to 50", "a\tb\t-inf": "from -50 to 50", "a\tb\t-9223372036854775808": "from -50 to 50", "a\tb\t1e999": "from -50 to 50",
		"q\t0\ta\t1": `the grade is "a"`,
	} {
		content := "a\tb\n\n" + line + "\na\tc\n"
		_, err := ReadLinks(strings.NewReader(content), nil)
		var wrong *LineError
		if !errors.As(err, &wrong) || wrong.Line != 3 || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "line 3: ") {
			t.Errorf("%q: %v, want %s", line, err, says)
		}
		passed := 0
		links, err := ReadLinks(strings.NewReader(content), func(e *LineError) bool { passed += e.Line; return true })
		if err != nil || passed != 3 || !slices.Equal(links, []Link{{"a", "b", 1}, {"a", "c", 1}}) {
			t.Errorf("%q passed over: %v, %v", line, links, err)
		}
	}
}

func TestReadLinksStopsWhereItCannotGoOn(t *testing.T) {
	broken := errors.New("broken")
	for says, r := range map[string]io.Reader{
		"line 2: the line is longer than 1 MiB: is this a file of links?": strings.NewReader("a\tb\n" + strings.Repeat("x", maxLine)),
		"line 2: broken": io.MultiReader(strings.NewReader("a\tb\n"), iotest.ErrReader(broken)),
	} {
		if _, err := ReadLinks(r, func(*LineError) bool { return true }); err == nil || err.Error() != says {
			t.Errorf("%v, want %s", err, says)
		}
	}
}
