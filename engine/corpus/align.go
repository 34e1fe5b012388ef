package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// Align finds, for each document, its row in a table made elsewhere that has n rows: one a paper, in the order of the papers kept
// (before any choice, or of those chosen), or else one a record of the files, bad ones and repeated ones included. A paper of several
// records has the row of the first. The error says both counts.
func (c *Collection) Align(n int) ([]int, error) {
	records := 0
	for _, f := range c.Files {
		records += f.Records
	}
	kept := len(c.Documents) + c.LeftOut.Papers()
	switch {
	case n == kept && c.chosen != nil:
		rows := make([]int, len(c.chosen))
		for i, row := range c.chosen {
			rows[i] = int(row)
		}
		return rows, nil
	case n == kept:
		return ascending(n), nil
	case n == records:
		return c.byRecord()
	case n == len(c.Documents):
		return ascending(n), nil
	}
	if c.LeftOut.Papers() > 0 {
		return nil, fmt.Errorf("corpus: %d rows, and there are %d papers of %d records, of which %d papers were chosen: a row a paper, a row a record or a row a "+
			"chosen paper is needed", n, kept, records, len(c.Documents))
	}
	return nil, fmt.Errorf("corpus: %d rows, and there are %d papers of %d records: a row a paper or a row a record is needed", n, kept, records)
}

// AlignByID finds, for each document, its row in a table made elsewhere that has an id a row: the first row with its ID, or else with one
// of its other ids (Also). spare are the rows that have the id of no document, or one that a row before them has. The error names
// documents without a row, and the ids of spare rows.
func (c *Collection) AlignByID(ids []string) (rows, spare []int, err error) {
	first := make(map[string]int, len(ids))
	for i, id := range ids {
		if _, taken := first[id]; !taken {
			first[id] = i
		}
	}
	var without []string
	asked := make([]bool, len(ids))
	for _, d := range c.Documents {
		row := -1
		for _, id := range slices.Concat([]string{d.ID}, d.Also) {
			i, ok := first[id]
			if ok {
				asked[i] = true
			}
			if ok && row < 0 {
				row = i
			}
		}
		if rows = append(rows, row); row < 0 {
			without = append(without, d.ID)
		}
	}
	for i := range ids {
		if !asked[i] {
			spare = append(spare, i)
		}
	}
	if len(without) > 0 {
		return nil, nil, unaligned(without, len(rows), ids, spare)
	}
	return rows, spare, nil
}

// unaligned names the ids, of so many papers, that no row has, and those of rows that are left.
func unaligned(without []string, papers int, ids []string, spare []int) error {
	others := ""
	if len(spare) > 0 {
		left := make([]string, len(spare))
		for i, row := range spare {
			left[i] = ids[row]
		}
		others = fmt.Sprintf("; rows of no paper: %d (%s)", len(left), someOf(left))
	}
	return fmt.Errorf("corpus: papers whose id no row has: %d of %d (%s)%s", len(without), papers, someOf(without), others)
}

// someOf quotes the first three names.
func someOf(names []string) string {
	var list []string
	for _, name := range names[:min(len(names), 3)] {
		list = append(list, quoted(name))
	}
	if len(names) > len(list) {
		list = append(list, "...")
	}
	return strings.Join(list, ", ")
}

func ascending(n int) []int {
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	return rows
}

// byRecord numbers the records of all files in their order.
func (c *Collection) byRecord() ([]int, error) {
	first, at := map[string]FileInfo{}, map[string]int{}
	next := 0
	for _, f := range c.Files {
		if f.Records == 0 {
			continue
		}
		if _, twice := at[f.Name]; twice {
			return nil, fmt.Errorf("corpus: %s is read twice, so a row a record is not clear: give a row a paper", f.Name)
		}
		first[f.Name], at[f.Name] = f, next
		next += f.Records
	}
	rows := make([]int, len(c.Documents))
	for i, d := range c.Documents {
		o := d.Origins[0]
		if o.Record < 1 || o.Record > first[o.File].Records {
			return nil, fmt.Errorf("corpus: %s: record %d is none of the %d that count: give a row a paper", o, o.Record, first[o.File].Records)
		}
		rows[i] = at[o.File] + o.Record - 1
	}
	return rows, nil
}
