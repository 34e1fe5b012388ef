package text

import (
	"slices"
	"strings"
	"testing"
)

func TestFrench(t *testing.T) {
	checkTerms(t, Settings{MaxN: 2}, "fr-CA", []termCase{
		{"L'homme qu'il voit", "homm(homme), voit"},
		{"l’analyse d’images", "analys(analyse), imag(images)"},
		{"aujourd'hui, quelqu'un a-t-il chanté c'est-à-dire", "chant(chanté)"},
		{"les réseaux profonds de neurones", "réseau(réseaux), profond(profonds), neuron(neurones), réseau profond(réseaux profonds)"},
	})
}

func TestOtherLanguages(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"es", "las redes neuronales de los bosques", "red(redes), neuronal(neuronales), bosqu(bosques)"},
		{"ru", "Нейронные сети из-за них и для него", "нейрон(нейронные), сет(сети)"},
		{"sv", "djupa nätverk och skogarna", "djup(djupa), nätverk, skog(skogarna)"},
		{"no", "dype nettverk og skogene", "dyp(dype), nettverk, skog(skogene)"},
		{"nb-NO", "skogene", "skog(skogene)"},
		{"hu", "a hálózatok és az erdők", "hálózat(hálózatok), erdő(erdők)"},
		{"de", "die Wälder und der Wald an der Straße", "wald(Wälder), wald(Wald), strass(Straße)"},
		{"ger", "z. B. neuronale Netze, d.h. tiefe", "neuronal(neuronale), netz(Netze), tief(tiefe)"},
		{"it", "le reti neurali dell'acqua e un’altra foresta", "ret(reti), neural(neurali), acqua, forest(foresta)"},
		{"ita", "c'è l'idea", "ide(idea)"},
		{"pt-BR", "as redes neurais e a floresta das emoções", "red(redes), neur(neurais), florest(floresta), emoçõ(emoções)"},
		{"nl", "de diepe netwerken van zo'n bos en de bossen, foto's", "diep(diepe), netwerk(netwerken), bos, boss(bossen), foto"},
		{"dut", "de netwerken", "netwerk(netwerken)"},
		{"pl", "die Wälder und the Straße", "die, wälder(Wälder), und, the, strasse(Straße)"},
		{Unknown, "the forests", "the, forests"},
		{"en_US", "the forests", "forest(forests)"},
		{"eng", "the forests", "forest(forests)"},
		{"und", "the forests", "forest(forests)"},
		{"zh", "深度学习 GPT模型 a", "深度, 度学, 学习, gpt(GPT), 模型"},
		{"ja", "木 データ", "木, デー, ータ"},
		{"ko", "심층 학습", "심층, 학습"},
	} {
		if got := show(t, Settings{}, c.lang, c.in); got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.lang, c.in, got, c.want)
		}
	}
}

func TestPairsJoinNoNGrams(t *testing.T) {
	checkTerms(t, Settings{MinN: 2, MaxN: 2}, "zh", []termCase{{"深度学习 deep 学 model net", "model net"}})
}

func TestSettingsLanguageIsTheDefault(t *testing.T) {
	checkTerms(t, Settings{Language: "fr"}, "", []termCase{{"les forêts", "forêt(forêts)"}})
	checkTerms(t, Settings{Language: "pl"}, "", []termCase{{"les forêts", "les, forêts"}})
}

func TestStopLists(t *testing.T) {
	least := map[string]int{"en": 350}
	for _, lang := range Languages() {
		stops := StopWords(lang)
		if n := len(fields(languages[lang].boilerplate)); n < 100 {
			t.Errorf("%s has %d words of boilerplate", lang, n)
		}
		if len(stops) < max(least[lang], 150) {
			t.Errorf("%s has %d stop words", lang, len(stops))
		}
		if !slices.IsSorted(stops) || !slices.IsSorted(Boilerplate(lang)) {
			t.Errorf("%s: not sorted", lang)
		}
		for _, w := range append(stops, Boilerplate(lang)...) {
			if w != fold(w) || strings.ContainsAny(w, " ,;`") {
				t.Errorf("%s: %q is not one folded word", lang, w)
			}
		}
	}
	if got := StopWords("pl"); len(got) != 0 {
		t.Error(got)
	}
}

// Words that are subjects of some field must never be dropped.
func TestTopicalWordsAreKept(t *testing.T) {
	a, _ := New(Settings{})
	for w := range strings.FieldsSeq(`learning model network analysis system data theory algorithm current key lead field mean
		art state work energy effective efficient yield self-attention abstract background objective light control
		detection language structure human cell graph time space function means well-being follow-up many-body two-photon`) {
		if a.IsStop(w, "en") {
			t.Errorf("%q is dropped", w)
		}
	}
	for w := range strings.FieldsSeq("The paper proposed using results state-of-the-art however don't e.g. it’s mathbb nbsp") {
		if !a.IsStop(strings.TrimSuffix(w, "."), "en") {
			t.Errorf("%q is kept", w)
		}
	}
}

// Nor those of the other languages.
func TestTopicalWordsOfOtherLanguagesAreKept(t *testing.T) {
	a, _ := New(Settings{})
	for lang, words := range map[string]string{
		"de": "Modell Netz System Daten Sprache Energie Zelle Theorie Lernen Analyse Struktur Licht Raum Zeit Mensch Suche",
		"it": "modello rete sistema dati lingua energia cellula teoria apprendimento analisi struttura luce spazio tempo ricerca",
		"pt": "modelo rede sistema dados língua energia célula teoria aprendizagem análise estrutura luz espaço tempo busca",
		"nl": "model netwerk systeem gegevens taal energie cel theorie leren analyse structuur licht ruimte tijd mens zoeken",
		"ru": "модель сеть система данные язык энергия клетка теория обучение анализ структура свет время поиск",
		"sv": "modell nätverk system data språk energi cell teori lärande analys struktur ljus rum tid människa sökning",
		"no": "modell nettverk system data språk energi celle teori læring analyse struktur lys rom tid menneske søk",
		"hu": "modell hálózat rendszer adat nyelv energia sejt elmélet tanulás elemzés szerkezet fény tér idő ember keresés",
	} {
		for w := range strings.FieldsSeq(words) {
			if a.IsStop(w, lang) {
				t.Errorf("%s: %q is dropped", lang, w)
			}
		}
	}
}

func TestBoilerplateOfOtherLanguagesIsDropped(t *testing.T) {
	a, _ := New(Settings{})
	for lang, words := range map[string]string{
		"de": "Artikel Ergebnisse Methode vorgeschlagen zeigen", "it": "articolo risultati metodo proponiamo mostrano",
		"pt": "artigo resultados método propomos mostram", "nl": "artikel resultaten methode voorgesteld tonen",
		"ru": "статье результаты метод предложен показано", "sv": "artikel resultat metod föreslår visar",
		"no": "artikkel resultater metode foreslår viser", "hu": "cikkben eredmények módszer javaslat mutatja",
	} {
		for w := range strings.FieldsSeq(words) {
			if !a.IsStop(w, lang) {
				t.Errorf("%s: %q is kept", lang, w)
			}
		}
	}
}

func TestIsStopSparesAcronyms(t *testing.T) {
	a, _ := New(Settings{})
	if a.IsStop("US", "en") || !a.IsStop("us", "en") || !a.IsStop("Us", "en") {
		t.Error("US is an acronym, us a pronoun")
	}
}

func TestStopSettings(t *testing.T) {
	in := "the paper on forests"
	for _, c := range []struct {
		s    Settings
		want string
	}{
		{Settings{}, "forest(forests)"},
		{Settings{KeepBoilerplate: true}, "paper, forest(forests)"},
		{Settings{StopWords: []string{}}, "the, on, forest(forests)"},
		{Settings{StopWords: []string{"Forests"}, KeepBoilerplate: true}, "the, paper, on"},
		{Settings{NoStem: true}, "forests"},
	} {
		if got := show(t, c.s, "en", in); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.s, got, c.want)
		}
	}
}
