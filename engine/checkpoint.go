package engine

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kindred/cluster"
	"kindred/engine/index"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// Checkpoint is a folder that keeps what long work found, so that a job that was stopped goes on from there and ends with
// the same bytes. A step of the work is a file:
//
//	job.kindred                     what the job is: names and values that tell it from any other
//	directions.kindred              the projection
//	neighbours.kindred              whom papers are drawn to, and their recall
//	related-10.kindred              the ten papers nearest to each
//	clustering-start-3.kindred      the labels that a start led to; clustering-search-0 those of a local search,
//	                                clustering-tree-of-20 a tree, clustering-cut-20 those of its cut, clustering-all-in-20
//	                                those of all papers where a part was clustered
//	stability-part-3-of-20000-tree-of-20    the tree of a part of so many papers, and its cut
//
// Each holds sections (see index) and among them the checksum of the job. It appears when it is whole; one that is
// damaged, or of another job, is said, and found anew. Reading papers and counting words is not kept: with 100,000 abstracts it takes
// two seconds of a hundred. Nothing is ever removed, so that doing the job again is quick.
//
// The methods work on a nil Checkpoint, which keeps nothing.
type Checkpoint struct {
	folder string
	job    []byte // SHA-256
	say    func(format string, args ...any)
}

const (
	checkpointEnd = ".kindred"
	jobName       = "job"
)

// OtherJobError says that a folder keeps what another job found.
type OtherJobError struct {
	Folder  string
	Setting string // that differs
	There   string // "" is unset, as below
	Here    string
}

func (e *OtherJobError) Error() string {
	return fmt.Sprintf("engine: %s is of another job: %s is %s there and %s here; name another folder, or remove it", e.Folder, e.Setting, orNone(e.There), orNone(e.Here))
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// OpenCheckpoint opens a folder, or makes it, for a job, which is all that its result depends on: settings and the papers, by
// name. say is told of what is damaged or cannot be kept, in a sentence. Errors: an *OtherJobError; those of the disk.
func OpenCheckpoint(folder string, job map[string]string, say func(format string, args ...any)) (*Checkpoint, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	names := slices.Sorted(maps.Keys(job))
	var all []string
	for _, name := range names {
		all = append(all, name, job[name])
	}
	sum := sha256.Sum256([]byte(strings.Join(all, "\x00")))
	c := &Checkpoint{folder, sum[:], say}
	f, err := index.Open(c.path(jobName))
	if errors.Is(err, fs.ErrNotExist) {
		return c, index.Write(c.path(jobName), 0o644, func(w *index.Writer) { w.Strings(jobName, all) })
	}
	var there []string
	if err == nil {
		err = f.Verify()
	}
	if err == nil {
		there, err = f.Strings(jobName)
	}
	if err != nil {
		return nil, fmt.Errorf("%s; name another folder, or remove it", damage(err))
	}
	return c, c.sameJob(job, there)
}

// sameJob finds the first name, by the alphabet, whose value is another one in the folder.
func (c *Checkpoint) sameJob(job map[string]string, there []string) error {
	kept := map[string]string{}
	for pair := range slices.Chunk(there, 2) {
		kept[pair[0]] = pair[len(pair)-1]
	}
	names := slices.Concat(slices.Collect(maps.Keys(job)), slices.Collect(maps.Keys(kept)))
	slices.Sort(names)
	for _, name := range names {
		if kept[name] != job[name] {
			return &OtherJobError{c.folder, name, kept[name], job[name]}
		}
	}
	return nil
}

// Steps returns how many steps are kept.
func (c *Checkpoint) Steps() int {
	if c == nil {
		return 0
	}
	files, _ := filepath.Glob(filepath.Join(escapeGlob.Replace(c.folder), "*"+checkpointEnd)) // the pattern is well formed
	return max(0, len(files)-1)
}

var escapeGlob = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`)

func (c *Checkpoint) path(step string) string {
	return filepath.Join(c.folder, strings.ReplaceAll(step, " ", "-")+checkpointEnd)
}

// keep does a step: load takes what was kept of it, and if there is nothing, or it is damaged, find finds it and save keeps
// it. What cannot be kept is said, and the work goes on.
func (c *Checkpoint) keep(step string, load func(*index.File) error, save func(*index.Writer), find func() error) error {
	if c == nil {
		return find()
	}
	err := c.load(step, load)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		c.say("%s; it is found anew", damage(err))
	}
	if err := find(); err != nil {
		return err
	}
	err = index.Write(c.path(step), 0o644, func(w *index.Writer) {
		_, _ = w.Section(jobName).Write(c.job) // the writer keeps its error
		save(w)
	})
	if err != nil {
		c.say("%s is not kept: %v", step, err)
	}
	return nil
}

// damage is an error without what to do: that is done.
func damage(err error) string {
	text, _, _ := strings.Cut(err.Error(), ": make ")
	return text
}

func (c *Checkpoint) load(step string, load func(*index.File) error) error {
	f, err := index.Open(c.path(step))
	if err != nil {
		return err
	}
	if err := f.Verify(); err != nil {
		return err
	}
	job, err := f.Bytes(jobName)
	if err == nil && !bytes.Equal(job, c.job) {
		err = fmt.Errorf("engine: %s is of another job", c.path(step))
	}
	if err == nil {
		err = load(f)
	}
	return err
}

// memo keeps the labels that clustering finds, under the name of a stage.
func (c *Checkpoint) memo(stage string) cluster.Memo {
	if c == nil {
		return nil
	}
	return func(name string, find func() ([]int, error)) (labels []int, err error) {
		err = c.keep(stage+" "+name, func(f *index.File) error {
			kept, err := f.Int32s("labels")
			labels = make([]int, len(kept))
			for i, v := range kept {
				labels[i] = int(v)
			}
			return err
		}, func(w *index.Writer) {
			kept := make([]int32, len(labels))
			for i, v := range labels {
				kept[i] = int32(v)
			}
			w.Int32s("labels", kept)
		}, func() (err error) {
			labels, err = find()
			return err
		})
		return labels, err
	}
}

// projection keeps the directions of a matrix of so many columns.
func (c *Checkpoint) projection(columns int, taper bool, find func() (*vectorize.Projection, error)) (p *vectorize.Projection, err error) {
	err = c.keep("directions", func(f *index.File) error {
		singular, err := f.Float64s("singular")
		if err != nil {
			return err
		}
		terms, err := f.Float32s("terms")
		if err != nil {
			return err
		}
		if len(singular) == 0 || len(terms) != columns*len(singular) {
			return fmt.Errorf("engine: %s has %d numbers of %d terms in %d directions", c.path("directions"), len(terms), columns, len(singular))
		}
		p = vectorize.NewProjection(matrix.NewRows(columns, len(singular), terms), singular, taper)
		return nil
	}, func(w *index.Writer) {
		w.Float64s("singular", p.Singular())
		w.Float32s("terms", p.Terms().Data())
	}, func() (err error) {
		p, err = find()
		return err
	})
	return p, err
}

// neighbours keeps the neighbours of n papers and what share of the nearest they are.
func (c *Checkpoint) neighbours(step string, n int, find func() ([][]cluster.Hit, float64, error)) (near [][]cluster.Hit, recall float64, err error) {
	err = c.keep(step, func(f *index.File) error {
		ends, err1 := f.Int64s("ends")
		rows, err2 := f.Int32s("rows")
		similarities, err3 := f.Float64s("similarities")
		share, err4 := f.Float64s("recall")
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return err
		}
		if near = hitsOf(n, ends, rows, similarities); near == nil || len(share) != 1 {
			return fmt.Errorf("engine: %s has no neighbours of %d papers", c.path(step), n)
		}
		recall = share[0]
		return nil
	}, func(w *index.Writer) {
		ends, rows, similarities := flat(near)
		w.Int64s("ends", ends)
		w.Int32s("rows", rows)
		w.Float64s("similarities", similarities)
		w.Float64s("recall", []float64{recall})
	}, func() (err error) {
		near, recall, err = find()
		return err
	})
	return near, recall, err
}

// flat lays lists of hits one behind the other.
func flat(near [][]cluster.Hit) (ends []int64, rows []int32, similarities []float64) {
	for _, hits := range near {
		for _, h := range hits {
			rows, similarities = append(rows, int32(h.Row)), append(similarities, h.Similarity)
		}
		ends = append(ends, int64(len(rows)))
	}
	return ends, rows, similarities
}

// hitsOf takes n lists of hits among n rows apart again; nil if they are none.
func hitsOf(n int, ends []int64, rows []int32, similarities []float64) [][]cluster.Hit {
	if len(ends) != n || len(rows) != len(similarities) || n > 0 && ends[n-1] != int64(len(rows)) {
		return nil
	}
	out, from := make([][]cluster.Hit, n), int64(0)
	for i, end := range ends {
		if end < from || end > int64(len(rows)) {
			return nil
		}
		for at := from; at < end; at++ {
			if rows[at] < 0 || int(rows[at]) >= n || math.IsNaN(similarities[at]) {
				return nil
			}
			out[i] = append(out[i], cluster.Hit{Row: int(rows[at]), Similarity: similarities[at]})
		}
		from = end
	}
	return out
}
