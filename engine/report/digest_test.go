package report

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
)

// parts reads a digest as a mail program does: its subject, its text and its HTML.
func parts(t *testing.T, d Digest) (subject, text, html string) {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(b.String(), "\r\n") {
		if len(line) > 76 || strings.Contains(line, "\n") {
			t.Errorf("a line of %d: %q", len(line), line)
		}
	}
	m, err := mail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	var bodies []string
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, strings.ReplaceAll(string(body), "\r\n", "\n"))
	}
	if len(bodies) != 2 {
		t.Fatalf("%d parts", len(bodies))
	}
	return subject, bodies[0], bodies[1]
}

func TestDigest(t *testing.T) {
	p := page()
	d := Digest{Docs: p.Docs, Topics: topics, New: []int{0, 1, 3}, Since: "2024-05"}
	subject, text, html := parts(t, d)
	if subject != "3 new papers in 1 topic" {
		t.Errorf("subject %q", subject)
	}
	want := `3 new papers in 1 topic
3 new papers of 4, since 2024-05


STINGING INSECTS (2 new of 2)

* </script><script>alert("wasps")</script>

* Bees and "flowers"
  https://doi.org/10.1/%3Cx%3E%22


IN NO TOPIC

* d
`
	if text != want {
		t.Errorf("text is\n%s\nwant\n%s", text, want)
	}
	if strings.Contains(html, "<script") || !strings.Contains(html, "Bees and &#34;flowers&#34;") {
		t.Errorf("HTML is\n%s", html)
	}
}

func TestDigestInAnyScript(t *testing.T) {
	title := strings.Repeat("Новые статьи, 新しい論文 — ", 6)
	subject, text, _ := parts(t, Digest{Docs: papers, Topics: topics, Title: title})
	if want := strings.TrimSpace(title); subject != want || !strings.HasPrefix(text, want) {
		t.Errorf("subject %q, text %q", subject, text)
	}
}

func TestSubjectsOfAnyLengthAreRead(t *testing.T) {
	p := page()
	for _, title := range []string{strings.Repeat("long words ", 200) + "end", strings.Repeat("x", 2000), "=?utf-8?q?fake?=", "Bees"} {
		if subject, _, _ := parts(t, Digest{Docs: p.Docs, Topics: topics, Title: title}); subject != title {
			t.Errorf("the subject is %q, want %q", subject, title)
		}
	}
}
