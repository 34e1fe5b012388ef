package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// atomFeed is a feed of arXiv with an entry for each id, whose title and abstract name it.
func atomFeed(ids ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">`)
	for _, id := range ids {
		fmt.Fprintf(&b, "<entry><id>http://arxiv.org/abs/%s</id><title>Tidal locks %s</title><summary>Moons of %s.</summary></entry>", id, id, id)
	}
	return b.String() + "</feed>"
}

// TestTheLatestEdition: of versions the highest is kept, wherever it stands; an id without one means the latest; and what another format
// says of editions is no part of it.
func TestTheLatestEdition(t *testing.T) {
	const oai = `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:arXiv.org:2101.00001</identifier><datestamp>2023-01-01</datestamp></header>` +
		`<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2101.00001</id><title>Tidal locks of old</title><abstract>Moons of old.</abstract></arXiv></metadata></record></ListRecords></OAI-PMH>`
	for name, c := range map[string]struct {
		files map[string]string
		want  string // the title of the document
		older int
	}{
		"versions":            {map[string]string{"a.xml": atomFeed("2101.00001v1", "2101.00001v3", "2101.00001v2")}, "Tidal locks 2101.00001v3", 2},
		"unversioned, first":  {map[string]string{"a.xml": atomFeed("2101.00001"), "b.xml": atomFeed("2101.00001v3")}, "Tidal locks 2101.00001", 1},
		"unversioned, last":   {map[string]string{"a.xml": atomFeed("2101.00001v3"), "b.xml": atomFeed("2101.00001")}, "Tidal locks 2101.00001", 1},
		"unversioned, bare":   {map[string]string{"a.xml": atomFeed("2101.00001v3"), "b.xml": strings.ReplaceAll(atomFeed("2101.00001"), "Moons of 2101.00001.", "")}, "Tidal locks 2101.00001v3", 1},
		"versions beside OAI": {map[string]string{"a.xml": atomFeed("2101.00001v1"), "b.xml": atomFeed("2101.00001v2"), "c.xml": oai}, "Tidal locks 2101.00001v2", 1},
	} {
		got := load(t, writeFiles(t, c.files))
		if len(got.Documents) != 1 || got.Documents[0].Title != c.want || problem(got, kindOlder).Count != c.older {
			t.Errorf("%s: %q, %v", name, titles(got), got.Problems)
		}
		accounted(t, got)
	}
	plain := `{"id":"2101.00001","arxiv":"2101.00001","title":"Tidal locks","abstract":"Moons."}` + "\n" + `{"id":"2101.00001","arxiv":"2101.00001","title":"Tidal locks","keywords":["tides"]}`
	if d := mustRead(t, Options{}, plain).Documents[0]; len(d.Keywords) != 1 || len(d.Origins) != 2 {
		t.Errorf("records that know of no edition: %+v", d)
	}
}
