package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"slices"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
)

// Digest is what came in, by topic, as an electronic mail to send on: the topics with the most new papers first, of each the
// most central new papers first. It is a draft in the form of RFC 5322, with the same as text and as HTML (RFC 2046,
// multipart/alternative); who sends it, to whom and when is left to the program that opens it, so that equal
// input gives equal bytes. Only what is new is told; topics are those of all papers.
type Digest struct {
	Docs   corpus.Documents
	Topics *engine.Topics
	Title  string // the subject; "" says how many papers came
	New    []int  // rows of the new papers, ascending
	Since  string // new since when or what, for a reader: "2024-05" or "the run of weekly.kindred"; "" says nothing
}

// digestPapers is how many papers of a topic a digest lists.
const digestPapers = 12

//go:embed page/digest.html
var digestHTML string

var digestTemplate = template.Must(template.New("digest").Parse(digestHTML))

// digestView is what a digest says.
type digestView struct {
	Title, Lead string
	Topics      []digestTopic
	Unplaced    []paperRow // new papers in no topic
}

type digestTopic struct {
	Label, Papers string
	Rows          []paperRow
	More          int
}

// Write writes the mail, lines ended by CRLF.
func (d Digest) Write(w io.Writer) error {
	view := d.view()
	var page bytes.Buffer
	if err := digestTemplate.Execute(&page, view); err != nil {
		return err
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	text := view.text()
	if err := parts.SetBoundary(fmt.Sprintf("%.16x", sha256.Sum256([]byte(text+page.String())))); err != nil {
		return err
	}
	if err := part(parts, "text/plain", text); err != nil {
		return err
	}
	if err := part(parts, "text/html", page.String()); err != nil {
		return err
	}
	if err := parts.Close(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "Subject:%s\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=%q\r\n\r\n%s",
		subject(view.Title), parts.Boundary(), body.Bytes())
	return err
}

// plainSubject is the longest subject in bytes that stands as it is on the line of its name.
const plainSubject = 66

// subject is a text as it stands behind the name of a header: words in another script are encoded and folded, and so is what is too long for
// a line or looks encoded.
func subject(s string) string {
	encoded := mime.QEncoding.Encode("utf-8", s)
	if encoded == s && len(s) <= plainSubject && !strings.Contains(s, "=?") {
		return " " + s
	}
	if encoded == s {
		var words []string
		for part := range slices.Chunk([]byte(s), 42) {
			words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString(part)+"?=")
		}
		encoded = strings.Join(words, " ")
	}
	return "\r\n " + strings.ReplaceAll(encoded, "?= =?", "?=\r\n =?")
}

// part adds a text of a type. No line is longer than 76 signs, whatever the titles are.
func part(parts *multipart.Writer, kind, text string) error {
	w, err := parts.CreatePart(textproto.MIMEHeader{"Content-Type": {kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(q, strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
		return err
	}
	return q.Close()
}

func (d Digest) view() digestView {
	came, groups := Count(len(d.New), "new paper"), d.byTopic()
	v := digestView{Title: cmp.Or(OneLine(d.Title), came+" in "+Count(len(groups), "topic"))}
	v.Lead = came + " of " + Thousands(d.Docs.Len())
	if d.Since != "" {
		v.Lead += ", since " + OneLine(d.Since)
	}
	for _, rows := range groups {
		t := d.Topics.Topics[d.Topics.Assignments[rows[0]].Topic]
		topic := digestTopic{Label: OneLine(t.Label), Papers: fmt.Sprintf("%d new of %s", len(rows), Thousands(t.Size)), More: max(0, len(rows)-digestPapers)}
		for _, row := range rows[:len(rows)-topic.More] {
			topic.Rows = append(topic.Rows, rowOf(d.Docs, row, d.Topics.Assignments[row].Similarity))
		}
		v.Topics = append(v.Topics, topic)
	}
	for _, row := range d.New {
		if d.Topics.Assignments[row].Topic < 0 {
			v.Unplaced = append(v.Unplaced, rowOf(d.Docs, row, 0))
		}
	}
	return v
}

// byTopic are the rows of the new papers of each topic that has some, the most similar to it first.
func (d Digest) byTopic() [][]int {
	groups := make([][]int, d.Topics.K)
	for _, row := range d.New {
		if topic := d.Topics.Assignments[row].Topic; topic >= 0 {
			groups[topic] = append(groups[topic], row)
		}
	}
	groups = slices.DeleteFunc(groups, func(g []int) bool { return len(g) == 0 })
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b int) int {
			return cmp.Compare(d.Topics.Assignments[b].Similarity, d.Topics.Assignments[a].Similarity)
		})
	}
	slices.SortStableFunc(groups, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return groups
}

// text is the digest without markup.
func (v digestView) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", v.Title, v.Lead)
	for _, t := range v.Topics {
		fmt.Fprintf(&b, "\n\n%s (%s)\n", strings.ToUpper(t.Label), t.Papers)
		writeRows(&b, t.Rows)
		if t.More > 0 {
			fmt.Fprintf(&b, "\n  and %d more\n", t.More)
		}
	}
	if len(v.Unplaced) > 0 {
		b.WriteString("\n\nIN NO TOPIC\n")
		writeRows(&b, v.Unplaced)
	}
	return b.String()
}

func writeRows(b *strings.Builder, rows []paperRow) {
	for _, r := range rows {
		fmt.Fprintf(b, "\n* %s\n", r.Title)
		if about := strings.Trim(r.By+", "+r.Year, ", "); about != "" {
			fmt.Fprintf(b, "  %s\n", about)
		}
		if r.Link != "" {
			fmt.Fprintf(b, "  %s\n", r.Link)
		}
	}
}
