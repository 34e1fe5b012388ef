package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes the terms of a text as "key" or "key(surface)" where the two differ.
func show(t *testing.T, s Settings, lang, in string) string {
	t.Helper()
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	a.Terms(in, lang, func(key, surface string) {
		if surface != key {
			key += "(" + surface + ")"
		}
		out = append(out, key)
	})
	return strings.Join(out, ", ")
}

type termCase struct{ in, want string }

func checkTerms(t *testing.T, s Settings, lang string, cases []termCase) {
	t.Helper()
	for _, c := range cases {
		if got := show(t, s, lang, c.in); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestEnglishTerms(t *testing.T) {
	checkTerms(t, Settings{}, "en", []termCase{
		{"", ""},
		{"Transformers are graph networks.", "transform(transformers), graph, network(networks)"},
		{"We propose a novel method; the results show gains.", "gain(gains)"},
		{"p53, IL-6, H5N1, GPT-4, 3D, 5G and CO2 in 2021: 3.14 and 10%",
			"p53, il-6(IL-6), il(IL), h5n1(H5N1), gpt-4(GPT-4), gpt(GPT), 3d(3D), 5g(5G), co2(CO2)"},
		{"low-rank fine-tuned fine-tuning", "low-rank, low, rank, fine-tune(fine-tuned), fine, tune(tuned), fine-tune(fine-tuning), fine, tune(tuning)"},
		{"a state-of-the-art robot", "robot"},
		{"low‐rank low‑rank Navier–Stokes", "low-rank, low, rank, low-rank, low, rank, navier-stoke(Navier-Stokes), navier(Navier), stoke(Stokes)"},
		{"Navier--Stokes flow--fast", "navier-stoke(Navier-Stokes), navier(Navier), stoke(Stokes), flow, fast"},
		{"the model's and model’s models' don't they’ve", "model, model, model(models)"},
		{"vitamin D, t-SNE, X-ray", "vitamin, t-sne(t-SNE), sne(SNE), x-ray(X-ray), ray"},
		{"LSTMs, GANs and an LSTM; BERT, LoRA", "lstm(LSTMs), gan(GANs), lstm(LSTM), bert(BERT), lora(LoRA)"},
		{"AIDS aids aid in the US, says us", "aids(AIDS), aid(aids), aid, us(US)"},
		{"DEEP LEARNING FOR US ALL", "deep(DEEP), learn(LEARNING)"},
		{"the BACKGROUND AND PURPOSE of gates", "background(BACKGROUND), gate(gates)"},
		{"U.S. and e.g. trade", "us(U.S), trade"},
		{"end.Tree Title:Subtitle snake_case", "end, tree, titl(Title), subtitl(subtitle), snake, case"},
	})
}

func TestMarkup(t *testing.T) {
	checkTerms(t, Settings{}, "", []termCase{
		{"<p>Soil &amp; water</p><i>in vitro</i>", "soil, water, vitro"},
		{"CO<sub>2</sub> caf&#233; &amp;lt;i&amp;gt;x-ray&amp;lt;/i&amp;gt;", "co2(CO2), café, x-ray, ray"},
		{"p < 0.05 and q > 3 trees", "tree(trees)"},
		{"Schr\\\"odinger Schr{\\\"o}dinger Poincar\\'{e} \\v{C}ech \\O rsted Stra\\ss e", "schrödinger, schrödinger(Schrödinger), poincaré(Poincaré), čech(Čech), ørsted(Ørsted), strass(Straße)"},
		{"$K$-means $\\alpha$-synuclein $\\textit{word}$ $QCD$ H$_2$O", "k-mean(k-means), mean(means), alpha-synuclein, alpha, synuclein, word, qcd(QCD), h2o(H2O)"},
		{"cost $5 and $10 per tree, in US$ or US$ 7", "cost, tree, us(US), us(US)"},
		{"energy $E = mc^2$ of \\emph{cold atoms} {\\em trapped} with~light", "energi(energy), cold, atom(atoms), trap(trapped), light"},
		{"look at https://example.org/a?b=c or mail me@x.org: tree", "mail, tree"},
		{"ﬁne soft\u00adware", "fine, softwar(software)"},
	})
}

func TestNGrams(t *testing.T) {
	checkTerms(t, Settings{MinN: 2, MaxN: 2}, "en", []termCase{
		{"low-rank adaptation", "low rank(low-rank), rank adapt(rank adaptation)"},
		{"low rank adaptation", "low rank, rank adapt(rank adaptation)"},
		{"k-means clustering", "k mean(k-means), mean cluster(means clustering)"},
		{"vitamin D deficiency", "vitamin d(vitamin D), d defici(D deficiency)"},
		{"deep learning. Graph theory of knots", "deep learn(deep learning), graph theori(graph theory)"},
		{"cells of E. coli grow", "e coli(E coli), coli grow"},
		{"x y", ""},
		{"red (blue) green 10 trees", ""},
		{"one line\nnext\ntree ring\n\nwood", "tree ring"},
	})
	checkTerms(t, Settings{MinN: 3, MaxN: 3}, "en", []termCase{
		{"low-rank adaptation", "low rank adapt(low-rank adaptation)"},
	})
}

// Places yields what Terms yields, and where: a term begins with that of the token there, or with its word where it has
// none.
func TestPlacesIndexTokens(t *testing.T) {
	for _, s := range []Settings{{}, {MaxN: 3}, {MinN: 2, MaxN: 2}, {Tokens: "sklearn", MaxN: 2, StopWords: []string{"of"}}} {
		a, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range append(fuzzSeeds, "We study low-rank adaptation of LSTMs, and of vitamin D. The E. coli of semi-supervised trees.") {
			var terms, places []string
			a.Terms(text, "en", func(key, surface string) { terms = append(terms, key+"/"+surface) })
			tokens := a.Tokens(text, "en")
			a.Places(text, "en", func(place int, key, surface string) {
				places = append(places, key+"/"+surface)
				if first, _, _ := strings.Cut(key, " "); first != cmp.Or(tokens[place].Term, tokens[place].Word) {
					t.Errorf("%+v: %q stands at token %d of %q, which is %+v", s, key, place, text, tokens[place])
				}
			})
			if !slices.Equal(places, terms) {
				t.Errorf("%+v: %q has places of %q, terms %q", s, text, places, terms)
			}
		}
	}
}

func TestPlacesByHand(t *testing.T) {
	a, err := New(Settings{MaxN: 2})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	a.Places("The tide of low-rank moons", "en", func(place int, key, _ string) { got += fmt.Sprintf("%d %s, ", place, key) })
	// tokens: the 0, tide 1, of 2, low-rank 3 with its parts 4 and 5, moons 6
	if want := "1 tide, 4 low, 5 rank, 6 moon, 4 low rank, 5 rank moon, "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSettingsErrors(t *testing.T) {
	for _, s := range []Settings{{Tokens: "x"}, {MinN: 3, MaxN: 2}, {MinN: 2}, {MaxN: 6}, {MinN: -1}, {Language: "e n"}, {Language: Auto, Fallback: "e n"}} {
		if _, err := New(s); err == nil || !strings.HasPrefix(err.Error(), "text: ") {
			t.Errorf("New(%+v): %v", s, err)
		}
	}
	if got := Languages(); !slices.Equal(got, strings.Fields("de en es fr hu it nl no pt ru sv")) {
		t.Error(got)
	}
}

// A hyphenated word too long for an n-gram of its own is a term, and so is each of its parts.
func TestPartsOfALongHyphenatedWord(t *testing.T) {
	a, err := New(Settings{MaxN: 2})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	a.Terms("wake-sleep-algorithm", "en", func(key, _ string) { got = append(got, key) })
	want := []string{"wake-sleep-algorithm", "wake", "sleep", "algorithm", "wake sleep", "sleep algorithm"}
	if !slices.Equal(got, want) {
		t.Errorf("terms %q, want %q", got, want)
	}
}
