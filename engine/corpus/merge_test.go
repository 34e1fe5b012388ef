package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFieldsOfOnePaper: the first record keeps its place and name; what it lacks comes from the others.
func TestFieldsOfOnePaper(t *testing.T) {
	got := mustRead(t, Options{}, `{"id":"first","doi":"10.1000/a","title":"Tidal locks","year":2020,"keywords":["tides"],"pages":"1-9","volume":""}
{"id":"other","title":"Unlike"}
{"id":"second","doi":"10.1000/a","title":"Tidal locks of moons","abstract":"Moons face their planets.","authors":["Jane Doe"],"date":"2020-05-02","keywords":["moons","tides"],"venue":"J Tides","pmid":"77","pages":"3","volume":"4"}
{"id":"third","pmid":"77","title":"Tidal locks","abstract":"Moons face their planets, because friction slows them down.","url":"https://x.org/1","lang":"fr"}`)
	if !slices.Equal(ids(got), []string{"first", "other"}) {
		t.Fatalf("ids %q", ids(got))
	}
	d := got.Documents[0]
	if d.Title != "Tidal locks" || d.Abstract != "Moons face their planets, because friction slows them down." || !slices.Equal(d.Authors, []string{"Jane Doe"}) ||
		d.DateString() != "2020-05-02" || !slices.Equal(d.Keywords, []string{"tides"}) || d.Venue != "J Tides" || d.URL != "https://x.org/1" || d.Lang != "fr" {
		t.Errorf("%+v", d)
	}
	if len(d.IDs) != 2 || d.IDs[DOI] != "10.1000/a" || d.IDs[PMID] != "77" || d.Fields["pages"] != "1-9" || d.Fields["volume"] != "4" {
		t.Errorf("ids %v, fields %v", d.IDs, d.Fields)
	}
	if len(d.Origins) != 3 || d.Origins[1].Record != 3 || d.Origins[2].Record != 4 || !slices.Equal(d.Also, []string{"second", "third"}) {
		t.Errorf("origins %v, also %q", d.Origins, d.Also)
	}
	if m := got.Merged; len(m) != 2 || m[0].ID != "second" || m[0].Row != 0 || m[0].Why != "doi" || m[0].Name != "10.1000/a" || m[1].Why != "pmid" || m[1].Origin.Line != 4 {
		t.Errorf("merged %+v", m)
	}
	for _, name := range []string{"second", "third", "THIRD", "10.1000/A", "pmid:77"} {
		if row, err := NewLookup(got.Documents).Find(name); row != 0 || err != nil {
			t.Errorf("%q is %d, %v", name, row, err)
		}
	}
	if known, missing := Known(got.Documents, []Document{{ID: "second"}}); !known[0] || missing > 0 {
		t.Errorf("the second name is not known")
	}
	accounted(t, got)
}

// TestPreprintAndPublished: the two are one paper, reported as such, cited as published.
func TestPreprintAndPublished(t *testing.T) {
	const pre = `{"id":"p","title":"Tidal locks","doi":"10.48550/arXiv.2101.00001","venue":"arXiv (Cornell University)","date":"2021-01-02"}`
	const pub = `{"id":"j","title":"Tidal locks","doi":"10.1000/a","arxiv":"2101.00001","venue":"J Tides","date":"2022"}`
	for _, records := range []string{pre + "\n" + pub, pub + "\n" + pre} {
		got := mustRead(t, Options{}, records)
		p := problem(got, kindPreprint)
		if len(got.Documents) != 1 || p.Count != 1 || !strings.Contains(p.Message, `"p"`) || !strings.Contains(p.Message, `"j"`) || !strings.Contains(p.Message, "2101.00001") {
			t.Fatalf("%q: %v", ids(got), got.Problems)
		}
		d := got.Documents[0]
		if d.IDs[DOI] != "10.1000/a" || d.Venue != "J Tides" || d.IDs[ArXiv] != "2101.00001" || d.DateString() != "2022" {
			t.Errorf("%+v", d)
		}
		if row, err := NewLookup(got.Documents).Find("10.48550/arXiv.2101.00001"); row != 0 || err != nil {
			t.Errorf("the DOI of the preprint: %v", err)
		}
	}
	plain := mustRead(t, Options{}, pub+"\n"+strings.ReplaceAll(pub, `"j"`, `"again"`))
	if p := problem(plain, kindSamePaper); p.Count != 1 || problem(plain, kindPreprint).Count != 0 {
		t.Errorf("%v", plain.Problems)
	}
}

// TestNoServerIsAVenue: what was published without the name of its journal does not appear in arXiv, but may in what the preprint
// says of its journal; and volume, pages and type are those of what was published.
func TestNoServerIsAVenue(t *testing.T) {
	const pub = `{"id":"j","title":"Tidal locks","doi":"10.1000/a","arxiv":"2101.00001","type":"journal-article","volume":"4"}`
	for venue, want := range map[string]string{"arXiv.org": "", "CoRR": "", "J Tides": "J Tides"} {
		pre := `{"id":"2101.00001","title":"Tidal locks","type":"preprint","pages":"9","venue":"` + venue + `"}`
		for _, records := range []string{pre + "\n" + pub, pub + "\n" + pre} {
			d := mustRead(t, Options{}, records).Documents[0]
			if d.Venue != want || len(d.Origins) != 2 || d.Fields["type"] != "journal-article" || d.Fields["volume"] != "4" || d.Fields["pages"] != "9" {
				t.Errorf("%s: %+v", records, d)
			}
		}
		if d := mustRead(t, Options{}, pre+"\n"+strings.ReplaceAll(pre, "2101.00001", "2101.00001v2")).Documents[0]; d.Venue != venue {
			t.Errorf("two preprints of %s: %q", venue, d.Venue)
		}
	}
}

// TestTextOfTheLatestVersion: records of several versions on arXiv have the text of the highest, wherever it stands; but what was
// published keeps its own, and a version without an abstract has none to give.
func TestTextOfTheLatestVersion(t *testing.T) {
	version := func(n int) string {
		return fmt.Sprintf(`{"id":"2101.00001v%d","title":"Tidal locks %d","abstract":"Moons %d."}`, n, n, n)
	}
	const entry, journal, bare = `{"id":"k","arxiv":"2101.00001v9","title":"Tidal locks 9","abstract":"Moons 9."}`,
		`{"id":"j","doi":"10.1000/a","arxiv":"2101.00001v1","title":"Tidal locks","abstract":"Moons 0."}`, `{"id":"2101.00001v10","title":"Tidal locks 10"}`
	for records, want := range map[string]string{
		version(1) + "\n" + version(3) + "\n" + version(2): "Tidal locks 3: Moons 3.",
		version(3) + "\n" + version(1):                     "Tidal locks 3: Moons 3.",
		version(10) + "\n" + entry:                         "Tidal locks 10: Moons 10.",
		version(1) + "\n" + entry:                          "Tidal locks 9: Moons 9.",
		version(2) + "\n" + bare:                           "Tidal locks 2: Moons 2.",
		journal + "\n" + version(2) + "\n" + version(3):    "Tidal locks: Moons 0.",
		version(2) + "\n" + journal + "\n" + version(3):    "Tidal locks 2: Moons 2.",
	} {
		got := mustRead(t, Options{}, records)
		if d := got.Documents[0].Unpacked(); len(got.Documents) != 1 || d.Title+": "+d.Abstract != want {
			t.Errorf("%s: %q, %q", records, d.Title, d.Abstract)
		}
	}
}

func TestStages(t *testing.T) {
	for _, c := range []struct {
		record string
		want   stage
	}{
		{`{"id":"1","title":"T","doi":"10.1101/2020.01.01.123456"}`, preprint},
		{`{"id":"1","title":"T","doi":"10.1101/gr.123456.118"}`, published},
		{`{"id":"1","title":"T","doi":"10.2139/ssrn.123"}`, preprint},
		{`{"id":"1","title":"T","doi":"10.31234/osf.io/abcde_v2"}`, preprint},
		{`{"id":"1","title":"T","arxiv":"2101.00001"}`, preprint},
		{`{"id":"1","title":"T","arxiv":"2101.00001","venue":"ICML"}`, published},
		{`{"id":"1","title":"T","venue":"bioRxiv"}`, preprint},
		{`{"id":"1","title":"T","venue":"CoRR"}`, preprint},
		{`{"id":"2101.00001v2","title":"T","doi":"10.1000/a"}`, preprint},
		{`{"id":"1","title":"T","type":"posted-content","doi":"10.1000/a"}`, preprint},
		{`{"id":"1","title":"T"}`, 0},
	} {
		if got := mustRead(t, Options{}, c.record).Documents[0]; got.stage() != c.want {
			t.Errorf("%s: %d, want %d", c.record, got.stage(), c.want)
		}
	}
}

// TestKeepAll: nothing is merged, and every record has a name of its own.
func TestKeepAll(t *testing.T) {
	got := mustRead(t, Options{KeepAll: true}, `{"id":"x","title":"One","doi":"10.1000/a"}
{"id":"x","title":"One","doi":"10.1000/a"}
{"id":"y","title":"One","doi":"10.1000/a"}
{"title":"One"}
{"title":"One"}`)
	if names := ids(got); !slices.Equal(names[:3], []string{"x", "x~2", "y"}) || len(names) != 5 || names[4] != names[3]+"~2" {
		t.Errorf("ids %q", names)
	}
	accounted(t, got)
}

// TestAnEmptyEditionReplacesNothing: the latest record of a paper has nothing but its number.
func TestAnEmptyEditionReplacesNothing(t *testing.T) {
	got := mustRead(t, Options{}, "PMID- 123\nLR  - 20200101\nTI  - Tidal locks\nAB  - Moons face their planets.\n\nPMID- 123\nLR  - 20210101\n")
	if len(got.Documents) != 1 || got.Documents[0].Title != "Tidal locks" || got.Documents[0].Abstract == "" || len(got.Documents[0].Origins) != 2 {
		t.Errorf("%+v", got.Documents)
	}
	accounted(t, got)
}
