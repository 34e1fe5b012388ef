package corpus

import (
	"iter"
	"slices"
	"strings"
)

// Two tables say what is read beside plain JSON, tables and text. Adding a format is a file and a line.

// reader is a format of its own: how its records are cut, and how one is read.
type reader struct {
	name string                 // FileInfo.Format
	is   func(head []byte) bool // by the first 64 KiB of the file, from the first byte that is no white space
	open func(in *input, m *mapping, o Options) (splitter, decoder, error)
}

// formats are tried in order, before a file is refused and before anything else is tried.
var formats = []reader{
	{formatParquet, isParquet, newParquet},
	{formatXML, isXML, newXML},
	{"bibtex", isBibTeX, newBibTeX},
	{formatOvid, isOvid, newOvid},
	{formatRIS, isRIS, newRIS},
	{formatMEDLINE, isMEDLINE, newMEDLINE},
	{formatWoS, isWoS, newWoS},
	{formatRefWorks, isRefWorks, newRefWorks},
	{formatEmbase, isEmbase, newEmbase},
	{formatRefer, isRefer, newRefer},
}

// dialect is a shape of records that stand in JSON or in a table, with names that mean more than their synonyms say.
type dialect struct {
	is   func(record) bool
	read func(d *Document, r record, doubt func(kind, message string))
}

// dialects are tried in order on each record of JSON that holds a list or an object, and on each row.
var dialects = []dialect{{isOpenAlex, readOpenAlex}, {isKaggle, readKaggle}, {isSemanticScholar, readSemanticScholar}, {isDataCite, readDataCite},
	{isDOAJ, readDOAJ}, {isZbMATH, readZbMATH}, {isEuropePMC, readEuropePMC}, {isDBLP, readDBLP}, {isZotero, readZotero}, {isDeposit, readDeposit}, {isCSL, readCSL}}

// record is the fields of a record as it names them.
type record []pair

// get is the value under a name, empty if there is none.
func (r record) get(name string) value {
	for _, p := range r {
		if p.key == name {
			return p.value
		}
	}
	return value{}
}

// has tells whether all the names are there.
func (r record) has(names ...string) bool {
	found := 0
	for _, p := range r {
		for _, name := range names {
			if p.key == name {
				found++
			}
		}
	}
	return found == len(names)
}

func (r record) fields(yield func(pair) bool) {
	for _, p := range r {
		if !yield(p) {
			return
		}
	}
}

// documentOf makes a document of a record in a dialect, or by the synonyms.
func (m *mapping) documentOf(r record, doubt func(kind, message string)) Document {
	if inner := m.inside(r); inner != nil {
		r = inner
	}
	for _, one := range dialects {
		if one.is(r) {
			var d Document
			one.read(&d, r, doubt)
			m.addOwn(&d, r)
			m.finish(&d, r.fields)
			d.detach() // most of such a record is no part of the document
			d.Abstract = strings.Clone(d.Abstract)
			return d
		}
	}
	return m.document(r)
}

// addOwn takes the labels and keywords that people add to such records, and that the dialect has not.
func (m *mapping) addOwn(d *Document, r record) {
	for _, p := range r {
		switch role := m.rank(p.key).role; {
		case role == roleLabels && len(d.Labels) == 0, role == roleKeywords && len(d.Keywords) == 0:
			d.set(role, p.value)
		}
	}
}

// envelopes are the names under which an answer about one paper has it.
var envelopes = []string{"message", "citingPaper", "citedPaper", "_source", "data", "result", "attributes", "info"}

// inside is the record that another one, without a title or a text of its own, is the envelope of; nil if it is none.
func (m *mapping) inside(r record) record {
	for _, p := range r {
		if m.holdsText(p.key) {
			return nil
		}
	}
	for _, one := range dialects {
		if one.is(r) {
			return nil
		}
	}
	for _, name := range envelopes {
		inner := r.get(name).object()
		if slices.ContainsFunc(inner, func(p pair) bool { return m.holdsText(p.key) || p.key == "attributes" || p.key == "bibjson" }) {
			return inner
		}
	}
	return nil
}

// nests tells whether a record holds a list or an object.
func (r record) nests() bool {
	for _, p := range r {
		if p.value.nested != nil {
			return true
		}
	}
	return false
}

// finish gives a document that a format's own reader filled what the names in Options say, which beat the format's own,
// and an id if it has none. own yields the record's fields as the format names them.
func (m *mapping) finish(d *Document, own iter.Seq[pair]) {
	for r, name := range m.chosen {
		switch {
		case name == "":
		case ranks[keyOf(name)].role == role(r):
			d.named |= 1 << r
		default:
			d.take(role(r), name, own)
		}
	}
	d.settleNotice()
	d.settleID()
}

// take fills a role from the field of a name.
func (d *Document) take(r role, name string, own iter.Seq[pair]) {
	for p := range own {
		if sameKey(p.key, name) && !p.value.empty() && d.set(r, p.value) {
			d.named |= 1 << r
			return
		}
	}
}
