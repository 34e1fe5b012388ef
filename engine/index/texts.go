package index

import "strings"

// Texts is a list of texts in a file, each read when it is asked for. It takes no memory a text.
type Texts struct {
	file *File
	name string
	all  string
	ends []int64
}

// Texts returns a list of texts where it lies. Cost: nothing is looked at.
func (f *File) Texts(name string) (Texts, error) {
	all, err := f.Text(name)
	if err != nil {
		return Texts{}, err
	}
	of, err := f.Int64s(ends(name))
	return Texts{f, name, all, of}, err
}

// Len is the number of texts.
func (t Texts) Len() int { return len(t.ends) }

// At returns text i where it lies: clone it to have it longer than the file is open. An error says that it does not lie in the section.
func (t Texts) At(i int) (string, error) {
	from, end := int64(0), t.ends[i]
	if i > 0 {
		from = t.ends[i-1]
	}
	if from < 0 || end < from || end > int64(len(t.all)) {
		return "", t.file.wrong(ends(t.name), "text %d ends at byte %d of %d, after %d: make the file again", i, end, len(t.all), from)
	}
	return t.all[from:end], nil
}

// Strings returns a copy of a list of texts, all of which are checked.
func (f *File) Strings(name string) ([]string, error) {
	t, err := f.Texts(name)
	if err != nil {
		return nil, err
	}
	out, end := make([]string, t.Len()), int64(0)
	for i := range out {
		s, err := t.At(i)
		if err != nil {
			return nil, err
		}
		out[i], end = strings.Clone(s), t.ends[i]
	}
	if end != int64(len(t.all)) {
		return nil, f.wrong(name, "%d bytes are of no text: make the file again", int64(len(t.all))-end)
	}
	return out, nil
}
