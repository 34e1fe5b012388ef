package text

import "strings"

// accents are the accents whose commands are signs (\"o), as combining marks.
var accents = map[byte]rune{
	'`': '\u0300', '\'': '\u0301', '^': '\u0302', '~': '\u0303', '"': '\u0308', '=': '\u0304', '.': '\u0307',
}

// letterAccents are the accents whose commands are letters (\v{C}).
var letterAccents = map[string]rune{
	"u": '\u0306', "v": '\u030C', "H": '\u030B', "c": '\u0327', "k": '\u0328', "r": '\u030A', "d": '\u0323', "b": '\u0331',
}

// mathAccents are the accents that are used within formulas to write names (Schr$\ddot{o}$dinger).
var mathAccents = map[string]rune{"ddot": '\u0308', "acute": '\u0301', "grave": '\u0300', "check": '\u030C', "breve": '\u0306'}

// letterCommands are letters with a name, and names with a logo.
var letterCommands = map[string]string{
	"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
	"aa": "å", "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
	"ng": "ŋ", "NG": "Ŋ", "TeX": "TeX", "LaTeX": "LaTeX",
}

// greekNames spells the small Greek letters; capitals fold to them.
var greekNames = map[rune]string{
	'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ε': "epsilon", 'ζ': "zeta", 'η': "eta", 'θ': "theta",
	'ι': "iota", 'κ': "kappa", 'λ': "lambda", 'μ': "mu", 'ν': "nu", 'ξ': "xi", 'ο': "omicron", 'π': "pi", 'ρ': "rho",
	'σ': "sigma", 'τ': "tau", 'υ': "upsilon", 'φ': "phi", 'χ': "chi", 'ψ': "psi", 'ω': "omega",
}

// greekCommands are the letters by the names of their LaTeX commands, small and capital.
var greekCommands = func() map[string]rune {
	commands := map[string]rune{"varepsilon": 'ε', "vartheta": 'θ', "varphi": 'φ', "varrho": 'ρ', "varsigma": 'σ'}
	for letter, name := range greekNames {
		commands[name] = letter
		commands[strings.ToUpper(name[:1])+name[1:]] = []rune(strings.ToUpper(string(letter)))[0]
	}
	return commands
}()
