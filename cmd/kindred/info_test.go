package main

import (
	"encoding/json"
	"testing"
)

func TestInfo(t *testing.T) {
	source := file(t, "papers.jsonl", papers()+"{broken\n")
	var one map[string]any
	if err := json.Unmarshal([]byte(done(t, "info", source, "--format", "json").out), &one); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"format": "jsonl", "records": 41.0, "kept": 40.0, "skipped": 1.0, "with_abstract": 40.0} {
		if one[key] != want {
			t.Errorf("%s is %v, want %v", key, one[key], want)
		}
	}
	if years := one["years"].(map[string]any); len(years) != 7 || years["2000"] == nil {
		t.Errorf("years are %v", years)
	}
	if problems := one["problems"].([]any); len(problems) != 1 {
		t.Errorf("problems are %v", problems)
	}
	if len(one) != 8 {
		t.Errorf("%d keys in %v", len(one), one)
	}
	var two []map[string]any
	if err := json.Unmarshal([]byte(done(t, "info", source, corpusFile(t), "--format", "json").out), &two); err != nil || len(two) != 2 {
		t.Errorf("two sources: %v, %v", two, err)
	}
}

func TestInfoOfNothing(t *testing.T) {
	r := kindred(t, "info", file(t, "e.jsonl", ""), "--format", "json")
	var info map[string]any
	if err := json.Unmarshal([]byte(r.out), &info); err != nil || r.code != exitNoDocuments || info["kept"] != 0.0 {
		t.Errorf("exit code %d, %v, %s", r.code, err, r.out)
	}
}
