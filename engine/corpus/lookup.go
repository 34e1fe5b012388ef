package corpus

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Lookup finds documents by what a person calls them. Each kind of name is gathered when one is first looked for; a
// Lookup is safe to share.
type Lookup struct {
	docs                       Documents
	ids, caseless, identifiers func() rowsOf
	titles, foldedIDs          func() []folded
	stored                     *StoredNames // in place of ids and identifiers; nil for none
}

// rowsOf are the rows that bear a name, ascending.
type rowsOf map[string][]int

func (r rowsOf) add(name string, row int) {
	if list := r[name]; len(list) == 0 || list[len(list)-1] != row {
		r[name] = append(list, row)
	}
}

// addOther adds a row unless the name is another's own.
func (r rowsOf) addOther(name string, row int) {
	if _, taken := r[name]; !taken {
		r[name] = []int{row}
	}
}

// NewLookup makes a lookup of documents, which must not change from then on.
func NewLookup(docs Documents) *Lookup {
	named := func(name func(id string) string) func() rowsOf {
		return sync.OnceValue(func() rowsOf {
			rows := make(rowsOf, docs.Len())
			for i, d := range All(docs) {
				rows.add(name(d.ID), i)
			}
			for i, d := range All(docs) {
				for _, other := range d.Also {
					rows.addOther(name(other), i)
				}
			}
			return rows
		})
	}
	read := func(of func(d *Document) string) func() []folded {
		return sync.OnceValue(func() []folded {
			list := make([]folded, docs.Len())
			for i, d := range All(docs) {
				list[i] = fold(of(&d))
			}
			return list
		})
	}
	return &Lookup{
		docs: docs, ids: named(func(id string) string { return id }), caseless: named(caselessID),
		identifiers: sync.OnceValue(func() rowsOf { return identifiersOf(docs) }),
		titles:      read(func(d *Document) string { return d.Title }),
		foldedIDs:   read(func(d *Document) string { return d.ID }),
	}
}

// Find returns the index of the document that a user means by name: its id, a DOI (with or without
// https://doi.org/), an arXiv id, or an unambiguous piece of its title. Otherwise a *LookupError.
//
// The surest reading that fits any paper decides: the id as given; a DOI or arXiv id; the id in another case or without
// spaces around it; a whole title; the first words of a title; words of a title in a row; any piece of a title; and last a
// piece without its spaces. In titles, case, accents and punctuation do not count. Cost: for an id, that of reading it; for
// a piece of a title, one pass over the titles; for a name that no paper has, one for each three letters of it.
func (l *Lookup) Find(name string) (int, error) {
	if rows := l.withID(name); len(rows) > 0 {
		return l.decide(name, rows)
	}
	if rows := l.identified(name); len(rows) > 0 {
		return l.decide(name, rows)
	}
	if rows := l.caseless()[caselessID(name)]; len(rows) > 0 {
		return l.decide(name, rows)
	}
	words := fold(name)
	if words.plain() == "" {
		return 0, &LookupError{Name: name}
	}
	for _, fits := range titleReadings {
		if rows := matching(l.titles(), words, fits); len(rows) > 0 {
			return l.decide(name, rows)
		}
	}
	return 0, l.unknown(name)
}

// FindID is Find without titles: by the id as given, a DOI or an arXiv id. A name that is none of these gives a *LookupError that
// lists nothing. Cost: that of reading the name, if it was gathered before (see NewStoredLookup).
func (l *Lookup) FindID(name string) (int, error) {
	if rows := l.withID(name); len(rows) > 0 {
		return l.decide(name, rows)
	}
	if rows := l.identified(name); len(rows) > 0 {
		return l.decide(name, rows)
	}
	return 0, &LookupError{Name: name}
}

// caselessID is an id without what does not count in it: spaces around it, and the case of letters. Two are equal if
// strings.EqualFold takes the ids for equal.
func caselessID(id string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, strings.TrimSpace(id))
}

// folded is a title, or what may be one: letters and digits without case and accents.
type folded struct {
	padded  string // one space between words, before the first and behind the last
	compact string // no space
}

func (f folded) plain() string { return f.padded[1 : len(f.padded)-1] }

// fold keeps the letters and digits of a title, without case and accents.
func fold(s string) folded {
	var b strings.Builder
	b.WriteByte(' ')
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 1 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case !unicode.IsMark(r) && r != '\'' && r != '’':
			space = true
		}
	}
	b.WriteByte(' ')
	return folded{b.String(), strings.ReplaceAll(b.String(), " ", "")}
}

// titleReadings are the ways in which words may name a title, the surest first.
var titleReadings = []func(title, words folded) bool{
	func(title, words folded) bool { return title.padded == words.padded },
	func(title, words folded) bool { return strings.HasPrefix(title.padded, words.padded) },
	func(title, words folded) bool { return strings.Contains(title.padded, words.padded) },
	func(title, words folded) bool { return strings.HasPrefix(title.plain(), words.plain()) },
	func(title, words folded) bool { return strings.Contains(title.plain(), words.plain()) },
	func(title, words folded) bool {
		return len(words.plain()) >= 5 && strings.Contains(title.compact, words.compact)
	},
}

func matching(titles []folded, words folded, fits func(title, words folded) bool) []int {
	var rows []int
	for i, t := range titles {
		if fits(t, words) {
			rows = append(rows, i)
		}
	}
	return rows
}

// decide returns the only match, or says that there are several.
func (l *Lookup) decide(name string, rows []int) (int, error) {
	if len(rows) == 1 {
		return rows[0], nil
	}
	e := &LookupError{Name: name, Ambiguous: true, matches: len(rows), Candidates: slices.Clone(rows[:min(len(rows), maxCandidates)])}
	e.describe(l.docs)
	return 0, e
}

// unknown lists the papers whose titles or ids share most with a name: the share of its letter trigrams that they have,
// plus the share of its words; then the shorter title, then the lower row.
func (l *Lookup) unknown(name string) error {
	e := &LookupError{Name: name}
	words := fold(strings.ToValidUTF8(name[:min(len(name), maxCompared)], ""))
	pieces := piecesOf(words.plain())
	var near []nearRow
	ids := l.foldedIDs()
	for i, t := range l.titles() {
		score := max(pieces.likeness(t.padded), pieces.likeness(ids[i].padded))
		if score > minLikeness {
			near = append(near, nearRow{i, score, len(t.padded)})
		}
	}
	slices.SortFunc(near, func(a, b nearRow) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.length, b.length), cmp.Compare(a.row, b.row))
	})
	for _, n := range near[:min(len(near), maxCandidates)] {
		e.Candidates = append(e.Candidates, n.row)
	}
	e.describe(l.docs)
	return e
}

type nearRow struct {
	row    int
	score  float64
	length int
}

// minLikeness leaves out papers that share a stray trigram.
const minLikeness = 0.2

// pieces are what a name is compared with titles by.
type pieces struct{ trigrams, words []string }

func piecesOf(name string) pieces { return pieces{trigrams(name), wordsIn(name)} }

// likeness is from 0 to 2; title is padded.
func (p pieces) likeness(title string) float64 {
	return shareOf(p.trigrams, title) + shareOf(p.words, title)
}

// shareOf is the share of pieces that text contains.
func shareOf(pieces []string, text string) float64 {
	n := 0
	for _, p := range pieces {
		if strings.Contains(text, p) {
			n++
		}
	}
	return float64(n) / float64(max(len(pieces), 1))
}

func trigrams(s string) []string {
	r := []rune(" " + s + " ")
	var out []string
	for i := 0; i+3 <= len(r); i++ {
		out = append(out, string(r[i:i+3]))
	}
	return out
}

func wordsIn(s string) []string {
	words := strings.Fields(s)
	for i := range words {
		words[i] = " " + words[i] + " "
	}
	return words
}
