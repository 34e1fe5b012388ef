package corpus

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestWrappers: two papers, however deep an export puts them.
func TestWrappers(t *testing.T) {
	const list = `[{"id":"a","title":"Moss"},{"id":"b","title":"Rain","refs":[{"title":"x"}]}]`
	for _, text := range []string{
		`{"papers":` + list + `}`, `{"errors":[{"code":1}],"papers":` + list + `}`, `{"strange":` + list + `,"n":2}`, `{"title":"My library","items":` + list + `}`,
		`{"status":"ok","message":{"facets":{},"total":2,"items":` + list + `,"query":{"items":[{"x":1}]}}}`,
		`{"responseHeader":{"status":0,"params":{"docs":[]}},"response":{"numFound":2,"docs":` + list + `}}`,
		`{"search-results":{"link":[{"href":"x"}],"entry":` + list + `}}`, `{"errors":[{"code":1}],"data":{"papers":` + list + `}}`,
		`{"result":[{"total":"2"}],"records":` + list + `}`, `{"resultList":{"result":` + list + `}}`, `{"status":1,"result":` + list + `}`,
		"{\n \"hits\": {\n  \"total\": 2,\n  \"hits\": " + list + "\n }\n}\n",
	} {
		c := mustRead(t, Options{}, text)
		if !slices.Equal(ids(c), []string{"a", "b"}) || c.Files[0].Format != formatJSON || len(c.Problems) > 0 {
			t.Errorf("%s: %s %q, problems %v", text, c.Files[0].Format, ids(c), c.Problems)
		}
	}
}

// TestNoWrapper: an object around records that cannot be read as such is an error that says where they stand; an object
// that is a record is one.
func TestNoWrapper(t *testing.T) {
	for text, place := range map[string]string{
		`{"status":"ok","answer":{"title":["Moss"],"author":[{"given":"A","family":"B"}]}}`: "answer",
		`{"result":{"uids":["1"],"1":{"title":"Moss"},"2":{"title":"Rain"}}}`:               "result.1",
		`{"strange":{"stranger":[{"title":"x"}]}}`:                                          "strange.stranger",
	} {
		c, err := read(t, Options{}, text)
		if !errors.Is(err, ErrNoDocuments) || problem(c, kindWrapper).Count != 1 || !strings.Contains(err.Error(), "under "+place+":") || c.Files[0].Skipped != 1 {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{`{"title":"Moss","authors":[{"name":"A B"}],"refs":[{"title":"x"}]}`, `{"id":"1","refs":[{"title":"x"}]}`, `{"authors":[{"name":"A B"}]}`, `{"note":"x","list":[1,2],"more":{"n":1}}`} {
		if c := mustRead(t, Options{}, text); len(c.Documents) != 1 || c.Files[0].Skipped != 0 {
			t.Errorf("%s: %+v", text, c.Files)
		}
	}
	c := mustRead(t, Options{}, `{"id":"a","title":"Moss"}`+"\n"+`{"message":{"items":[{"title":"x"}]}}`+"\n"+`{"id":"b","title":"Rain"}`)
	if p := problem(c, kindWrapper); !slices.Equal(ids(c), []string{"a", "b"}) || p.First.Line != 2 {
		t.Errorf("among lines: %q, %v", ids(c), c.Problems)
	}
}

// TestListsOfText: of several titles the first is the title; the paragraphs of an abstract are one text.
func TestListsOfText(t *testing.T) {
	d := mustRead(t, Options{}, `{"dc:title":["Moss on stone","Moos"],"abstract":["Moss grows.","Stone stays."],"dc:creator":"A B"}`).Documents[0]
	if d.Title != "Moss on stone" || d.Abstract != "Moss grows.\nStone stays." || !slices.Equal(d.Authors, []string{"A B"}) {
		t.Errorf("%+v", d)
	}
	if d := mustRead(t, Options{}, `{"title":[],"abstract":"Moss grows."}`).Documents[0]; d.Title != "" || d.Abstract != "Moss grows." {
		t.Errorf("%+v", d)
	}
}
