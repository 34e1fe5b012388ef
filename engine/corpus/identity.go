package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// Collection is everything a source held, with identity settled: ids unique, records read twice merged.
type Collection struct {
	Documents []Document
	Files     []FileInfo // one a file, in order
	Problems  []Problem  // each kind once, with a count and the first place
	SHA256    string     // hex, of the decompressed input in order
	LeftOut   LeftOut    // papers that are not among Documents: see Choose
}

// FileInfo describes one file of a source. Records = Kept + Skipped + those merged into an earlier one + earlier
// versions and withdrawn papers that are left out.
type FileInfo struct {
	Name, Format           string // Format: jsonl, json, csv, tsv, page, titles, text, empty or a name from formats.go or xmlrecords.go
	Source                 string // the name given to Open that led to the file
	Records, Kept, Skipped int
}

// Load reads a source to its end and settles identity. The error is nil when some records
// were skipped (see Problems), unless Options.Strict. With ErrNoDocuments the collection is returned too, for
// its Problems say why. Memory: the documents; time: the decoding, spread over the cores.
//
// Of the versions of a paper that a format tells apart, the latest is kept, with the origins of all, and what an archive
// withdrew after it was read is left out.
// Two records with one id: with equal title and abstract they are one paper with two origins; otherwise both stay,
// the later as ID~2 or, if it comes from another file, as FILE:ID.
func (s *Source) Load(ctx context.Context) (*Collection, error) {
	sum := newDigest()
	l := &loader{c: &Collection{}, bearers: map[string]int{}, taken: map[string]int{}, next: map[string]int{}, gone: map[string]int{}}
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
	l.c.SHA256 = hex.EncodeToString(sum.Sum(nil))
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
	bearers  map[string]int // how many records bring an id
	taken    map[string]int // the row of an id that was given out
	next     map[string]int // the next number to try after an id
	bases    map[string]int // how many files have a base name
	gone     map[string]int // how many documents were read when an id was withdrawn
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
	for i := range b.Documents {
		l.bearers[b.Documents[i].ID]++
	}
	l.read = append(l.read, batched{b.Documents, int32(len(l.infos) - 1)})
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

// settle makes ids unique. Texts are compared, by a digest, only where an id stands more than once; where none does there is
// nothing to settle.
func (l *loader) settle() {
	l.join()
	docs := l.c.Documents
	if len(l.bearers) == l.records && len(l.gone) == 0 {
		for _, file := range l.from {
			l.infos[file].Kept++
		}
		return
	}
	l.c.Documents = docs[:0]
	same := sameness{}
	inFile := map[fileID]bool{} // ids that a file used already
	latest := l.latest(docs)
	for i, d := range docs {
		file := int(l.from[i])
		if i < l.gone[d.ID] {
			l.infos[file].Skipped++
			continue
		}
		last, ok := latest[d.ID]
		if ok && d.edition < last.edition && l.sameFormat(i, last.row) {
			winner := &docs[last.row]
			if last.row < i {
				winner = &l.c.Documents[last.kept]
			}
			l.supersede(winner, d)
			continue
		}
		isLast := ok && last.row == i
		if isLast {
			last.kept = len(l.c.Documents)
		}
		if l.bearers[d.ID] > 1 {
			id := d.ID
			if row, ok := same.find(l.c.Documents, d); ok {
				if isLast {
					last.kept = row
				}
				l.merge(&l.c.Documents[row], d)
				same.add(d, row)
				continue
			}
			same.add(d, len(l.c.Documents))
			if first, used := l.taken[id]; used {
				d.ID = l.rename(id, file, inFile[fileID{file, id}])
				l.reportRename(d, id, first)
			}
			inFile[fileID{file, id}] = true
		}
		l.taken[d.ID] = len(l.c.Documents)
		l.infos[file].Kept++
		l.c.Documents = append(l.c.Documents, d)
	}
	clear(docs[len(l.c.Documents):])
}

// newest is the highest edition of a paper: its row among the documents read, and its row among those kept once it is there. Rows
// read are overwritten by those kept, so the edition is noted too.
type newest struct{ row, edition, kept int }

// latest are the highest editions of papers of which there are several, by id.
func (l *loader) latest(docs []Document) map[string]*newest {
	latest := map[string]*newest{}
	for i, d := range docs {
		if d.edition == 0 || l.bearers[d.ID] < 2 || i < l.gone[d.ID] {
			continue
		}
		if last, ok := latest[d.ID]; !ok || d.edition > last.edition {
			latest[d.ID] = &newest{row: i, edition: d.edition}
		}
	}
	return latest
}

// sameFormat tells whether the editions of two documents are numbers of one kind.
func (l *loader) sameFormat(i, j int) bool {
	return l.infos[l.from[i]].Format == l.infos[l.from[j]].Format
}

// supersede leaves an older edition out.
func (l *loader) supersede(d *Document, old Document) {
	l.problems.add(Problem{kindOlder, fmt.Sprintf("an older version of %q, of which the latest stands at %s: left out", d.ID, d.Origins[0]), 1, old.Origins[0]})
	d.Origins = append(d.Origins, old.Origins...)
}

// sameness finds the row of a record read before, by its id and content. A record without a title of its own is the same as
// one with a title and the same text.
type sameness map[string]int

func (s sameness) add(d Document, row int) {
	s[paperKey(d)] = row
	if _, ok := s[textKey(d)]; !ok {
		s[textKey(d)] = row
	}
}

func (s sameness) find(docs []Document, d Document) (int, bool) {
	if d.made && contentKey(d) == "\n" {
		return 0, false
	}
	if row, ok := s[paperKey(d)]; ok {
		return row, true
	}
	row, ok := s[textKey(d)]
	return row, ok && d.hasAbstract() && (d.untitled() || docs[row].untitled())
}

type fileID struct {
	file int
	id   string
}

// contentID is "k" and ten hex digits of the SHA-256 of the title's and the abstract's letters and digits.
func contentID(d Document) string {
	sum := sha256.Sum256([]byte(contentKey(d)))
	return "k" + hex.EncodeToString(sum[:5])
}

// contentKey is what must be equal for two texts to be one: case, punctuation and spaces do not count.
func contentKey(d Document) string {
	return lettersOf(d.Title) + "\n" + lettersOf(d.Unpacked().Abstract)
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// paperKey is equal for records that are one paper. Where the id was made from the text alone, authors and date must be
// equal too, for there are many papers called "Editorial".
func paperKey(d Document) string { return keyOfPaper(d, contentKey(d)) }

// textKey is paperKey whatever the title.
func textKey(d Document) string { return keyOfPaper(d, "\x00"+lettersOf(d.Unpacked().Abstract)) }

func keyOfPaper(d Document, content string) string {
	key := d.ID + "\x00" + content
	if d.made {
		key += "\n" + strings.Join(d.Authors, ";") + "\n" + d.DateString()
	}
	sum := sha256.Sum256([]byte(key))
	return string(sum[:])
}

// merge adds a record read again to the first: what that one lacks, and the origin.
func (l *loader) merge(d *Document, again Document) {
	l.problems.add(Problem{kindSameRecord, fmt.Sprintf("the paper %q was read before, at %s, with the same text: kept once", d.ID, d.Origins[0]), 1, again.Origins[0]})
	d.Origins = append(d.Origins, again.Origins...)
	for _, list := range []struct{ to, from *[]string }{{&d.Authors, &again.Authors}, {&d.Categories, &again.Categories},
		{&d.Keywords, &again.Keywords}, {&d.Labels, &again.Labels}} {
		if len(*list.to) == 0 {
			*list.to = *list.from
		}
	}
	for _, s := range []struct{ to, from *string }{{&d.URL, &again.URL}, {&d.Venue, &again.Venue}, {&d.Lang, &again.Lang}} {
		if *s.to == "" {
			*s.to = *s.from
		}
	}
	if d.Precision < again.Precision {
		d.Date, d.Precision = again.Date, again.Precision
	}
	if d.IDs == nil {
		d.IDs = again.IDs
	}
	if d.untitled() && !again.untitled() {
		d.Title, d.TitleDerived = again.Title, false
	}
	d.named |= again.named
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
		if name != "" && met&(1<<r) == 0 {
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
