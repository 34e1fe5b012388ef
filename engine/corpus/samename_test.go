package corpus

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// accounted fails unless every record of every file is a document, was skipped, or is named as merged, and has its place
// among the origins of one document.
func accounted(t *testing.T, c *Collection) {
	t.Helper()
	kept, merged, seen := 0, 0, map[string]int{}
	for _, f := range c.Files {
		if f.Records != f.Kept+f.Skipped+f.Merged {
			t.Errorf("%+v does not add up", f)
		}
		kept, merged = kept+f.Kept, merged+f.Merged
	}
	if kept != len(c.Documents) || merged != len(c.Merged) {
		t.Errorf("%d kept, %d documents; %d merged, %d named", kept, len(c.Documents), merged, len(c.Merged))
	}
	place := func(o Origin) string { return fmt.Sprint(o.File, " ", o.Record) }
	for row, d := range c.Documents {
		for _, o := range d.Origins {
			if at, twice := seen[place(o)]; twice {
				t.Errorf("%s is in document %d and %d", place(o), at, row)
			}
			seen[place(o)] = row
		}
	}
	if len(seen) != kept+merged {
		t.Errorf("%d places of %d records", len(seen), kept+merged)
	}
	for _, m := range c.Merged {
		if row, ok := seen[place(m.Origin)]; !ok || row != m.Row || m.Why == "" {
			t.Errorf("%+v is in document %d", m, row)
		}
	}
}

// groupsOf lists the records of each document, by file and number.
func groupsOf(c *Collection) string {
	var out []string
	for _, d := range c.Documents {
		var records []string
		for _, o := range d.Origins {
			records = append(records, fmt.Sprint(withoutExtensions(filepath.Base(o.File)), o.Record))
		}
		out = append(out, strings.Join(records, "+"))
	}
	return strings.Join(out, " ")
}

// TestOnePaperByItsNames: a DOI, an arXiv id or a PubMed id is one paper in whatever file and format, also through a third record.
func TestOnePaperByItsNames(t *testing.T) {
	for name, c := range map[string]struct{ a, b, want string }{
		"a DOI":                 {`{"id":"x","title":"Tidal locks","doi":"10.1000/A"}`, "@article{k, title={Tidal Locks}, doi={https://doi.org/10.1000/a}}", "a1+b1"},
		"an id that is a DOI":   {`{"id":"10.1000/A","title":"Tidal locks"}`, "@article{k, title={Tidal Locks}, doi={10.1000/a}}", "a1+b1"},
		"versions on arXiv":     {`{"id":"2101.00001v1","title":"Tidal locks"}`, "@misc{k, title={Tidal locks}, eprint={2101.00001v3}, archiveprefix={arXiv}}", "a1+b1"},
		"arXiv's DOI":           {`{"id":"x","title":"Tidal locks","doi":"10.48550/arXiv.2101.00001"}`, "@misc{k, title={Tidal locks}, url={http://arxiv.org/abs/2101.00001}}", "a1+b1"},
		"an old arXiv id":       {`{"id":"x","title":"Tidal locks","arxiv":"math.GT/0309136"}`, "@misc{k, title={Tidal locks}, eprint={math/0309136v2}, archiveprefix={arXiv}}", "a1+b1"},
		"a PubMed id":           {`{"id":"x","title":"Tidal locks","pmid":"77"}`, "@article{k, title={Tidal Locks}, pmid={77}}", "a1+b1"},
		"versions on a server":  {`{"id":"x","title":"Tidal locks","doi":"10.21203/rs.3.rs-5/v1"}`, "@misc{k, title={Tidal locks}, doi={10.21203/rs.3.rs-5/v2}}", "a1+b1"},
		"a third record":        {`{"id":"x","title":"Tidal locks","doi":"10.1000/a"}` + "\n" + `{"id":"y","title":"Locks, tidal","arxiv":"2101.00001"}`, "@article{k, title={Tidal locks}, doi={10.1000/a}, eprint={2101.00001}}", "a1+a2+b1"},
		"an address":            {`{"id":"x","title":"Tidal locks","url":"https://doi.org/10.1000/a"}`, "@article{k, title={Tidal locks}, doi={10.1000/a}}", "a1+b1"},
		"the end of a DOI":      {`{"id":"x","title":"Tidal locks","doi":"10.1000/a.v1"}`, "@article{k, title={Tidal locks}, doi={10.1000/a.v2}}", "a1 b1"},
		"an id like a month":    {`{"id":"2019.0001","title":"Tidal locks"}`, `@article{2019.0001, title={Tidal locks on moons}}`, "a1 b1"},
		"an arXiv class":        {`{"id":"x","title":"Tidal locks","arxiv":"cs.LG"}`, `@article{k, title={Tidal locks}, arxiv={cs.LG}}`, "a1 b1"},
		"no title on one side":  {`{"id":"x","doi":"10.1000/a","abstract":"Moons face their planets."}`, "@article{k, title={Tidal locks}, doi={10.1000/a}}", "a1+b1"},
		"the same id and title": {`{"id":"k","title":"Tidal locks"}`, "@article{k, title={Tidal Locks}}", "a1+b1"},
	} {
		dir := writeFiles(t, map[string]string{"a.jsonl": c.a, "b.bib": c.b})
		got := load(t, dir)
		if groupsOf(got) != c.want {
			t.Errorf("%s: %s, want %s", name, groupsOf(got), c.want)
		}
		accounted(t, got)
	}
}

// TestReasonsAreTrue: what a record is said to be merged for is what it bears itself, shared with a record that is named unless it
// is the one that stands for the paper, in whatever order the three are read.
func TestReasonsAreTrue(t *testing.T) {
	records := []string{`{"id":"a","title":"Tidal locks","doi":"10.1000/a"}`, `{"id":"b","title":"Tidal locks","doi":"10.1000/a","pmid":"77"}`, `{"id":"c","title":"Tidal locks","pmid":"77"}`}
	for order, want := range map[string]string{
		"abc": "b doi, c pmid", "acb": "c pmid, b doi", "bac": "a doi, c pmid", "bca": "c pmid, a doi", "cab": "a doi, b pmid", "cba": "b pmid, a doi",
	} {
		var lines []string
		for _, r := range order {
			lines = append(lines, records[r-'a'])
		}
		got := mustRead(t, Options{}, strings.Join(lines, "\n"))
		var reasons []string
		for _, m := range got.Merged {
			reasons = append(reasons, m.ID+" "+m.Why)
		}
		if strings.Join(reasons, ", ") != want {
			t.Errorf("%s: %q, want %s", order, reasons, want)
		}
		accounted(t, got)
	}
	got := mustRead(t, Options{}, records[0]+"\n"+records[2]+"\n"+records[1])
	if p := problem(got, kindSamePaper); p.Count != 2 || !strings.Contains(p.Message, `(it has the PubMed id 77, as has "b", at `) {
		t.Errorf("%+v", p)
	}
}

// TestTwoPapersOfOneName: an identifier that was copied to where it does not belong joins nothing.
func TestTwoPapersOfOneName(t *testing.T) {
	for _, c := range []struct {
		what, a, b string
		two        bool
	}{
		{"front matter", `"title":"Front matter"`, `"title":"On the tides of moons"`, true},
		{"a chapter of a book", `"title":"Handbook of tides"`, `"title":"Tides of moons","venue":"Handbook of Tides"`, true},
		{"case and marks", `"title":"The Tides: of Moons."`, `"title":"the tides of moons"`, false},
		{"a subtitle", `"title":"Tides"`, `"title":"Tides: a theory of how moons are locked"`, false},
		{"retitled, one author", `"title":"Learning to lock moons","authors":["Doe, Jane"]`, `"title":"Tidal locking of moons by friction","authors":["J. Doe","R. Roe"]`, false},
		{"of one volume", `"title":"Deep learning for tides","authors":["Doe, Jane"]`, `"title":"Deep learning for moons","authors":["Poe, Ann"]`, false},
		{"of one volume, two authors", `"title":"Deep networks for tides","authors":["Doe, Jane"]`, `"title":"Networks of moons and planets","authors":["Poe, Jane"]`, true},
		{"of one volume, unknown authors", `"title":"Deep networks for tides"`, `"title":"Networks of moons and planets"`, false},
		{"two editorials", `"title":"Editorial","authors":["Doe, Jane"]`, `"title":"Editorial.","authors":["Poe, Ann","R. Roe"]`, true},
		{"one editorial", `"title":"Editorial","authors":["Doe JP"]`, `"title":"Editorial","authors":["Poe, Ann","Jane P. Doe"]`, false},
		{"an editorial, unknown authors", `"title":"Editorial"`, `"title":"Editorial","authors":["Doe, Jane"]`, false},
		{"two letters", `"title":"Letter to the editor","authors":["Doe, Jane"]`, `"title":"Letter to the Editor","authors":["Poe, Jane"]`, true},
		{"authors in two scripts", `"title":"Tides","authors":["Ivanov, Ivan"]`, `"title":"Tides","authors":["Иванов, Иван"]`, false},
		{"a title of its own", `"title":"Tides of near moons","authors":["Doe, Jane"]`, `"title":"Tides of near moons","authors":["The Moon Group"]`, false},
		{"a translation", `"title":"Приливы лун"`, `"title":"Tides of moons"`, false},
		{"Chinese", `"title":"潮汐锁定"`, `"title":"潮汐 锁定：月球"`, false},
		{"other Chinese", `"title":"潮汐锁定"`, `"title":"编者的话"`, true},
		{"short words", `"title":"H2O on Io"`, `"title":"Io and H2O"`, false},
		{"shared small words", `"title":"The art of rivers"`, `"title":"The end of moons"`, true},
	} {
		got := mustRead(t, Options{}, `{"id":"a","doi":"10.1000/x",`+c.a+"}\n"+`{"id":"b","doi":"10.1000/x",`+c.b+"}")
		p := problem(got, kindTwoPapers)
		if two := len(got.Documents) == 2; two != c.two || (p.Count == 1) != c.two || c.two && !strings.Contains(p.Message, "10.1000/x") {
			t.Errorf("%s: %q, %v", c.what, ids(got), got.Problems)
		}
		accounted(t, got)
	}
}

// TestChaptersReadTwice: of records that bear the DOI of their book, those of one chapter are one all the same.
func TestChaptersReadTwice(t *testing.T) {
	records := []string{`{"id":"b","doi":"10.1000/x","title":"Handbook of tides"}`, `{"id":"c1","doi":"10.1000/x","title":"Moons","venue":"Handbook of tides"}`,
		`{"id":"c2","doi":"10.1000/x","title":"Planets","venue":"Handbook of tides"}`}
	again := strings.ReplaceAll(strings.Join(records, "\n"), `"id":"`, `"id":"again-`)
	got := mustRead(t, Options{}, strings.Join(records, "\n")+"\n"+again)
	if !slices.Equal(ids(got), []string{"b", "c1", "c2"}) || len(got.Merged) != 3 {
		t.Errorf("%q, merged %v", ids(got), got.Merged)
	}
	accounted(t, got)
}

// TestManyChaptersReadTwice: however many papers bear the DOI of their volume, each is found again by its title.
func TestManyChaptersReadTwice(t *testing.T) {
	var first, again strings.Builder
	for i := range 12 {
		fmt.Fprintf(&first, `{"id":"p%d","doi":"10.1000/volume","title":"%s"}`+"\n", i, strings.Repeat(string(rune('a'+i)), 5))
		fmt.Fprintf(&again, `{"id":"again%d","doi":"10.1000/volume","title":"%s."}`+"\n", i, strings.Repeat(string(rune('A'+i)), 5))
	}
	head := `{"id":"v","doi":"10.1000/volume","title":"Proceedings of the meeting on water"}` + "\n"
	first.WriteString(again.String())
	got := mustRead(t, Options{}, head+first.String())
	if len(got.Documents) != 13 || len(got.Merged) != 12 || problem(got, kindTwoPapers).Count != 12 {
		t.Errorf("%q, %d merged, %v", ids(got), len(got.Merged), got.Problems)
	}
	accounted(t, got)
}

// TestManyOfOneName takes seconds if an identifier that many papers bear is compared with all of them.
func TestManyOfOneName(t *testing.T) {
	var b strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&b, `{"id":"x%d","doi":"10.1000/none","title":"%s"}`+"\n", i, strings.Repeat("a", 4+i%150)+strings.Repeat("b", i/150))
	}
	got := mustRead(t, Options{}, b.String())
	if len(got.Documents) != 20000 || problem(got, kindTwoPapers).Count != 19999 {
		t.Errorf("%d documents, problems %v", len(got.Documents), got.Problems)
	}
}

// TestRandomRecordsAreAccountedFor: whatever identifiers records bear, each is in one document, those of one component of
// shared identifiers together, on any number of threads.
func TestRandomRecordsAreAccountedFor(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		files, names := map[string]string{}, map[string][]string{}
		var order []string
		for f := range 3 {
			var b strings.Builder
			for r := range 40 {
				record := fmt.Sprintf(`"id":"%d"`, rng.IntN(60))
				own := []string{}
				for _, kind := range []string{"doi", "arxiv", "pmid"} {
					if rng.IntN(3) > 0 {
						continue
					}
					n := rng.IntN(40)
					own = append(own, fmt.Sprint(kind, n))
					switch kind {
					case "doi":
						record += fmt.Sprintf(`,"doi":"10.1000/%d"`, n)
					case "arxiv":
						record += fmt.Sprintf(`,"arxiv":"2101.%05dv%d"`, n, 1+rng.IntN(3))
					default:
						record += fmt.Sprintf(`,"pmid":"%d"`, n)
					}
				}
				fmt.Fprintf(&b, "{%s,\"title\":\"Tides of moons\",\"abstract\":\"%d\"}\n", record, len(order))
				key := fmt.Sprint("f", f, r+1)
				order = append(order, key)
				names[key] = own
			}
			files[fmt.Sprintf("f%d.jsonl", f)] = b.String()
		}
		dir := writeFiles(t, files)
		got := load(t, dir)
		accounted(t, got)
		for _, m := range got.Merged {
			if m.Why == WhySameRecord {
				continue
			}
			if own := names[fmt.Sprint(withoutExtensions(filepath.Base(m.Origin.File)), " ", m.Origin.Record)]; !slices.Contains(own, bareName(m)) {
				t.Errorf("seed %d: %+v bears %q", seed, m, own)
			}
		}
		if want := componentsOf(order, names); len(got.Documents) != want {
			t.Fatalf("seed %d: %d documents, want %d", seed, len(got.Documents), want)
		}
		for _, threads := range []int{1, 2, 3, 8} {
			s, err := Open([]string{dir}, Options{Threads: threads})
			if err != nil {
				t.Fatal(err)
			}
			again, err := s.Load(t.Context())
			if err != nil || fmt.Sprint(again.Documents, again.Merged, again.Problems, again.Files) != fmt.Sprint(got.Documents, got.Merged, got.Problems, got.Files) {
				t.Fatalf("seed %d: another result on %d threads, %v", seed, threads, err)
			}
		}
	}
}

// bareName is what a record was merged for, as TestRandomRecordsAreAccountedFor calls it: the kind and a number.
func bareName(m Merged) string {
	number := "." + m.Name
	n, _ := strconv.Atoi(number[strings.LastIndexAny(number, "/.")+1:])
	return fmt.Sprint(m.Why, n)
}

// componentsOf counts groups of records that share names, plainly: a record takes up every group that it shares a name with.
func componentsOf(order []string, names map[string][]string) int {
	var groups []map[string]bool
	for _, key := range order {
		union := map[string]bool{}
		for _, n := range names[key] {
			union[n] = true
		}
		groups = slices.DeleteFunc(groups, func(g map[string]bool) bool {
			for _, n := range names[key] {
				if g[n] {
					for other := range g {
						union[other] = true
					}
					return true
				}
			}
			return false
		})
		groups = append(groups, union)
	}
	return len(groups)
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Doe J", "Doe, Jane", true}, {"Jane Doe", "Doe, Jane", true}, {"Doe JP", "Doe, Jane P.", true}, {"J.-P. Doe", "Doe, Jean Pierre", true},
		{"Müller, K", "Karl Muller", true}, {"LI Y", "Li, Yan", true}, {"LI, Yan", "Yan Li", true}, {"Li Y", "Li, Y.", true}, {"王伟", "王伟", true},
		{"Doe, Jane", "Doe, John", false}, {"Doe J", "Poe J", false}, {"Doe JP", "Poe JP", false}, {"J.", "J.", true}, {"J", "Doe J", false},
	} {
		if samePerson(c.a, c.b) != c.same || samePerson(c.b, c.a) != c.same {
			t.Errorf("%s, %s: %v", c.a, c.b, !c.same)
		}
	}
}
