package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	headBytes = 64 << 10 // how much of a file is looked at to find its format

	// A small file that grows without end is a bomb: no prose compresses 200-fold.
	bombBytes = 256 << 20
	bombRatio = 200
)

func newDigest() hash.Hash { return sha256.New() }

// input is one opened file: its bytes decompressed, limited, counted and hashed.
type input struct {
	file   file
	head   []byte    // the first bytes, decompressed
	whole  bool      // head is all there is
	text   io.Reader // everything from the start, in UTF-8 but for odd records
	raw    io.Reader // the same with the line ends that the file has
	guard  *guard
	disk   *os.File // the file itself, nil for standard input
	kind   string   // the format, where its reader knows it better than detection does
	notes  tally
	closer []func() error
}

// open opens, decompresses and peeks. The digest and the budget of the walk see every byte that is read from in.text.
func (r *reading) open(f file) (*input, error) {
	given, err := charsetCalled(r.options.Encoding)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	in := &input{file: f}
	raw, err := in.openRaw(r.options)
	if err != nil {
		return nil, err
	}
	packed := &counter{r: raw}
	plain, err := in.decompress(packed)
	if err != nil {
		in.close()
		return nil, in.locate(err)
	}
	in.guard = &guard{r: plain, packed: packed, left: &r.budget, max: r.options.MaxInput}
	buffered := bufio.NewReaderSize(in.guard, headBytes)
	in.head, err = buffered.Peek(headBytes)
	in.whole = errors.Is(err, io.EOF)
	if err != nil && !in.whole || len(in.head) == 0 && in.guard.damage != nil {
		in.close()
		return nil, in.locate(errors.Join(in.guard.damage, ignoreEOF(err)))
	}
	if in.text = buffered; r.sum != nil {
		in.text = io.TeeReader(buffered, r.sum)
	}
	if !isParquet(in.head) {
		if err := in.decode(given); err != nil {
			in.close()
			return nil, in.locate(err)
		}
		in.raw = in.text
		in.readOldMac()
	}
	return in, nil
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (in *input) openRaw(o Options) (io.Reader, error) {
	if in.file.path == "-" {
		return o.Stdin, nil
	}
	f, err := os.Open(in.file.path)
	if err != nil {
		if in.file.listed {
			return nil, bad(kindUnreadable, "cannot read: %s", err)
		}
		return nil, fmt.Errorf("corpus: cannot read: %w", err)
	}
	in.disk, in.closer = f, append(in.closer, f.Close)
	return f, nil
}

// decompress unwraps gzip (any number of members) and zstd, one inside the other if need be, found by their first bytes.
func (in *input) decompress(r io.Reader) (io.Reader, error) {
	for range 4 {
		b := bufio.NewReaderSize(r, headBytes)
		magic, err := b.Peek(4)
		if err != nil && err != io.EOF {
			return nil, err
		}
		switch {
		case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
			z, err := gzip.NewReader(b)
			if err != nil {
				return nil, fmt.Errorf("damaged gzip header: %w", err)
			}
			r = z
		case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
			z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20), zstd.WithDecoderLowmem(true))
			if err != nil {
				return nil, fmt.Errorf("damaged zstd header: %w", err)
			}
			in.closer = append(in.closer, func() error { z.Close(); return nil })
			r = z
		default:
			return b, nil
		}
	}
	return nil, formatError("is compressed more than three times over: decompress it first")
}

func (in *input) close() {
	for i := len(in.closer) - 1; i >= 0; i-- {
		_ = in.closer[i]() // it was only read
	}
}

// note keeps a doubt about the file until its end.
func (in *input) note(kind, message string, count int, o Origin) {
	in.notes.add(Problem{kind, message, count, o})
}

// doubts are the notes of a file that was read to its end.
func (in *input) doubts() []Problem {
	if d := in.guard.damage; d != nil {
		in.note(kindDamaged, "the file is damaged or cut short; all that came before the damage was read: "+d.Error(), 1, Origin{File: in.file.path})
	}
	return in.notes.problems
}

// locate says which file an error is about.
func (in *input) locate(err error) error {
	return fmt.Errorf("corpus: %s: %w", called(in.file.path), err)
}

// counter counts the bytes of the packed file.
type counter struct {
	r      io.Reader
	n      int64
	failed bool // by the device, not by the content
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.failed = c.failed || err != nil && err != io.EOF
	return n, err
}

// guard holds the input to its limits, and turns damage in a packed file into its end, for what was read is good.
type guard struct {
	r      io.Reader
	packed *counter
	n      int64  // bytes given out
	left   *int64 // of the whole walk
	max    int64
	damage error
}

func (g *guard) Read(p []byte) (int, error) {
	if g.damage != nil {
		return 0, io.EOF
	}
	n, err := g.r.Read(p)
	g.n += int64(n)
	*g.left -= int64(n)
	switch {
	case *g.left < 0:
		return 0, fmt.Errorf("more than %d bytes after decompression (MaxInput): %w", g.max, ErrTooLarge)
	case g.n > bombBytes && g.n/bombRatio > g.packed.n:
		return 0, fmt.Errorf("expands more than %d-fold, as a decompression bomb does: %w", bombRatio, ErrTooLarge)
	case err != nil && err != io.EOF && !g.packed.failed:
		g.damage = err
		err = io.EOF
	}
	return n, err
}
