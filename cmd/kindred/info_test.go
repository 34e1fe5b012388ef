package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestInfo(t *testing.T) {
	source := file(t, "papers.jsonl", papers()+"{broken\n")
	var one map[string]any
	if err := json.Unmarshal([]byte(done(t, "info", source, "--format", "json").out), &one); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"format": "jsonl", "records": 41.0, "kept": 40.0, "skipped": 1.0, "merged": 0.0, "with_abstract": 40.0} {
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
	if len(one) != 12 || one["made_ids"] != 0.0 || len(one["first"].([]any)) != 3 {
		t.Errorf("%d keys in %v", len(one), one)
	}
	var two []map[string]any
	if err := json.Unmarshal([]byte(done(t, "info", source, corpusFile(t), "--format", "json").out), &two); err != nil || len(two) != 2 {
		t.Errorf("two sources: %v, %v", two, err)
	}
}

// TestStandardInputOnce: a second - has nothing to read, and is refused.
func TestStandardInputOnce(t *testing.T) {
	for _, command := range []string{"info", "topics"} {
		if r := kindred(t, command, "-", corpusFile(t), "-"); r.code != exitMisused || !strings.Contains(r.err, "keep one -") {
			t.Errorf("%s: exit code %d, %s", command, r.code, r.err)
		}
	}
}

func TestInfoOfNothing(t *testing.T) {
	r := kindred(t, "info", file(t, "e.jsonl", ""), "--format", "json")
	var info map[string]any
	if err := json.Unmarshal([]byte(r.out), &info); err != nil || r.code != exitNoDocuments || info["kept"] != 0.0 {
		t.Errorf("exit code %d, %v, %s", r.code, err, r.out)
	}
}

// The keys that are promised come first, in their order; others follow.
func TestInfoKeys(t *testing.T) {
	out := done(t, "info", corpusFile(t), "--where", "year>2001", "--format", "json").out
	var keys []string
	d := json.NewDecoder(strings.NewReader(out))
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else {
				depth--
			}
		case string:
			if depth == 1 && strings.Contains(out, "\n  \""+v+"\": ") {
				keys = append(keys, v)
			}
		}
	}
	want := "format records kept skipped with_abstract languages years problems left_out ids made_ids first merged"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// For a person it is a block a source, which says each kind of trouble once and standard error does not.
func TestInfoToRead(t *testing.T) {
	source := file(t, "papers.jsonl", papers()+"{broken\n[1]\n{worse\n")
	r := done(t, "info", source, corpusFile(t), "--format", "table", "--limit", "30")
	for _, says := range []string{source + "\n  format     jsonl\n  records    43: 40 papers kept, 3 skipped\n  left out   10 by limit\n  abstracts  all 30\n  languages  English ",
		"\n  years      2000 to 2006, most in 2000 (5)\n", "\n  the first papers\n    p001  On honeybee and colony near the nectar number0 (2000)\n", "\n    2 ×  " + source + ":41: record 41 skipped: ", "\n    1 ×  ", "\n  no problems\n"} {
		if !strings.Contains(r.out, says) {
			t.Errorf("no %q in\n%s", says, r.out)
		}
	}
	if strings.Contains(r.err, "skipped") || !strings.Contains(r.err, "by --limit") {
		t.Errorf("standard error: %s", r.err)
	}
}
