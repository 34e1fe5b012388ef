package corpus

import (
	"encoding/binary"
	"io"
)

// Repacking writes papers with their abstracts packed anew, those side by side together, as Packed would have them. Packs come first, and of
// these no more than one is held.
type Repacking struct {
	docs   Documents
	places []inPack // of abstracts, by row
}

// inPack is where an abstract is.
type inPack struct {
	pack, from, to int32 // the pack counts from 1; 0 is none
}

// NewRepacking readies papers to be written.
func NewRepacking(docs Documents) *Repacking {
	return &Repacking{docs, make([]inPack, docs.Len())}
}

// Packs writes the packs, and returns where each ends and how long its text is.
func (r *Repacking) Packs(w io.Writer) (ends []int64, lengths []int32, err error) {
	var text, room []byte
	end, last := int64(0), r.docs.Len()-1
	for row, d := range All(r.docs) {
		if abstract := d.Unpacked().Abstract; abstract != "" {
			from := int32(len(text))
			text = append(text, abstract...)
			r.places[row] = inPack{int32(len(lengths)) + 1, from, int32(len(text))}
		}
		if len(text) == 0 || len(text) < packBytes && row < last {
			continue
		}
		room = packer().EncodeAll(text, room[:0])
		if _, err := w.Write(room); err != nil {
			return nil, nil, err
		}
		end += int64(len(room))
		ends, lengths, text = append(ends, end), append(lengths, int32(len(text))), text[:0]
	}
	return ends, lengths, nil
}

// Records writes the records, once the packs are written, and returns where each ends.
func (r *Repacking) Records(w io.Writer) (ends []int64, err error) {
	return writeRecords(w, r.docs, func(to []byte, row int, d Document) []byte {
		at := r.places[row]
		to = binary.AppendUvarint(appendRecord(to, d), uint64(at.pack))
		if at.pack == 0 {
			return to
		}
		return binary.AppendUvarint(binary.AppendUvarint(to, uint64(at.from)), uint64(at.to))
	})
}
