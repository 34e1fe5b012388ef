package text

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

const exampleSynonyms = `# what the field calls its models
LLM, GPT-4 = large language model
tumour = tumor   # British
ALS = amyotrophic lateral sclerosis

brain tumour = glioma
Ga = gallium
Alzheimer's disease, U.S. plaque = dementia
大模型 = 大型语言模型
`

func readSynonyms(t *testing.T, s string) []Synonym {
	t.Helper()
	list, err := ReadSynonyms(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestReadSynonyms(t *testing.T) {
	got := readSynonyms(t, "\uFEFF# models\r\n LLM,LLMs =  large language model # all\r\n\r\ntumour=tumor\nC2#x = y")
	want := []Synonym{{"LLM", "large language model", 2}, {"LLMs", "large language model", 2}, {"tumour", "tumor", 4}, {"C2#x", "y", 5}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got = readSynonyms(t, "# nothing\n"); len(got) != 0 {
		t.Errorf("a comment gives %v", got)
	}
}

func TestBadSynonymsAreNamed(t *testing.T) {
	for _, c := range []struct{ in, says string }{
		{"a b\n", `line 1: "a b": write one spelling`},
		{"\nLLM = model = x", "line 2: "}, {"a = b, c", "write one spelling to the right"},
		{"tumour =", "line 1: nothing stands on one side"}, {"a,,b = tumor", "nothing stands on one side"},
		{"C++ = cpp", `"C++": begin and end with a letter or a digit`}, {"cpp = (c)", "begin and end"},
		{"low-rank = low rank", "same words already"}, {"Tumor = tumor", "same words already"},
		{"LLM = model\nx = y\nLLM = master", `line 3: "LLM" stands for "master" here and for "model" on line 1: keep one`},
		{"car = automobile\nautomobile = car", "leads back to itself"},
		{"one = two x\ntwo = three y\nthree = one z", "leads back to itself"},
		{strings.Repeat("a ", 17) + "= b", "comes to 17 words in 33 bytes: use at most 16 in 256"},
		{"a = " + strings.Repeat("b", 257), "comes to 1 words in 257 bytes"},
		{"a = b b b b b\nb = c c c c", "comes to 20 words"},
		{"ok = fine\n\xff = b", "line 2: not UTF-8"},
		{"ok = fine\n" + strings.Repeat("a", longestLine+1), "line 2: the line is longer than 1 MiB"},
	} {
		_, err := ReadSynonyms(strings.NewReader(c.in))
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "text: synonyms, line ") || len(err.Error()) > 400 {
			t.Errorf("%.60q: %v, want %s", c.in, err, c.says)
		}
	}
	_, err := New(Settings{Synonyms: []Synonym{{From: "a", To: "b"}, {From: "a", To: "c"}}})
	if want := `text: synonyms: "a" stands for "c" here and for "b" elsewhere: keep one`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestRewrite(t *testing.T) {
	words, err := newThesaurus(readSynonyms(t, exampleSynonyms))
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"":                                "",
		"LLMs and an LLM, not llm or Llm": "large language model and an large language model, not llm or Llm",
		"LLM-based, non-LLM (LLM's)":      "large language model-based, non-large language model (large language model's)",
		"GPT-4 GPT 4 GPT4 GPT. 4":         "large language model large language model GPT4 GPT. 4",
		"Tumour TUMOURS tumoural tumour":  "tumor tumor tumoural tumor",
		"brain tumour, brain\ntumours":    "glioma, glioma",
		"brain. Tumour; brain\n\ntumour":  "brain. tumor; brain\n\ntumor",
		"Ga gas GA Gas":                   "gallium gas GA Gas",
		"alzheimer’s disease U.S. plaque": "dementia dementia",
		"FALSE ALS ALSO":                  "FALSE amyotrophic lateral sclerosis ALSO",
		"新大模型的":                           "新大型语言模型的",
		"\xffLLM\xff":                     "\xfflarge language model\xff",
	} {
		if got := words.rewrite(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestShortSpellings(t *testing.T) {
	for _, c := range []struct{ synonyms, in, want string }{
		{"ox = cattle", "ox oxs", "cattle oxs"},                         // three letters are no plural
		{"cow = cattle", "cow cows", "cattle cattle"},                   // four may be one
		{"Leu = leucine", "Leu leu LEU", "leucine leu LEU"},             // three letters, one of them a capital: as written
		{"Acta = journal", "Acta acta ACTA", "journal journal journal"}, // four: in any case
	} {
		words, err := newThesaurus(readSynonyms(t, c.synonyms))
		if err != nil {
			t.Fatal(err)
		}
		if got := words.rewrite(c.in); got != c.want {
			t.Errorf("%q: %q becomes %q, want %q", c.synonyms, c.in, got, c.want)
		}
	}
}

func TestSynonymsBuildOnEachOther(t *testing.T) {
	for _, c := range []struct{ synonyms, in, want string }{
		{"GPT = LLM\nLLM = large model", "GPT LLM", "large model large model"},
		{"LLM = large model\nGPT = LLM", "GPT LLM", "large model large model"},
		{"LLM = large language model\nlanguage model = LM", "LLM, large language model", "large LM, large LM"},
		{"language model = large language model\nLLM = large language model", "LLM, Language model, large language models", "large language model, large language model, large language models"},
		{"gene = genes", "a gene of genes", "a genes of genes"},
		{"a = b\na = B", "a", "b"},
	} {
		words, err := newThesaurus(readSynonyms(t, c.synonyms))
		if err != nil {
			t.Errorf("%q: %v", c.synonyms, err)
			continue
		}
		if got := words.rewrite(c.in); got != c.want {
			t.Errorf("%q: %q becomes %q, want %q", c.synonyms, c.in, got, c.want)
		}
	}
}

// Synonyms count as the terms that they stand for, n-grams and all, and are shown as those are.
func TestTermsOfSynonyms(t *testing.T) {
	with := Settings{MaxN: 2, Synonyms: readSynonyms(t, exampleSynonyms)}
	checkTerms(t, with, "en", []termCase{
		{"tuned LLMs", "tune(tuned), larg(large), languag(language), model, tune larg(tuned large), larg languag(large language), languag model(language model)"},
		{"Tumours grow", "tumor, grow, tumor grow"},
		{"quiet woods", "quiet, wood(woods), quiet wood(quiet woods)"},
	})
	for _, tokens := range []string{"", "sklearn"} {
		with.Tokens = tokens
		without := with
		without.Synonyms = nil
		for _, c := range []struct{ in, as string }{
			{"GPT-4-based ALS diagnosis", "large language model-based amyotrophic lateral sclerosis diagnosis"},
			{"a brain tumour, or <b>tumour</b>-like", "a glioma, or <b>tumor</b>-like"},
		} {
			if got, want := show(t, with, "en", c.in), show(t, without, "en", c.as); got != want {
				t.Errorf("%s: %q:\n got %s\nwant %s", tokens, c.in, got, want)
			}
		}
	}
}

func FuzzReadSynonyms(f *testing.F) {
	f.Add(exampleSynonyms, "LLMs of brain tumours")
	f.Add("a = b\nb = c d\nc = e", "a b c")
	f.Add("language model = large language model\nx = language models", "x of language models")
	f.Add("ﬁ = ſ\nİ = ß\n大 = 大模型\na-b, c'd = e.f", "大 İ a b c’d")
	f.Add("A = a\n\x00=\xff", "# = #")
	f.Fuzz(func(t *testing.T, synonyms, in string) {
		list, err := ReadSynonyms(strings.NewReader(synonyms))
		if err != nil {
			if list != nil || !strings.HasPrefix(err.Error(), "text: synonyms, line ") {
				t.Errorf("%q: %v", synonyms, err)
			}
			return
		}
		words, err := newThesaurus(list)
		if err != nil {
			t.Fatalf("%q is read but not taken: %v", synonyms, err)
		}
		in = compose(in)
		got := words.rewrite(in)
		if !utf8.ValidString(got) || len(got) > mostBytes*(len(in)+1) {
			t.Errorf("%q: %q becomes %q", synonyms, in, got)
		}
		if len(list) == 0 && got != in {
			t.Errorf("no synonyms make %q of %q", got, in)
		}
	})
}
