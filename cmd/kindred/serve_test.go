package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// notes is standard error that a test reads while the program writes.
type notes struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notes) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(b)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

var servingAt = regexp.MustCompile(`serving at (http://[^/]+)/`)

// serving starts kindred serve at a free port and returns where it answers, what it says, and what ends it and returns its exit code.
func startServing(t *testing.T, args ...string) (address string, stderr *notes, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stderr, code := &notes{}, make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), strings.NewReader(""), io.Discard, stderr)
	}()
	var once sync.Once
	var exit int
	stop = func() int {
		once.Do(func() { cancel(); exit = <-code })
		return exit
	}
	t.Cleanup(func() { stop() })
	for range 1000 {
		if at := servingAt.FindStringSubmatch(stderr.String()); at != nil {
			return at[1], stderr, stop
		}
		select {
		case exit := <-code:
			code <- exit // stop waits for it
			t.Fatalf("it exits with %d: %s", exit, stderr)
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatalf("it does not serve: %s", stderr)
	return "", nil, nil
}

// kindredToldToStop calls the program and stops it when it serves.
func kindredToldToStop(t *testing.T, args ...string) result {
	t.Helper()
	_, stderr, stop := startServing(t, append(args[1:], "--listen", "127.0.0.1:0")...)
	return result{code: stop(), err: stderr.String()}
}

// got decodes what is answered.
func got(t *testing.T, url string, headers ...string) (status int, answer map[string]any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	if err := json.NewDecoder(w.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, answer
}

// TestServeAnswersAsTheCommandsDo compares answers with the JSON of the commands, and changes the index meanwhile.
func TestServeAnswersAsTheCommandsDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "papers.kindred")
	done(t, "index", corpusFile(t), "-k", "4", "-o", path)
	address, stderr, stop := startServing(t, path, "--reload", "10ms")
	for _, x := range []struct {
		key, question string
		command       []string
	}{
		{"topics", "/api/v1/topics", []string{"topics", path, "--format", "json"}},
		{"related", "/api/v1/related?id=p001&id=p002&not=p003&n=5", []string{"related", path, "--id", "p001", "--id", "p002", "--not", "p003", "-n", "5", "--format", "json"}},
		{"explain", "/api/v1/explain?a=p001&b=p005", []string{"explain", path, "p001", "p005", "--format", "json"}},
		{"run", "/api/v1/corpus", []string{"topics", path, "--format", "json"}},
	} {
		_, answer := got(t, address+x.question)
		var want map[string]any
		if err := json.Unmarshal([]byte(done(t, x.command...).out), &want); err != nil {
			t.Fatal(err)
		}
		if a, b := compact(t, answer[x.key]), compact(t, want[x.key]); a != b && x.key != "run" {
			t.Errorf("%s answers\n%s\nand the command says\n%s", x.question, a, b)
		} else if x.key == "run" && answer["run"].(map[string]any)["sha256"] != want["run"].(map[string]any)["sha256"] {
			t.Errorf("it serves %v", answer["run"])
		}
	}
	if status, _ := got(t, address+"/api/v1/papers?id=new1"); status != http.StatusNotFound {
		t.Errorf("a paper that is not there: %d", status)
	}
	done(t, "add", path, file(t, "new.jsonl", `{"id": "new1", "title": "Honeybee and colony", "abstract": "nectar foraging in the hive"}`))
	status := 0
	for i := 0; i < 500 && status != http.StatusOK; i++ {
		time.Sleep(10 * time.Millisecond)
		status, _ = got(t, address+"/api/v1/papers?id=new1")
	}
	if status != http.StatusOK {
		t.Errorf("a paper that was added: %d\n%s", status, stderr)
	}
	if code := stop(); code != exitDone {
		t.Errorf("it exits with %d: %s", code, stderr)
	}
	if s := stderr.String(); !strings.Contains(s, "route=/api/v1/related") || !strings.Contains(s, "serving a new generation") || strings.Contains(s, "p001") {
		t.Errorf("it logs\n%s", s)
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	b, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestServeFilesWithAToken(t *testing.T) {
	t.Setenv("KINDRED_TOKEN", "a long secret of ours")
	address, stderr, stop := startServing(t, corpusFile(t), "-k", "4", "--log", "json")
	if status, _ := got(t, address+"/api/v1/topics"); status != http.StatusUnauthorized {
		t.Errorf("without the token: %d", status)
	}
	status, answer := got(t, address+"/api/v1/topics", "Authorization", "Bearer a long secret of ours")
	if status != 200 || len(answer["topics"].([]any)) != 4 {
		t.Errorf("with it: %d, %v", status, answer)
	}
	if code := stop(); code != exitDone || strings.Contains(stderr.String(), "a long secret") || !strings.Contains(stderr.String(), `"route":"/api/v1/topics"`) {
		t.Errorf("it exits with %d: %s", code, stderr)
	}
}

func TestServeRefuses(t *testing.T) {
	source := corpusFile(t)
	for says, args := range map[string][]string{
		"others can reach this":  {source, "--listen", ":8117"},
		"others can reach":       {source, "--listen", "0.0.0.0:0"},
		"can be guessed":         {source, "--listen", ":0", "--token", "secret"},
		"--listen nowhere":       {source, "--listen", "nowhere"},
		"--timeout 0s":           {source, "--timeout", "0s"},
		"no source named":        {},
		"use one of":             {source, "--log", "xml"},
		"is an index and stands": {source, emptyFolder(t, "x.kindred")},
		"holds no index":         {emptyFolder(t, "y.kindred")},
	} {
		if r := kindred(t, append([]string{"serve"}, args...)...); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("serve %q exits with %d: %s", args, r.code, r.err)
		}
	}
	address, _, _ := startServing(t, source)
	if r := kindred(t, "serve", source, "--listen", strings.TrimPrefix(address, "http://")); r.code != exitFailed || !strings.Contains(r.err, "in use") {
		t.Errorf("at a port that is taken it exits with %d: %s", r.code, r.err)
	}
}

// emptyFolder is a folder with a name and nothing in it.
func emptyFolder(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
