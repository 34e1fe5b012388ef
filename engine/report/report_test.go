package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kindred/engine"
	"kindred/engine/corpus"
)

var nan = math.NaN()

// papers and topics are a corpus of four papers in two topics, one paper without text.
var papers = corpus.List{
	{ID: "a,1", Title: "Bees\n and \"flowers\""},
	{ID: " b ", Title: "Wasps | hornets"},
	{ID: "c", Title: "Ice\x1b[31m on Mars"},
	{ID: "d"},
}

func term(s string) engine.TopicTerm {
	return engine.TopicTerm{Term: s + "s", Surface: s, Weight: .5, Share: .25, DFIn: 2, DFOut: 1}
}

var topics = &engine.Topics{
	Fitted: 4,
	K:      2, NoText: 1, Criterion: 2.5, Silhouette: .125, Stability: .875,
	Tree: []engine.Merge{{A: 0, B: 1, Size: 3, Loss: .5, Topic: -1}},
	Topics: []engine.Topic{
		{ID: 0, Label: "stinging insects", Size: 2, Share: .5, Parent: -1, ISim: .75, ESim: -1e-9, Silhouette: .1,
			Coherence: nan, Stability: nan, TopTerms: []engine.TopicTerm{term("insect"), term("sting")},
			Discriminating: []engine.TopicTerm{term("sting")}, Lacks: []engine.TopicTerm{term("ice")},
			TopPhrases: []string{"social insects"}, Representatives: []int{1, 0}},
		{ID: 1, Label: "ice", Size: 1, Share: .25, Parent: 0, ISim: 1, ESim: .1, Silhouette: nan, Coherence: .2,
			Stability: .9, Representatives: []int{2}},
	},
	Assignments: []engine.Assignment{
		{Row: 0, Topic: 0, Similarity: .9, Second: 1, SecondSimilarity: .1, Margin: .8, Silhouette: .2, Rank: 2, Representative: true, DuplicateOf: -1,
			Memberships: []engine.Membership{{Topic: 0, Similarity: .9}, {Topic: 1, Similarity: .75}}},
		{Row: 1, Topic: 0, Similarity: .95, Second: 1, SecondSimilarity: -0.0000001, Margin: .95, Silhouette: .3, Rank: 1, Representative: true, DuplicateOf: 0},
		{Row: 2, Topic: 1, Similarity: 1, Second: -1, SecondSimilarity: nan, Margin: nan, Silhouette: nan, Rank: 1, Outlier: true, DuplicateOf: -1},
		{Row: 3, Topic: -1, Second: -1, SecondSimilarity: nan, Margin: nan, Silhouette: nan, DuplicateOf: -1},
	},
}

func written(t *testing.T, write func(io.Writer, Table) error, table Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAssignmentsAsCSV(t *testing.T) {
	got := written(t, CSV, Assignments(papers, topics))
	want := `doc_id,title,topic_id,topic_label,similarity,second_topic_id,second_similarity,margin,silhouette,rank_in_topic,is_representative,is_outlier,duplicate_of
"a,1","Bees and ""flowers""",0,stinging insects,0.900000,1,0.100000,0.800000,0.200000,2,true,false,
" b ",Wasps | hornets,0,stinging insects,0.950000,1,0.000000,0.950000,0.300000,1,true,false,"a,1"
c,Ice[31m on Mars,1,ice,1.000000,,,,,1,false,true,
d,,-1,(no text),0.000000,,,,,,false,false,
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPlacesAsColumns(t *testing.T) {
	at := []engine.Point{{X: .5, Y: -.25}, {X: 0, Y: 1}, {X: -.125, Y: 0}, {X: -1, Y: -1}}
	for _, table := range []Table{Assignments(papers, topics), Documents(papers, topics)} {
		chosen, err := WithPlaces(table, at).Select([]string{"x", "doc_id", "y"})
		if err != nil {
			t.Fatal(err)
		}
		want := "x,doc_id,y\n0.500000,\"a,1\",-0.250000\n0.000000,\" b \",1.000000\n-0.125000,c,0.000000\n-1.000000,d,-1.000000\n"
		if got := written(t, CSV, chosen); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestTopicsAsCSV(t *testing.T) {
	got := written(t, CSV, Topics(papers, topics))
	want := `topic_id,label,size,share,parent_id,isim,esim,silhouette,coherence_npmi,stability,top_terms,descriptive_terms,discriminating_terms,top_phrases,representative_ids
0,stinging insects,2,0.500000,,0.750000,0.000000,0.100000,,,insect | sting,,sting,social insects,"b | a,1"
1,ice,1,0.250000,0,1.000000,0.100000,,0.200000,0.900000,,,,,c
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTermsAsCSV(t *testing.T) {
	got := written(t, CSV, Terms(topics))
	want := `topic_id,rank,term,surface,kind,weight,share,df_in,df_out
0,1,insects,insect,top,0.500000,0.250000,2,1
0,2,stings,sting,top,0.500000,0.250000,2,1
0,1,stings,sting,discriminating,0.500000,0.250000,2,1
0,1,ices,ice,lacks,0.500000,0.250000,2,1
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// answers turns answers into what Related takes; err, if any, comes last.
func answers(list []engine.Related, err error) iter.Seq2[*engine.Related, error] {
	return func(yield func(*engine.Related, error) bool) {
		for i := range list {
			if !yield(&list[i], nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func TestTheOtherTables(t *testing.T) {
	hits := []engine.Related{{Query: "c", Hits: []engine.RelatedHit{
		{Rank: 1, Row: 0, Similarity: .25, Topic: -1, SharedTerms: []string{"cold", "sting"}}, {Rank: 2, Row: 3, Topic: 0}}}}
	why := &engine.Explanation{Terms: []engine.Contribution{
		{Term: "cold", Surface: "Cold", WeightA: .5, WeightB: .25, Value: .125, Share: 1, CumulativeShare: 1},
		{Term: "(rest)", Surface: "(rest)", WeightA: nan, WeightB: nan, Value: math.Copysign(0, -1), Share: 0, CumulativeShare: 1}}}
	for _, c := range []struct {
		name  string
		table Table
		want  string
	}{
		{"related", Related(papers, answers(hits, nil)), `query_id,rank,doc_id,title,similarity,topic_id,shared_terms
c,1,"a,1","Bees and ""flowers""",0.250000,,cold | sting
c,2,d,,0.000000,0,
`},
		{"explain", Explain("c", "d", why), `query_id,doc_id,term,surface,weight_a,weight_b,contribution,share,cumulative_share
c,d,cold,Cold,0.5000000000,0.2500000000,0.1250000000,1.0000000000,1.0000000000
c,d,(rest),(rest),,,0.0000000000,0.0000000000,1.0000000000
`},
		{"sweep", Sweep([]engine.SweepRow{{K: 2, Criterion: 1.5, Silhouette: .5, CalinskiHarabasz: 3, DaviesBouldin: math.Inf(1), Stability: nan, Chosen: true}}),
			`k,criterion,silhouette,calinski_harabasz,davies_bouldin,stability,chosen
2,1.500000,0.500000,3.000000,,,true
`},
		{"duplicates", Duplicates(papers, []engine.DuplicateGroup{{Rows: []int{0, 2}, Similarity: []float64{1, .95}}}, nil),
			`group,doc_id,title,similarity,kept
1,"a,1","Bees and ""flowers""",1.000000,true
1,c,Ice[31m on Mars,0.950000,false
`},
	} {
		if got := written(t, CSV, c.table); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	column := Column{Name: "x", Kind: ID}
	for _, cell := range []string{"", " ", "a", `"`, "a\nb", "a\r\nb", ",", "é", "'=1+1", "\tx", `\.`} {
		table := Table{[]Column{column}, rows(Row{cell})}
		got, err := csv.NewReader(strings.NewReader(written(t, CSV, table))).ReadAll()
		want := strings.ReplaceAll(cell, "\r\n", "\n") // as encoding/csv reads it
		if err != nil || len(got) != 2 || got[1][0] != want {
			t.Errorf("%q reads back as %q, %v", cell, got, err)
		}
	}
}

func rows(list ...Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestJSONAndJSONL(t *testing.T) {
	table := Table{
		[]Column{{Name: "id", Kind: ID}, {Name: "n", Kind: Integer}, {Name: "x", Kind: Number, Decimals: 6}, {Name: "ok", Kind: Boolean}, {Name: "list", Kind: List}},
		rows(Row{"<a>\n", 1, .5, true, []string{"p", "q | r"}}, Row{nil, nil, nan, false, []string(nil)}),
	}
	lines := `{"id":"<a>\n","n":1,"x":0.500000,"ok":true,"list":["p","q | r"]}` + "\n" +
		`{"id":null,"n":null,"x":null,"ok":false,"list":[]}` + "\n"
	if got := written(t, JSONL, table); got != lines {
		t.Errorf("jsonl: got\n%s\nwant\n%s", got, lines)
	}
	array := "[\n" + strings.Replace(strings.TrimSpace(lines), "}\n", "},\n", 1) + "\n]\n"
	if got := written(t, JSON, table); got != array {
		t.Errorf("json: got\n%s\nwant\n%s", got, array)
	}
	var none []any
	if err := json.Unmarshal([]byte(written(t, JSON, Table{table.Columns, rows()})), &none); err != nil || len(none) != 0 {
		t.Errorf("json without rows: %v, %v", none, err)
	}
}

func TestBundle(t *testing.T) {
	b := Bundle{Run: Run{Version: "v1", Config: map[string]any{"k": "auto"}, SHA256: "ab", Papers: 4, Terms: 9},
		Parts: []Part{{"topics", Topics(papers, topics)}, {"documents", Documents(papers, topics)}, {"tree", Tree(topics)}}, Metrics: &Metrics{K: 2, NoText: 1, Criterion: 2.5, Silhouette: Measure(nan), Stability: .5}}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in\n%s", err, out.String())
	}
	if got["schema_version"] != 1.0 || len(got["topics"].([]any)) != 2 || len(got["documents"].([]any)) != 4 {
		t.Errorf("got %v", got)
	}
	for row, want := range []string{`"memberships":[{"topic_id":0,"similarity":0.900000},{"topic_id":1,"similarity":0.750000}]}`, `"memberships":[]}`} {
		if line := strings.Split(out.String(), `"doc_id":`)[1+row]; !strings.Contains(line, want) {
			t.Errorf("no %s in %s", want, line)
		}
	}
	if want := `"tree": [` + "\n" + `{"group":2,"a":0,"b":1,"size":3,"loss":0.500000,"topic_id":null}`; !strings.Contains(out.String(), want) {
		t.Errorf("no %s in\n%s", want, out.String())
	}
	want := map[string]any{"k": 2.0, "no_text": 1.0, "criterion": 2.5, "silhouette": nil, "stability": .5}
	if !reflect.DeepEqual(got["metrics"], want) {
		t.Errorf("metrics are %v, want %v", got["metrics"], want)
	}
}

func TestBundleOfOnePart(t *testing.T) {
	b := Bundle{Run: Run{Version: "<v1>"}, Parts: []Part{{"dups", Table{[]Column{{Name: "doc_id", Kind: ID}}, rows(Row{"a"}, Row{"b"})}}, {"none", Table{Rows: rows()}}}}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := "{\n\"schema_version\": 1,\n\"run\": {\"version\":\"<v1>\",\"config\":null,\"sha256\":\"\",\"papers\":0,\"terms\":0},\n" +
		"\"dups\": [\n{\"doc_id\":\"a\"},\n{\"doc_id\":\"b\"}\n],\n\"none\": [\n]\n}\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	table := Table{[]Column{{Name: "doc_id", Kind: ID}, {Name: "x", Kind: Number, Decimals: 1}, {Name: "list", Kind: List}}, rows(Row{"a|b\n<i>", 1.0, []string{"p", "q"}}, Row{"*c*", nan, nil})}
	want := "| doc\\_id | x | list |\n| --- | ---: | --- |\n| a\\|b &lt;i&gt; | 1.0 | p, q |\n| \\*c\\* |  |  |\n"
	if got := written(t, Markdown, table); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTerminalFitsItsWidth(t *testing.T) {
	long := Table{[]Column{{Name: "id", Kind: ID}, {Name: "title"}, {Name: "x", Kind: Number, Decimals: 6}},
		rows(Row{"p1", strings.Repeat("long title ", 20), .5}, Row{"p2", strings.Repeat("長い題名", 20), nan})}
	var b bytes.Buffer
	if err := Terminal(&b, long, 60); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 60 {
			t.Errorf("%d cells in %q", n, line)
		}
	}
	for _, want := range []string{"…", "0.5000", "p2", "title"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if got := written(t, func(w io.Writer, t Table) error { return Terminal(w, t, 0) }, Assignments(papers, topics).Short()); strings.Contains(got, "\x1b") {
		t.Errorf("a title steers the terminal: %q", got)
	}
}

func TestSelect(t *testing.T) {
	chosen, err := Assignments(papers, topics).Select([]string{"topic_id", "doc_id"})
	if err != nil {
		t.Fatal(err)
	}
	if got := written(t, CSV, chosen); !strings.HasPrefix(got, "topic_id,doc_id\n0,\"a,1\"\n") {
		t.Errorf("got %s", got)
	}
	for names, want := range map[string]string{"nope": `unknown column "nope"; the columns are doc_id, title,`, "title,title": "named twice"} {
		if _, err := Assignments(papers, topics).Select(strings.Split(names, ",")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", names, err, want)
		}
	}
}

func TestShortColumns(t *testing.T) {
	for _, c := range [][]Column{AssignmentColumns, TopicColumns, TermColumns, DocumentColumns, TreeColumns, RelatedColumns, ExplainColumns, SweepColumns, DuplicateColumns} {
		if short := (Table{Columns: c, Rows: rows()}).Short(); len(short.Columns) == 0 {
			t.Errorf("%v has no short columns", Names(c))
		}
	}
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestErrorsReachTheCaller(t *testing.T) {
	broken := errors.New("broken")
	hits := []engine.Related{{Query: "c", Hits: []engine.RelatedHit{{Rank: 1, Row: 0, Topic: -1}}}}
	for _, f := range Formats {
		if err := Write(io.Discard, f, Related(papers, answers(hits, broken)), 0); err != broken {
			t.Errorf("%s: a failed answer gives %v", f, err)
		}
		if err := Write(full{}, f, Related(papers, answers(hits, nil)), 0); err == nil {
			t.Errorf("%s: a full disk is not reported", f)
		}
	}
	if err := Write(io.Discard, "xls", Table{}, 0); err == nil {
		t.Error("an unknown format is not reported")
	}
	if err := (Bundle{Parts: []Part{{"topics", Topics(papers, topics)}}, Metrics: &Metrics{}}).Write(full{}); err == nil {
		t.Error("a bundle on a full disk is not reported")
	}
	if err := (Bundle{Parts: []Part{{"related", Related(papers, answers(hits, broken))}}}).Write(io.Discard); err != broken {
		t.Errorf("a failed answer in a bundle gives %v", err)
	}
	if err := (Summary{Docs: papers, Topics: topics}).Write(full{}); err == nil {
		t.Error("a summary on a full disk is not reported")
	}
}

func TestSummary(t *testing.T) {
	var b bytes.Buffer
	s := Summary{Docs: papers, Topics: topics,
		Info:       engine.Info{Format: "jsonl", Records: 5, Kept: 4, Skipped: 1, WithAbstract: 3, Years: map[string]int{"2001": 1, "1999": 3}, Problems: []corpus.Problem{{Message: "no title", Count: 2}}},
		Duplicates: []engine.DuplicateGroup{{Rows: []int{0, 1}, Similarity: []float64{1, .93}}},
		Run:        Run{Version: "v1", SHA256: "ab", Terms: 1200, Config: map[string]any{"k": "auto"}}}
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# 4 papers in 2 topics\n", "5 records read (jsonl), 4 kept, 1 skipped", "years: 1999 to 2001", "no title: 2 times",
		"| 0 | stinging insects | 2 | 50.0 % |  |", "| 1 | ice | 1 | 25.0 % | 0.90 |", "Stability 0.875: ", "## 1. ice\n\n1 paper\n", "**words:** insect, sting", "1. Wasps \\| hornets (b), similarity 0.950",
		"- Bees and \"flowers\" (a,1)\n  - Wasps \\| hornets (b), similarity 0.930", "- Ice\\[31m on Mars (c): topic 1", "1,200 terms", "- k: auto\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// Topics 0 and 1 have the parent 2, which holds them below it; it has no section of its own.
func TestSummaryOfLevels(t *testing.T) {
	deep := *topics
	deep.Topics = append(slices.Clone(topics.Topics), engine.Topic{ID: 2, Label: "cold insects", Size: 3, Share: .75, Parent: -1, Stability: nan})
	deep.Topics[0].Parent, deep.Topics[1].Parent = 2, 2
	var b bytes.Buffer
	if err := (Summary{Docs: papers, Topics: &deep}).Write(&b); err != nil {
		t.Fatal(err)
	}
	want := "## How they belong together\n\n- 2. cold insects: 3 papers\n  - 0. stinging insects: 2 papers\n  - 1. ice: 1 paper\n\n"
	if !strings.Contains(b.String(), want) || !strings.Contains(b.String(), "# 4 papers in 2 topics") || strings.Contains(b.String(), "## 2.") || strings.Contains(b.String(), "\n| 2 |") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestFixed(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     string
	}{{0, 6, "0.000000"}, {math.Copysign(0, -1), 6, "0.000000"}, {-4e-7, 6, "0.000000"}, {-6e-7, 6, "-0.000001"}, {nan, 6, ""},
		{math.Inf(-1), 6, ""}, {1e21, 1, "1000000000000000000000.0"}, {-0.04, 0, "0"}} {
		if got := Fixed(c.x, c.decimals); got != c.want {
			t.Errorf("Fixed(%v, %d) = %q, want %q", c.x, c.decimals, got, c.want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{"": "", " ": "", "a  b": "a b", " a": "a", "a\r\n\tb ": "a b", "é\u00a0x": "é x", "a\x00b": "ab", "x\u202ey": "xy", "bad\xff": "bad", "plain text": "plain text"} {
		if got := OneLine(in); got != want {
			t.Errorf("OneLine(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestAssignmentsOfSome has assignments of some papers alone, as those have that come to an index.
func TestAssignmentsOfSome(t *testing.T) {
	some := *topics
	some.Assignments = topics.Assignments[1:3]
	all := strings.SplitAfter(written(t, CSV, Assignments(papers, topics)), "\n")
	if got, want := written(t, CSV, Assignments(papers, &some)), all[0]+all[2]+all[3]; got != want {
		t.Errorf("some are\n%s\nwant\n%s", got, want)
	}
	documents := strings.SplitAfter(written(t, JSONL, Documents(papers, topics)), "\n")
	if got, want := written(t, JSONL, Papers(papers, topics, slices.Values([]int{2, 0}))), documents[2]+documents[0]; got != want {
		t.Errorf("papers are\n%s\nwant\n%s", got, want)
	}
}

func TestTitlesBeginNoLists(t *testing.T) {
	for title, want := range map[string]string{"1. Introduction": `1\. Introduction`, "- x": `\- x`, "---": `\---`, "2) y": `2\) y`, "3-manifolds": "3-manifolds", "1.5 times": "1.5 times", "": ""} {
		if got := escapeStart(title); got != want {
			t.Errorf("%q is written %q, want %q", title, got, want)
		}
	}
}
