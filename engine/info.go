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
	out := Info{Languages: map[string]int{}, Years: map[string]int{}, Problems: append([]corpus.Problem{}, c.Problems...)}
	if c.LeftOut.Papers() > 0 {
		out.LeftOut = &c.LeftOut
	}
	var formats []string
	for _, f := range c.Files {
		out.Records += f.Records
		out.Kept += f.Kept
		out.Skipped += f.Skipped
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
		found, _ := text.Detect(d.Title, d.Abstract)
		out.Languages[cmp.Or(d.Lang, found, "und")]++
		if d.Precision != corpus.NoDate {
			out.Years[d.Date.Format("2006")]++
		}
	}
	return out
}

// FieldNames lists the fields that may be read from documents: those that every document has, and those of their own.
func FieldNames(docs []corpus.Document) []string {
	own := map[string]bool{}
	for _, d := range docs {
		for name := range d.Fields {
			own[name] = true
		}
	}
	for _, name := range standardFields {
		delete(own, name)
	}
	return append(slices.Clone(standardFields), slices.Sorted(maps.Keys(own))...)
}
