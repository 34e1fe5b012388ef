package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kindred/cluster"
	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/text"
)

// settings are the flags that can change a result, and the number of threads and the memory allowed, which cannot.
type settings struct {
	corpus     corpus.Options
	duplicates string // which records are merged: see mergeExact
	choosing   choosing

	fields      []engine.FieldWeight
	language    string
	stem        bool
	stopwords   string // default, none or a file
	synonyms    string // a file, or ""
	boilerplate string // drop or keep
	ngrams      span
	tokens      string
	weighting   string
	adaptation  float64 // -1 for auto
	minDF       vectorize.Limit
	maxDF       vectorize.Limit
	maxTerms    int

	lsa    int // rank; 0 for auto, -1 for off
	mix    float64
	smooth bool

	vectors string // a file, or ""

	k         int
	levels    int
	stability int    // parts of the papers; 0 for off
	period    string // auto, year, quarter or month
	criterion string
	seed      uint64
	starts    int
	fitSample int // papers; 0 for auto, -1 for off
	maxIter   int
	refine    bool
	seeds     string // a file, or ""
	merge     [][]int
	split     []engine.Split
	names     string // a file, or ""
	previous  string // a file or a folder, or ""

	n       int
	threads int
	memory  int64 // bytes, memoryAuto or memoryOff
}

// shown lists the settings that config show prints and run.json records, in the order of configs/default.yaml.
// What stands before threads can change a result.
var shown = []string{
	"id-field", "title-field", "abstract-field", "date-field", "label-field", "encoding", "strict", "max-record", "max-input", "merge-duplicates", "where", "sample", "limit",
	"fields", "language", "stem", "stopwords", "synonyms", "boilerplate", "ngrams", "tokens", "weighting", "adaptation", "min-df", "max-df", "max-terms",
	"lsa", "mix", "smooth", "vectors",
	"k", "criterion", "seed", "starts", "fit-sample", "max-iter", "refine", "seeds", "merge", "split", "names", "previous", "levels", "stability", "period", "n", "threads", "memory",
}

// sourceFlags adds the flags about reading.
func (s *settings) sourceFlags(fs *pflag.FlagSet) {
	for _, f := range []struct {
		to         *string
		name, what string
	}{
		{&s.corpus.IDField, "id-field", "the id"}, {&s.corpus.TitleField, "title-field", "the title"},
		{&s.corpus.AbstractField, "abstract-field", "the abstract"}, {&s.corpus.DateField, "date-field", "the date"},
		{&s.corpus.LabelField, "label-field", "the label"},
	} {
		fs.StringVar(f.to, f.name, "", "the `FIELD` that holds "+f.what+" (default: by its usual names)")
	}
	encodingFlag(fs, &s.corpus.Encoding)
	toggle(fs, &s.corpus.Strict, "strict", "", false, "stop at the first bad record or question instead of skipping it")
	limitFlags(fs, &s.corpus)
	choice(fs, &s.duplicates, "merge-duplicates", mergeExact, "records to take for one paper: those of one DOI, arXiv id or PubMed id, or of one id and text (exact), near duplicates too (near), or none (off)",
		mergeExact, mergeNear, mergeOff)
	s.choosing.flags(fs)
	threadsFlag(fs, &s.threads)
	memoryFlag(fs, &s.memory)
}

// threadsFlag adds --threads.
func threadsFlag(fs *pflag.FlagSet, threads *int) {
	number(fs, threads, "threads", "", 0, 0, "cores to use, 0 for all; never changes a result")
}

// textFlags adds the flags about turning text into vectors.
func (s *settings) textFlags(fs *pflag.FlagSet) {
	d := engine.DefaultConfig()
	v := d.Vectorizer
	fields(fs, &s.fields, "fields", d.Fields, "fields to read, and how often their words count")
	fs.StringVar(&s.language, "language", v.Text.Language, "the language of papers that do not name theirs, by its `CODE`: auto (from their words), "+strings.Join(text.Languages(), ", "))
	toggle(fs, &s.stem, "stem", "", !v.Text.NoStem, "count words by their stems")
	negation(fs, &s.stem, "no-stem", "count words as they are written")
	fs.StringVar(&s.stopwords, "stopwords", "default", "words to leave out: default, none or a `FILE` with a word a line")
	fs.StringVar(&s.synonyms, "synonyms", "", "a `FILE` of spellings that stand for another, a line each: LLM, LLMs = large language model")
	choice(fs, &s.boilerplate, "boilerplate", map[bool]string{true: "keep", false: "drop"}[v.Text.KeepBoilerplate],
		"words that any paper has, such as \"results\"", "drop", "keep")
	ngrams(fs, &s.ngrams, "ngrams", span{max(1, v.Text.MinN), max(1, v.Text.MaxN)}, text.LongestN, "lengths of the runs of words that count as terms")
	choice(fs, &s.tokens, "tokens", "uax29", "how text is cut into words", "uax29", "sklearn")
	choice(fs, &s.weighting, "weighting", "bm25", "weights of terms; sklearn also sets the words, stop words and limits of its TfidfVectorizer where they are not given", vectorize.Weightings()...)
	autoShare(fs, &s.adaptation, "adaptation", fmt.Sprintf("how much more a term weighs that comes back in the papers that use it, from 0 to 1; auto: %g with weighting bm25, none with the others", vectorize.UsualAdaptation))
	limit(fs, &s.minDF, "min-df", v.MinDF, "leave out terms in fewer papers: a count, or a share with a decimal point")
	limit(fs, &s.maxDF, "max-df", v.MaxDF, "leave out terms in more papers: a count, or a share with a decimal point")
	number(fs, &s.maxTerms, "max-terms", "", v.MaxTerms, 0, "keep the most frequent terms alone, 0 for all")
}

// spaceFlags adds the flags about how papers are compared, and the seed, which directions and topics start from.
func (s *settings) spaceFlags(fs *pflag.FlagSet) {
	d := engine.DefaultConfig()
	rank(fs, &s.lsa, "lsa", "directions in which terms occur together (latent semantic analysis) to compare papers by; auto: "+strconv.Itoa(engine.MostDirections)+" of 2,000 papers and more, of fewer in proportion to the root of their number")
	share(fs, &s.mix, "mix", d.Mix, "the most that directions weigh in the similarity of two papers, beside their terms: long texts nearly that, bare titles a third of it")
	onOff(fs, &s.smooth, "smooth", d.Smooth > 0, "draw papers to their nearest neighbours before clustering")
	vectorsFlag(fs, &s.vectors)
	s.seed = d.KMeans.Seed
	fs.Var(parsed[uint64]{&s.seed, func(s string) (uint64, error) {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("use a whole number of at least 0")
		}
		return n, nil
	}, func(n uint64) string { return strconv.FormatUint(n, 10) }, "N"}, "seed", "what chance starts from: the same seed gives the same result")
}

// clusterFlags adds the flags about topics.
func (s *settings) clusterFlags(fs *pflag.FlagSet) {
	d := engine.DefaultConfig()
	m := d.KMeans
	autoNumber(fs, &s.k, "k", "k", "how many topics")
	choice(fs, &s.criterion, "criterion", "auto", "what the clustering maximises; auto: i1 on directions, i2 on terms", "auto", string(cluster.I1), string(cluster.I2))
	number(fs, &s.starts, "starts", "", m.Starts, 1, "how many clusterings to try (also --restarts)")
	fs.Var(numberOr(&s.fitSample, "N", 1, "auto", "off"), "fit-sample", "of more papers, try clusterings on as many and go on to all from the best; auto: 20,000, or 200 a topic if that is more")
	number(fs, &s.maxIter, "max-iter", "", m.MaxIter, 1, "passes of a clustering at most")
	onOff(fs, &s.refine, "refine", !m.NoRefine, "refine the best clustering by local search")
	fs.StringVar(&s.seeds, "seeds", "", "a `FILE` of topics to start from, a line each: bees: honeybee, waggle dance")
	several(fs, &s.merge, "merge", "topics to make one of, by their numbers without --merge and --split: 3,7; repeat it for others", "T,T,...", parseMerge, formatMerge)
	several(fs, &s.split, "split", "a topic to cut in two, or in N, by its number without --merge and --split: 4 or 4:3; repeat it for others", "T[:N]", parseSplit, formatSplit)
	fs.StringVar(&s.names, "names", "", "a `FILE` of what to call topics: CSV with topic_id and name, as topics --write-names writes it")
	fs.StringVar(&s.previous, "previous", "", "an earlier `RUN` whose topics go on, with their ids and names: an index, the folder of run, or a file of cluster (a CSV tells no names and only the ids in it); -k is the number of its topics then")
	number(fs, &s.levels, "levels", "", d.Levels, 1, "levels of topics: with 2, topics are joined to broader ones, with 3 those again")
	choice(fs, &s.period, "period", string(engine.PeriodAuto), "what papers are counted by to see which topics rise and fall; auto: by the span of their dates", periods()...)
	parts(fs, &s.stability, "stability", d.Stability, "parts of the papers, four in five each, that are clustered anew to see which topics are found again")
}

// periods are the words that --period takes.
func periods() []string {
	var words []string
	for _, p := range engine.Periods {
		words = append(words, string(p))
	}
	return words
}

// aboutTopics lists the settings that nothing but topics depends on.
func aboutTopics() []string {
	fs := pflag.NewFlagSet("cluster", pflag.ContinueOnError)
	new(settings).clusterFlags(fs)
	var names []string
	fs.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// nFlag adds -n.
func (s *settings) nFlag(fs *pflag.FlagSet) {
	number(fs, &s.n, "n", "n", 10, 0, "related papers for each, 0 for all")
}

// flags adds the settings that every command on a corpus takes, so that one set of flags or one config file serves
// them all; those that this command does not need stay out of its help.
func (s *settings) flags(cmd *cobra.Command, needs ...string) {
	fs := cmd.Flags()
	s.sourceFlags(fs)
	for _, group := range []struct {
		name string
		add  func(*pflag.FlagSet)
	}{{"text", s.textFlags}, {"space", s.spaceFlags}, {"cluster", s.clusterFlags}} {
		added := pflag.NewFlagSet(group.name, pflag.ContinueOnError)
		group.add(added)
		added.VisitAll(func(f *pflag.Flag) { f.Hidden = !slices.Contains(needs, group.name) })
		fs.AddFlagSet(added)
	}
}

// normal gives the one name of a flag that has two.
func normal(name string) string {
	if name == "restarts" {
		return "starts"
	}
	return name
}

// untold leaves out what only a list of the topics tells.
func (s *settings) untold() { s.levels, s.stability = 1, 0 }

// engine turns the settings into the engine's.
func (s *settings) engine() (engine.Config, error) {
	c := engine.DefaultConfig()
	c.Fields, c.K, c.Threads = s.fields, s.k, s.threads
	c.Levels, c.Stability = s.levels, s.stability
	v, err := c.Vectorizer.Weigh(strings.Replace(s.weighting, "sklearn", "tfidf", 1)) // layer sets the rest of sklearn
	if err != nil {
		return c, err
	}
	if s.adaptation >= 0 {
		v.Adaptation = s.adaptation
	}
	v.MinDF, v.MaxDF, v.MaxTerms, v.FullNGrams = s.minDF, s.maxDF, s.maxTerms, s.weighting == "sklearn"
	if v.Text, err = s.text(v.Text); err != nil {
		return c, err
	}
	c.Vectorizer = v
	c.Mix, c.LSA.Seed, c.Layout.Seed = s.mix, s.seed, s.seed
	if s.lsa != 0 {
		c.LSA.Rank = s.lsa
	}
	if !s.smooth {
		c.Smooth = 0
	}
	m := &c.KMeans
	m.Seed, m.Starts, m.Sample, m.MaxIter, m.NoRefine = s.seed, s.starts, s.fitSample, s.maxIter, !s.refine
	if s.criterion != "auto" {
		m.Criterion = cluster.Criterion(s.criterion)
	}
	c.Merge, c.Split = s.merge, s.split
	if c.Seeds, err = readOwn("seeds", s.seeds, parseSeeds); err != nil {
		return c, err
	}
	c.Names, err = readOwn("names", s.names, parseNames)
	return c, err
}

// text turns the settings into those of the analyzer. A value that is the analyzer's default stays zero.
func (s *settings) text(t text.Settings) (text.Settings, error) {
	t.Language = s.language
	if s.tokens != "uax29" {
		t.Tokens = s.tokens
	}
	t.NoStem, t.KeepBoilerplate = !s.stem, s.boilerplate == "keep"
	if s.ngrams.min > 1 {
		t.MinN = s.ngrams.min
	}
	t.MaxN = s.ngrams.max
	var err error
	switch s.stopwords {
	case "default":
	case "none":
		t.StopWords = []string{}
	case "":
		err = misused("--stopwords: use default, none or a file")
	default:
		if t.StopWords, err = readOwn("stopwords", s.stopwords, parseWords); err != nil {
			err = misused("%w (use default, none or a file)", err)
		}
	}
	if err == nil {
		t.Synonyms, err = readOwn("synonyms", s.synonyms, text.ReadSynonyms)
	}
	return t, err
}

// effective returns the settings in force by name, in the types of YAML; all of them, or those alone that can change
// what the command prints. Empty ones are left out. The path of a file of words is replaced by what it is.
func effective(fs *pflag.FlagSet, all bool) map[string]any {
	values := map[string]any{}
	for _, name := range shown {
		f := fs.Lookup(name)
		if f == nil || !all && (f.Hidden || name == "threads" || name == "memory") {
			continue
		}
		s := f.Value.String()
		if s == "" {
			continue
		}
		if namesFile(name, s) && !all {
			s = "file"
		}
		values[name] = typed(s)
	}
	return values
}

// typed reads a whole number or a truth value; all else stays text.
func typed(s string) any {
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return n
	}
	if s == "true" || s == "false" {
		return s == "true"
	}
	return s
}
