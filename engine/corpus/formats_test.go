package corpus

import "testing"

func TestGivenFirst(t *testing.T) {
	for name, want := range map[string]string{
		"Byron, Ada": "Ada Byron", " Byron ,\n Ada  King ": "Ada King Byron", "Ada Byron": "Ada Byron", "Byron, Ada, Jr.": "Ada Byron Jr.",
		"Byron, III, Ada": "Ada Byron III", "Byron,": "Byron,", ", Ada": ", Ada", "The Tide Group, Lab A, Room 2": "The Tide Group, Lab A, Room 2", "": "",
	} {
		if got := givenFirst(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestOwnFormat: a format from the table is read before a file that looks so is refused, and the names in Options beat its own.
func TestOwnFormat(t *testing.T) {
	old := formats
	defer func() { formats = old }()
	formats = []reader{{"own", func(head []byte) bool { return string(head[:5]) == "%PDF-" },
		func(in *input, m *mapping, o Options) (splitter, decoder, error) {
			decode := func(raw []byte, _ Origin, _ func(kind, message string)) (Document, error) {
				d := Document{Title: "T"}
				m.finish(&d, record{{"Colour", value{text: "red"}}, {"doi", value{text: "10.1234/x"}}}.fields)
				return d, nil
			}
			return &jsonLines{lines: newLines(in, o.MaxRecord)}, decode, nil
		}}}
	c := mustRead(t, Options{LabelField: "colour", IDField: "DOI", TitleField: "title"}, "\n%PDF-1\n")
	d := c.Documents[0]
	if c.Files[0].Format != "own" || len(c.Documents) != 1 || d.Labels[0] != "red" || d.ID != "10.1234/x" || d.Title != "T" || len(problem(c, kindNoField).Message) > 0 {
		t.Errorf("%s %+v %v", c.Files[0].Format, c.Documents, c.Problems)
	}
}
