package corpus

import (
	"bytes"
	"slices"
)

// What an update makes of stored papers is told in pieces: records that stay lie where they are, and those of papers that came
// follow. All packs stay, so that no record changes; those that nobody needs any more go when the papers are packed anew.

// StoredPieces are StoredParts whose bytes are in pieces, one behind another.
type StoredPieces struct {
	Records, Packs       [][]byte
	RecordEnds, PackEnds []int64
	Lengths              []int32
}

// Pieces are papers as they are stored, of which those that were are Stored; more papers are packed. It reports false if the others are
// not. Memory: that of the ends, and of what more papers take.
func (p Picked) Pieces() (out StoredPieces, ok bool, err error) {
	from, ok := p.From.(*Stored)
	if !ok {
		return out, false, nil
	}
	old := from.parts
	out = StoredPieces{Packs: [][]byte{old.Packs.All}, PackEnds: old.Packs.Ends, Lengths: old.Lengths}
	for i := 0; i < len(p.Rows); {
		to := i + 1
		for to < len(p.Rows) && p.Rows[to] == p.Rows[to-1]+1 {
			to++
		}
		if err := out.take(old.Records, int(p.Rows[i]), int(p.Rows[to-1])+1); err != nil {
			return out, true, err
		}
		i = to
	}
	return out, true, out.add(p.More)
}

// take puts records behind those that there are.
func (s *StoredPieces) take(records Blobs, from, to int) error {
	at, end := int64(0), s.end()
	if from > 0 {
		at = records.Ends[from-1]
	}
	start := at
	for row := from; row < to; row++ {
		next := records.Ends[row]
		if next < at || at < 0 || next > int64(len(records.All)) {
			return &StoredError{row, "there is no such record"}
		}
		at = next
		s.RecordEnds = append(s.RecordEnds, end+at-start)
	}
	s.Records = append(s.Records, records.All[start:at])
	return nil
}

func (s *StoredPieces) end() int64 {
	if n := len(s.RecordEnds); n > 0 {
		return s.RecordEnds[n-1]
	}
	return 0
}

// add puts papers behind those that there are.
func (s *StoredPieces) add(docs List) error {
	saving := NewSaving(docs)
	saving.before = len(s.PackEnds)
	var records, packs bytes.Buffer
	ends, err := saving.Records(&records)
	if err != nil {
		return err
	}
	s.RecordEnds = append(s.RecordEnds, shifted(ends, s.end())...)
	var by int64
	if n := len(s.PackEnds); n > 0 {
		by = s.PackEnds[n-1]
	}
	ends, lengths, err := saving.Packs(&packs)
	s.PackEnds, s.Lengths = slices.Concat(s.PackEnds, shifted(ends, by)), slices.Concat(s.Lengths, lengths)
	s.Records, s.Packs = append(s.Records, records.Bytes()), append(s.Packs, packs.Bytes())
	return err
}

// shifted are ends behind others.
func shifted(ends []int64, by int64) []int64 {
	for i := range ends {
		ends[i] += by
	}
	return ends
}
