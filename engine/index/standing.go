package index

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// A file that stands on another, its base, holds of each section what does not lie there. Whoever reads a section sees it in one
// piece: where both files have some of it, pages of the one are mapped behind pages of the other. For that the part in the base ends, and
// that in the file begins, at a multiple of joint bytes; the few bytes that the base has behind that are written again. The base stands alone.

// joint is a multiple of the pages of all systems.
const joint = 1 << 16

// base says which file another stands on, as the header of that does.
type base struct {
	number int    // of the generation
	bytes  uint64 // of the file
	sum    uint32 // of its header, table and trailer
}

func baseOf(f *File) base {
	number, _ := numberOf(filepath.Base(f.name)) // one that is no generation is nobody's base
	return base{number, uint64(len(f.data)), f.sum()}
}

// encode writes the base into a header.
func (b base) encode(header []byte) {
	binary.LittleEndian.PutUint32(header[12:], b.sum)
	binary.LittleEndian.PutUint64(header[16:], uint64(b.number))
	binary.LittleEndian.PutUint64(header[24:], b.bytes)
}

func decodeBase(header []byte) base {
	return base{int(binary.LittleEndian.Uint64(header[16:])), binary.LittleEndian.Uint64(header[24:]), binary.LittleEndian.Uint32(header[12:])}
}

// mapIn maps a generation of a folder and what it stands on.
func mapIn(folder, name string) (*File, error) {
	f, on, err := mapped(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	defer on.Close()
	if err := f.open(folder, on); err != nil {
		_ = f.Close() // the first error tells more
		return nil, err
	}
	return f, nil
}

// open reads the table of a file that was mapped, and for that opens what it stands on.
func (f *File) open(folder string, on *os.File) error {
	if _, err := f.frame(); err != nil {
		return err
	}
	if f.version() == alone {
		return f.list()
	}
	of := decodeBase(f.data)
	below, under, err := mapped(filepath.Join(folder, generation(of.number)))
	if err != nil {
		return err
	}
	defer under.Close()
	f.base = below // closed with f
	if err := below.list(); err != nil {
		return err
	}
	if baseOf(below) != of {
		return f.wrong("", "%s is not the file that it stands on: make the index again", filepath.Base(below.name))
	}
	if err := f.list(); err != nil {
		return err
	}
	f.join(on, under)
	return nil
}

// join makes one piece of each section that lies in both files. Where pages cannot be mapped behind others it is copied when it is first
// asked for.
func (f *File) join(on, under *os.File) {
	f.joined = map[string]func() []byte{}
	for _, e := range f.entries {
		if e.before == 0 || e.length == 0 {
			continue
		}
		there := f.base.entries[f.base.places[e.name]]
		first, rest := f.base.data[there.offset:there.offset+e.before], f.data[e.offset:e.offset+e.length]
		f.joined[e.name] = sync.OnceValue(func() []byte { return slices.Concat(first, rest) })
		if f.unmap == nil || f.base.unmap == nil {
			continue
		}
		skip := there.offset % joint
		b, unmap, err := mapJoined(under, there.offset-skip, skip+e.before, on, e.offset, e.length)
		if err != nil {
			continue // it is copied
		}
		whole := b[skip : skip+e.before+e.length]
		f.joined[e.name] = func() []byte { return whole }
		f.unjoin = append(f.unjoin, unmap)
	}
}

// files are its name and that of what it stands on, in their folder.
func (f *File) files() []string {
	out := []string{filepath.Base(f.name)}
	if f.base != nil {
		out = append(out, filepath.Base(f.base.name))
	}
	return out
}
