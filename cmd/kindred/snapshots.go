package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
)

// An earlier run is read from what it wrote: a saved index, the folder of run, or a file of cluster or topics in CSV, JSON or
// JSON lines. Only ids of papers and topics need be there; all else makes later answers say more.

// keptTopic is a line of the topics of a run, and keptPaper one of its papers, by the names of the columns.
type keptTopic struct {
	ID     *int     `json:"topic_id"`
	Label  string   `json:"label"`
	Parent *int     `json:"parent_id"`
	Terms  []string `json:"top_terms"`
}

type keptPaper struct {
	ID               string   `json:"doc_id"`
	Title            string   `json:"title"`
	Topic            *int     `json:"topic_id"`
	Label            string   `json:"topic_label"`
	Similarity       *float64 `json:"similarity"`
	Second           *int     `json:"second_topic_id"`
	SecondSimilarity *float64 `json:"second_similarity"`
}

// kept is what the outputs of a run hold. A line of JSON is either all of it or a paper.
type kept struct {
	Topics    []keptTopic      `json:"topics"`
	Documents []keptPaper      `json:"documents"`
	Numbering report.Numbering `json:"numbering"`
	keptPaper
}

// snapshot is what is left of a run. Of an index, reasons name the terms for which a paper is in a topic; of other outputs it is nil.
type snapshot struct {
	*engine.Snapshot
	reasons func(paper, topic, other int) []string
}

// readSnapshot reads an earlier run that a flag or an argument names.
func (a *app) readSnapshot(ctx context.Context, what, path string) (*snapshot, error) {
	s, err := a.openSnapshot(ctx, path)
	var lost *fs.PathError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &lost):
		return nil, misused("%s: %s: %w", what, path, lost.Err)
	case err != nil:
		return nil, misused("%s: %s: %s", what, path, message(err))
	case len(s.Papers) == 0:
		return nil, misused("%s: %s: there is no paper in it", what, path)
	}
	return s, nil
}

func (a *app) openSnapshot(ctx context.Context, path string) (*snapshot, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir() && index.IsFolder(path):
		return a.savedSnapshot(ctx, path, index.OpenFolder)
	case info.IsDir():
		return a.folderSnapshot(path)
	}
	if err := corpus.CheckKind(path, info); err != nil {
		return nil, err
	}
	a.reads(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReaderSize(inUTF8(f), 1<<16)
	start, err := r.Peek(len(index.Magic))
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case string(start) == index.Magic:
		return a.savedSnapshot(ctx, path, index.Map)
	case strings.HasPrefix(strings.TrimSpace(string(start)), "{"):
		return jsonSnapshot(r, nil)
	}
	papers, err := readKeptPapers(r)
	if err != nil {
		return nil, err
	}
	beside := filepath.Dir(path)
	topics, err := readBeside(filepath.Join(beside, "topics.csv"), readKeptTopics)
	if err != nil || !describes(topics, papers) {
		topics = nil // those of another run
	}
	return &snapshot{kept{Topics: topics, Documents: papers}.snapshot(nil), nil}, nil
}

// savedSnapshot reads an index. The file stays open, for texts are used where they lie.
func (a *app) savedSnapshot(ctx context.Context, path string, open func(string) (*index.File, error)) (s *snapshot, err error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	err = index.Guard(path, func() error {
		e, err := a.engineOf(path, f)
		if err != nil {
			return err
		}
		topics, err := e.Topics(ctx, nil)
		if err != nil {
			return err
		}
		s = &snapshot{topics.Snapshot(e.Documents()), e.Reasons(topics)}
		return nil
	})
	return s, err
}

// folderSnapshot reads the folder of a run: topics.json, or the tables if that is gone, and from run.json which records were merged.
func (a *app) folderSnapshot(folder string) (*snapshot, error) {
	merged, err := readBeside(filepath.Join(folder, manifestName), readMerged)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "topics.json")
	a.reads(path)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		s, err := a.openSnapshot(context.Background(), filepath.Join(folder, "assignments.csv"))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, errors.New("neither an index nor a folder of kindred run: there is no topics.json or assignments.csv in it")
		}
		return s, err
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonSnapshot(f, merged)
}

func jsonSnapshot(r io.Reader, merged map[string][]string) (*snapshot, error) {
	k, err := readKeptJSON(r)
	if err != nil {
		return nil, err
	}
	return &snapshot{k.snapshot(merged), nil}, nil
}

// readBeside reads a file that may be missing.
func readBeside[T any](path string, read func(io.Reader) (T, error)) (out T, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	defer f.Close()
	if out, err = read(f); err != nil {
		return out, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return out, nil
}

// readMerged lists the ids of records by that of the paper that they are part of.
func readMerged(r io.Reader) (map[string][]string, error) {
	var m struct {
		Input struct {
			Merged []mergedRecord `json:"merged_records"`
		} `json:"input"`
	}
	if err := json.NewDecoder(r).Decode(&m); err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, record := range m.Input.Merged {
		if record.ID != record.Into {
			out[record.Into] = append(out[record.Into], record.ID)
		}
	}
	return out, nil
}

// readKeptJSON reads an object with lists of topics and documents, or lines that are papers.
func readKeptJSON(r io.Reader) (kept, error) {
	var all kept
	d := json.NewDecoder(r)
	for line := 1; ; line++ {
		var one kept
		err := d.Decode(&one)
		switch {
		case errors.Is(err, io.EOF):
			return all, checkKept(all.Documents)
		case err != nil:
			return all, fmt.Errorf("object %d: %w", line, err)
		case one.Documents != nil:
			all.Topics, all.Documents, all.Numbering = one.Topics, append(all.Documents, one.Documents...), one.Numbering
		default:
			all.Documents = append(all.Documents, one.keptPaper)
		}
	}
}

// mostTopicID bounds ids, which leaves room for those of later runs.
const mostTopicID = 1_000_000_000

// checkKept says which paper is none.
func checkKept(papers []keptPaper) error {
	for i, p := range papers {
		if p.Topic == nil || *p.Topic < -1 || *p.Topic > mostTopicID {
			return fmt.Errorf("paper %d: no topic_id from 0 to %d, or -1 for none, as kindred cluster writes it", i+1, mostTopicID)
		}
	}
	return nil
}

// rows calls do with each row of a CSV with a header, by the names of its columns; the columns needed must be there.
func rows(r io.Reader, do func(cell func(column string) string) error, needed ...string) error {
	lines := csv.NewReader(inUTF8(r))
	lines.ReuseRecord = true
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range needed {
		if _, there := at[name]; !there {
			return fmt.Errorf("the first line must name the columns %s, as that of kindred cluster does", strings.Join(needed, " and "))
		}
	}
	for {
		row, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(func(column string) string {
				if i, there := at[column]; there {
					return row[i]
				}
				return ""
			})
		}
		if err != nil {
			line, _ := lines.FieldPos(0)
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func readKeptPapers(r io.Reader) (papers []keptPaper, err error) {
	err = rows(r, func(cell func(string) string) error {
		p := keptPaper{ID: strings.Clone(cell("doc_id")), Title: cell("title"), Label: cell("topic_label")}
		p.Topic, p.Second = wholeOf(cell("topic_id")), wholeOf(cell("second_topic_id"))
		p.Similarity, p.SecondSimilarity = numberOf(cell("similarity")), numberOf(cell("second_similarity"))
		if papers = append(papers, p); checkKept(papers[len(papers)-1:]) != nil {
			return fmt.Errorf("%q is no topic_id", cell("topic_id"))
		}
		return nil
	}, "doc_id", "topic_id")
	return papers, err
}

func readKeptTopics(r io.Reader) (topics []keptTopic, err error) {
	err = rows(r, func(cell func(string) string) error {
		t := keptTopic{ID: wholeOf(cell("topic_id")), Label: cell("label"), Parent: wholeOf(cell("parent_id"))}
		if terms := cell("top_terms"); terms != "" {
			t.Terms = strings.Split(terms, betweenIDs)
		}
		topics = append(topics, t)
		return nil
	}, "topic_id", "label")
	return topics, err
}

func wholeOf(cell string) *int {
	n, err := strconv.Atoi(strings.TrimSpace(cell))
	if err != nil {
		return nil
	}
	return &n
}

func numberOf(cell string) *float64 {
	x, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
	if err != nil {
		return nil
	}
	return &x
}

// describes tells whether a table of topics has those of some papers, by the same labels.
func describes(topics []keptTopic, papers []keptPaper) bool {
	labels := map[int]string{-1: ""}
	for _, t := range topics {
		if t.ID != nil {
			labels[*t.ID] = t.Label
		}
	}
	return !slices.ContainsFunc(papers, func(p keptPaper) bool {
		label, there := labels[*p.Topic]
		return !there || p.Label != "" && p.Label != label && *p.Topic >= 0
	})
}

// snapshot puts together what was read; merged are other ids of papers.
func (k kept) snapshot(merged map[string][]string) *engine.Snapshot {
	s := &engine.Snapshot{Highest: -1, ByHand: k.Numbering.ByHand}
	if k.Numbering.Highest != nil {
		s.Highest = min(*k.Numbering.Highest, mostTopicID)
	}
	labels := map[int]string{}
	for _, p := range k.Documents {
		topic := or(p.Topic, -1)
		labels[topic] = p.Label
		s.Papers = append(s.Papers, engine.SnapshotPaper{
			Document: corpus.Document{ID: p.ID, Title: p.Title, Also: merged[p.ID]}, Topic: topic, Second: or(p.Second, -1),
			Similarity: or(p.Similarity, math.NaN()), SecondSimilarity: or(p.SecondSimilarity, math.NaN()),
		})
	}
	for _, t := range k.Topics {
		if id := or(t.ID, -1); id >= 0 && id <= mostTopicID {
			s.Topics = append(s.Topics, engine.SnapshotTopic{ID: id, Parent: or(t.Parent, -1), Label: t.Label, Name: k.Numbering.Names[strconv.Itoa(id)], Terms: t.Terms})
			delete(labels, id)
		}
	}
	for _, p := range k.Documents {
		if topic := *p.Topic; topic >= 0 && labels[topic] != "" {
			s.Topics = append(s.Topics, engine.SnapshotTopic{ID: topic, Parent: -1, Label: labels[topic]})
			delete(labels, topic)
		}
	}
	return s
}

// or is what p points at, or something else without it.
func or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
