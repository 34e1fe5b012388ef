package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// table is a CSV text of n papers, each with a row's text from the function.
func table(n int, row func(i int) string) string {
	var b strings.Builder
	b.WriteString("id,title,abstract\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return b.String()
}

// counted holds a reading to its promise: what a file holds is kept or counted as skipped.
func counted(t *testing.T, c *Collection, kept, skipped int) {
	t.Helper()
	if f := c.Files[0]; len(c.Documents) != kept || f.Kept != kept || f.Skipped != skipped || f.Records != kept+skipped {
		t.Errorf("%d documents, info %+v, want %d kept and %d skipped; problems %v", len(c.Documents), f, kept, skipped, c.Problems)
	}
}

// TestCSVStrayOpenQuotes: a quote that nothing closes costs its own row, however many there are.
func TestCSVStrayOpenQuotes(t *testing.T) {
	for _, every := range []int{1000, 111, 10, 2} {
		c := mustRead(t, Options{}, table(1000, func(i int) string {
			if i%every == every-1 {
				return fmt.Sprintf(`%d,"Title %d,Text`, i, i)
			}
			return fmt.Sprintf(`%d,Title %d,Text`, i, i)
		}))
		counted(t, c, 1000-1000/every, 1000/every)
		if p := problem(c, kindBadRow); p.First.Line != every+1 || !strings.Contains(p.Message, "never closed") {
			t.Errorf("one in %d: %v", every, c.Problems)
		}
	}
}

// TestCSVStrayQuoteBeforeQuotedRow: the quotes of a later row do not close a stray one, and rows between are not its text.
func TestCSVStrayQuoteBeforeQuotedRow(t *testing.T) {
	for name, closing := range map[string]string{"last field": `9,Nine,"quoted, text"`, "middle field": `9,"Nine, quoted",text`, "two fields": `9,"Nine, it is","quoted, text"`} {
		c := mustRead(t, Options{}, "id,title,abstract\n1,\"One,text\n2,Two,text\n3,Three,text\n"+closing+"\n4,Four,text\n")
		counted(t, c, 4, 1)
		if got := ids(c); !slices.Equal(got, []string{"2", "3", "9", "4"}) {
			t.Errorf("%s: ids %q", name, got)
		}
	}
}

// TestCSVSeveralStrayQuotes: nor do they if several are open, or if the later row goes over lines itself.
func TestCSVSeveralStrayQuotes(t *testing.T) {
	for _, closing := range []string{`9,"Nine, quoted",text`, "9,\"Nine\nlines\",text", "9,Nine,\"a\n\nb, \"\"c\"\"\nd\""} {
		for strays := range 5 {
			c := mustRead(t, Options{}, table(20, func(i int) string {
				switch {
				case i < 2*strays && i%2 == 0:
					return fmt.Sprintf(`%d,"Stray,text`, i)
				case i == 9:
					return closing
				}
				return fmt.Sprintf(`%d,Plain,text`, i)
			}))
			counted(t, c, 20-strays, strays)
		}
	}
}

// TestCSVLinesInFields: line ends inside quotes are text, also where stray quotes are many, and where the last line of a
// field looks like a row.
func TestCSVLinesInFields(t *testing.T) {
	c := mustRead(t, Options{}, table(300, func(i int) string {
		switch i % 3 {
		case 0:
			return fmt.Sprintf(`%d,"Stray %d,text`, i, i)
		case 1:
			return fmt.Sprintf("%d,\"Two\nlines\",\"and\n\na, \"\"b\"\", c\nd, e, f\"", i)
		}
		return fmt.Sprintf("%d,Plain,\"x, y\nz\"", i)
	}))
	counted(t, c, 200, 100)
	for _, d := range c.Documents {
		if d.Title == "Two lines" && d.Abstract != "and\na, \"b\", c\nd, e, f" || d.Title == "Plain" && d.Abstract != "x, y\nz" {
			t.Fatalf("%s: %q %q", d.ID, d.Title, d.Abstract)
		}
	}
}

// TestCSVQuotesAlone: nearly every row is spoiled; a reader that looks again at all that follows takes minutes.
func TestCSVQuotesAlone(t *testing.T) {
	for name, c := range map[string]struct{ rows, every int }{"never closed": {50_000, 50_001}, "closed late": {10_000, 1000}} {
		began := time.Now()
		got, err := read(t, Options{}, table(c.rows, func(i int) string {
			if i%c.every == c.every-1 {
				return `1,"closed",x`
			}
			return `1,"open`
		}))
		if got == nil || got.Files[0].Records != c.rows || got.Files[0].Skipped != c.rows-c.rows/c.every || time.Since(began) > 20*time.Second {
			t.Errorf("%s: %v after %v: %+v", name, err, time.Since(began), got)
		}
	}
}
