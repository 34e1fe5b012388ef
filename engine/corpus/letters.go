package corpus

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// alphabet is how frequent the letters of a language are, where encodings differ.
type alphabet struct {
	letters string   // "é150 à49": the letters that are no ASCII, and how many of 10,000 each is
	own     bool     // these are its alphabet, and ASCII letters are those of names and formulas
	pages   []string // the encodings that it is written in
}

var (
	western = []string{"windows-1252", "macintosh", "ibm850"}
	central = []string{"windows-1250", "iso-8859-2"}
)

// alphabets are what texts are read by, with the shares of letters that tables of letter frequencies agree on, rounded. The order decides
// between equals.
var alphabets = []alphabet{
	{"é120 ü80 ö80 á60 ä50 è40 í40 ó50 ñ30 ç25 ø25 å15 ï10 ë10 ê10 ô10 â10 ã10 ú10 ß10 î6 æ6 û5", false, western}, // names of all countries, in English
	{"é190 à49 è27 ê22 ç9 û6 î5 â5 ô3 ù6 ë1 ï1 œ2", false, western},                                               // French
	{"ä58 ö44 ü100 ß31", false, western},                                                  // German
	{"á50 é43 í73 ñ31 ó83 ú17 ü1", false, western},                                        // Spanish
	{"ã73 á30 à12 â15 ç53 é34 ê45 í30 ó30 ô10 õ40 ú20", false, western},                   // Portuguese
	{"à64 è26 é6 ì10 ò15 ù17", false, western},                                            // Italian
	{"å134 ä180 ö131 é3", false, western},                                                 // Swedish
	{"å119 æ87 ø94 é3", false, western},                                                   // Danish and Norwegian
	{"ä358 ö44", false, western},                                                          // Finnish
	{"á180 é65 í157 ó99 ú61 ý23 ð439 þ145 æ87 ö78", false, western},                       // Icelandic
	{"à60 é80 è50 í30 ò40 ó30 ú15 ç10 ï5 ü5", false, western},                             // Catalan
	{"ą100 ć40 ę111 ł182 ń20 ó85 ś66 ź6 ż83", false, central},                             // Polish
	{"á223 č95 ď2 é133 ě165 í326 ň2 ó3 ř121 š80 ť4 ú10 ů69 ý107 ž99", false, central},     // Czech
	{"á170 ä10 č85 ď8 é80 í150 ĺ1 ľ38 ň14 ó7 ô17 ŕ1 š85 ť35 ú85 ý90 ž85", false, central}, // Slovak
	{"á337 é312 í65 ó104 ö110 ő90 ú31 ü55 ű24", false, central},                           // Hungarian
	{"ă240 â55 î95 ş120 ţ105", false, central},                                            // Romanian
	{"č100 ć60 đ25 š100 ž60", false, central},                                             // Croatian, Bosnian, Slovene
	{"ç116 ğ113 ı511 ö78 ş178 ü185 â3 î1", false, []string{"windows-1254"}},               // Turkish
	{"α860 β70 γ170 δ170 ε780 ζ40 η480 θ130 ι750 κ420 λ330 μ340 ν640 ξ60 ο780 π400 ρ430 ς400 σ450 τ780 υ360 φ90 χ120 ψ20 ω170 ά200 έ170 ή180 ί300 ό250 ύ110 ώ60 ϊ5 ϋ1 ΐ1",
		true, []string{"windows-1253", "iso-8859-7"}},
	{russianLetters(), true, []string{"windows-1251", "koi8-r"}},
	{"о940 а830 н680 и630 і570 т540 в520 р480 е470 с400 л370 к370 у340 д320 м290 п290 я220 з210 ь180 б170 г160 ч140 х120 й120 ж90 ю80 ц80 ї65 є61 ш60 щ56 ф30 ґ1",
		true, []string{"windows-1251", "koi8-u"}}, // Ukrainian
	{"а1180 и920 о890 е850 т790 н720 р530 с520 в470 л360 к340 д320 п280 м250 я210 з210 ъ190 б150 г140 у130 ч130 ж80 щ70 х60 ц60 ш40 й40 ф30 ю20 ь5",
		true, []string{"windows-1251"}}, // Bulgarian
	{"а1180 о950 е890 и880 н530 р490 с480 т430 д370 в370 к360 у410 ј470 п280 л330 м360 з180 г170 б160 ч100 ш90 ц80 ж60 ћ60 њ60 љ50 х70 ф20 ђ20 џ5",
		true, []string{"windows-1251"}}, // Serbian
}

// What letters surprise by that a language has not of its own.
const (
	foreignShare  = 0.2 // of letters in a text in another alphabet that are Latin
	surpriseNames = 9.0 // letters of names from western Europe, in any language with Latin letters
	namesLetters  = "éüöáäèíóñçøåïëêôâîãúßàæœ"
)

// costs are what letters surprise by; small ones stand for both.
func (a alphabet) costs() map[rune]float64 {
	costs, sum := map[rune]float64{}, 0.0
	for field := range strings.FieldsSeq(a.letters) {
		letter, n := utf8.DecodeRuneInString(field)
		share, err := strconv.ParseFloat(field[n:], 64)
		if err != nil {
			panic("corpus: letters of a language: " + field)
		}
		costs[letter], sum = nats(1, share/10_000), sum+share/10_000
	}
	latin := 1 - sum
	if a.own {
		latin = foreignShare
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		costs[letter] = nats(26, latin)
	}
	if a.own {
		return costs
	}
	for _, letter := range namesLetters {
		if _, ok := costs[letter]; !ok {
			costs[letter] = surpriseNames
		}
	}
	return costs
}

// russianLetters are those of Russian, whose numbers stand in cyrillic.go.
func russianLetters() string {
	var s strings.Builder
	for i, letter := range []rune(order1251) {
		fmt.Fprintf(&s, "%c%g ", letter, letterCounts[i])
	}
	return s.String() + "ё10"
}
