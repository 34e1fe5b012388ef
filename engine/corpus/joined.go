package corpus

import (
	"fmt"
	"slices"
)

// Join merges documents that were found to be one paper into the first of each group, by the rules of Load: the collection then
// is as if an identifier had joined them, but that their records stand last in Merged. Groups are rows, ascending, and no row is in two
// of them. The collection given is not changed. Join comes before Choose: what that left out would be forgotten.
func (c *Collection) Join(groups [][]int) *Collection {
	out := &Collection{SHA256: c.SHA256, Files: slices.Clone(c.Files), Merged: slices.Clone(c.Merged)}
	first := make([]int, len(c.Documents)) // the row that stands for each
	for row := range first {
		first[row] = row
	}
	for _, g := range groups {
		for _, row := range g[1:] {
			first[row] = g[0]
		}
	}
	problems := tally{}
	for _, p := range c.Problems {
		problems.add(p)
	}
	rows, merged := make([]int, len(c.Documents)), map[string]int{} // merged: how many documents of a file
	for row, d := range c.Documents {
		if first[row] == row {
			rows[row] = len(out.Documents)
			d.Origins, d.Also = slices.Clip(d.Origins), slices.Clip(d.Also)
			out.Documents = append(out.Documents, d)
			continue
		}
		rows[row] = rows[first[row]]
		problems.add(out.Documents[rows[row]].unite(&d, link{why: WhyNearDuplicate}))
		out.Merged = append(out.Merged, Merged{d.ID, d.Title, d.Origins[0], row, WhyNearDuplicate, ""})
		merged[d.Origins[0].File]++
	}
	out.recount(merged)
	for i := range out.Merged {
		out.Merged[i].Row = rows[out.Merged[i].Row]
	}
	out.Problems = problems.problems
	return out
}

// recount takes so many documents of each file for merged records. A file that was read twice stands in two places.
func (c *Collection) recount(merged map[string]int) {
	for i := range c.Files {
		f := &c.Files[i]
		n := min(merged[f.Name], f.Kept)
		f.Kept, f.Merged = f.Kept-n, f.Merged+n
		merged[f.Name] -= n
	}
}

// unite merges a record into a document, and says so.
func (d *Document) unite(again *Document, by link) Problem {
	before, after := d.knownStages(), again.knownStages()
	said := united(d, again, before, after, by)
	d.merge(again, before, after)
	return said
}

// united says that a record was merged into a document, of such stages.
func united(d, again *Document, before, after stage, by link) Problem {
	here, there := again.Origins[0], d.Origins[0]
	switch {
	case by.why == WhySameRecord && by.other == "":
		return Problem{kindSameRecord, fmt.Sprintf("the paper %q was read before, at %s, with the same text: kept once", d.ID, there), 1, here}
	case before == preprint && after == published:
		return Problem{kindPreprint, fmt.Sprintf("%q is what was published of the preprint %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
	case before == published && after == preprint:
		return Problem{kindPreprint, fmt.Sprintf("%q is the preprint of %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
	case by.why == WhyNearDuplicate:
		return Problem{kindNear, fmt.Sprintf("%q is nearly the same as %q, at %s: merged into it", again.ID, d.ID, there), 1, here}
	}
	return Problem{kindSamePaper, fmt.Sprintf("%q is the paper that was read before as %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
}
