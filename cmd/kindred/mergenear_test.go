package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// twoExports are the same papers from two programs: one by its DOI, one by its arXiv id in two versions, a preprint whose record does
// not know what became of it, and papers that one of them has alone.
func twoExports(t *testing.T) (bib, jsonl string) {
	bib = file(t, "library.bib", `@article{tides2021, title={Tidal locking of close moons}, doi={10.1000/TIDES.1}, year={2021}, journal={J Tides}}
@misc{bees2020, title={Honeybees find their way by polarised light}, eprint={2001.00007v2}, archiveprefix={arXiv}, year={2020}}
@misc{ice2020, title={How glaciers lose their tongues in warm fjords}, year={2020}, doi={10.48550/arXiv.2003.00009}, abstract={Glacier fronts retreat where warm water melts the ice below.}}
@article{wages2019, title={Minimum wages and hours of work in small firms}, year={2019}, journal={J Labour}}
`)
	jsonl = file(t, "works.jsonl", `{"id":"W1","title":"Tidal locking of close moons.","doi":"https://doi.org/10.1000/tides.1","abstract":"Moons near their planets turn one face to them.","year":2021}
{"id":"W2","title":"Honeybees find their way by polarized light","arxiv":"2001.00007","doi":"10.1000/bees","venue":"J Bees","date":"2021-03-02"}
{"id":"W3","title":"How glaciers lose their tongues in warm fjords","doi":"10.1000/ice","venue":"J Ice","year":2021}
{"id":"W4","title":"Kilns of the bronze age","doi":"10.1000/kilns","year":2018}
`)
	return bib, jsonl
}

func TestSamePaperInTwoExports(t *testing.T) {
	bib, jsonl := twoExports(t)
	column := func(out string, n int) (list []string) {
		for _, row := range rowsOf(t, out)[1:] {
			list = append(list, row[n])
		}
		return list
	}
	for merge, want := range map[string][]string{
		"exact": {"tides2021", "bees2020", "ice2020", "wages2019", "W3", "W4"},
		"near":  {"tides2021", "bees2020", "ice2020", "wages2019", "W4"},
		"off":   {"tides2021", "bees2020", "ice2020", "wages2019", "W1", "W2", "W3", "W4"},
	} {
		r := done(t, "cluster", bib, jsonl, "-k", "2", "--merge-duplicates", merge)
		if got := column(r.out, 0); !slices.Equal(got, want) {
			t.Errorf("%s: papers %q", merge, got)
		}
		if merge != "off" && !strings.Contains(r.err, `"W2" is what was published of the preprint "bees2020"`) {
			t.Errorf("%s: messages %s", merge, r.err)
		}
		if merge == "exact" && !strings.Contains(r.err, `"ice2020" is the preprint of "W3"`) {
			t.Errorf("near preprints: %s", r.err)
		}
	}
	r := done(t, "dups", bib, jsonl)
	if ids, kept := column(r.out, 1), column(r.out, 4); !slices.Equal(ids, []string{"tides2021", "W1", "bees2020", "W2", "ice2020", "W3"}) ||
		!slices.Equal(kept, []string{"true", "false", "true", "false", "true", "false"}) {
		t.Errorf("dups:\n%s", r.out)
	}
	if by, other := done(t, "related", bib, jsonl, "--id", "tides2021"), done(t, "related", bib, jsonl, "--id", "W1"); by.out != other.out {
		t.Errorf("by its second id:\n%s", other.out)
	}
}

// run.json lists every record that is no row.
func TestMergedRecordsOfARun(t *testing.T) {
	bib, jsonl := twoExports(t)
	folder := filepath.Join(t.TempDir(), "out")
	done(t, "run", bib, jsonl, "-k", "2", "-o", folder)
	b, err := os.ReadFile(filepath.Join(folder, "run.json"))
	var run struct {
		Input struct {
			Records, Kept, Skipped, Merged int
			MergedRecords                  []mergedRecord `json:"merged_records"`
		}
	}
	if err == nil {
		err = json.Unmarshal(b, &run)
	}
	i := run.Input
	if err != nil || i.Records != 8 || i.Kept != 6 || i.Merged != 2 || len(i.MergedRecords) != 2 {
		t.Fatalf("%v: %+v", err, i)
	}
	if m := i.MergedRecords[0]; m != (mergedRecord{"W1", "Tidal locking of close moons.", jsonl, 1, 1, "tides2021", "doi", "10.1000/tides.1"}) {
		t.Errorf("%+v", m)
	}
}
