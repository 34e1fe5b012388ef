package corpus

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"
)

// Options say how sources are read. The zero value detects everything.
type Options struct {
	IDField, TitleField, AbstractField, DateField, LabelField string                // "" = by synonyms
	OrUsual                                                   bool                  // where a record has no field of such a name, the usual names count for it
	Encoding                                                  string                // of the files that have no byte order mark, by its name in the Encoding Standard or with IANA; "" or auto finds it
	Strict                                                    bool                  // the first bad record ends the walk
	KeepAll                                                   bool                  // merge no records, however equal
	NoDigest                                                  bool                  // leave Collection.SHA256 empty
	Pack                                                      bool                  // keep abstracts compressed, to be had by Document.Unpacked
	MaxRecord                                                 int64                 // bytes of one record; 0 means UsualMaxRecord
	MaxInput                                                  int64                 // bytes after decompression, all sources; 0 means UsualMaxInput
	Stdin                                                     io.Reader             // what "-" reads, once
	Threads                                                   int                   // decoders; 0 means one a core; changes no result
	Progress                                                  func(done, total int) // Load tells how much it has read; nil for none; done never falls
}

// The limits of Options unless others are given, in bytes. A whole book is about 1 MiB of text. Ten times that is no paper, and a
// record of a million different words would make the stages behind this one use gigabytes.
const (
	UsualMaxRecord = 16 << 20
	UsualMaxInput  = 64 << 30
)

// mostMaxRecord is as good as no limit, and some times as much is still a number of bytes.
const mostMaxRecord = 1 << 48

func (o Options) withDefaults() Options {
	o.MaxRecord = min(cmp.Or(o.MaxRecord, UsualMaxRecord), mostMaxRecord)
	o.MaxInput = cmp.Or(o.MaxInput, UsualMaxInput)
	return o
}

// Source is one or more files, folders, globs or "-", ready to be read.
type Source struct {
	options Options
	names   []string
	files   []file
}

// file is one file to read, and how it came to be on the list.
type file struct {
	path   string // "-" is standard input
	id     string // what a plain text inside it is called
	source string // the name that led to it
	listed bool   // found in a folder or by a glob: when it cannot be used, it is reported and passed over
	folder bool   // found in a folder: plain text is one document, as a rule
	refuse error  // why it is not even opened
}

// Open resolves the names; it fails if one names nothing. Folders are walked in sorted order, hidden files
// and links that loop left out; a glob may hold ** for any number of folders.
func Open(names []string, o Options) (*Source, error) {
	if err := CheckEncoding(o.Encoding); err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	s := &Source{options: o.withDefaults(), names: names}
	for _, name := range names {
		files, err := resolve(name, o)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, files...)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("corpus: no source named: %w", ErrNoDocuments)
	}
	return s, nil
}

// resolve turns one name into files.
func resolve(name string, o Options) ([]file, error) {
	if name == "-" {
		if o.Stdin == nil {
			return nil, fmt.Errorf("corpus: there is no standard input to read")
		}
		return []file{{path: "-", id: "stdin", source: "-"}}, nil
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return walkFolder(name)
	case err == nil:
		return []file{{path: name, id: idOf(filepath.Base(name)), source: name}}, CheckKind(name, info)
	case strings.ContainsAny(name, "*?[{"):
		return expandGlob(name)
	case os.IsNotExist(err):
		return nil, fmt.Errorf("corpus: %s: no such file or folder", called(name))
	}
	return nil, fmt.Errorf("corpus: %w", err)
}

// CheckKind refuses what would block or never end. Pipes that the shell made (/dev/stdin, /dev/fd/63) are read.
func CheckKind(name string, info fs.FileInfo) error {
	clean := filepath.ToSlash(filepath.Clean(name))
	switch {
	case info.Mode().IsRegular(), clean == "/dev/stdin", clean == os.DevNull,
		strings.HasPrefix(clean, "/dev/fd/"), strings.HasPrefix(clean, "/proc/self/fd/"):
		return nil
	case info.Mode()&fs.ModeNamedPipe != 0:
		return fmt.Errorf("corpus: %s: %s; read it as standard input: - < %s", called(name), kindOfFile(info), name)
	}
	return fmt.Errorf("corpus: %s: %s", called(name), kindOfFile(info))
}

// kindOfFile says what a thing is that is neither a file nor a folder.
func kindOfFile(info fs.FileInfo) string {
	switch mode := info.Mode(); {
	case mode&fs.ModeNamedPipe != 0:
		return "is a named pipe"
	case mode&fs.ModeSocket != 0:
		return "is a socket"
	case mode&fs.ModeDevice != 0:
		return "is a device"
	}
	return "is neither a file nor a folder"
}

// idOf is what a plain text in a file of that name is called: without extensions, and clean as any id.
func idOf(name string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	return withoutExtensions(clean)
}

// withoutExtensions drops a compression suffix and then one extension: "a/b.txt.gz" is "a/b".
func withoutExtensions(name string) string {
	name = withoutCompression(name)
	return strings.TrimSuffix(name, path.Ext(name))
}

func withoutCompression(name string) string {
	for _, ext := range []string{".gz", ".zst", ".zstd"} {
		if len(name) > len(ext) && strings.EqualFold(name[len(name)-len(ext):], ext) {
			return name[:len(name)-len(ext)]
		}
	}
	return name
}

// Batches yields the records in input order, at most 1 MiB of them at a time (a larger record is a batch of its own).
// Any error ends the walk; with Options.Strict the first *RecordError is one.
func (s *Source) Batches(ctx context.Context) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		for b, err := range s.walk(ctx, nil) {
			if err == nil && s.options.Strict && len(b.Errors) > 0 {
				if yield(b.before(b.Errors[0]), nil) {
					yield(Batch{}, b.Errors[0])
				}
				return
			}
			if err == nil && b.empty() {
				continue
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}

// Documents is the flat view: every record in order. A *RecordError is one bad record, and the walk goes on
// (unless Options.Strict); any other error ends it.
func (s *Source) Documents(ctx context.Context) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for b, err := range s.Batches(ctx) {
			if err != nil {
				yield(Document{}, err)
				return
			}
			if !b.each(yield) {
				return
			}
		}
	}
}
