package corpus

import (
	"context"
	"encoding/hex"
	"fmt"
	"hash"
	"path/filepath"
	"strconv"
	"strings"
)

// Collection is everything a source held, with identity settled: ids unique, records read twice merged.
type Collection struct {
	Documents List
	Merged    []Merged   // the records that are part of a document which another record stands for, in order
	Files     []FileInfo // one a file, in order
	Problems  []Problem  // each kind once, with a count and the first place
	SHA256    string     // hex, of the decompressed input in order; "" with Options.NoDigest
	LeftOut   LeftOut    // papers that are not among Documents: see Choose

	chosen []int32 // rows that Documents had before papers were left out; nil if none was
}

// FileInfo describes one file of a source. Records = Kept + Skipped + Merged.
type FileInfo struct {
	Name, Format string // Format: jsonl, json, csv, tsv, page, titles, text, empty or a name from formats.go or xmlrecords.go
	Source       string // the name given to Open that led to the file
	Records      int
	Kept         int // those that stand for a document
	Skipped      int // bad ones, and those of papers that were withdrawn
	Merged       int // see Collection.Merged
}

// Load reads a source to its end and settles identity. The error is nil when some records
// were skipped (see Problems), unless Options.Strict. With ErrNoDocuments the collection is returned too, for
// its Problems say why. Memory: the documents; time: the decoding, spread over the cores.
//
// Records with one DOI, arXiv id (whatever its version) or PubMed id are one document, and so are those with one id and equal
// title and abstract: see grouping.go and merge.go. Every other record with an id that was met before stays, as ID~2 or, if it
// comes from another file, as FILE:ID. Of the versions of a paper that a format tells apart, the latest is kept. A document
// has the origins of all records that are part of it. What an archive withdrew after it was read is left out. With
// Options.KeepAll every other record is a document.
func (s *Source) Load(ctx context.Context) (*Collection, error) {
	var sum hash.Hash
	if !s.options.NoDigest {
		sum = newDigest()
	}
	l := &loader{c: &Collection{}, taken: map[string]int{}, next: map[string]int{}, gone: map[string]int{}, keepAll: s.options.KeepAll}
	progress := s.meter()
	for b, err := range s.walk(ctx, sum) {
		if err != nil {
			return nil, err
		}
		if s.options.Strict && len(b.Errors) > 0 {
			return nil, b.Errors[0]
		}
		progress.add(b)
		l.add(b)
	}
	l.settle()
	progress.end()
	for i := range l.infos {
		l.c.Files = append(l.c.Files, *l.infos[i])
	}
	l.reportFields(s.options)
	l.c.Problems = l.problems.problems
	if sum != nil {
		l.c.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	if len(l.c.Documents) == 0 {
		return l.c, l.nothing(s)
	}
	return l.c, nil
}

// loader gathers batches, then settles identity.
type loader struct {
	c        *Collection
	infos    []*FileInfo
	read     []batched // until they are joined
	records  int       // that they hold
	from     []int32   // index into infos, a document
	problems tally
	borne    borne          // what each record is known by
	bearers  map[string]int // how many records bring an id; nil if none is brought twice
	taken    map[string]int // the row of an id that was given out
	next     map[string]int // the next number to try after an id
	bases    map[string]int // how many files have a base name
	gone     map[string]int // how many documents were read when an id was withdrawn
	keepAll  bool           // see Options
}

// batched are documents of one file.
type batched struct {
	docs []Document
	file int32 // index into infos
}

func (l *loader) add(b Batch) {
	for _, p := range b.Problems {
		l.problems.add(p)
	}
	for _, e := range b.Errors {
		l.problems.addRecordError(e)
	}
	if b.info == nil {
		return
	}
	if n := len(l.infos); n == 0 || l.infos[n-1] != b.info {
		l.infos = append(l.infos, b.info)
	}
	for _, g := range b.withdrawn {
		l.gone[g.id] = l.records + g.after
	}
	b.info.Records += len(b.Documents) + len(b.Errors)
	b.info.Skipped += len(b.Errors)
	l.read = append(l.read, batched{b.Documents, int32(len(l.infos) - 1)})
	l.borne.join(b.borne)
	l.records += len(b.Documents)
}

// join puts the documents one behind another, each once.
func (l *loader) join() {
	l.c.Documents, l.from = make([]Document, 0, l.records), make([]int32, 0, l.records)
	for i, part := range l.read {
		l.c.Documents = append(l.c.Documents, part.docs...)
		for range part.docs {
			l.from = append(l.from, part.file)
		}
		l.read[i].docs = nil
	}
}

// countBearers counts how many records bring each id, if there is one that several do.
func (l *loader) countBearers() {
	if l.borne.distinct() {
		return
	}
	l.bearers = make(map[string]int, l.records)
	for i := range l.c.Documents {
		l.bearers[l.c.Documents[i].ID]++
	}
	if len(l.bearers) == l.records { // different ones of one hash
		l.bearers = nil
	}
}

// settle makes a document of each paper and gives each an id of its own.
func (l *loader) settle() {
	l.join()
	l.countBearers()
	docs := l.c.Documents
	m := l.match(docs)
	l.reportTwoPapers(m, docs)
	if l.bearers == nil && m.settled() {
		for _, file := range l.from {
			l.infos[file].Kept++
		}
		return
	}
	l.attachOlder(m, docs)
	l.gather(m, docs)
	for i := range l.c.Merged {
		l.c.Merged[i].Row = int(m.rows[l.c.Merged[i].Row])
	}
}

// gather moves the documents together, each with its id, and merges into them what else is part of them. A record stands
// behind the one that it is merged into, unless it is an older edition.
func (l *loader) gather(m *grouping, docs []Document) {
	l.c.Documents = docs[:0]
	inFile := map[fileID]bool{} // ids that a file used already
	m.rows = make([]int32, len(docs))
	for i, d := range docs {
		info := l.infos[l.from[i]]
		switch first := m.of(i); {
		case m.gone[i]:
			info.Skipped++
		case first == i:
			info.Kept++
			m.rows[i] = int32(len(l.c.Documents))
			d.owns = true
			l.name(&d, int(l.from[i]), inFile)
			l.c.Documents = append(l.c.Documents, d)
		default:
			info.Merged++
			l.c.Merged = append(l.c.Merged, m.merged(i, &d))
			if m.takesPart(i) {
				l.problems.add(l.c.Documents[m.rows[first]].unite(&d, m.links[i]))
			}
		}
	}
	clear(docs[len(l.c.Documents):])
	for i := range l.c.Documents {
		l.c.Documents[i].owns = false
	}
}

// name gives the next document an id that no other has.
func (l *loader) name(d *Document, file int, inFile map[fileID]bool) {
	if id := d.ID; l.bearers[id] > 1 {
		if first, used := l.taken[id]; used {
			d.ID = l.rename(id, file, inFile[fileID{file, id}])
			l.reportRename(*d, id, first)
		}
		inFile[fileID{file, id}] = true
	}
	l.taken[d.ID] = len(l.c.Documents)
}

type fileID struct {
	file int
	id   string
}

// rename finds a free id for a document whose own is another's: FILE:ID if that other stands in another file, else ID~2.
func (l *loader) rename(id string, file int, inFile bool) string {
	if !inFile {
		if name := l.fileName(file) + ":" + id; l.free(name) {
			return name
		}
	}
	for n := max(2, l.next[id]); ; n++ {
		if name := fmt.Sprintf("%s~%d", id, n); l.free(name) {
			l.next[id] = n + 1
			return name
		}
	}
}

// free tells whether neither a record brings an id nor a document was given it.
func (l *loader) free(id string) bool {
	_, used := l.taken[id]
	return !used && l.bearers[id] == 0
}

// fileName is the base name of a file, or its whole name if another file of the source has the same base.
func (l *loader) fileName(file int) string {
	if l.bases == nil {
		l.bases = map[string]int{}
		for _, f := range l.infos {
			l.bases[filepath.Base(f.Name)]++
		}
	}
	name := l.infos[file].Name
	if base := filepath.Base(name); l.bases[base] == 1 {
		return base
	}
	return filepath.ToSlash(name)
}

func (l *loader) reportRename(d Document, id string, first int) {
	other := l.c.Documents[first].Origins[0]
	l.problems.add(Problem{kindSameID, fmt.Sprintf("the id %q belongs to another paper, at %s; this one is now called %q", id, other, d.ID), 1, d.Origins[0]})
}

// reportFields says when names from Options were met in no record.
func (l *loader) reportFields(o Options) {
	var met fieldSet
	for i := range l.c.Documents {
		met |= l.c.Documents[i].named
	}
	var missing []string
	for r, name := range newMapping(o).chosen {
		if name != "" && met&(1<<r) == 0 && !o.OrUsual {
			missing = append(missing, strconv.Quote(name))
		}
	}
	if len(missing) > 0 && len(l.c.Documents) > 0 {
		message := "no record has a field called " + strings.Join(missing, " or ")
		l.problems.add(Problem{kindNoField, message, len(missing), l.c.Documents[0].Origins[0]})
	}
}

// nothing says why there are no documents.
func (l *loader) nothing(s *Source) error {
	where := strings.Join(s.names, ", ")
	if where == "-" {
		where = called(where)
	}
	switch problems := l.c.Problems; {
	case len(problems) > 0 && len(s.names) == 1 && problems[0].First == (Origin{File: s.names[0]}): // the place is where
		return fmt.Errorf("corpus: %w in %s: %s", ErrNoDocuments, where, problems[0].Message)
	case len(problems) > 0:
		return fmt.Errorf("corpus: %w in %s: %s", ErrNoDocuments, where, problems[0])
	case len(s.files) == 0:
		return fmt.Errorf("corpus: %w in %s: the folder holds no file to read", ErrNoDocuments, where)
	}
	return fmt.Errorf("corpus: %w in %s: it holds no record", ErrNoDocuments, where)
}
