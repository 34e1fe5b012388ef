package corpus

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// same fails the test unless a lookup says of a name what a pass over all documents says.
func same(t *testing.T, l *Lookup, name string) {
	t.Helper()
	got, err := l.Find(name)
	want, plainly := findPlainly(l.docs.(List), name)
	if got != want || !reflect.DeepEqual(err, plainly) {
		t.Errorf("%.100q: %d, %v; plainly %d, %v", name, got, err, want, plainly)
	}
}

// odd names meet every way of reading one, and ids that several papers bear in other ways.
var odd = []string{
	"", " ", "p1", " P1 ", "\u017fp1", "SP1", "10.1234/STONE.1", "https://doi.org/10.5555/abc", "2101.00001", "2101.00001v2", "arXiv:2101.00001v3", "10.48550/arXiv.2101.00001",
	"math/0309136", "math/0309136v2", "v2", "PMID: 123456", "pmid:77", "77", "pmid:555", "123456", "Deep", "dEEP rivers", "deep  rivers.", "eep riv", "deepriversand", "Schr\u00f6dinger", "schrodingers coauthor",
	"lakes", "shalow lakes", "zzzz", "???", "\xff", "\ufffd", "\xffp1", "\u212a", "k", "K", "\u0130stanbul", "istanbul", "stra\u00dfe", "STRASSE", "\ufb01ne", "A note",
	"rsand", "rsan", "10.9999/twice", "1999.00009v1",
}

func TestLookupEqualsFindingPlainly(t *testing.T) {
	docs := append(slices.Clone(shelf), // names that the id and the record both give
		Document{ID: "10.9999/twice", IDs: map[string]string{"doi": "10.9999/twice"}}, Document{ID: "1999.00009v1", IDs: map[string]string{"arxiv": "1999.00009"}},
		Document{ID: "555", IDs: map[string]string{"pmid": "555"}})
	for i, name := range odd {
		docs = append(docs, Document{ID: name, Title: odd[(i*7+3)%len(odd)] + " " + odd[(i*5+1)%len(odd)],
			IDs: map[string]string{"doi": odd[(i*3+2)%len(odd)], "arxiv": odd[(i*11+5)%len(odd)], "pmid": odd[(i*13+7)%len(odd)]}})
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for _, list := range [][]Document{nil, shelf, docs[:len(shelf)+3], docs} {
		l := NewLookup(List(list))
		for _, name := range odd {
			same(t, l, name)
		}
		for _, d := range list {
			for _, name := range []string{d.ID, strings.ToUpper(d.ID), d.Title, strings.ToTitle(d.Title)} {
				same(t, l, name)
				from := chance.IntN(len(name) + 1)
				same(t, l, name[from:from+chance.IntN(len(name)-from+1)])
			}
		}
	}
}

// A file of unknown names costs no pass over foreign titles that folds them anew.
func BenchmarkLookupOfUnknownNames(b *testing.B) {
	var docs []Document
	for i := range 3000 {
		docs = append(docs, Document{ID: fmt.Sprintf("paper%d", i), Title: fmt.Sprintf("On the théorie of marble number %d and of rivers that %d others crossed", i, i*i)})
	}
	l := NewLookup(List(docs))
	for b.Loop() {
		if _, err := l.Find("a theory of lakes"); err == nil {
			b.Fatal("found")
		}
	}
}

// findPlainly is Find by passes over all documents.
func findPlainly(docs []Document, name string) (int, error) {
	for _, read := range []func([]Document, string) []int{byID, byIdentifier, byFoldedID} {
		if rows := read(docs, name); len(rows) > 0 {
			return NewLookup(List(docs)).decide(name, rows)
		}
	}
	words := plainFold(name)
	if words == "" {
		return 0, plainUnknown(docs, name, nil)
	}
	titles := make([]string, len(docs))
	for i := range docs {
		titles[i] = plainFold(docs[i].Title)
	}
	for _, fits := range plainReadings {
		if rows := plainMatching(titles, words, fits); len(rows) > 0 {
			return NewLookup(List(docs)).decide(name, rows)
		}
	}
	return 0, plainUnknown(docs, name, titles)
}

// plainReadings are the ways in which words may name a title, the surest first.
var plainReadings = []func(title, words string) bool{
	func(title, words string) bool { return title == words },
	func(title, words string) bool { return strings.HasPrefix(title+" ", words+" ") },
	func(title, words string) bool { return strings.Contains(" "+title+" ", " "+words+" ") },
	strings.HasPrefix,
	strings.Contains,
	func(title, words string) bool {
		return len(words) >= 5 && strings.Contains(strings.ReplaceAll(title, " ", ""), strings.ReplaceAll(words, " ", ""))
	},
}

func plainMatching(titles []string, words string, fits func(title, words string) bool) []int {
	var rows []int
	for i, t := range titles {
		if fits(t, words) {
			rows = append(rows, i)
		}
	}
	return rows
}

func byID(docs []Document, name string) []int {
	return plainRows(docs, func(d *Document) bool { return d.ID == name })
}

func byFoldedID(docs []Document, name string) []int {
	name = strings.TrimSpace(name)
	return plainRows(docs, func(d *Document) bool { return strings.EqualFold(strings.TrimSpace(d.ID), name) })
}

func plainRows(docs []Document, fits func(d *Document) bool) []int {
	var rows []int
	for i := range docs {
		if fits(&docs[i]) {
			rows = append(rows, i)
		}
	}
	return rows
}

// byIdentifier compares DOIs and arXiv ids in their usual form; an arXiv version that only one side names does not count.
func byIdentifier(docs []Document, name string) []int {
	if doi := cmp.Or(doiOf(name), shortDOIOf(name)); doi != "" {
		rows := plainRows(docs, func(d *Document) bool { return d.IDs[DOI] == doi || d.IDs[shortened] == doi || doiOf(d.ID) == doi })
		if len(rows) > 0 {
			return rows
		}
	}
	id := arxivOf(name)
	if id == "" {
		return byPubMed(docs, name)
	}
	exact := plainRows(docs, func(d *Document) bool { return d.IDs[ArXiv] == id || arxivOf(d.ID) == id })
	if len(exact) > 0 {
		return exact
	}
	bare := plainBare(id)
	return plainRows(docs, func(d *Document) bool {
		return plainBare(d.IDs[ArXiv]) == bare || plainBare(arxivOf(d.ID)) == bare
	})
}

func byPubMed(docs []Document, name string) []int {
	m := pubMedName.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return nil
	}
	return plainRows(docs, func(d *Document) bool { return d.IDs[PMID] == m[1] || d.ID == m[1] })
}

// plainFold keeps the letters and digits of a title, without case and accents, and one space between words.
func plainFold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case !unicode.IsMark(r) && r != '\'' && r != '’':
			space = true
		}
	}
	return b.String()
}

// unknown lists the papers whose titles or ids share most with a name: the share of its letter trigrams that they have,
// plus the share of its words; then the shorter title, then the lower row.
func plainUnknown(docs []Document, name string, titles []string) error {
	e := &LookupError{Name: name}
	words := plainFold(strings.ToValidUTF8(name[:min(len(name), maxCompared)], ""))
	var near []nearRow
	for i, t := range titles {
		score := max(plainLikeness(words, t), plainLikeness(words, plainFold(docs[i].ID)))
		if score > minLikeness {
			near = append(near, nearRow{i, score, len(t)})
		}
	}
	slices.SortFunc(near, func(a, b nearRow) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.length, b.length), cmp.Compare(a.row, b.row))
	})
	for _, n := range near[:min(len(near), maxCandidates)] {
		e.Candidates = append(e.Candidates, n.row)
	}
	e.describe(List(docs))
	return e
}

// likeness is from 0 to 2.
func plainLikeness(name, title string) float64 {
	return shareOf(trigrams(name), " "+title+" ") + shareOf(wordsIn(name), " "+title+" ")
}

// plainBare of "" is a name that no paper bears.
func plainBare(id string) string {
	if id == "" {
		return "\x00"
	}
	return withoutVersion(id)
}
