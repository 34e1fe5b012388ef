package main

import (
	"strings"
	"testing"
)

// A record over --max-record is skipped and input over --max-input refused; the messages name the flags, that of info too.
func TestLimitsOfReading(t *testing.T) {
	long := docs("bees dance", strings.Repeat("moths rest ", 200), "owls hunt")
	source := file(t, "p.jsonl", long)
	r := done(t, "info", source, "--max-record", "1K", "--format", "json")
	if says := "over the limit of 1024 bytes for one record (--max-record)"; !strings.Contains(r.err, says) || !strings.Contains(r.out, says) || !strings.Contains(r.out, `"kept": 2`) {
		t.Errorf("%s%s", r.err, r.out)
	}
	if r := done(t, "info", source, "--max-record", "1M", "--max-input", "1M"); r.err != "" {
		t.Error(r.err)
	}
	if r := kindred(t, "info", source, "--max-input", "2KiB"); r.code != exitFailed || !strings.Contains(r.err, "more than 2048 bytes after decompression (--max-input)") {
		t.Errorf("exit code %d: %s", r.code, r.err)
	}
}

func TestSizesOfInput(t *testing.T) {
	for value, want := range map[string]any{"500K": "500KiB", "16M": "16MiB", "2g": "2GiB", "1.5KiB": "1536B", "1kB": "1000B", "7": "7B", "4096T": "4194304GiB"} {
		if got := setting(t, "max-record", "--max-record", value); got != want {
			t.Errorf("%s is shown as %v, want %v", value, got, want)
		}
		if again := setting(t, "max-record", "--max-record", want.(string)); again != want {
			t.Errorf("%s is read back as %v", want, again)
		}
	}
	for _, value := range []string{"", "x", "-1", "0", "1e400", "NaN", "5X"} {
		if r := kindred(t, "config", "show", "--max-input="+value); r.code != exitMisused || !strings.Contains(r.err, "use a number of bytes") {
			t.Errorf("%q: exit code %d, %s", value, r.code, r.err)
		}
	}
}
