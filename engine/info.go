package engine

import (
	"strconv"

	"kindred/engine/corpus"
)

// Describe says what a collection holds. Languages counts the papers by the language that their
// record states, "und" where it states none.
func Describe(c *corpus.Collection) Info {
	out := Info{Languages: map[string]int{}, Years: map[string]int{}, Problems: c.Problems}
	for _, f := range c.Files {
		out.Records += f.Records
		out.Kept += f.Kept
		out.Skipped += f.Skipped
		switch out.Format {
		case "", f.Format:
			out.Format = f.Format
		default:
			out.Format = "mixed"
		}
	}
	for _, d := range c.Documents {
		if d.Abstract != "" {
			out.WithAbstract++
		}
		lang := d.Lang
		if lang == "" {
			lang = "und"
		}
		out.Languages[lang]++
		if d.Precision != corpus.NoDate {
			out.Years[strconv.Itoa(d.Date.Year())]++
		}
	}
	return out
}
