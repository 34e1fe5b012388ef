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
	rows, stages := make([]int, len(c.Documents)), map[int]stage{}
	for row, d := range c.Documents {
		if first[row] == row {
			rows[row] = len(out.Documents)
			d.Origins, d.Also = slices.Clip(d.Origins), slices.Clip(d.Also)
			out.Documents = append(out.Documents, d)
			continue
		}
		rows[row] = rows[first[row]]
		problems.add(out.unite(stages, rows[row], link{why: WhyNearDuplicate}, &d))
		out.Merged = append(out.Merged, Merged{d.ID, d.Title, d.Origins[0], row, WhyNearDuplicate, ""})
		out.recount(d.Origins[0].File)
	}
	for i := range out.Merged {
		out.Merged[i].Row = rows[out.Merged[i].Row]
	}
	out.Problems = problems.problems
	return out
}

// recount takes a document of a file for a merged record.
func (c *Collection) recount(file string) {
	i := slices.IndexFunc(c.Files, func(f FileInfo) bool { return f.Name == file && f.Kept > 0 })
	if i >= 0 {
		c.Files[i].Kept--
		c.Files[i].Merged++
	}
}

// unite merges a record into the document of a row, and says so. The stages are those of the records of a document, by row.
func (c *Collection) unite(stages map[int]stage, row int, by link, again *Document) Problem {
	d := &c.Documents[row]
	before, known := stages[row]
	if !known {
		before = d.stage()
	}
	said := united(d, again, before, by)
	d.merge(again, before)
	stages[row] = before | again.stage()
	return said
}

// united says that a record was merged into a document of such a stage.
func united(d, again *Document, before stage, by link) Problem {
	here, there := again.Origins[0], d.Origins[0]
	switch stage := again.stage(); {
	case by.why == WhySameRecord:
		return Problem{kindSameRecord, fmt.Sprintf("the paper %q was read before, at %s, with the same text: kept once", d.ID, there), 1, here}
	case before == preprint && stage == published:
		return Problem{kindPreprint, fmt.Sprintf("%q is what was published of the preprint %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
	case before == published && stage == preprint:
		return Problem{kindPreprint, fmt.Sprintf("%q is the preprint of %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
	case by.why == WhyNearDuplicate:
		return Problem{kindNear, fmt.Sprintf("%q is nearly the same as %q, at %s: merged into it", again.ID, d.ID, there), 1, here}
	}
	return Problem{kindSamePaper, fmt.Sprintf("%q is the paper that was read before as %q, at %s (%s): one paper", again.ID, d.ID, there, by), 1, here}
}
