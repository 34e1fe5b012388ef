package corpus

import "fmt"

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
	return nil, fmt.Errorf("corpus: %d rows, and there are %d papers of %d records: a row a paper or a row a record is needed", n, kept, records)
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
