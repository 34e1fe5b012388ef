package index

// Name is what errors call the file.
func (f *File) Name() string { return f.name }

// Size is the number of bytes of the file, and of that which it stands on.
func (f *File) Size() int64 {
	if f.base != nil {
		return int64(len(f.data)) + f.base.Size()
	}
	return int64(len(f.data))
}

// Beside is the number of those of a file that stands on another, which the other has not; 0 of one that stands alone.
func (f *File) Beside() int64 {
	if f.base == nil {
		return 0
	}
	return int64(len(f.data))
}

// Has tells whether there is a section of a name.
func (f *File) Has(section string) bool {
	_, ok := f.places[section]
	return ok
}

// Magic is how a file begins; no text does.
const Magic = magic

// Bounds returns the bytes of the file that a section takes, from and to; both 0 for one that is not there.
func (f *File) Bounds(section string) (from, to int64) {
	i, ok := f.places[section]
	if !ok {
		return 0, 0
	}
	e := f.entries[i]
	return int64(e.offset), int64(e.offset + e.length)
}

// Length is the number of bytes of a section, wherever they lie; 0 of one that is not there.
func (f *File) Length(section string) int64 {
	i, ok := f.places[section]
	if !ok {
		return 0
	}
	return int64(f.entries[i].before + f.entries[i].length)
}
