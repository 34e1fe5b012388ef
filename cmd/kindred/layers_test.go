package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"kindred/engine"
	"kindred/vectorize"
)

// setting returns what config show prints for a setting.
func setting(t *testing.T, name string, args ...string) any {
	t.Helper()
	r := done(t, append([]string{"config", "show"}, args...)...)
	values := map[string]any{}
	if err := yaml.Unmarshal([]byte(r.out), &values); err != nil {
		t.Fatalf("%v in\n%s", err, r.out)
	}
	return values[name]
}

func TestPrecedence(t *testing.T) {
	config := file(t, "c.yaml", "starts: 4\nmin-df: 3\nk: 7\n")
	if got := setting(t, "starts"); got != 10 {
		t.Errorf("default: %v", got)
	}
	if got := setting(t, "starts", "-c", config); got != 4 {
		t.Errorf("config file: %v", got)
	}
	t.Setenv("KINDRED_STARTS", "5")
	t.Setenv("KINDRED_MIN_DF", "0.25")
	if got := setting(t, "starts", "-c", config); got != 5 {
		t.Errorf("environment over config file: %v", got)
	}
	if got := setting(t, "min-df", "-c", config); got != "0.25" {
		t.Errorf("environment, with a dash in the name: %v", got)
	}
	if got := setting(t, "starts", "-c", config, "--restarts", "6"); got != 6 {
		t.Errorf("flag over environment, by its other name: %v", got)
	}
	if got := setting(t, "k", "-c", config); got != 7 {
		t.Errorf("what the environment leaves alone: %v", got)
	}
	t.Setenv("KINDRED_STARTS", "")
	if got := setting(t, "starts", "-c", config); got != 4 {
		t.Errorf("an empty variable: %v", got)
	}
	t.Setenv("KINDRED_CONFIG", config)
	if got := setting(t, "k"); got != 7 {
		t.Errorf("KINDRED_CONFIG: %v", got)
	}
	t.Setenv("KINDRED_SEED", "x")
	if r := kindred(t, "config", "show"); r.code != exitMisused || !strings.Contains(r.err, `KINDRED_SEED: seed: "x": use a whole number`) {
		t.Errorf("a bad variable: %d, %s", r.code, r.err)
	}
}

func TestStemAndNoStemAreOneSetting(t *testing.T) {
	no := file(t, "c.yaml", "no-stem: true\n")
	for _, c := range []struct {
		args []string
		want bool
	}{{nil, true}, {[]string{"--no-stem"}, false}, {[]string{"--stem=false"}, false}, {[]string{"-c", no}, false}, {[]string{"-c", no, "--stem"}, true}} {
		if got := setting(t, "stem", c.args...); got != c.want {
			t.Errorf("%q: stem is %v", c.args, got)
		}
	}
}

func TestTruthValuesAsPeopleWriteThem(t *testing.T) {
	for content, want := range map[string]bool{"stem: no": false, "stem: off": false, "stem: \"No\"": false, "stem: false": false, "stem: 0": false,
		"no-stem: yes": false, "stem: yes": true, "stem: on": true, "no-stem: off": true} {
		if got := setting(t, "stem", "-c", file(t, "c.yaml", content+"\n")); got != want {
			t.Errorf("%s: stem is %v", content, got)
		}
	}
	if got := setting(t, "refine", "-c", file(t, "c.yaml", "refine: no\nstrict: yes\n")); got != "off" {
		t.Errorf("refine: no gives %v", got)
	}
}

func TestTwoVariablesForOneSetting(t *testing.T) {
	t.Setenv("KINDRED_STEM", "yes")
	t.Setenv("KINDRED_NO_STEM", "yes")
	if r := kindred(t, "config", "show"); r.code != exitMisused || !strings.Contains(r.err, "KINDRED_NO_STEM and KINDRED_STEM are one setting: keep one") {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
	if got := setting(t, "stem", "--no-stem"); got != false {
		t.Errorf("with the flag, stem is %v", got)
	}
}

func TestAVariableThatIsNoSettingIsReported(t *testing.T) {
	t.Setenv("KINDRED_START", "3")
	t.Setenv("KINDRED_ZZZZZZ", "3")
	t.Setenv("KINDRED_EMPTY", "")
	r := done(t, "config", "show")
	want := "kindred: KINDRED_START is the name of no setting; did you mean \"KINDRED_STARTS\"?\nkindred: KINDRED_ZZZZZZ is the name of no setting\n"
	if r.err != want {
		t.Errorf("standard error holds %s, want %s", r.err, want)
	}
	if r := done(t, "config", "show", "-q"); r.err != "" {
		t.Errorf("-q says %s", r.err)
	}
}

func TestSklearnPresetYieldsToWhatIsGiven(t *testing.T) {
	for name, want := range sklearn {
		if got := setting(t, name, "--weighting", "sklearn"); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	want, err := engine.DefaultConfig().Vectorizer.Weigh("sklearn")
	if err != nil {
		t.Fatal(err)
	}
	if got := settingsFrom(t, "--weighting", "sklearn").Vectorizer; !reflect.DeepEqual(got, want) {
		t.Errorf("settings:\n%+v\nvectorize:\n%+v", got, want)
	}
	if got := setting(t, "stopwords", "--weighting", "sklearn", "--stopwords", "default"); got != "default" {
		t.Errorf("stopwords is %v", got)
	}
}

func TestConfigErrors(t *testing.T) {
	for _, c := range []struct{ content, says string }{
		{"k: 3\nstart: 5\n", `c.yaml:2: unknown key "start"; did you mean "starts"?`},
		{"min_df: 2\n", `c.yaml:1: unknown key "min_df"; did you mean "min-df"?`},
		{"# a\n\nzzzzzz: 2\n", `c.yaml:3: unknown key "zzzzzz"`},
		{"k: 3\nk: 4\n", "already"},
		{"k:\n", `c.yaml:1: key "k" has no value`},
		{"k: .nan\n", `c.yaml:1: k: "NaN": use auto or a whole number`},
		{"mix: -.inf\n", `c.yaml:1: mix: "-Inf": use a number from 0 to 1`},
		{"k: many\n", `c.yaml:1: k: "many": use auto or a whole number`},
		{"weighting: idf\n", `use one of bm25, tfidf, log, sklearn`},
		{"fields: {title: 2}\n", "c.yaml:1: fields: use a value or a list of values; put it in quotes"},
		{"starts: 3\nk: 2\nrestarts: 7\n", `c.yaml:3: "restarts" is one setting with "starts" on line 1: keep one`},
		{"no-stem: yes\nstem: yes\n", `c.yaml:2: "stem" is one setting with "no-stem" on line 1: keep one`},
		{"source: a\nsources: b\n", `c.yaml:2: "sources" is one setting with "source" on line 1: keep one`},
		{"sources: {a: b}\n", "c.yaml:1: sources: use a value or a list of values"},
		{"stem: perhaps\n", `c.yaml:1: stem: "perhaps": use yes or no`},
		{"- k\n", `c.yaml:1: use lines such as`},
		{"k: [\n", "c.yaml: yaml: "},
	} {
		path := file(t, "c.yaml", c.content)
		for _, args := range [][]string{{"config", "show", "-c", path}, {"config", "validate", path}} {
			if r := kindred(t, args...); r.code != exitMisused || !strings.Contains(r.err, c.says) {
				t.Errorf("%q %v: exit code %d, %s", c.content, args[:2], r.code, r.err)
			}
		}
	}
	for _, content := range []string{"", "# nothing\n", "k: 3\nfields: [title:2, abstract]\nmax-k: 9\nformat: json\nsources: [a, b]\n"} {
		path := file(t, "c.yaml", content)
		if r := kindred(t, "config", "validate", path); r.code != 0 || r.out != path+": valid\n" {
			t.Errorf("%q: exit code %d, %s%s", content, r.code, r.out, r.err)
		}
	}
	path := file(t, "c.yaml", "max-k: x\n") // a key of another command
	if r := kindred(t, "config", "validate", path); r.code != exitMisused || !strings.Contains(r.err, "max-k") {
		t.Errorf("max-k: exit code %d, %s", r.code, r.err)
	}
}

func TestConfigKeepsSharesApartFromCounts(t *testing.T) {
	path := file(t, "c.yaml", "max-df: 1.0\nmin-df: 1\nfields: [title:2, abstract]\n")
	r := done(t, "config", "show", "-c", path)
	for _, line := range []string{"max-df: \"1.0\"\n", "min-df: 1\n", "fields: title:2,abstract\n"} {
		if !strings.Contains(r.out, line) {
			t.Errorf("no %q in\n%s", line, r.out)
		}
	}
}

func TestConfigShowReadsBack(t *testing.T) {
	args := []string{"config", "show", "-k", "5", "--no-stem", "--min-df", "0.5", "--max-df", "1.0", "--ngrams", "1,3", "--refine", "off", "--id-field", "pid", "--language", "no",
		"--lsa", "off", "--mix", "0.25", "--smooth=off", "--criterion", "i2", "--boilerplate", "drop", "--adaptation", "0.3"}
	first := done(t, args...).out
	again := done(t, "config", "show", "-c", file(t, "c.yaml", first)).out
	if first != again {
		t.Errorf("shown:\n%s\nread back:\n%s", first, again)
	}
}

// settingsFrom reads settings as a command does.
func settingsFrom(t *testing.T, args ...string) engine.Config {
	t.Helper()
	a := &app{stdout: &pipe{to: &strings.Builder{}}, stderr: &strings.Builder{}}
	root := a.command()
	root.SetArgs(append([]string{"config", "show"}, args...))
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	c, err := a.settings.engine()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDefaultsAreTheEngines(t *testing.T) {
	if got := settingsFrom(t); !reflect.DeepEqual(got, engine.DefaultConfig()) {
		t.Errorf("flags:\n%+v\nengine:\n%+v", got, engine.DefaultConfig())
	}
	if got := settingsFrom(t, "-c", "../../configs/default.yaml"); !reflect.DeepEqual(got, engine.DefaultConfig()) {
		t.Errorf("configs/default.yaml:\n%+v\nengine:\n%+v", got, engine.DefaultConfig())
	}
	shownOnly := done(t, "config", "show").out
	if got := done(t, "config", "show", "-c", "../../configs/default.yaml").out; got != shownOnly {
		t.Errorf("configs/default.yaml:\n%s\nflags:\n%s", got, shownOnly)
	}
}

// TestDefaultYAMLNamesEverySetting holds that default.yaml is complete: a new setting belongs there too.
func TestDefaultYAMLNamesEverySetting(t *testing.T) {
	b, err := os.ReadFile("../../configs/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range shown {
		if !strings.Contains(string(b), "\n"+name+": ") && !strings.Contains(string(b), "\n#"+name+": ") {
			t.Errorf("no %s in configs/default.yaml", name)
		}
	}
}

func TestShippedConfigsAreValid(t *testing.T) {
	files, err := filepath.Glob("../../configs/*.yaml")
	if err != nil || len(files) != 3 {
		t.Fatalf("found %v, %v", files, err)
	}
	for _, path := range files {
		done(t, "config", "validate", path)
	}
	done(t, "topics", corpusFile(t), "-c", "../../configs/titles.yaml")
}

func TestASourceInAConfigMayHaveSpaces(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"my papers.jsonl": papers(), "job.yaml": "source: my papers.jsonl\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	done(t, "info", "-c", filepath.Join(dir, "job.yaml"))
}

func TestPathsInAConfigAreRelativeToIt(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"papers.jsonl": papers(), "stop.txt": "# frequent\nwatched\n", "same.txt": "abode = nest\n", "names.csv": "topic_id,name\n0,Mine\n",
		"job.yaml": "source: papers.jsonl\nstopwords: stop.txt\nsynonyms: same.txt\nnames: names.csv\noutput: out\nk: 4\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(t.TempDir())
	job := filepath.Join(dir, "job.yaml")
	done(t, "run", "-c", job)
	if _, err := os.Stat(filepath.Join(dir, "out", "run.json")); err != nil {
		t.Error(err)
	}
	if r := done(t, "cluster", "-c", job); len(rowsOf(t, r.out)) != 41 { // output is for run alone
		t.Errorf("cluster prints %d lines", len(rowsOf(t, r.out)))
	}
	if r := done(t, "explain", "-c", job, "p001", "p005"); len(rowsOf(t, r.out)) < 2 {
		t.Errorf("explain with the source of a config prints %s", r.out)
	}
	done(t, "run", "-c", job, "-o", "elsewhere")
	if _, err := os.Stat("elsewhere/run.json"); err != nil {
		t.Error("the flag does not win over the file:", err)
	}
}

func TestSynonyms(t *testing.T) {
	source, same := corpusFile(t), filepath.Join(t.TempDir(), "same.txt")
	if err := os.WriteFile(same, []byte("# what stands for what\nZZZ, abode = "+strings.Fields(themes[0].words)[0]+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ask := func(question string, more ...string) string {
		return done(t, append([]string{"related", source, "--columns", "rank,doc_id,similarity", "--text", question}, more...)...).out
	}
	want := ask(strings.Fields(themes[0].words)[0])
	for _, question := range []string{"ZZZ", "abodes"} {
		if got := ask(question, "--synonyms", same); got != want {
			t.Errorf("%s gives\n%swant\n%s", question, got, want)
		}
	}
	if len(rowsOf(t, want)) < 3 {
		t.Errorf("nothing is near %s", want)
	}
	if got := setting(t, "synonyms", "--synonyms", same); got != same {
		t.Errorf("synonyms is %v", got)
	}
}

func TestValues(t *testing.T) {
	for _, c := range []struct{ flag, value, says string }{
		{"--min-df", "-1", "with a decimal point"}, {"--min-df", "1.5", "with a decimal point"}, {"--max-df", "NaN.", "with a decimal point"},
		{"--ngrams", "2,1", "1 or 1,2"}, {"--ngrams", "0", "1 or 1,2"}, {"--ngrams", "1,99", "from 1 to"},
		{"--fields", "title:x", "use a number above 0"}, {"--fields", "title,title", "named twice"}, {"--fields", "", "use names"},
		{"--fields", "title:0", "use a number above 0"}, {"--fields", "title:1e300", "at most 1000000"}, {"--refine", "maybe", "use yes or no, on or off"}, {"--seed", "-1", "at least 0"},
		{"--starts", "0", "at least 1"}, {"--threads", "-2", "at least 0"}, {"--stem", "perhaps", `"perhaps" for "--stem" flag: use yes or no`}, {"--no-stem", "perhaps", "use yes or no"}, {"-k", "2.5", "whole number"},
		{"--lsa", "-1", "use auto, off"}, {"--lsa", "0", "use auto, off"}, {"--mix", "1.5", "from 0 to 1"}, {"--mix", "NaN", "from 0 to 1"}, {"--criterion", "i3", "i1"},
		{"--adaptation", "1.5", "use auto or a number from 0 to 1"}, {"--adaptation", "-1", "use auto or a number"}, {"--adaptation", "NaN", "use auto or a number"}, {"--adaptation", "off", "use auto or a number"},
	} {
		if r := kindred(t, "config", "show", c.flag+"="+c.value); r.code != exitMisused || !strings.Contains(r.err, c.says) {
			t.Errorf("%s=%s: exit code %d, %s", c.flag, c.value, r.code, r.err)
		}
	}
	for _, c := range []struct {
		name, value string
		want        any
	}{
		{"min-df", "2", 2}, {"min-df", "0.01", "0.01"}, {"max-df", "1.0", "1.0"}, {"ngrams", "2", 2}, {"ngrams", "1, 2", "1,2"},
		{"fields", "title:0.5, abstract:1", "title:0.5,abstract"}, {"refine", "off", "off"}, {"seed", "18446744073709551615", uint64(1<<64 - 1)},
		{"lsa", "auto", "auto"}, {"lsa", "off", "off"}, {"lsa", "50", 50}, {"mix", "0", 0}, {"criterion", "auto", "auto"}, {"boilerplate", "keep", "keep"},
		{"adaptation", "auto", "auto"}, {"adaptation", "0", 0}, {"adaptation", "1.0", 1}, {"adaptation", "0.25", "0.25"},
		{"fit-sample", "auto", "auto"}, {"fit-sample", "off", "off"}, {"fit-sample", "500", 500},
	} {
		if got := setting(t, c.name, "--"+c.name, c.value); got != c.want {
			t.Errorf("--%s %s gives %v (%T), want %v", c.name, c.value, got, got, c.want)
		}
	}
}

// Auto is as the weighting has it, whatever layer it comes from; a number is taken with any weighting.
func TestAdaptationFollowsTheWeighting(t *testing.T) {
	sklearn, half := file(t, "c.yaml", "weighting: sklearn\nadaptation: auto\n"), file(t, "d.yaml", "adaptation: 0.5\n")
	for _, c := range []struct {
		args []string
		want float64
	}{
		{nil, vectorize.UsualAdaptation},
		{[]string{"--weighting", "bm25", "--adaptation", "auto"}, vectorize.UsualAdaptation},
		{[]string{"--weighting", "log"}, 0}, {[]string{"--weighting", "tfidf"}, 0}, {[]string{"-c", sklearn}, 0},
		{[]string{"--adaptation", "0"}, 0}, {[]string{"-c", half}, 0.5}, {[]string{"-c", half, "--weighting", "sklearn"}, 0.5},
		{[]string{"-c", half, "--weighting", "log", "--adaptation", "1"}, 1}, {[]string{"-c", sklearn, "--weighting", "bm25"}, vectorize.UsualAdaptation},
	} {
		if got := settingsFrom(t, c.args...).Vectorizer.Adaptation; got != c.want {
			t.Errorf("%q: adaptation is %v, want %v", c.args, got, c.want)
		}
	}
}

// The settings of how papers are compared reach the engine; a config file may say off without quotes.
func TestSpaceSettings(t *testing.T) {
	c := settingsFrom(t, "--lsa", "off", "--mix", "0.25", "--smooth=off", "--criterion", "i2", "--boilerplate", "drop", "--seed", "7")
	if c.LSA.Rank >= 0 || c.LSA.Seed != 7 || c.Mix != 0.25 || c.Smooth != 0 || c.KMeans.Criterion != "i2" || c.Vectorizer.Text.KeepBoilerplate {
		t.Errorf("%+v", c)
	}
	if c := settingsFrom(t, "--lsa", "50"); c.LSA.Rank != 50 || c.Smooth != engine.DefaultConfig().Smooth {
		t.Errorf("%+v", c)
	}
	if c := settingsFrom(t, "--fit-sample", "500"); c.KMeans.Sample != 500 {
		t.Errorf("--fit-sample 500: clusterings are tried on %d papers", c.KMeans.Sample)
	}
	if got := setting(t, "lsa", "-c", file(t, "c.yaml", "lsa: off\nsmooth: off\n")); got != "off" {
		t.Errorf("lsa: off gives %v", got)
	}
}
