package text

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// sentences walks testdata/languages.tsv: a language and a text a line. A language with a question mark is one that
// the text holds too little of.
func sentences(tb testing.TB, visit func(code, s string)) {
	data, err := os.ReadFile("testdata/languages.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		code, s, _ := strings.Cut(strings.TrimSpace(line), "\t")
		visit(code, s)
	}
}

func TestDetect(t *testing.T) {
	texts := map[string]int{}
	sentences(t, func(code, s string) {
		want, unsure := strings.CutSuffix(code, "?")
		texts[want]++
		if unsure {
			want = ""
		}
		if got, ok := Detect(s); got != want || ok == unsure {
			t.Errorf("%q, %v for %s: %s", got, ok, code, s)
		}
	})
	for _, code := range append(Languages(), Unknown) {
		if texts[code] < 8 {
			t.Errorf("%d texts in %s", texts[code], code)
		}
	}
}

func TestDetectLooksAtWordsAlone(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"  $x$ 12 – … ", ""},
		{"DE IL EL DES IL-2 and the role of LA", "en"}, // acronyms
		{"Erdős s Rényi", "hu"},                        // "and"
		{"Erdős's graphs", ""},                         // an ending is no word
		{"Erdős S14", ""},                              // nor is a label
		{"Erdős 14s", ""},
		{"Le le le le le LE", ""}, // a word counts once
		{"L’e\u0301tude des re\u0301seaux et de leurs graphes", "fr"},
		{"Der Flu&szlig; und das W&auml;sserchen, die nicht mehr sind", "de"},
		{"Теорема Ферма", "ru"},
		{"The theorem of Теорема and its many proofs", "en"},
		{"x" + strings.Repeat("é", 1000), ""},
		{strings.Repeat("深度", 500), Unknown},
	} {
		if got, ok := Detect(c.in); got != c.want || ok != (c.want != "") {
			t.Errorf("%q, %v of %.60q, want %q", got, ok, c.in, c.want)
		}
	}
}

func TestDetectReadsAllTexts(t *testing.T) {
	title, abstract := "Réseaux", "Il est clair que nous en avons besoin pour les mesures."
	if got, _ := Detect(title); got != "" {
		t.Errorf("a word is %q", got)
	}
	if got, _ := Detect(title, abstract); got != "fr" {
		t.Errorf("title and abstract are %q", got)
	}
	long := strings.Repeat("This is the end of what we have known for years about the night, and they were here. ", 50)
	if got, _ := Detect(long, abstract); got != "en" {
		t.Errorf("behind the sample: %q", got)
	}
}

func TestCommonWordsFit(t *testing.T) {
	table, n := commonWords(), 0
	for _, w := range table {
		if w.languages == 0 {
			continue
		}
		n++
		if got := *table.place(w.key); got != w {
			t.Errorf("%v is found as %v", w, got)
		}
	}
	if n > mostCommonWords || n < 4000 {
		t.Errorf("%d words", n)
	}
	if n := len(codes); n > len(tally{}) {
		t.Errorf("%d languages", n)
	}
	for n := 1; n <= len(codes); n++ {
		if wholeWord%n != 0 {
			t.Errorf("a word of %d languages is no whole number", n)
		}
	}
}

func TestLanguage(t *testing.T) {
	english, french := "This is what we have known for years about the world.", "C'est ce que nous savons depuis des années."
	auto, fallback := Settings{Language: Auto}, Settings{Language: Auto, Fallback: "fr"}
	for _, c := range []struct {
		name      string
		s         Settings
		tag, text string
		want      string
	}{
		{"not auto", Settings{}, "", french, ""},
		{"not auto, stated", Settings{Language: "de"}, "fr", english, "fr"},
		{"sklearn", Settings{Language: Auto, Tokens: "sklearn"}, "", french, ""},
		{"found", auto, "", french, "fr"},
		{"too little", auto, "", "Zebras", "en"},
		{"too little, fallback", fallback, "", "Zebras", "fr"},
		{"found beside a fallback", fallback, "", english, "en"},
		{"stated and right", auto, "fr_FR", french, "fr"},
		{"stated in three letters", auto, "fre", "Zebras", "fr"},
		{"stated beside an English abstract", auto, "fre", english, "en"},
		{"stated in an unknown language", auto, "da", "Vi viser at det er en ny metode som ikke er kendt.", "da"},
		{"stated as English, another is found", auto, "en", french, "en"},
		{"stated as none", auto, "zxx", french, "fr"},
		{"stated as undetermined", auto, "und", french, "fr"},
		{"stated as several", auto, "mul", english, "en"},
	} {
		a, err := New(c.s)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Language(c.tag, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAutoAnalysis(t *testing.T) {
	checkTerms(t, Settings{Language: Auto}, "", []termCase{
		{"les forêts dans lesquelles nous sommes", "forêt(forêts)"},
		{"the forests in which they are", "forest(forests)"},
		{"die Wälder, in denen wir nicht sind", "wald(Wälder)"},
		{"forests", "forest(forests)"},
	})
	checkTerms(t, Settings{Language: Auto}, "fr", []termCase{{"the forêts", "the, forêt(forêts)"}})
	checkTerms(t, Settings{Language: Auto, Fallback: "fr"}, "", []termCase{{"les forêts", "forêt(forêts)"}})
}

// Of the abstracts beside the project, all but a few of the English ones are read as English, and all but a few of
// the French ones as French. Titles alone may be left to the fallback, but are not taken for another language.
func TestDetectCorpora(t *testing.T) {
	for _, name := range []string{"classic4", "ohsumed23", "venues6", "wos210", "hoc", "m10_titles", "inspec_keywords", "quantph_arxiv", "taln_fr"} {
		own := "en"
		if name == "taln_fr" {
			own = "fr"
		}
		found, abstracts, wrong, unsure := map[string]int{}, 0, 0, 0
		for _, s := range readAbstracts(t, name+".jsonl.gz") {
			code, ok := Detect(s)
			found[code]++
			if ok && code != own {
				wrong++
			}
			if len(s) > 400 {
				abstracts++
				if !ok {
					unsure++
				}
			}
		}
		t.Log(name, found, "unsure of", unsure, "of", abstracts, "abstracts")
		if n := len(found); n == 0 || wrong*1000 > abstracts+found[""] || unsure*200 > abstracts {
			t.Errorf("%s: %d misread, unsure of %d of %d abstracts", name, wrong, unsure, abstracts)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "")
	}
	sentences(f, func(code, s string) { f.Add(s, code) })
	f.Fuzz(func(t *testing.T, a, b string) {
		code, ok := Detect(a, b)
		if ok != (code != "") || ok && code != Unknown && !slices.Contains(Languages(), code) {
			t.Errorf("%q, %v", code, ok)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	texts := readAbstracts(b, "quantph_arxiv.jsonl.gz")
	for b.Loop() {
		bytes := 0
		for _, t := range texts {
			bytes += len(t)
			Detect(t)
		}
		b.SetBytes(int64(bytes))
	}
}

// Letters are taken eight at a time as one at a time.
func TestLeadingLetters(t *testing.T) {
	for n := range 20 {
		for c := range 256 {
			b := []byte("abcXYZdefGHIjklMNOpqr")
			b[n] = byte(c)
			var got, want run
			got.plain(string(b))
			for _, c := range b {
				if small := c | 0x20; isLetterByte(c) {
					want.add(small)
					want.letters++
					want.capital += int(c^small) >> 5
					continue
				}
				break
			}
			if got != want {
				t.Errorf("byte %#x at %d: %+v, want %+v", c, n, got, want)
			}
		}
	}
}
