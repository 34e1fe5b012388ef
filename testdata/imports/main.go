// Command imports proves the import rules of ARCHITECTURE.md with go list: who may import whom,
// and what a program that only vectorizes or clusters never compiles.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

const module = "kindred"

// allowed lists, for each package of ours, what its code may import beside the standard library:
// our own packages by their path in the module, others by the beginning of their path. Commands may
// import anything.
var allowed = map[string][]string{
	"vectorize/matrix": {"gonum.org/", "golang.org/x/sys/cpu"},
	"cluster":          {"gonum.org/", "golang.org/x/sync", "vectorize/matrix"},
	"vectorize/text":   {"github.com/kljensen/snowball", "github.com/blevesearch/snowballstem", "github.com/clipperhouse/uax29/", "golang.org/x/text"},
	"vectorize":        {"gonum.org/", "golang.org/x/sync", "vectorize/matrix", "vectorize/text"},
	"engine/corpus":    {"golang.org/x/text", "golang.org/x/sync", "github.com/klauspost/compress", "github.com/bmatcuk/doublestar/", "engine/parquet"},
	"engine/parquet":   {"github.com/klauspost/compress", "github.com/andybalholm/brotli"},
	"engine/wholefile": {},
	"engine/vectors":   {"vectorize/matrix", "engine/parquet"},
	"engine/index":     {"engine/wholefile", "github.com/edsrzf/mmap-go", "github.com/gofrs/flock", "golang.org/x/sys/unix"}, // a file of sections appears whole, as every file does
	"engine":           {"gonum.org/", "golang.org/x/sync", "vectorize", "vectorize/matrix", "vectorize/text", "cluster", "engine/corpus", "engine/index"},
	"engine/eval":      {},
	"engine/webmap":    {},
	"engine/figures":   {"engine", "engine/report", "engine/webmap", "gonum.org/v1/plot/", "codeberg.org/go-fonts/liberation/", "golang.org/x/image/font/"},
	"engine/server":    {"engine", "engine/corpus", "engine/index", "engine/report", "engine/webmap", "github.com/danielgtaylor/huma/"},
	"engine/report":    {"engine", "engine/corpus", "engine/parquet", "engine/webmap", "github.com/jedib0t/go-pretty/", "golang.org/x/text"},
}

// neverCompiled is what a program that imports vectorize or cluster must not carry.
var neverCompiled = []string{"github.com/spf13/", "net/http", "parquet"}

// forbiddenNames say nothing about what a package provides.
var forbiddenNames = []string{"utils", "util", "common", "helpers", "types", "models", "pkg", "internal"}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func main() {
	packages, err := list()
	if err != nil {
		fmt.Fprintln(os.Stderr, "imports:", err)
		os.Exit(1)
	}
	var faults []string
	for _, p := range packages {
		faults = append(faults, check(p)...)
	}
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, f)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
	fmt.Printf("imports: %d packages keep the rules\n", len(packages))
}

func list() ([]listed, error) {
	out, err := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Imports,Deps", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("go list: %s", exit.Stderr)
		}
		return nil, err
	}
	var packages []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

func check(p listed) (faults []string) {
	room := strings.TrimPrefix(p.ImportPath, module+"/")
	if slices.Contains(forbiddenNames, path.Base(room)) {
		faults = append(faults, fmt.Sprintf("%s: name a package by what it provides", room))
	}
	if strings.HasPrefix(room, "cmd/") {
		return faults
	}
	rules, ok := allowed[room]
	if !ok {
		return append(faults, fmt.Sprintf("%s: a package without import rules: add it to testdata/imports and ARCHITECTURE.md", room))
	}
	for _, i := range p.Imports {
		if !permitted(i, rules) {
			faults = append(faults, fmt.Sprintf("%s must not import %s", room, i))
		}
	}
	if room == "vectorize" || room == "cluster" {
		faults = append(faults, carried(room, p.Deps)...)
	}
	return faults
}

// permitted reports whether an import is of the standard library or among the rules.
func permitted(imported string, rules []string) bool {
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
		return slices.Contains(rules, ours)
	}
	standard := !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	return standard || slices.ContainsFunc(rules, func(r string) bool { return strings.HasPrefix(imported, r) })
}

func carried(room string, deps []string) (faults []string) {
	for _, d := range deps {
		for _, never := range neverCompiled {
			if strings.HasPrefix(d, never) || never == "parquet" && strings.Contains(d, never) {
				faults = append(faults, fmt.Sprintf("a program that imports %s compiles %s", room, d))
			}
		}
	}
	return faults
}
