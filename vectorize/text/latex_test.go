package text

import (
	"strings"
	"testing"
)

// plain shows normalised text with each gap as * and single spaces.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(normalise(s), "\uFFFC", "*")), " ")
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain prose, as it is.", "plain prose, as it is."},
		// formulas
		{`the map $f(x)$ of $$a+b$$ and \(c\) or \[d\]`, "the map * of * and * or *"},
		{`$R_{ij}$ but $QED$ and $d_{xy}$-wave`, "* but QED and dxy-wave"},
		{`$\alpha$-helix, NF-$\kappa$B, $\beta$ cells, C$_{60}$`, "alpha-helix, NF-κB, * cells, C60"},
		{`a $ x^2 $ loose, $\ell_1$-norm, Schr$\ddot{\rm o}$dinger`, "a * loose, l1-norm, Schrödinger"},
		{`\begin{equation} x \end{equation} where`, "* where"},
		{`Greek \lambda-calculus`, "Greek lambda-calculus"},
		// dollars that are not
		{"costs $5 and $10", "costs $5 and $10"},
		{"US$ 5 to US$ 7", "US$ 5 to US$ 7"},
		{"$5 for the tall tree and $x$", "$5 for the tall tree and *"},
		{`a price of \$5 and $y=1$`, "a price of $5 and *"},
		// commands
		{`\emph{cold} {\em dark} \textbf{Lo}RA \cite{x,y} done`, "cold dark LoRA done"},
		{`a~b 5\% line\\next soft\-ware`, "a b 5% line next software"},
		{`\href{http://a.b}{page} \textcolor{red}{rose}`, "page rose"},
		// accents and letters
		{`\"o \'{e} \^\i {\"u} \v{S} \c{c} \H{o}`, "ö é î ü Š ç ő"},
		{`\ss \O{} \L{}\aa ngstr\"om K\o benhavn`, "ß Ø Łångström København"},
		{`Schr\\"odinger \TeX`, "Schrödinger TeX"},
		{`trailing \`, "trailing"},
		// HTML
		{"<jats:p>One</jats:p><jats:p>Two</jats:p>", "* One * * Two *"},
		{`<i class="x">E</i>m<!-- no -->it <br/>x<x>`, "Emit * x<x>"},
		{"a<b and c>d", "a<b and c>d"},
		{"R&amp;D &lt;i&gt;sp&lt;/i&gt; &#64257;n &nbsp;x", "R&D sp fin x"},
		// links
		{"at https://a.org/~u?x=$1 and 10.1000/abc.d or github.com/a/b.", "at * and * or *"},
		// characters
		{"\ufeffx\u00adx ﬂow ＡＩ CO₂ \xff´s", "xx flow AI CO2 \ufffd's"},
	} {
		if got := plain(c.in); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Straße": "strasse", "Σίσυφος": "σίσυφοσ", "α-Helix": "alpha-helix", "κB": "κb", "Low‑Rank": "low-rank", "it’s": "it's", "Ꮟ": "ꮟ",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}
