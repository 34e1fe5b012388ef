package corpus

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LookupError lists what the user may have meant.
type LookupError struct {
	Name       string
	Ambiguous  bool
	Candidates []int // nearest titles or all matches, best first, at most 10

	lines   []string // the candidates as id and title
	matches int      // all that matched, when ambiguous
}

func (e *LookupError) Error() string {
	var b strings.Builder
	switch {
	case e.Ambiguous:
		fmt.Fprintf(&b, "corpus: %s may mean any of %d papers; name one by its id or by more of its title:", quoted(e.Name), e.matches)
	case len(e.lines) == 0:
		fmt.Fprintf(&b, "corpus: no paper has the id or the title %s, and none is like it", quoted(e.Name))
	default:
		fmt.Fprintf(&b, "corpus: no paper has the id or the title %s; the nearest are:", quoted(e.Name))
	}
	for _, line := range e.lines {
		b.WriteString("\n  " + line)
	}
	if more := e.matches - len(e.lines); e.Ambiguous && more > 0 {
		fmt.Fprintf(&b, "\n  and %d more", more)
	}
	return b.String()
}

// Bounds on what a LookupError says: how many papers it lists, and how much of a name in bytes it quotes and compares
// with titles. What is longer than any title is a text, or no text at all.
const (
	maxCandidates = 10
	maxQuoted     = 200
	maxCompared   = 1000
)

// quoted is a name between quotation marks, cut where it is long.
func quoted(name string) string {
	if len(name) > maxQuoted {
		return fmt.Sprintf("%q...", strings.ToValidUTF8(name[:maxQuoted], ""))
	}
	return strconv.Quote(name)
}

// Find returns the index of the document that a user means by name: its id, a DOI (with or without
// https://doi.org/), an arXiv id, or an unambiguous piece of its title. Otherwise a *LookupError.
//
// The surest reading that fits any paper decides: the id as given; a DOI or arXiv id; the id in another case or without
// spaces around it; a whole title; the first words of a title; words of a title in a row; any piece of a title; and last a
// piece without its spaces. In titles, case, accents and punctuation do not count. Cost: one pass over the titles.
func Find(docs []Document, name string) (int, error) {
	for _, read := range []func([]Document, string) []int{byID, byIdentifier, byFoldedID} {
		if rows := read(docs, name); len(rows) > 0 {
			return decide(docs, name, rows)
		}
	}
	words := foldTitle(name)
	if words == "" {
		return 0, unknown(docs, name, nil)
	}
	titles := make([]string, len(docs))
	for i := range docs {
		titles[i] = foldTitle(docs[i].Title)
	}
	for _, fits := range titleReadings {
		if rows := matching(titles, words, fits); len(rows) > 0 {
			return decide(docs, name, rows)
		}
	}
	return 0, unknown(docs, name, titles)
}

// titleReadings are the ways in which words may name a title, the surest first.
var titleReadings = []func(title, words string) bool{
	func(title, words string) bool { return title == words },
	func(title, words string) bool { return strings.HasPrefix(title+" ", words+" ") },
	func(title, words string) bool { return strings.Contains(" "+title+" ", " "+words+" ") },
	strings.HasPrefix,
	strings.Contains,
	func(title, words string) bool {
		return len(words) >= 5 && strings.Contains(strings.ReplaceAll(title, " ", ""), strings.ReplaceAll(words, " ", ""))
	},
}

func matching(titles []string, words string, fits func(title, words string) bool) []int {
	var rows []int
	for i, t := range titles {
		if fits(t, words) {
			rows = append(rows, i)
		}
	}
	return rows
}

func byID(docs []Document, name string) []int {
	return rowsOf(docs, func(d *Document) bool { return d.ID == name })
}

func byFoldedID(docs []Document, name string) []int {
	name = strings.TrimSpace(name)
	return rowsOf(docs, func(d *Document) bool { return strings.EqualFold(strings.TrimSpace(d.ID), name) })
}

func rowsOf(docs []Document, fits func(d *Document) bool) []int {
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
	if doi := doiOf(name); doi != "" {
		rows := rowsOf(docs, func(d *Document) bool { return d.IDs["doi"] == doi || doiOf(d.ID) == doi })
		if len(rows) > 0 {
			return rows
		}
	}
	id := arxivOf(name)
	if id == "" {
		return byPubMed(docs, name)
	}
	exact := rowsOf(docs, func(d *Document) bool { return d.IDs["arxiv"] == id || arxivOf(d.ID) == id })
	if len(exact) > 0 {
		return exact
	}
	bare := withoutVersion(id)
	return rowsOf(docs, func(d *Document) bool {
		return withoutVersion(d.IDs["arxiv"]) == bare || withoutVersion(arxivOf(d.ID)) == bare
	})
}

var pubMedName = regexp.MustCompile(`^(?i:pmid:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)(\d+)/?$`)

func byPubMed(docs []Document, name string) []int {
	m := pubMedName.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return nil
	}
	return rowsOf(docs, func(d *Document) bool { return d.IDs["pmid"] == m[1] || d.ID == m[1] })
}

var (
	doiShape   = regexp.MustCompile(`^(?i:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$`)
	arxivShape = regexp.MustCompile(`^(?i:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?((?:\d{4}\.\d{4,5}|[a-zA-Z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?)(?i:\.pdf)?$`)
	arxivDOI   = regexp.MustCompile(`^10\.48550/arxiv\.(.+)$`)
)

// doiOf is a DOI in lower case without its address, or "".
func doiOf(s string) string {
	m := doiShape.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// arxivOf is an arXiv id without its address, or "".
func arxivOf(s string) string {
	s = strings.TrimSpace(s)
	if m := arxivDOI.FindStringSubmatch(doiOf(s)); m != nil {
		s = m[1]
	}
	if m := arxivShape.FindStringSubmatch(s); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

var versionEnd = regexp.MustCompile(`v\d+$`)

// withoutVersion of "" is a name that no paper bears.
func withoutVersion(id string) string {
	if id == "" {
		return "\x00"
	}
	return versionEnd.ReplaceAllString(id, "")
}

// foldTitle keeps the letters and digits of a title, without case and accents, and one space between words.
func foldTitle(s string) string {
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

// decide returns the only match, or says that there are several.
func decide(docs []Document, name string, rows []int) (int, error) {
	if len(rows) == 1 {
		return rows[0], nil
	}
	e := &LookupError{Name: name, Ambiguous: true, matches: len(rows), Candidates: rows[:min(len(rows), maxCandidates)]}
	e.describe(docs)
	return 0, e
}

func (e *LookupError) describe(docs []Document) {
	for _, row := range e.Candidates {
		d := docs[row]
		e.lines = append(e.lines, d.ID+"  "+cmp.Or(d.Title, firstSentence(d.Abstract), "(no title)"))
	}
}

// unknown lists the papers whose titles or ids share most with a name: the share of its letter trigrams that they have,
// plus the share of its words; then the shorter title, then the lower row.
func unknown(docs []Document, name string, titles []string) error {
	e := &LookupError{Name: name}
	words := foldTitle(strings.ToValidUTF8(name[:min(len(name), maxCompared)], ""))
	var near []nearRow
	for i, t := range titles {
		score := max(likeness(words, t), likeness(words, foldTitle(docs[i].ID)))
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
	e.describe(docs)
	return e
}

type nearRow struct {
	row    int
	score  float64
	length int
}

// minLikeness leaves out papers that share a stray trigram.
const minLikeness = 0.2

// likeness is from 0 to 2.
func likeness(name, title string) float64 {
	return shareOf(trigrams(name), " "+title+" ") + shareOf(wordsIn(name), " "+title+" ")
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
