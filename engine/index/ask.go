package index

// Name is what errors call the file.
func (f *File) Name() string { return f.name }

// Size is the number of bytes of the file.
func (f *File) Size() int64 { return int64(len(f.data)) }

// Has tells whether there is a section of a name.
func (f *File) Has(section string) bool {
	_, ok := f.places[section]
	return ok
}

// Magic is how a file begins; no text does.
const Magic = magic
