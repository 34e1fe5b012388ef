package corpus

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync/atomic"
	"time"
)

// Papers on disk. A paper is a record of its own, all but its abstract, and abstracts stay in the packs that they are in
// (see packed.go). Both are laid one behind another, with where each ends, so that a paper is found by its row and nothing is read
// before it is asked for. A record is, in this order,
//
//	texts     ID, Title, URL, Venue, Lang
//	lists     Authors, Categories, Keywords, Labels, Also
//	maps      IDs, Fields; by name, each a text and a text
//	date      seconds since 1970, and the precision
//	flags     1 TitleDerived, 2 made from the content, 4 a preprint and 8 published, where records were merged
//	edition   as the reader of its format had it
//	origins   of each: a text, then record, line, offset, length
//	abstract  0, or 1 more than the number of its pack, then from and to there
//
// where a text is its length and its bytes, a list how many there are and then these, and every number a varint of
// encoding/binary, signed where it may be negative.

// Blobs are pieces of bytes laid one behind another.
type Blobs struct {
	All  []byte
	Ends []int64 // of each
}

// at is piece i, or false if there is none or its ends do not fit.
func (b Blobs) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(b.Ends) {
		return nil, false
	}
	from, to := int64(0), b.Ends[i]
	if i > 0 {
		from = b.Ends[i-1]
	}
	if from < 0 || from > to || to > int64(len(b.All)) {
		return nil, false
	}
	return b.All[from:to], true
}

// StoredParts are papers as they are stored. Do not change them.
type StoredParts struct {
	Records Blobs   // one a paper
	Packs   Blobs   // abstracts of some papers each, compressed
	Lengths []int32 // of what is in each pack, in bytes
}

// StoredError says that a stored paper cannot be read. It is what Stored.At panics with.
type StoredError struct {
	Row    int // -1: it is about an abstract of any row
	Reason string
}

func (e *StoredError) Error() string {
	if e.Row < 0 {
		return "corpus: " + e.Reason
	}
	return fmt.Sprintf("corpus: paper %d, counted from 0: %s", e.Row, e.Reason)
}

// Stored are papers that are read when they are asked for. It is safe to share.
type Stored struct {
	parts StoredParts
	packs []atomic.Pointer[pack]
}

// NewStored makes papers of what a Saving wrote, without copying.
func NewStored(p StoredParts) (*Stored, error) {
	if len(p.Lengths) != len(p.Packs.Ends) {
		return nil, &StoredError{-1, fmt.Sprintf("%d lengths of %d packs", len(p.Lengths), len(p.Packs.Ends))}
	}
	return &Stored{p, make([]atomic.Pointer[pack], len(p.Lengths))}, nil
}

// Len is the number of papers.
func (s *Stored) Len() int { return len(s.parts.Records.Ends) }

// At reads the paper of a row. It panics with a *StoredError if what is stored is damaged. Cost: half a microsecond; its
// abstract is read by Unpacked.
func (s *Stored) At(row int) Document {
	record, ok := s.parts.Records.at(row)
	if !ok {
		panic(&StoredError{row, "there is no such record"})
	}
	d, err := s.decode(string(record))
	if err != nil {
		panic(&StoredError{row, err.Error()})
	}
	return d
}

// packOf is a pack, made when it is first asked for.
func (s *Stored) packOf(number int) (*pack, error) {
	if number >= len(s.packs) {
		return nil, fmt.Errorf("its abstract is in pack %d of %d", number, len(s.packs))
	}
	if p := s.packs[number].Load(); p != nil {
		return p, nil
	}
	compressed, ok := s.parts.Packs.at(number)
	length := int(s.parts.Lengths[number])
	if !ok || length < 0 || length > (len(compressed)+1)<<mostCompressed {
		return nil, fmt.Errorf("pack %d of abstracts is damaged", number)
	}
	s.packs[number].CompareAndSwap(nil, &pack{compressed: compressed, length: length})
	return s.packs[number].Load(), nil
}

// mostCompressed is the power of two by which a pack is shorter than its text at most: a block of zstd has 128 KiB at most
// and 4 bytes at least.
const mostCompressed = 15

// decode reads a record.
func (s *Stored) decode(record string) (Document, error) {
	r := recordReader{rest: record}
	d := Document{
		ID: r.text(), Title: r.text(), URL: r.text(), Venue: r.text(), Lang: r.text(),
		Authors: r.list(), Categories: r.list(), Keywords: r.list(), Labels: r.list(), Also: r.list(),
		IDs: r.pairs(), Fields: r.pairs(),
	}
	seconds := r.signed()
	if d.Precision = Precision(r.number()); d.Precision != NoDate {
		d.Date = time.Unix(seconds, 0).UTC()
	}
	flags := r.number()
	d.TitleDerived, d.made, d.stages = flags&1 != 0, flags&2 != 0, stage(flags>>2)&(preprint|published)
	d.edition = r.number()
	for range r.count() {
		d.Origins = append(d.Origins, Origin{r.text(), r.number(), r.number(), r.signed(), r.signed()})
	}
	if number := r.number(); number > 0 && !r.short {
		p, err := s.packOf(number - 1)
		if err != nil {
			return d, err
		}
		d.pack, d.from, d.to = p, int32(r.number()), int32(r.number())
		if d.from < 0 || d.from > d.to || int(d.to) > p.length {
			return d, fmt.Errorf("its abstract is bytes %d to %d of %d", d.from, d.to, p.length)
		}
	}
	if r.short || r.rest != "" || d.Precision > Day {
		return d, fmt.Errorf("its record is damaged")
	}
	return d, nil
}

// recordReader takes a record apart; short says that something did not fit.
type recordReader struct {
	rest  string
	short bool
}

// unsigned reads a number, 0 once one did not fit.
func (r *recordReader) unsigned() uint64 {
	head := r.rest[:min(len(r.rest), binary.MaxVarintLen64)]
	n, used := binary.Uvarint([]byte(head))
	if used <= 0 {
		r.rest, r.short = "", true
		return 0
	}
	r.rest = r.rest[used:]
	return n
}

func (r *recordReader) number() int {
	n := r.unsigned()
	if n > 1<<31-1 {
		r.short = true
		return 0
	}
	return int(n)
}

// signed reads a number as binary.AppendVarint writes it.
func (r *recordReader) signed() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *recordReader) text() string {
	n := r.number()
	if n > len(r.rest) {
		r.rest, r.short = "", true
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// count reads how many follow, each of a byte at least.
func (r *recordReader) count() int {
	n := r.number()
	if n > len(r.rest) {
		r.rest, r.short = "", true
		return 0
	}
	return n
}

func (r *recordReader) list() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = r.text()
	}
	return out
}

func (r *recordReader) pairs() map[string]string {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make(map[string]string, min(n, 64))
	for range n {
		name := r.text()
		out[name] = r.text()
	}
	return out
}

// Saving writes papers for NewStored. Records come first, as they tell which packs there are.
type Saving struct {
	docs    Documents
	numbers map[*pack]int
	packs   []*pack
	before  int // packs that others have written, which count first
}

// NewSaving readies papers to be written.
func NewSaving(docs Documents) *Saving {
	return &Saving{docs: docs, numbers: map[*pack]int{}}
}

// Records writes the records one behind another and returns where each ends.
func (s *Saving) Records(w io.Writer) (ends []int64, err error) {
	return writeRecords(w, s.docs, func(to []byte, _ int, d Document) []byte { return s.append(to, d) })
}

// writeRecords writes what is appended for each paper, some kilobytes at a time.
func writeRecords(w io.Writer, docs Documents, add func(to []byte, row int, d Document) []byte) (ends []int64, err error) {
	ends = make([]int64, 0, docs.Len())
	var records []byte
	end := int64(0)
	for row, d := range All(docs) {
		before := len(records)
		records = add(records, row, d)
		end += int64(len(records) - before)
		ends = append(ends, end)
		if len(records) >= packBytes {
			if _, err := w.Write(records); err != nil {
				return nil, err
			}
			records = records[:0]
		}
	}
	_, err = w.Write(records)
	return ends, err
}

// Packs writes the packs that the records named, and returns where each ends and how long its text is.
func (s *Saving) Packs(w io.Writer) (ends []int64, lengths []int32, err error) {
	end := int64(0)
	for _, p := range s.packs {
		if _, err := w.Write(p.compressed); err != nil {
			return nil, nil, err
		}
		end += int64(len(p.compressed))
		ends, lengths = append(ends, end), append(lengths, int32(p.length))
	}
	return ends, lengths, nil
}

// append adds the record of a paper.
func (s *Saving) append(to []byte, d Document) []byte {
	if d.Abstract != "" {
		one := []Document{d}
		packAll(one)
		d = one[0]
	}
	return s.appendAbstract(appendRecord(to, d), d)
}

// appendRecord adds all of a record but for where its abstract is.
func appendRecord(to []byte, d Document) []byte {
	for _, text := range []string{d.ID, d.Title, d.URL, d.Venue, d.Lang} {
		to = appendText(to, text)
	}
	for _, list := range [][]string{d.Authors, d.Categories, d.Keywords, d.Labels, d.Also} {
		to = binary.AppendUvarint(to, uint64(len(list)))
		for _, text := range list {
			to = appendText(to, text)
		}
	}
	to = appendPairs(appendPairs(to, d.IDs), d.Fields)
	to = binary.AppendUvarint(binary.AppendVarint(to, d.Date.Unix()), uint64(d.Precision))
	flags := uint64(d.stages) << 2
	if d.TitleDerived {
		flags |= 1
	}
	if d.made {
		flags |= 2
	}
	to = binary.AppendUvarint(binary.AppendUvarint(to, flags), uint64(d.edition))
	to = binary.AppendUvarint(to, uint64(len(d.Origins)))
	for _, o := range d.Origins {
		to = appendText(to, o.File)
		to = binary.AppendUvarint(binary.AppendUvarint(to, uint64(o.Record)), uint64(o.Line))
		to = binary.AppendVarint(binary.AppendVarint(to, o.Offset), o.Length)
	}
	return to
}

// appendAbstract says where the abstract of a paper is.
func (s *Saving) appendAbstract(to []byte, d Document) []byte {
	if d.pack == nil {
		return binary.AppendUvarint(to, 0)
	}
	number, ok := s.numbers[d.pack]
	if !ok {
		number = s.before + len(s.packs)
		s.packs, s.numbers[d.pack] = append(s.packs, d.pack), number
	}
	to = binary.AppendUvarint(to, uint64(number)+1)
	return binary.AppendUvarint(binary.AppendUvarint(to, uint64(d.from)), uint64(d.to))
}

func appendText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

func appendPairs(to []byte, m map[string]string) []byte {
	to = binary.AppendUvarint(to, uint64(len(m)))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		to = appendText(appendText(to, name), m[name])
	}
	return to
}

// Packed returns papers with their abstracts packed, those side by side together: what Stored papers are when they are
// saved. The papers given stay as they are.
func Packed(docs List) List {
	out := slices.Clone(docs)
	for i := range out {
		d := &out[i]
		for _, list := range []*[]string{&d.Authors, &d.Categories, &d.Keywords, &d.Labels} {
			*list = slices.Clone(*list)
		}
	}
	repack(out)
	return out
}
