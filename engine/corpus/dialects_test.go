package corpus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWholeArXivID(t *testing.T) {
	for id, want := range map[string]string{"704.0001": "0704.0001", "704.1": "0704.1000", "1412.12": "1412.1200", "1501.1": "1501.10000", "2101.00001": "2101.00001",
		"0704.0001": "0704.0001", "hep-th/9901001": "hep-th/9901001", "12345": "12345", "": "", "1.5": "1.5"} {
		if got := wholeArXivID(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

func TestJSONOfPython(t *testing.T) {
	for text, want := range map[string]string{
		`[['Balázs', 'C.', ''], ["O'Neil", 'J. \'Jim\'', 'Jr']]`: `[["Balázs","C.",""],["O'Neil","J. 'Jim'","Jr"]]`,
		`{'a': (1, 2.5, None), "b": True, 'c': False, 'd': nan}`: `{"a":[1,2.5,null],"b":true,"c":false,"d":null}`,
		`['\\alpha\n\x41\u00e9\U0001F600 "x"']`:                  `["\\alpha\nAé😀 \"x\""]`,
		`[]`:                                                     `[]`,
	} {
		var got, expected any
		if err := json.Unmarshal(jsonOfPython(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		_ = json.Unmarshal([]byte(want), &expected)
		if a, b := jsonText(t, got), jsonText(t, expected); a != b {
			t.Errorf("%s: %s, want %s", text, a, b)
		}
	}
	for _, text := range []string{"", "[", "['a", "open('x')", "'"} {
		if json.Valid(jsonOfPython(text)) && text != "'" {
			t.Errorf("%s: %s", text, jsonOfPython(text))
		}
	}
}

func jsonText(t *testing.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOpenAlexTables: columns as they were named in some years, and as a package for R names them.
func TestOpenAlexTables(t *testing.T) {
	c := mustRead(t, Options{}, "id,title,authorships.author.display_name,primary_location.source.display_name,publication_year,doi,primary_topic.display_name\n"+
		"https://openalex.org/W1,T,Ada Byron|Max Roe,Tides,2017,https://doi.org/10.5555/oa.1,Sea\n")
	if d := c.Documents[0]; d.ID != "W1" || len(d.Authors) != 2 || d.Venue != "Tides" || d.IDs[DOI] != "10.5555/oa.1" || d.Categories[0] != "Sea" || d.DateString() != "2017" {
		t.Errorf("%+v", d)
	}
	c = mustRead(t, Options{}, "id,display_name,ab,publication_date,so\nhttps://openalex.org/W2,T,An abstract.,2018-02-03,Tides\n")
	if d := c.Documents[0]; d.ID != "W2" || d.Abstract != "An abstract." || d.Venue != "Tides" || d.DateString() != "2018-02-03" {
		t.Errorf("%+v", d)
	}
}

// TestGroupsWithCommas: a group's name is no person's, and the short answers of Europe PMC are its own.
func TestGroupsWithCommas(t *testing.T) {
	for text, want := range map[string]string{
		`{"id":"10.5555/a","attributes":{"titles":[{"title":"T"}],"creators":[{"name":"Tide, Rain","nameType":"Organizational"},{"name":"Byron, Ada"}]}}`:                            "Tide, Rain|Ada Byron",
		`{"id":"x","metadata":{"title":"T","creators":[{"person_or_org":{"type":"organizational","name":"Tide, Rain"}},{"person_or_org":{"type":"personal","name":"Byron, Ada"}}]}}`: "Tide, Rain|Ada Byron",
		`{"id":"PPR1","source":"PPR","title":"T","authorString":"Byron A, Tide.","journalTitle":"Tides","pubYear":"2020"}`:                                                           "Byron A|Tide",
		`{"resultList":{"result":[{"id":"1","source":"MED","pmid":"1","title":"T","authorString":"Byron A.","pubYear":"2020"}]}}`:                                                    "Byron A",
	} {
		if c := mustRead(t, Options{}, text); strings.Join(c.Documents[0].Authors, "|") != want {
			t.Errorf("%s: %q", text, c.Documents[0].Authors)
		}
	}
}

// TestEnvelopes: a paper alone in an answer is read; one with a title of its own is no envelope.
func TestEnvelopes(t *testing.T) {
	for text, want := range map[string]string{
		`{"status":"ok","message-type":"work","message":{"title":["T"],"DOI":"10.1234/x"}}`: "T",
		`{"contexts":[],"citedPaper":{"paperId":"p","title":"T"}}`:                          "T",
		`{"_index":"i","_id":"7","_source":{"title":"T"}}`:                                  "T",
		`{"title":"T","message":{"title":"U"}}`:                                             "T",
	} {
		if c := mustRead(t, Options{}, text); c.Documents[0].Title != want || len(c.Problems) > 0 {
			t.Errorf("%s: %+v %v", text, c.Documents, c.Problems)
		}
	}
}

// TestOwnFieldsInDialects: labels and keywords that were added to well-known records are kept.
func TestOwnFieldsInDialects(t *testing.T) {
	d := mustRead(t, Options{}, `{"paperId":"p","title":"T","authors":[{"name":"A B"}],"keywords":["x","y"],"label":"red"}`).Documents[0]
	if strings.Join(d.Keywords, " ") != "x y" || strings.Join(d.Labels, " ") != "red" || d.ID != "p" || d.Authors[0] != "A B" {
		t.Errorf("%+v", d)
	}
	d = mustRead(t, Options{LabelField: "venue", IDField: "doi"}, `{"paperId":"p","title":"T","authors":[],"venue":"V","label":"red","doi":"10.1/x"}`).Documents[0]
	if strings.Join(d.Labels, " ") != "V" || d.ID != "10.1/x" {
		t.Errorf("%+v", d)
	}
}

// TestOtherAnswers: answers of other databases are read by the names of their fields, also where those hold lists once more.
func TestOtherAnswers(t *testing.T) {
	for text, want := range map[string]string{
		`{"articles":[{"doi":"10.1109/x","title":"T","authors":{"authors":[{"full_name":"Ada Byron"},{"full_name":"Max Roe"}]},"publication_title":"Proc"}]}`:                           "10.1109/x T Ada Byron|Max Roe Proc",
		`{"response":{"docs":[{"bibcode":"2020T","title":["T"],"author":["Byron, Ada"],"pub":"J","identifier":["arXiv:2001.00001","10.1234/x"]}]}}`:                                     "2020T T Byron, Ada J",
		`{"result":[{"total":"1"}],"records":[{"identifier":"x1","title":"T","creators":[{"creator":"Byron, Ada"}],"publicationName":"J"}]}`:                                            "x1 T Byron, Ada J",
		"{\n\"id\":\"https://openalex.org/W1\",\n\"display_name\":\"T\",\n\"authorships\":[{\"author\":{\"display_name\":\"Ada Byron\"}}],\n\"abstract_inverted_index\":{\"a\":[0]}\n}": "W1 T Ada Byron ",
	} {
		d := mustRead(t, Options{}, text).Documents[0]
		if got := d.ID + " " + d.Title + " " + strings.Join(d.Authors, "|") + " " + d.Venue; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestOddDialects: what has the wrong type in a well-known record costs that field alone.
func TestOddDialects(t *testing.T) {
	for _, text := range []string{
		`{"id":"https://openalex.org/W1","title":"T","abstract_inverted_index":{"a":"x"},"authorships":"none","primary_location":[1],"ids":7,"topics":{"display_name":"one"}}`,
		`{"id":"https://openalex.org/W1","title":"T","abstract_inverted_index":[1,2],"authorships":[1,[2],null,{"author":"x"}],"publication_date":{"a":1}}`,
		`{"paperId":"p","title":"T","externalIds":[],"authors":{"name":"A"},"fieldsOfStudy":"Physics","journal":"x","tldr":3}`,
		`{"DOI":"no","title":"T","author":"Byron, Ada","issued":{"date-parts":[[]]},"container-title":{"a":1},"abstract":["a","b"]}`,
		`{"DOI":"no","title":["T"],"author":[[["x"]]],"issued":{"date-parts":["2004"]},"event":[1],"keyword":{"a":[1]}}`,
		`{"id":"x","title":"T","authors_parsed":"[[","versions":{"version":1},"categories":["cs.LG","stat.ML"]}`,
		`{"id":"x","title":"T","authors_parsed":[["a"],"b",[1,null]],"versions":[[]],"categories":7}`,
	} {
		c := mustRead(t, Options{}, text)
		if len(c.Documents) != 1 || c.Documents[0].Title != "T" {
			t.Errorf("%s: %+v %v", text, c.Documents, c.Problems)
		}
	}
	deep := `{"id":"https://openalex.org/W1","title":"T","abstract_inverted_index":` + strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000) + "}"
	if c, err := read(t, Options{}, deep); err == nil || problem(c, kindBadJSON).Count != 1 {
		t.Errorf("deep: %v", err)
	}
}

func TestIdentifierForms(t *testing.T) {
	for in, want := range map[string]string{"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/": "PMC12", "12": "PMC12", "PMC12": "PMC12", "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/": "PMC12",
		"https://europepmc.org/articles/PMC12": "PMC12", "x": "x"} {
		if got := pmcidOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"https://pubmed.ncbi.nlm.nih.gov/9757107": "9757107", "12": "12", "PMID: 12": "12"} {
		if got := pmidOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func FuzzDialects(f *testing.F) {
	files, err := filepath.Glob("testdata/formats/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if ext := filepath.Ext(file); slices.Contains([]string{".json", ".jsonl", ".csv"}, ext) {
			raw, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
		jsonOfPython(string(data))
	})
}
