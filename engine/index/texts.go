package index

import (
	"errors"
	"strings"
)

// Strings returns a copy of a list of texts, all of which are checked.
func (f *File) Strings(name string) ([]string, error) {
	all, err1 := f.Text(name)
	of, err2 := f.Int64s(ends(name))
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	out, from := make([]string, len(of)), int64(0)
	for i, end := range of {
		if end < from || end > int64(len(all)) {
			return nil, f.wrong(ends(name), "text %d ends at byte %d of %d, after %d: make the file again", i, end, len(all), from)
		}
		out[i], from = strings.Clone(all[from:end]), end
	}
	if from != int64(len(all)) {
		return nil, f.wrong(name, "%d bytes are of no text: make the file again", int64(len(all))-from)
	}
	return out, nil
}
