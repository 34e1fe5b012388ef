package main

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// longWork is from how many seconds on it is said how long work will take.
const longWork = 10

// What --memory may be beside a number of bytes.
const (
	memoryAuto = 0  // warn of more than the machine has
	memoryOff  = -1 // neither warn nor refuse
)

// memoryFlag adds --memory.
func memoryFlag(fs *pflag.FlagSet, to *int64) {
	fs.Var(parsed[int64]{to, parseMemory, formatMemory, "SIZE|auto|off"}, "memory",
		"refuse work that is estimated to take more, such as 2.5GiB or 800MB, and collect garbage the harder near it; auto: warn of more than the machine has")
}

// units are the suffixes of sizes: a longer one that ends like another comes first.
var units = []struct {
	name  string
	bytes float64
}{{"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30}, {"tib", 1 << 40}, {"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"tb", 1e12},
	{"k", 1 << 10}, {"m", 1 << 20}, {"g", 1 << 30}, {"t", 1 << 40}, {"b", 1}}

func parseMemory(s string) (int64, error) {
	switch s {
	case "auto":
		return memoryAuto, nil
	case "off", "false": // YAML reads off as a truth value
		return memoryOff, nil
	}
	bytes, ok := parseSize(s)
	if !ok {
		return 0, errors.New("use auto, off or a size such as 2.5GiB or 800MB")
	}
	return bytes, nil
}

// parseSize reads a number of bytes, at least one, with or without a unit.
func parseSize(s string) (int64, bool) {
	number, unit := strings.ToLower(s), 1.0
	for _, u := range units {
		if before, ok := strings.CutSuffix(number, u.name); ok {
			number, unit = strings.TrimSpace(before), u.bytes
			break
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	if bytes := v * unit; err == nil && bytes >= 1 && bytes < math.MaxInt64/2 {
		return int64(bytes), true
	}
	return 0, false
}

func formatMemory(bytes int64) string {
	switch bytes {
	case memoryAuto:
		return "auto"
	case memoryOff:
		return "off"
	}
	return strconv.FormatInt(bytes, 10) + "B"
}

// consent says before long work what that takes, once and again if that was wrong, and refuses what takes more memory than --memory
// allows. what begins the sentence: "this takes".
func (a *app) consent(what string, config engine.Config, work engine.Work) func(engine.Size) error {
	if a.settings.memory > 0 {
		debug.SetMemoryLimit(a.settings.memory)
	}
	if config.Checkpoint.Steps() > 0 {
		what = "from the beginning " + what
	}
	var last engine.Need
	return func(s engine.Size) error {
		needs := config.Estimate(s, work)
		peak := engine.Peak(needs)
		peak.Seconds = engine.Seconds(needs, config.Threads)
		if err := a.refuse(s, peak, config); err != nil {
			return err
		}
		if there := available(); a.settings.memory == memoryAuto && there > 0 && int64(peak.Bytes) > there && last.Stage != peak.Stage {
			a.notice("%s about %s of memory, the most in %s, and %s are free: %s", what, size(peak.Bytes), peak.Stage, size(int(there)), lessMemory(peak.Stage, config))
		}
		if peak.Seconds >= longWork && (unlike(peak.Seconds, last.Seconds) || unlike(float64(peak.Bytes), float64(last.Bytes))) {
			a.notice("%s about %s and %s", what, duration(peak.Seconds), size(peak.Bytes))
		}
		last = peak
		return nil
	}
}

// refuse returns an error if the stage that needs the most memory needs more than --memory allows.
func (a *app) refuse(s engine.Size, peak engine.Need, config engine.Config) error {
	if a.settings.memory <= 0 || int64(peak.Bytes) <= a.settings.memory {
		return nil
	}
	papers := report.Count(s.Papers, "paper")
	if s.Papers == 0 {
		papers = size(int(s.Bytes)) + " of papers"
	}
	return fmt.Errorf("work on %s takes about %s, the most in %s, and --memory allows %s: %s", papers,
		size(peak.Bytes), peak.Stage, size(int(a.settings.memory)), lessMemory(peak.Stage, config))
}

// refuseUnread does so before sources are read, if topics are to be found in all that they hold.
func (a *app) refuseUnread(source *corpus.Source) error {
	if !a.work.Topics || a.settings.memory <= 0 || a.settings.choosing.any() {
		return nil
	}
	config, err := a.settings.engine()
	if err != nil {
		return err
	}
	s := engine.Size{Bytes: source.Size()}
	return a.refuse(s, engine.Peak(config.Estimate(s, a.work)), config)
}

// unlike tells whether two estimates differ by half or more.
func unlike(a, b float64) bool { return a > 1.5*b || b > 1.5*a }

// lessMemory says what makes a stage take less.
func lessMemory(stage string, config engine.Config) string {
	fewer := "fewer terms (--max-terms, a higher --min-df, --ngrams 1)"
	switch stage {
	case "finding directions", "finding neighbours":
		return "try fewer directions (--lsa 50, --lsa off) or " + fewer
	case "clustering", "clustering parts of the papers":
		if config.LSA.Rank >= 0 {
			return "try fewer topics (a smaller -k)"
		}
		return "try fewer topics (a smaller -k) or " + fewer
	}
	return "try --ngrams 1, or read fewer papers at a time"
}

// size writes bytes for people.
func size(bytes int) string {
	switch gb := float64(bytes) / 1e9; {
	case gb < 1:
		return fmt.Sprintf("%.0f MB", max(1, 1000*gb))
	case gb < 10:
		return fmt.Sprintf("%.1f GB", gb)
	default:
		return fmt.Sprintf("%.0f GB", gb)
	}
}

// duration writes seconds for people.
func duration(seconds float64) string {
	switch {
	case seconds < 90:
		return fmt.Sprintf("%.0f s", math.Ceil(seconds/5)*5)
	case seconds < 90*60:
		return fmt.Sprintf("%.0f min", seconds/60)
	}
	return fmt.Sprintf("%.1f h", seconds/3600)
}

// available is the memory that the machine has free, or that the group of the process is allowed and does not use; 0 if
// nobody says: both are files of Linux.
func available() int64 {
	free := field("/proc/meminfo", "MemAvailable:") << 10
	limit, used := field("/sys/fs/cgroup/memory.max", ""), field("/sys/fs/cgroup/memory.current", "")
	if left := limit - used; limit > 0 && left > 0 && (free == 0 || left < free) {
		return left
	}
	return free
}

// field reads the number behind a name at the beginning of a line of a file, 0 if there is none.
func field(path, name string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			number, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			n, _ := strconv.ParseInt(number, 10, 64) // max, of a group without a limit, is no number
			return n
		}
	}
	return 0
}
