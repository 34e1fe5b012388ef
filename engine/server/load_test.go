package server

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Bounds on a load test, whatever it is asked to do.
const (
	loadTime        = 30 * time.Second
	loadConnections = 64
)

// TestLoad asks a server that runs on this machine for related papers, each time for others, from twice as many connections as it has places at
// work, and says how long answers take. Run by make load:
//
//	KINDRED_LOAD=http://127.0.0.1:8117 KINDRED_LOAD_CONNECTIONS=8,64 go test ./engine/server -run TestLoad -v
func TestLoad(t *testing.T) {
	address := os.Getenv("KINDRED_LOAD")
	if address == "" {
		t.Skip("no server to load: name one in KINDRED_LOAD")
	}
	if u, err := url.Parse(address); err != nil || !localHost(u.Host) {
		t.Fatalf("%s is not on this machine", address)
	}
	ids := someIDs(t, address)
	for count := range strings.SplitSeq(cmp.Or(os.Getenv("KINDRED_LOAD_CONNECTIONS"), "1,16,64"), ",") {
		n, err := strconv.Atoi(count)
		if err != nil || n < 1 || n > loadConnections {
			t.Fatalf("%s connections: use 1 to %d", count, loadConnections)
		}
		load(t, address, ids, n)
	}
}

// someIDs are ids of papers from all topics.
func someIDs(t *testing.T, address string) (ids []string) {
	var topics struct {
		Topics []struct {
			ID int `json:"topic_id"`
		} `json:"topics"`
	}
	fetch(t, address+"/api/v1/topics", &topics)
	for _, topic := range topics.Topics {
		var papers struct {
			Documents []struct {
				ID string `json:"doc_id"`
			} `json:"documents"`
		}
		fetch(t, fmt.Sprintf("%s/api/v1/topics/%d/papers?limit=1000", address, topic.ID), &papers)
		for _, p := range papers.Documents {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func fetch(t *testing.T, target string, to any) {
	t.Helper()
	r, err := client(t).Get(target)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body(t, r), to); err != nil {
		t.Fatal(err)
	}
}

// load asks from n connections for a third of the time that there is.
func load(t *testing.T, address string, ids []string, n int) {
	ctx, cancel := context.WithTimeout(context.Background(), loadTime/3)
	defer cancel()
	c := client(t)
	var mu sync.Mutex
	var took []time.Duration
	statuses := map[int]int{}
	var clients sync.WaitGroup
	begun := time.Now()
	for i := range n {
		clients.Go(func() {
			for at := i; ctx.Err() == nil; at += n {
				start := time.Now()
				status := one(ctx, c, address+"/api/v1/related?n=10&id="+url.QueryEscape(ids[at*7919%len(ids)]))
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				if statuses[status]++; status == http.StatusOK {
					took = append(took, time.Since(start))
				}
				mu.Unlock()
			}
		})
	}
	clients.Wait()
	seconds := time.Since(begun).Seconds()
	slices.Sort(took)
	if len(took) == 0 {
		t.Fatalf("%d connections: no answer, statuses %v", n, statuses)
	}
	t.Logf("%d connections: %.0f answers a second, p50 %v, p99 %v, statuses %v", n, float64(len(took))/seconds,
		took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), statuses)
	for _, status := range slices.Sorted(maps.Keys(statuses)) {
		if !slices.Contains([]int{200, http.StatusTooManyRequests, http.StatusServiceUnavailable}, status) {
			t.Errorf("%d answers have status %d", statuses[status], status)
		}
	}
}

// one asks once and reads the answer; 0 stands for no answer.
func one(ctx context.Context, c *http.Client, target string) int {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return 0
	}
	w, err := c.Do(r)
	if err != nil {
		return 0
	}
	defer w.Body.Close()
	if _, err := io.Copy(io.Discard, w.Body); err != nil {
		return 0
	}
	return w.StatusCode
}
