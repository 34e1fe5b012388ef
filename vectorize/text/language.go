package text

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// language is what the package knows of one language.
type language struct {
	stem        func(word string, stemStopWords bool) string
	stops       []wordClass
	boilerplate []wordClass
	// elisions end in an apostrophe in front of a word (l'homme, qu'il) and are words of their own.
	elisions []string
	// stopCompounds: a compound of stop words alone is one (a-t-il, из-за). In English it tends
	// to be a noun (well-being, follow-up).
	stopCompounds bool
}

var languages = map[string]language{
	"de": {stem: generated(german.Stem), stops: germanStops, boilerplate: germanBoilerplate, stopCompounds: true},
	"en": {stem: english.Stem, stops: englishStops, boilerplate: englishBoilerplate},
	"es": {stem: spanish.Stem, stops: spanishStops, boilerplate: spanishBoilerplate, stopCompounds: true},
	"fr": {stem: french.Stem, stops: frenchStops, boilerplate: frenchBoilerplate,
		elisions: frenchElisions, stopCompounds: true},
	"hu": {stem: hungarian.Stem, stops: hungarianStops, boilerplate: hungarianBoilerplate, stopCompounds: true},
	"it": {stem: generated(italian.Stem), stops: italianStops, boilerplate: italianBoilerplate,
		elisions: italianElisions, stopCompounds: true},
	"nl": {stem: generated(dutch.Stem), stops: dutchStops, boilerplate: dutchBoilerplate, stopCompounds: true},
	"no": {stem: norwegian.Stem, stops: norwegianStops, boilerplate: norwegianBoilerplate, stopCompounds: true},
	"pt": {stem: generated(portuguese.Stem), stops: portugueseStops, boilerplate: portugueseBoilerplate, stopCompounds: true},
	"ru": {stem: russian.Stem, stops: russianStops, boilerplate: russianBoilerplate, stopCompounds: true},
	"sv": {stem: swedish.Stem, stops: swedishStops, boilerplate: swedishBoilerplate, stopCompounds: true},
}

// generated makes a stemmer of code that the Snowball compiler wrote. It serves the languages that the
// hand-written port lacks; where both have one, testdata/stemmers.golden lists how they differ.
func generated(stem func(*snowballstem.Env) bool) func(string, bool) string {
	return func(word string, _ bool) string {
		env := snowballstem.NewEnv(word)
		stem(env)
		return env.Current()
	}
}

// otherCodes are further names of the languages: ISO 639-2, ISO 639-3 and the two written forms of
// Norwegian, both of which the one stemmer serves.
var otherCodes = map[string]string{
	"deu": "de", "ger": "de", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl",
	"eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "hun": "hu", "rus": "ru", "swe": "sv",
	"nor": "no", "nob": "no", "nno": "no", "nb": "no", "nn": "no", "und": "",
}

// Languages returns the codes of the languages that have a stemmer and stop words, sorted.
func Languages() []string { return slices.Clone(codes) }

var codes = slices.Sorted(maps.Keys(languages))

// baseLanguage reads the language of a BCP 47 tag: "en" of "en-US". It is "" where the tag says none.
func baseLanguage(tag string) string {
	if len(tag) == 2 && tag[0] >= 'a' && tag[1] >= 'a' {
		if _, ok := languages[tag]; ok {
			return tag
		}
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if code, ok := otherCodes[base]; ok {
		return code
	}
	return base
}

// tongue is a language under the settings of an analyzer.
type tongue struct {
	stem          func(word string, stemStopWords bool) string // nil: words stay as they are
	stops         map[string]bool
	elisions      []string
	stopCompounds bool
}

func newTongue(code string, s Settings, own map[string]bool) *tongue {
	l := languages[code]
	t := &tongue{elisions: l.elisions, stopCompounds: l.stopCompounds, stops: own}
	if !s.NoStem {
		t.stem = l.stem
	}
	lists := builtin(code)
	if own == nil {
		t.stops = lists.stops
	}
	if !s.KeepBoilerplate && len(lists.boilerplate) > 0 {
		t.stops = maps.Clone(t.stops)
		maps.Copy(t.stops, lists.boilerplate)
	}
	return t
}

func (a *Analyzer) tongue(lang string) *tongue {
	code := baseLanguage(lang)
	if code == "" || code == Auto {
		code = cmp.Or(a.language, "en")
	}
	if t, ok := a.tongues[code]; ok {
		return t
	}
	return a.unknown
}

// wordClass is a class of words of one kind in a list, separated by white space.
type wordClass struct{ name, words string }

// wordLists are the folded lists of one language.
type wordLists struct{ stops, boilerplate map[string]bool }

var builtins struct {
	sync.Mutex
	lists map[string]wordLists
}

// builtin folds the lists of a language, once.
func builtin(code string) wordLists {
	builtins.Lock()
	defer builtins.Unlock()
	if l, ok := builtins.lists[code]; ok {
		return l
	}
	l := wordLists{foldedSet(fields(languages[code].stops)), map[string]bool{}}
	if _, ok := languages[code]; ok {
		l.boilerplate = foldedSet(append(fields(languages[code].boilerplate), fields(residue)...))
	}
	if builtins.lists == nil {
		builtins.lists = map[string]wordLists{}
	}
	builtins.lists[code] = l
	return l
}

func fields(classes []wordClass) []string {
	var all []string
	for _, c := range classes {
		all = append(all, strings.Fields(c.words)...)
	}
	return all
}

func foldedSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		w = fold(compose(w))
		if isAbbreviation(w) {
			w = strings.ReplaceAll(w, ".", "")
		}
		set[w] = true
	}
	return set
}

// StopWords returns the built-in stop words of a language, case folded and sorted; none for a
// language that is not one of Languages.
func StopWords(lang string) []string {
	return slices.Sorted(maps.Keys(builtin(baseLanguage(lang)).stops))
}

// Boilerplate returns the words of scientific boilerplate of a language and the leftovers of
// markup ("nbsp", "mathbb"), case folded and sorted.
func Boilerplate(lang string) []string {
	return slices.Sorted(maps.Keys(builtin(baseLanguage(lang)).boilerplate))
}
