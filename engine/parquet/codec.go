package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
)

// codec is how pages are compressed.
type codec int32

// The codecs, by their numbers in the format.
const (
	uncompressed codec = 0
	snappy       codec = 1
	gzipped      codec = 2
	brotlied     codec = 4
	lz4Hadoop    codec = 5 // as Hadoop frames it, or bare
	zstandard    codec = 6
	lz4Raw       codec = 7
)

// unpacker decompresses pages on one goroutine, and keeps what its methods need from page to page.
type unpacker struct {
	zstd   *zstd.Decoder
	gzip   *gzip.Reader
	brotli *brotli.Reader
}

var errPacked = errors.New("a page does not decompress to what its header says")

// mostTimes is how many times larger than itself a page can be that a method packed, as its format goes.
var mostTimes = map[codec]int64{uncompressed: 1, snappy: 32, gzipped: 1100, lz4Hadoop: 256, lz4Raw: 256, zstandard: 1 << 15}

// believe proves, before room is made, that a page may hold as much as its header says. Brotli can make anything of a few bytes, so what is
// more than a thousand times larger is unpacked once and only counted.
func (u *unpacker) believe(c codec, size int64, packed []byte) error {
	times, known := mostTimes[c]
	switch {
	case !known && c != brotlied:
		return notRead(c)
	case known && size/times > int64(len(packed)):
		return errPacked
	}
	if c != brotlied || size/1024 <= int64(len(packed)) {
		return nil
	}
	r, err := u.unbrotli(packed)
	if err != nil {
		return err
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(r, size+1)); n != size || err != nil {
		return errPacked
	}
	return nil
}

// unpack fills out with what packed holds, which must be as long as out.
func (u *unpacker) unpack(c codec, out, packed []byte) error {
	switch c {
	case uncompressed:
		if len(packed) != len(out) {
			return errPacked
		}
		copy(out, packed)
		return nil
	case snappy:
		return unsnappy(out, packed)
	case gzipped:
		return u.ungzip(out, packed)
	case brotlied:
		r, err := u.unbrotli(packed)
		if err != nil {
			return err
		}
		return exactly(out, r)
	case zstandard:
		return u.unzstd(out, packed)
	case lz4Raw:
		return unlz4(out, packed)
	case lz4Hadoop:
		if unlz4Hadoop(out, packed) == nil {
			return nil
		}
		return unlz4(out, packed)
	}
	return notRead(c)
}

func notRead(c codec) error {
	return fmt.Errorf("pages are compressed in a way that is not read (codec %d)", c)
}

// exactly reads a stream that must be as long as out.
func exactly(out []byte, r io.Reader) error {
	if _, err := io.ReadFull(r, out); err != nil {
		return fmt.Errorf("%w: %w", errPacked, err)
	}
	var one [1]byte
	if n, err := io.ReadFull(r, one[:]); n > 0 || err != io.EOF {
		return errPacked
	}
	return nil
}

func (u *unpacker) unbrotli(packed []byte) (io.Reader, error) {
	if u.brotli == nil {
		u.brotli = brotli.NewReader(nil)
	}
	return u.brotli, u.brotli.Reset(bytes.NewReader(packed))
}

func unsnappy(out, packed []byte) error {
	n, err := s2.DecodedLen(packed)
	if err != nil || n != len(out) {
		return errPacked
	}
	if _, err := s2.Decode(out, packed); err != nil {
		return fmt.Errorf("%w: %w", errPacked, err)
	}
	return nil
}

func (u *unpacker) ungzip(out, packed []byte) (err error) {
	if u.gzip == nil {
		u.gzip = new(gzip.Reader)
	}
	if err := u.gzip.Reset(bytes.NewReader(packed)); err != nil {
		return fmt.Errorf("%w: %w", errPacked, err)
	}
	return exactly(out, u.gzip)
}

// unzstd writes to out alone: a frame that has more does not fit behind it and is an error.
func (u *unpacker) unzstd(out, packed []byte) (err error) {
	if u.zstd == nil {
		u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecodeAllCapLimit(true))
		if err != nil {
			return err
		}
	}
	got, err := u.zstd.DecodeAll(packed, out[:0:len(out)])
	if err != nil {
		return fmt.Errorf("%w: %w", errPacked, err)
	}
	if len(got) != len(out) {
		return errPacked
	}
	return nil
}

// unlz4Hadoop reads blocks that stand behind the lengths of what they hold and of themselves.
func unlz4Hadoop(out, packed []byte) error {
	for len(out) > 0 {
		if len(packed) < 8 {
			return errPacked
		}
		plain, size := uint64(binary.BigEndian.Uint32(packed)), uint64(binary.BigEndian.Uint32(packed[4:]))
		packed = packed[8:]
		if plain > uint64(len(out)) || size > uint64(len(packed)) || plain == 0 {
			return errPacked
		}
		if err := unlz4(out[:plain], packed[:size]); err != nil {
			return err
		}
		out, packed = out[plain:], packed[size:]
	}
	return nil
}

// unlz4 reads a block of lz4: a byte with two lengths, so many bytes as they are, the distance back to bytes that come again; a length of
// fifteen goes on in the bytes behind it.
func unlz4(out, packed []byte) error {
	at := 0
	for len(packed) > 0 {
		token := packed[0]
		literals, rest, ok := lz4Length(int(token>>4), packed[1:])
		if !ok || literals > len(rest) || literals > len(out)-at {
			return errPacked
		}
		at += copy(out[at:], rest[:literals])
		if packed = rest[literals:]; len(packed) == 0 {
			break // the last has no match
		}
		if len(packed) < 2 {
			return errPacked
		}
		back := int(packed[0]) | int(packed[1])<<8
		again, rest, ok := lz4Length(int(token&15), packed[2:])
		again += 4
		if !ok || back == 0 || back > at || again > len(out)-at {
			return errPacked
		}
		for range again { // they may overlap
			out[at] = out[at-back]
			at++
		}
		packed = rest
	}
	if at != len(out) {
		return errPacked
	}
	return nil
}

// lz4Length reads a length that its nibble began. None that fits is longer than its bytes allow.
func lz4Length(n int, b []byte) (length int, rest []byte, ok bool) {
	if n < 15 {
		return n, b, true
	}
	for i, c := range b {
		n += int(c)
		if c < 255 {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}
