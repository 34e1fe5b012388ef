package corpus

import "strings"

// signAccents are the accents whose commands are signs (\'e), as combining characters.
var signAccents = [256]rune{'`': 0x300, '\'': 0x301, '^': 0x302, '~': 0x303, '=': 0x304, '.': 0x307, '"': 0x308}

// letterAccents are those whose commands are letters (\v{c}).
var letterAccents = map[string]rune{"u": 0x306, "r": 0x30a, "H": 0x30b, "v": 0x30c, "d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331,
	"h": 0x309, "G": 0x30f, "U": 0x30e}

// latexSigns are the letters and signs that have names.
var latexSigns = func() map[string]string {
	table := map[string]string{}
	words := strings.Fields(`
		ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ
		textendash – textemdash — textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’ quotedblbase „ quotesinglbase ‚
		glqq „ grqq “ flqq « frqq » guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright ›
		textquotesingle ' textquotedbl " lq ‘ rq ’ textexclamdown ¡ textquestiondown ¿ textperiodcentered · textbullet • textellipsis … ldots … dots …
		textdegree ° textmu µ texttrademark ™ texttimes × textregistered ® textcopyright © copyright © pounds £ textsterling £ texteuro € euro € EUR €
		textyen ¥ textcent ¢ textsection § S § P ¶ textparagraph ¶ dag † ddag ‡ textdagger † textdaggerdbl ‡ textpm ± textonehalf ½ textordfeminine ª
		textordmasculine º textasciitilde ~ textasciicircum ^ textbackslash \ textbar | textless < textgreater > textbraceleft { textbraceright }
		textunderscore _ textdollar $ slash / backslash \ textasteriskcentered * textnumero № textdiv ÷ textperthousand ‰ textminus −
		alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ
		sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
		times × pm ± sim ∼ leq ≤ geq ≥ rightarrow → to → cdot · infty ∞
		TeX TeX LaTeX LaTeX BibTeX BibTeX textalpha α textbeta β textgamma γ textdelta δ textmugreek μ`)
	for i := 0; i < len(words); i += 2 {
		table[words[i]] = words[i+1]
	}
	table["space"], table["quad"], table["qquad"], table["newline"], table["par"], table["textvisiblespace"] = " ", " ", " ", " ", "\n\n", " "
	return table
}()

// droppedArguments says how many arguments of a command are no text: citations and notes, addresses behind words, colours, languages.
var droppedArguments = map[string]int{"cite": 1, "citep": 1, "citet": 1, "citeauthor": 1, "citeyear": 1, "parencite": 1, "textcite": 1, "nocite": 1,
	"label": 1, "ref": 1, "footnote": 1, "thanks": 1, "href": 1, "textcolor": 1, "color": 1, "foreignlanguage": 1, "selectlanguage": 1,
	"begin": 1, "end": 1, "hspace": 1, "vspace": 1, "noopsort": 1, "fontsize": 2, "index": 1}
