package corpus

import (
	"slices"
	"testing"
)

// TestZoteroJSON: items of Zotero, as Better BibTeX exports them and as its API has them, with their venue whatever it is called, their
// authors alone, and the identifiers of the field Extra; what hangs on a paper is none.
func TestZoteroJSON(t *testing.T) {
	c := mustRead(t, Options{}, `{"config":{"label":"BetterBibTeX JSON","options":{}},"collections":{},"items":[
		{"key":"AAAA2345","itemType":"bookSection","title":"Tides <i>in vivo</i>","abstractNote":"An abstract.","bookTitle":"The Moon","date":"2020-03","DOI":"10.5555/tide",
		"language":"en-GB","extra":"Citation Key: x\nPMID: 12\nPMCID: PMC34","dateAdded":"2020-03-08T22:01:53Z","tags":[{"tag":"salt"},{"tag":"rain","type":1}],
		"creators":[{"firstName":"Max","lastName":"Roe","creatorType":"editor"},{"firstName":"Ada","lastName":"van der Byron","creatorType":"author"},{"name":"Tide Group","creatorType":"author"}]}]}`)
	counted(t, c, 1, 0)
	d := c.Documents[0]
	if d.ID != "AAAA2345" || d.Title != "Tides in vivo" || d.Abstract != "An abstract." || d.Venue != "The Moon" || d.DateString() != "2020-03" || d.Lang != "en-GB" ||
		!slices.Equal(d.Authors, []string{"Ada van der Byron", "Tide Group"}) || !slices.Equal(d.Keywords, []string{"salt", "rain"}) ||
		d.IDs[DOI] != "10.5555/tide" || d.IDs[PMID] != "12" || d.IDs[PMCID] != "PMC34" || d.publicationType().bibTeX != "incollection" {
		t.Errorf("%+v", d)
	}
	c = mustRead(t, Options{}, `[{"key":"AAAA2345","version":1,"library":{"type":"user","id":1},"meta":{"numChildren":1},"data":{"key":"AAAA2345","itemType":"preprint","title":"Rain",
		"creators":[{"firstName":"Max","lastName":"Roe","creatorType":"editor"}],"repository":"arXiv","archiveID":"arXiv:2101.00001","date":"May 2, 2021","tags":[],"extra":""}},
		{"key":"BBBB2345","version":1,"data":{"key":"BBBB2345","parentItem":"AAAA2345","itemType":"attachment","title":"Full Text PDF"}},
		{"key":"CCCC2345","version":1,"data":{"key":"CCCC2345","parentItem":"AAAA2345","itemType":"note","note":"<p>Read again.</p>"}}]`)
	counted(t, c, 1, 2)
	if d := c.Documents[0]; d.Title != "Rain" || d.Venue != "arXiv" || d.IDs[ArXiv] != "2101.00001" || d.DateString() != "2021-05-02" || !slices.Equal(d.Authors, []string{"Max Roe"}) ||
		problem(c, kindAside).Count != 2 {
		t.Errorf("%+v %v", d, c.Problems)
	}
}
