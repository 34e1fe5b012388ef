package corpus

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"runtime"
	"slices"
)

// batchBytes is how much raw input one batch holds.
const batchBytes = 1 << 20

// Batch is a run of whole records of one file, in input order.
type Batch struct {
	Documents []Document
	Errors    []*RecordError // records of the run that could not be used
	Problems  []Problem      // doubts about records that were kept

	info      *FileInfo // of the file: Name, Source and Format alone
	read      float64   // about how many bytes of the file the records are
	withdrawn []gone
	borne     borne // by the documents
}

// gone names a paper that was withdrawn after the first documents of a batch, so many in number, were read.
type gone struct {
	id    string
	after int
}

func (b Batch) empty() bool { return len(b.Documents)+len(b.Errors)+len(b.Problems) == 0 }

// before is the part of a batch that stood ahead of a bad record.
func (b Batch) before(e *RecordError) Batch {
	n := 0
	for n < len(b.Documents) && b.Documents[n].Origins[0].Record < e.Origin.Record {
		n++
	}
	return Batch{Documents: b.Documents[:n], Problems: b.Problems, info: b.info}
}

// each yields documents and errors merged by record number.
func (b Batch) each(yield func(Document, error) bool) bool {
	errs := b.Errors
	for _, d := range b.Documents {
		for len(errs) > 0 && errs[0].Origin.Record < d.Origins[0].Record {
			if !yield(Document{}, errs[0]) {
				return false
			}
			errs = errs[1:]
		}
		if !yield(d, nil) {
			return false
		}
	}
	for _, e := range errs {
		if !yield(Document{}, e) {
			return false
		}
	}
	return true
}

// A splitter cuts an input into raw records. next returns the bytes of one, valid until the next call, and where
// it stood; io.EOF ends the input, a *RecordError is one record lost, any other error ends the walk.
type splitter interface {
	next() ([]byte, Origin, error)
}

// A decoder makes a document of one raw record (clean UTF-8), saying what it doubts. It is called from several goroutines.
type decoder func(raw []byte, o Origin, doubt func(kind, message string)) (Document, error)

// job is one batch on its way: cut by the reader, decoded by a worker, awaited in order.
type job struct {
	data    []byte
	records []rawRecord
	decode  decoder
	pack    bool // the abstracts, see Options.Pack
	batch   Batch
	err     error // ends the walk
	done    chan struct{}
}

type rawRecord struct {
	start, end int // in job.data
	origin     Origin
}

// walk runs the pipeline. The digest, unless it is nil, is complete when the sequence has ended by itself.
func (s *Source) walk(ctx context.Context, sum hash.Hash) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		workers := s.options.Threads
		if workers < 1 {
			workers = runtime.GOMAXPROCS(0)
		}
		r := &reading{options: s.options, sum: sum, budget: s.options.MaxInput,
			ordered: make(chan *job, 2*workers), work: make(chan *job, 2*workers)}
		for range workers {
			go decodeJobs(r.work)
		}
		go r.run(ctx, s.files)
		for {
			select {
			case <-ctx.Done():
				yield(Batch{}, ctx.Err())
				return
			case j, more := <-r.ordered:
				if !more {
					if err := ctx.Err(); err != nil {
						yield(Batch{}, err)
					}
					return
				}
				<-j.done
				if !yield(j.batch, j.err) || j.err != nil {
					return
				}
			}
		}
	}
}

func decodeJobs(work <-chan *job) {
	for j := range work {
		j.run()
		close(j.done)
	}
}

// run decodes the records of a job, each on its own: a bad one takes nothing else with it.
func (j *job) run() {
	var doubts tally
	errs := j.batch.Errors
	j.batch.Errors = nil
	j.batch.Documents = make([]Document, 0, len(j.records))
	origins := make([]Origin, len(j.records))
	var at Origin
	doubt := func(kind, message string) { doubts.add(Problem{kind, message, 1, at}) }
	for i, r := range j.records {
		for len(errs) > 0 && errs[0].Origin.Record < r.origin.Record {
			j.batch.Errors, errs = append(j.batch.Errors, errs[0]), errs[1:]
		}
		at = r.origin
		raw := cleanText(j.data[r.start:r.end:r.end], doubt)
		d, err := j.decode(raw, r.origin, doubt)
		if w, ok := errors.AsType[*withdrawal](err); ok {
			j.withdraw(w.ids, doubt)
			continue
		}
		if err != nil {
			j.batch.Errors = append(j.batch.Errors, &RecordError{r.origin, err})
			continue
		}
		d.Keywords = withoutOwn(d.Keywords)
		d.settleNames()
		d.Abstract = lineEach(d.Abstract)
		origins[i] = r.origin
		d.Origins = origins[i : i+1 : i+1]
		if d.ID == "" {
			d.ID, d.made = contentID(d), true
		}
		j.batch.Documents = append(j.batch.Documents, d)
		j.batch.borne.add(&d)
	}
	j.batch.Errors = append(j.batch.Errors, errs...)
	j.batch.Problems = append(j.batch.Problems, doubts.problems...)
	j.data, j.records = nil, nil
	j.trim(len(origins))
	if j.pack {
		packAll(j.batch.Documents)
	}
}

// trim gives back the room of records that gave no document, where that is most of it.
func (j *job) trim(records int) {
	docs := j.batch.Documents
	if len(docs)*2 >= records {
		return
	}
	j.batch.Documents = slices.Clone(docs)
	for i := range docs {
		j.batch.Documents[i].Origins = slices.Clone(docs[i].Origins)
	}
}

// withdraw notes papers that a record withdraws.
func (j *job) withdraw(ids []string, doubt func(kind, message string)) {
	for _, id := range ids {
		doubt(kindWithdrawn, fmt.Sprintf("%s was withdrawn by its archive: it is left out, also where it was read before", id))
		j.batch.withdrawn = append(j.batch.withdrawn, gone{id, len(j.batch.Documents)})
	}
}

// reading is the one goroutine that touches the input.
type reading struct {
	options       Options
	sum           hash.Hash // nil if nobody asks for it
	budget        int64     // bytes of Options.MaxInput left
	ordered, work chan *job
}

// run reads the files one after the other. An error is handed on as the last job.
func (r *reading) run(ctx context.Context, files []file) {
	defer close(r.ordered)
	defer close(r.work)
	for _, f := range files {
		err := r.readFile(ctx, f)
		if err == nil {
			continue
		}
		if f.listed && !errors.Is(err, ErrTooLarge) && ctx.Err() == nil {
			r.passOver(ctx, f, err)
			continue
		}
		r.send(ctx, &job{err: err})
		return
	}
}

// passOver reports a file of a folder that cannot be used.
func (r *reading) passOver(ctx context.Context, f file, err error) {
	kind := kindSkippedFile
	if b, ok := errors.AsType[*badRecord](err); ok {
		kind = b.kind
	}
	p := Problem{kind, "skipped: " + reason(err, f.path), 1, Origin{File: f.path}}
	r.send(ctx, &job{batch: Batch{Problems: []Problem{p}}})
}

// send hands a job to the workers and to the consumer; false when the walk is over.
func (r *reading) send(ctx context.Context, j *job) bool {
	j.done = make(chan struct{})
	select {
	case r.ordered <- j:
	case <-ctx.Done():
		return false
	}
	if len(j.records) == 0 {
		close(j.done)
		return true
	}
	select {
	case r.work <- j:
		return true
	case <-ctx.Done():
		close(j.done)
		return false
	}
}

// readFile cuts one file into jobs.
func (r *reading) readFile(ctx context.Context, f file) error {
	if f.refuse != nil {
		return f.refuse
	}
	in, err := r.open(f)
	if err != nil {
		return err
	}
	defer in.close()
	info := &FileInfo{Name: f.path, Source: f.source}
	split, decode, err := in.reader(info, r.options)
	if err != nil {
		return err
	}
	if !r.send(ctx, &job{batch: Batch{info: info}}) {
		return ctx.Err()
	}
	if err := r.cut(ctx, split, decode, info); err != nil {
		return in.locate(err)
	}
	if _, err := io.Copy(io.Discard, in.text); err != nil { // what follows the last record counts in the digest
		return in.locate(err)
	}
	if problems := in.doubts(); len(problems) > 0 && !r.send(ctx, &job{batch: Batch{info: info, Problems: problems}}) {
		return ctx.Err()
	}
	return nil
}

// cut groups raw records into jobs of at most batchBytes.
func (r *reading) cut(ctx context.Context, split splitter, decode decoder, info *FileInfo) error {
	j := &job{decode: decode, pack: r.options.Pack, batch: Batch{info: info}}
	for {
		raw, o, err := split.next()
		lost, isLost := errors.AsType[*RecordError](err)
		full := len(j.data) > 0 && len(j.data)+len(raw) > batchBytes || len(j.records) >= 1<<16 || len(j.batch.Errors) >= 1<<12
		if full || err != nil && !isLost {
			if !r.send(ctx, j) {
				return ctx.Err()
			}
			j = &job{decode: decode, pack: r.options.Pack, batch: Batch{info: info}, data: make([]byte, 0, min(cap(j.data), batchBytes))}
		}
		switch {
		case err == nil:
			start := len(j.data)
			j.data = append(j.data, raw...)
			j.records = append(j.records, rawRecord{start, len(j.data), o})
			j.batch.read += bytesOf(split, o)
		case isLost:
			j.batch.Errors = append(j.batch.Errors, lost)
			j.batch.read += bytesOf(split, lost.Origin)
		case errors.Is(err, io.EOF):
			return nil
		default:
			return err
		}
	}
}

// reason is an error's text without the prefix that names this package and the file.
func reason(err error, name string) string {
	s := err.Error()
	for _, prefix := range []string{"corpus: ", name + ": "} {
		if len(s) > len(prefix) && s[:len(prefix)] == prefix {
			s = s[len(prefix):]
		}
	}
	return s
}
