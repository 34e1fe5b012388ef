package index

// Name is what errors call the file.
func (f *File) Name() string { return f.name }

// Has tells whether there is a section of a name.
func (f *File) Has(section string) bool {
	_, ok := f.places[section]
	return ok
}

// Magic is how a file begins; no text does.
const Magic = magic
