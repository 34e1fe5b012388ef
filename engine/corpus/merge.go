package corpus

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Merged is a record that is part of a document which another record stands for.
type Merged struct {
	ID     string // what the record alone would have been called
	Title  string
	Origin Origin
	Row    int    // of the document in Collection.Documents
	Why    string // one of the values below
	Name   string // the identifier that joined it with a record of the document, "" without any
}

// The values of Merged.Why, beside DOI, ArXiv and PMID for an equal identifier.
const (
	WhySameRecord    = "same-record"    // an equal id and an equal content
	WhyOlderVersion  = "older-version"  // of which the document is the latest
	WhyNearDuplicate = "near-duplicate" // see Collection.Join
)

// attachOlder gives the latest edition of a paper the origins of the older ones.
func (l *loader) attachOlder(m *grouping, docs []Document) {
	if len(m.older) == 0 {
		return
	}
	for i := range docs {
		if last, ok := m.older[i]; ok {
			latest := &docs[last]
			l.problems.add(Problem{kindOlder, fmt.Sprintf("an older version of %q, of which the latest stands at %s: left out", latest.ID, latest.Origins[0]), 1, docs[i].Origins[0]})
			latest.Origins = append(latest.Origins, docs[i].Origins...)
		}
	}
}

// merged describes a record that is no document of its own. Its Row is the record that stands for it.
func (m *grouping) merged(i int, d *Document) Merged {
	out := Merged{ID: d.ID, Title: d.Title, Origin: d.Origins[0], Row: m.of(i), Why: WhyOlderVersion}
	if _, older := m.older[i]; !older {
		out.Why, out.Name = m.links[i].why, m.links[i].name
	}
	return out
}

// String says what a record has in common with the first of its paper, or with which other one.
func (l link) String() string {
	what := map[string]string{DOI: "the DOI ", ArXiv: "the arXiv id ", PMID: "the PubMed id "}[l.why] + l.name
	switch {
	case l.why == WhyNearDuplicate:
		return "their texts are nearly the same"
	case l.why == WhySameRecord && l.other != "":
		return "its id and text are those of " + l.other
	case l.why == WhySameRecord:
		return "the same id and text"
	case l.other != "":
		return fmt.Sprintf("it has %s, as has %s", what, l.other)
	}
	return "both have " + what
}

// reportTwoPapers says where an identifier is borne by records that stay two documents.
func (l *loader) reportTwoPapers(m *grouping, docs []Document) {
	for _, r := range m.refused {
		if a, b := m.of(r.to), m.of(r.record); a != b {
			d, other := &docs[r.record], &docs[r.to]
			l.problems.add(Problem{kindTwoPapers, fmt.Sprintf("%q and %q, at %s: %s, but their titles are those of two papers: both stay", d.ID, other.ID, other.Origins[0], r.link), 1, d.Origins[0]})
		}
	}
}

// merge adds what another record of the paper says and this one does not, and its origins. Of lists the first that is not
// empty is taken whole: two lists of keywords would count words twice. The text stays, unless the other's goes on where it breaks
// off or is that of a later version on arXiv. The more precise date is kept. But of a preprint and what was published of it DOI, venue, date and own fields (volume, pages,
// type) are those of the latter: a citation must not mix the two. before and after are the stages known of each.
func (d *Document) merge(again *Document, before, after stage) {
	out := before == preprint && after == published
	later := before == preprint && after == preprint && d.arxivVersion() > 0 && again.arxivVersion() > d.arxivVersion()
	d.Origins = append(d.Origins, again.Origins...)
	d.mergeNames(again, out)
	for _, list := range []struct{ to, from *[]string }{{&d.Authors, &again.Authors}, {&d.Categories, &again.Categories},
		{&d.Keywords, &again.Keywords}, {&d.Labels, &again.Labels}} {
		if len(*list.to) == 0 {
			*list.to = *list.from
		}
	}
	d.names = mergeMaps(d.names, again.names, d.owns)
	d.URL, d.Lang = cmp.Or(d.URL, again.URL), cmp.Or(d.Lang, again.Lang)
	d.mergePublication(again, before, after)
	d.mergeText(again, later)
	d.named |= again.named
	d.stages = before | after
}

// mergePublication takes what a citation says of where and when a paper appeared. The name of a server is no venue of what was
// published: rather none, for beside the DOI of a journal it would be wrong.
func (d *Document) mergePublication(again *Document, before, after stage) {
	venue, fields := cmp.Or(d.Venue, again.Venue), mergeMaps(d.Fields, again.Fields, d.owns)
	dated := d.Precision < again.Precision && !(before&published != 0 && after == preprint && d.Precision != NoDate)
	if before == preprint && after == published {
		venue, fields = cmp.Or(again.Venue, d.Venue), mergeMaps(again.Fields, d.Fields, d.owns)
		dated = again.Precision != NoDate
	}
	if (before|after)&published != 0 && preprintVenue.MatchString(venue) {
		venue = ""
	}
	if dated {
		d.Date, d.Precision = again.Date, again.Precision
	}
	d.Venue, d.Fields = venue, fields
}

// mergeNames keeps every name that the other record has.
func (d *Document) mergeNames(again *Document, published bool) {
	names := append([]string{again.ID}, again.Also...)
	if again.made {
		names = names[1:]
	}
	for _, kind := range []string{DOI, ArXiv, PMID} {
		own, other := d.IDs[kind], again.IDs[kind]
		if own == "" || other == "" || own == other {
			continue
		}
		if published && kind == DOI {
			d.IDs, other = mergeMaps(map[string]string{kind: other}, d.IDs, true), own
		}
		if kind == PMID {
			other = "pmid:" + other
		}
		names = append(names, other)
	}
	d.IDs = mergeMaps(d.IDs, again.IDs, d.owns)
	for _, name := range names {
		if name != d.ID && name != d.IDs[DOI] && name != d.IDs[ArXiv] && !slices.Contains(d.Also, name) {
			d.Also = append(d.Also, name)
		}
	}
}

// mergeMaps is a map with what another one has beside it. Neither is changed, unless the first may grow.
func mergeMaps[T comparable](to, from map[string]T, grow bool) map[string]T {
	if len(to) == 0 {
		return from
	}
	var none T
	for name, s := range from {
		if old, ok := to[name]; ok && (old != none || s == none) {
			continue
		}
		if !grow {
			to, grow = maps.Clone(to), true
		}
		to[name] = s
	}
	return to
}

// mergeText takes the other's title or abstract where this record has none, and an abstract that goes on where this one was
// cut off; and both of a later version that has both.
func (d *Document) mergeText(again *Document, later bool) {
	later = later && again.HasAbstract() && !again.untitled()
	if later || d.Title == "" || d.untitled() && !again.untitled() && again.Title != "" {
		d.Title, d.TitleDerived = again.Title, again.TitleDerived
	}
	if later || !d.HasAbstract() || d.isCutOff(again) {
		d.Abstract, d.pack, d.from, d.to = again.Abstract, again.pack, again.from, again.to
	}
}

// isCutOff tells whether the other's abstract is that of this record with at least a tenth more. The lengths are compared before
// any text is unpacked.
func (d *Document) isCutOff(again *Document) bool {
	if 10*again.abstractLength() < 11*d.abstractLength() {
		return false
	}
	return strings.HasPrefix(lettersOf(again.Unpacked().Abstract), lettersOf(d.Unpacked().Abstract))
}

// abstractLength is in bytes.
func (d *Document) abstractLength() int {
	if d.pack != nil {
		return int(d.to - d.from)
	}
	return len(d.Abstract)
}
