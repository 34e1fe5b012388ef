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
	out := Info{Languages: map[string]int{}, Years: map[string]int{}, IDs: map[string]int{}, Problems: []corpus.Problem{}}
	out.read(c)
	for _, d := range c.Documents {
		out.count(d, 1)
	}
	out.First = firstOf(c.Documents)
	return out
}

// read adds what is to be said of a collection, but for its papers.
func (i *Info) read(c *corpus.Collection) {
	if c.LeftOut.Papers() > 0 {
		left := c.LeftOut
		if i.LeftOut != nil {
			left = corpus.LeftOut{Where: left.Where + i.LeftOut.Where, Sample: left.Sample + i.LeftOut.Sample, Limit: left.Limit + i.LeftOut.Limit}
		}
		i.LeftOut = &left
	}
	for _, f := range c.Files {
		i.Records += f.Records
		i.Kept += f.Kept
		i.Skipped += f.Skipped
		i.Merged += f.Merged
		if f.Format != "" && !slices.Contains(strings.Split(i.Format, ", "), f.Format) {
			i.Format = strings.TrimPrefix(i.Format+", "+f.Format, ", ")
		}
	}
	for _, p := range c.Problems {
		at := slices.IndexFunc(i.Problems, func(q corpus.Problem) bool { return q.Kind == p.Kind && q.Message == p.Message })
		if at < 0 {
			i.Problems = append(i.Problems, p)
			continue
		}
		i.Problems[at].Count += p.Count
	}
}

// count adds what is to be said of a paper so many times; -1 takes it away.
func (i *Info) count(d corpus.Document, times int) {
	d = d.Unpacked()
	if d.Abstract != "" {
		i.WithAbstract += times
	}
	countIn(i.Languages, cmp.Or(languageOf(d), "und"), times)
	if d.Precision != corpus.NoDate {
		countIn(i.Years, d.Date.Format("2006"), times)
	}
	for kind := range d.IDs {
		countIn(i.IDs, kind, times)
	}
	if d.MadeID() {
		i.MadeIDs += times
	}
}

// countIn counts under a name, which is not there without any.
func countIn(counts map[string]int, name string, times int) {
	if counts[name] += times; counts[name] <= 0 {
		delete(counts, name)
	}
}

// firstOf are the first of some papers.
func firstOf(docs corpus.Documents) (first []Paper) {
	for row := range min(firstShown, docs.Len()) {
		d := docs.At(row)
		first = append(first, Paper{d.ID, d.Title, append([]string{}, d.Authors...), d.DateString()})
	}
	return first
}

// Info is what is to be said of the papers of a saved engine after an update, given what was said of it before and the input that the
// papers came from, nil where none came. Cost: a look at the papers that came and went.
func (u *Update) Info(before Info, input *corpus.Collection) Info {
	out := before
	out.Languages, out.Years, out.IDs, out.Problems = maps.Clone(before.Languages), maps.Clone(before.Years), maps.Clone(before.IDs), slices.Clone(before.Problems)
	if input != nil {
		out.read(input)
	}
	for row, to := range u.Number {
		if to < 0 {
			out.count(u.from.docs.At(row), -1)
		}
	}
	for row := len(u.kept); row < u.docs.Len(); row++ {
		out.count(u.docs.At(row), 1)
	}
	return out
}

// Papers is how many papers there are: those of the index, or else those kept and chosen.
func (i Info) Papers() int {
	switch {
	case i.Index != nil:
		return i.Index.Papers
	case i.LeftOut != nil:
		return i.Kept - i.LeftOut.Papers()
	}
	return i.Kept
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
