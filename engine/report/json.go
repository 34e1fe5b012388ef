package report

import (
	"fmt"
	"io"
	"strconv"

	"kindred/engine"
)

// JSON writes an array with one object a row, a row a line.
func JSON(w io.Writer, t Table) error {
	if err := array(w, t); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// JSONL writes one object a row, one row a line.
func JSONL(w io.Writer, t Table) error {
	return t.objects(func(object []byte, first bool) error {
		_, err := w.Write(append(object, '\n'))
		return err
	})
}

// array writes the rows as a JSON array without a newline at its end.
func array(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "["); err != nil {
		return err
	}
	err := t.objects(func(object []byte, first bool) error {
		separator := ",\n"
		if first {
			separator = "\n"
		}
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		_, err := w.Write(object)
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n]")
	return err
}

// objects calls write with each row as a JSON object; the bytes are good until the next call.
func (t Table) objects(write func(object []byte, first bool) error) error {
	keys := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		keys[i] = append(appendQuoted(nil, c.Name), ':')
	}
	var object []byte
	first := true
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		object = append(object[:0], '{')
		for i, cell := range row {
			if i > 0 {
				object = append(object, ',')
			}
			object = append(object, keys[i]...)
			object = t.Columns[i].appendJSON(object, cell)
		}
		if err := write(append(object, '}'), first); err != nil {
			return err
		}
		first = false
	}
	return nil
}

// SchemaVersion is that of the Bundle. It rises when a key changes its meaning or goes away.
const SchemaVersion = 1

// Bundle is an answer as one JSON object: {schema_version, run, a list for each part, metrics, numbering}. It holds no time,
// thread count, host or path, so that equal work gives equal bytes.
type Bundle struct {
	Run     Run
	Parts   []Part
	Metrics *Metrics // nil for an answer without topics

	Numbering *Numbering // nil where there is nothing to say
}

// Part is a table and the key that it has in a Bundle.
type Part struct {
	Name  string
	Table Table
}

// Run says what the answer was made from.
type Run struct {
	Version string         `json:"version"`
	Config  map[string]any `json:"config"` // by the names of the flags
	SHA256  string         `json:"sha256"` // of the decompressed input
	Papers  int            `json:"papers"`
	Terms   int            `json:"terms"` // in the vocabulary
}

// Numbering is what a later run must know, beside topics and papers, to go on with their ids.
type Numbering struct {
	Highest *int              `json:"highest_topic_id"`  // that was ever given
	Names   map[string]string `json:"names,omitempty"`   // that users gave, by the ids of topics
	ByHand  bool              `json:"by_hand,omitempty"` // see engine.Topics
}

// NewNumbering is nil where topics are called by their places and nobody named or made them.
func NewNumbering(t *engine.Topics) *Numbering {
	highest, names, needed := t.Highest(), map[string]string{}, t.ByHand || t.Highest() >= len(t.Topics)
	for place, topic := range t.Topics {
		needed = needed || topic.ID != place
		if topic.Name != "" {
			names[strconv.Itoa(topic.ID)] = topic.Name
		}
	}
	if !needed && len(names) == 0 {
		return nil
	}
	return &Numbering{&highest, names, t.ByHand}
}

// Metrics are the numbers about the whole clustering.
type Metrics struct {
	K          int     `json:"k"`
	NoText     int     `json:"no_text"` // papers in no topic: see engine.Topics
	Criterion  Measure `json:"criterion"`
	Silhouette Measure `json:"silhouette"`
	Stability  Measure `json:"stability"` // of the run; null if it was not looked for
}

// NewMetrics are those of a clustering.
func NewMetrics(t *engine.Topics) *Metrics {
	return &Metrics{K: t.K, NoText: t.NoText, Criterion: Measure(t.Criterion), Silhouette: Measure(t.Silhouette), Stability: Measure(t.Stability)}
}

// Write writes the object.
func (b Bundle) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "{\n\"schema_version\": %d", SchemaVersion); err != nil {
		return err
	}
	if err := member(w, "run", b.Run); err != nil {
		return err
	}
	for _, p := range b.Parts {
		if _, err := fmt.Fprintf(w, ",\n%s: ", appendQuoted(nil, p.Name)); err != nil {
			return err
		}
		if err := array(w, p.Table); err != nil {
			return err
		}
	}
	if b.Metrics != nil {
		if err := member(w, "metrics", b.Metrics); err != nil {
			return err
		}
	}
	if b.Numbering != nil {
		if err := member(w, "numbering", b.Numbering); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n}\n")
	return err
}

// member writes one more key of an object and its value on one line.
func member(w io.Writer, key string, value any) error {
	text, err := encode(value)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = fmt.Fprintf(w, ",\n%s: %s", appendQuoted(nil, key), text)
	return err
}
