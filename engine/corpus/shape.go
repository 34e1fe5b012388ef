package corpus

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What a block is by its own words: the shapes of what stands around papers on a page. Most lines have none of the signs that such a
// shape cannot be without, and are not compared with its expression, which takes some hundred times as long.

var (
	linkLine  = regexp.MustCompile(`^\S*(https?://|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.]+$|^(?i:arxiv|doi):\s*\S+$`)
	dateWord  = regexp.MustCompile(`^(?i:published|submitted|updated|posted|added|accepted|on|ago|at|the|last|a|an|yesterday|today|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|(second|minute|hour|day|week|month|year)s?|\d{1,4}(st|nd|rd|th)?|[ap]m|utc|gmt|\d+[smhdwy])$`)
	countLine = regexp.MustCompile(`^(\S+ )?[\d.,]+[kKmM]?( \S+)?$|^\W*\d[\d.,]*[kKmM]? \S+( \S+)?\W*$`)
	placeWord = regexp.MustCompile(`\b(Universit|Institut|Laborator|Department|College|School of|Academy|Hospital|Clinic\b|Faculty|Division of|Cent(er|re) (for|of))`)
	byLine    = regexp.MustCompile(`^(?i:by|submitted by|posted by|authors?:|written by)\s`)
	nameToken = regexp.MustCompile(`^(\p{Lu}[\p{L}'’-]*\.?|(\p{Lu}\.-?)+|de|del|della|van|von|der|den|di|da|dos|bin|al|le|la|el|et al\.?|Jr\.?)[*†‡\d]*(\([\d#*†]+\))*$`)
	nameMark  = regexp.MustCompile(`\(\d+\)\.?$`)
)

// Lines of databases and listings that belong to a paper and are never its title, however long.
var (
	apparatus   = regexp.MustCompile(`^(?i:author information:|authors?:|comments?:|pmc?id:|doi:|©|copyright\W+(©|\(c\)|\d{4}|by )|conflicts? of interest( statement)?\W*([:.]|$)|journal-ref:|report-no:|(msc|acm)-class:|cite as:|categories:|date:|(\[\d+\] ?)?arxiv:\s?[\w./-]*\d)`)
	subjects    = regexp.MustCompile(`^(?i:subjects?:)`)
	affiliation = regexp.MustCompile(`^\(\d+\)`)
	// "12. J Test. 2024 Mar;12(3):45-50. doi: ..."
	citation = regexp.MustCompile(`^(\d+\. )?[\p{L}\d][\p{L}\d &:()-]*\. (19|20)\d{2}\b(.{0,20};\s?\S*\d|.*\bdoi: ?10\.)|^\d+\. \p{L}[\p{L} &:()-]*\. (19|20)\d{2}\b`)
)

// isApparatus knows the lines that a database or a listing prints around a paper.
func isApparatus(s string) bool {
	return apparatus.MatchString(s) || isCitation(s) || affiliation.MatchString(s) && placeWord.MatchString(s) ||
		subjects.MatchString(s) && !isLong(s) && !endsSentence(s)
}

// isCitation knows the line that names journal, year and pages.
func isCitation(s string) bool {
	return len(s) <= 600 && (strings.Contains(s, ". 19") || strings.Contains(s, ". 20")) && citation.MatchString(s)
}

// isLink: a link, an address or an identifier and nothing else.
func isLink(s string) bool {
	return len(s) <= maxLink && (strings.ContainsAny(s, ":@") || strings.Contains(s, "www.")) && linkLine.MatchString(s)
}

// isPlace: an institution, with a comma before its town.
func isPlace(s string) bool { return strings.Contains(s, ",") && placeWord.MatchString(s) }

// isNoise: a ruler, a link, a database's own line, or a date and nothing else.
func isNoise(s string) bool {
	if isRuler(s) || isLink(s) || isApparatus(s) {
		return true
	}
	dated, words := false, 0
	for w := range wordsAndNumbers(s) {
		if words++; words > 7 {
			return false
		}
		switch {
		case monthOf(w) > 0:
			dated = true
		case !dateWord.MatchString(w):
			return false
		}
		dated = dated || strings.ContainsAny(w, "0123456789") || len(w) > len("days") && strings.HasSuffix(strings.ToLower(w), "day")
	}
	return dated
}

// maxLink is the longest link, in bytes.
const maxLink = 4096

func wordsAndNumbers(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// isWeak: a count with a word or two, an institution, a credit, one author with a mark.
func isWeak(s string) bool {
	n := wordCount(s)
	return n <= 4 && countLine.MatchString(s) || nameMark.MatchString(s) && isName(strings.TrimSuffix(s, ".")) || n <= 12 && isPlace(s) ||
		n <= 8 && byLine.MatchString(s)
}

// maxNames is the longest list of names looked at, in bytes: a big collaboration.
const maxNames = 20_000

// isNameList: two people or more, separated by commas and the like, or one and "et al."
func isNameList(s string) bool {
	if len(s) > maxNames {
		return false
	}
	s = strings.TrimSuffix(s, ".")
	if strings.HasSuffix(s, " et al") {
		return wordCount(s) <= 12
	}
	if !strings.ContainsAny(s, ",;·•&") && !strings.Contains(s, "and") {
		return false // one person at most
	}
	parts := strings.FieldsFunc(andWord.ReplaceAllString(s, ", "), func(r rune) bool { return r == ',' || r == ';' || r == '·' || r == '•' })
	full := 0
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if !isName(p) && !nameToken.MatchString(p) {
			return false
		}
		if isName(p) {
			full++
		}
	}
	return full >= 2 && full*2 > len(parts)
}

// isName: two to four words that people are called by.
func isName(s string) bool {
	words := strings.Fields(s)
	return len(words) >= 2 && len(words) <= 4 &&
		!slices.ContainsFunc(words, func(w string) bool { return !nameToken.MatchString(w) })
}
