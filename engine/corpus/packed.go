package corpus

import (
	"slices"
	"strings"
	"sync"
	weakref "weak"

	"github.com/klauspost/compress/zstd"
)

// Abstracts are most of a corpus, and hardly read again once they are counted: of a million papers they are near a gigabyte.
// With Options.Pack those of some dozens of papers in a row are compressed together as soon as they are decoded, which
// leaves two fifths of them. One that is asked for brings the others of its pack back, and they stay until the next
// garbage collection, so that papers read in a row, or in any order within a pack, are uncompressed once.

// packBytes is how many bytes of abstracts are compressed together: half as many make them a tenth larger, twice as many
// take twice as long to read one of them.
const packBytes = 32 << 10

// pack is the abstracts of some papers, one behind the other. It is safe to share.
type pack struct {
	compressed []byte
	length     int // of the text
	mu         sync.Mutex
	text       weakref.Pointer[string] // the text, where it is still around
}

var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		return must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(2*packBytes), zstd.WithEncoderCRC(false)))
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		return must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecodeAllCapLimit(true)))
	})
)

// must is for options that are known to be good.
func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}

// packAll packs the abstracts of documents.
func packAll(docs []Document) {
	var text, room []byte
	from := 0
	for i := range docs {
		text = append(text, docs[i].Abstract...)
		if len(text) >= packBytes || i == len(docs)-1 {
			room = packer().EncodeAll(text, room[:0])
			packTogether(docs[from:i+1], &pack{compressed: slices.Clone(room), length: len(text)})
			from, text = i+1, text[:0]
		}
	}
}

// repack packs abstracts anew that are packed among others, so that nothing but docs stays of what they were read with.
func repack(docs []Document) {
	for from := 0; from < len(docs); {
		to, size := from, 0
		for ; to < len(docs) && size < packBytes; to++ {
			docs[to] = docs[to].Unpacked()
			docs[to].Origins = slices.Clone(docs[to].Origins)
			size += len(docs[to].Abstract)
		}
		packAll(docs[from:to])
		from = to
	}
}

// packTogether makes the abstracts of documents parts of a pack.
func packTogether(docs []Document, p *pack) {
	at := int32(0)
	for i := range docs {
		d := &docs[i]
		d.detach()
		if d.Abstract == "" {
			continue
		}
		d.pack, d.from, d.to = p, at, at+int32(len(d.Abstract))
		at, d.Abstract = d.to, ""
	}
}

// detach copies whatever short a document holds, so that it does not keep the batch that it was read from. Its abstract is
// left where it is, to be packed.
func (d *Document) detach() {
	for _, s := range []*string{&d.ID, &d.Title, &d.URL, &d.Venue, &d.Lang} {
		*s = strings.Clone(*s)
	}
	for _, list := range [][]string{d.Authors, d.Categories, d.Keywords, d.Labels} {
		for i, s := range list {
			list[i] = strings.Clone(s)
		}
	}
	d.IDs, d.Fields = detached(d.IDs), detached(d.Fields)
}

// detached is a map with names and values of its own.
func detached(from map[string]string) map[string]string {
	if from == nil {
		return nil
	}
	to := make(map[string]string, len(from))
	for name, s := range from {
		to[strings.Clone(name)] = strings.Clone(s)
	}
	return to
}

// whole is the text of a pack.
func (p *pack) whole() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.text.Value(); s != nil {
		return *s
	}
	text, err := unpacker().DecodeAll(p.compressed, make([]byte, 0, p.length))
	if err != nil || len(text) != p.length {
		panic(&StoredError{-1, "a pack of abstracts is damaged"})
	}
	s := string(text)
	p.text = weakref.Make(&s)
	return s
}

// Unpacked is the document with its abstract at hand, wherever that is kept: see Options.Pack. Cost: that of uncompressing
// some dozens of abstracts, a twentieth of a millisecond, unless one of them was asked for a short while ago.
func (d Document) Unpacked() Document {
	if d.pack != nil {
		d.Abstract = d.pack.whole()[d.from:d.to]
		d.pack = nil
	}
	return d
}

// HasAbstract tells whether there is an abstract, packed or not.
func (d *Document) HasAbstract() bool { return d.Abstract != "" || d.pack != nil }
