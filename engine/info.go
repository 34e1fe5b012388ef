package engine

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kindred/engine/corpus"
	"kindred/vectorize/text"
)

// Describe says what a collection holds. Format names each format that was met, in the order of the files; Languages
// counts the papers by the language that their record states, or else their words tell, "und" where neither does.
func Describe(c *corpus.Collection) Info {
	out := Info{Languages: map[string]int{}, Years: map[string]int{}, IDs: map[string]int{}, Problems: append([]corpus.Problem{}, c.Problems...)}
	if c.LeftOut.Papers() > 0 {
		out.LeftOut = &c.LeftOut
	}
	var formats []string
	for _, f := range c.Files {
		out.Records += f.Records
		out.Kept += f.Kept
		out.Skipped += f.Skipped
		out.Merged += f.Merged
		if f.Format != "" && !slices.Contains(formats, f.Format) {
			formats = append(formats, f.Format)
		}
	}
	out.Format = strings.Join(formats, ", ")
	for _, d := range c.Documents {
		d = d.Unpacked()
		if d.Abstract != "" {
			out.WithAbstract++
		}
		out.Languages[cmp.Or(languageOf(d), "und")]++
		if d.Precision != corpus.NoDate {
			out.Years[d.Date.Format("2006")]++
		}
		for kind := range d.IDs {
			out.IDs[kind]++
		}
		if d.MadeID() {
			out.MadeIDs++
		}
	}
	for _, d := range c.Documents[:min(firstShown, len(c.Documents))] {
		out.First = append(out.First, Paper{d.ID, d.Title, append([]string{}, d.Authors...), d.DateString()})
	}
	return out
}

// Papers is how many papers there are: those kept and chosen.
func (i Info) Papers() int {
	if i.LeftOut == nil {
		return i.Kept
	}
	return i.Kept - i.LeftOut.Papers()
}

// firstShown is how many papers Describe shows.
const firstShown = 3

// languageOf is the language that the record of a paper states, or else its words tell; "" where neither does.
func languageOf(d corpus.Document) string {
	if d.Lang != "" {
		return d.Lang
	}
	found, _ := text.Detect(d.Title, d.Abstract)
	return found
}

// FieldNames lists the fields that may be read from documents: those that every document has, and those of their own.
func FieldNames(docs corpus.Documents) []string {
	own := map[string]bool{}
	for _, d := range corpus.All(docs) {
		for name := range d.Fields {
			own[name] = true
		}
	}
	for _, name := range standardFields {
		delete(own, name)
	}
	return append(slices.Clone(standardFields), slices.Sorted(maps.Keys(own))...)
}
