package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// configFile is a config file that was read.
type configFile struct {
	path    string
	viper   *viper.Viper
	keys    map[string]key // by setting
	sources []string       // what the key source or sources names
}

// key is a key as it is spelt, and where.
type key struct {
	name string
	line int
}

// pathKeys are the keys that name files. Relative ones are relative to the folder of the config file, so that a job
// means the same wherever it is started.
var pathKeys = []string{"source", "sources", "output", "checkpoint", "stopwords", "synonyms", "seeds", "names", "previous", "vectors", "file", "queries", "not-in", "assignments", "links", "qrels"}

// sourceKeys are the keys that no flag stands for.
var sourceKeys = []string{"source", "sources"}

// readConfig reads a YAML file and refuses keys that are not known, with their place.
func readConfig(path string, known []string) (*configFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, misused("--config: %w", err)
	}
	c := &configFile{path: path, viper: viper.New()}
	if c.keys, err = keys(path, b, known); err != nil {
		return nil, err
	}
	c.viper.SetConfigType("yaml")
	c.viper.SetConfigFile(path)
	if err := c.viper.ReadInConfig(); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	c.sources, err = c.readSources()
	return c, err
}

// keys checks the top level of a YAML document and returns the key of each setting.
func keys(path string, b []byte, known []string) (map[string]key, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	found := map[string]key{}
	if doc.Kind == 0 {
		return found, nil
	}
	top := doc.Content[0]
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		return found, nil
	}
	if top.Kind != yaml.MappingNode {
		return nil, misused("%s:%d: use lines such as \"k: 10\"", path, top.Line)
	}
	for i := 0; i < len(top.Content); i += 2 {
		name, line := top.Content[i].Value, top.Content[i].Line
		twin, twice := found[settingOf(name)]
		switch {
		case !slices.Contains(known, name):
			return nil, misused("%s:%d: unknown key %q%s", path, line, name, suggestion(name, known))
		case twice && twin.name == name:
			return nil, misused("%s:%d: key %q is already on line %d", path, line, name, twin.line)
		case twice:
			return nil, misused("%s:%d: %q is one setting with %q on line %d: keep one", path, line, name, twin.name, twin.line)
		case top.Content[i+1].Tag == "!!null":
			return nil, misused("%s:%d: key %q has no value; leave the line out for the default", path, line, name)
		}
		found[settingOf(name)] = key{name, line}
	}
	return found, nil
}

// settingOf is the one name of a setting that several keys may stand for.
func settingOf(key string) string {
	if key == "source" {
		return "sources"
	}
	return positive(normal(key))
}

// value returns the value that the file has for a flag, and its place.
func (c *configFile) value(flag string) (any, string) {
	k, ok := c.keys[settingOf(flag)]
	if !ok || normal(k.name) != flag {
		return nil, ""
	}
	v := c.viper.Get(k.name)
	if s, ok := v.(string); ok && namesFile(k.name, s) {
		v = c.resolve(s)
	}
	return v, c.place(k)
}

func (c *configFile) place(k key) string { return fmt.Sprintf("%s:%d", c.path, k.line) }

// namesFile tells whether a value is a path; the stop words default and none are not.
func namesFile(key, value string) bool {
	if value == "" || key == "stopwords" && (value == "default" || value == "none") {
		return false
	}
	return slices.Contains(pathKeys, key)
}

// readSources returns what the key source or sources names.
func (c *configFile) readSources() ([]string, error) {
	k, ok := c.keys["sources"]
	if !ok {
		return nil, nil
	}
	names, err := texts(c.viper.Get(k.name))
	if err != nil {
		return nil, misused("%s: %s: %w", c.place(k), k.name, err)
	}
	for i, name := range names {
		names[i] = c.resolve(name)
	}
	return names, nil
}

// resolve makes a relative path relative to the folder of the config file.
func (c *configFile) resolve(name string) string {
	if folder := filepath.Dir(c.path); name != "-" && folder != "." && !filepath.IsAbs(name) {
		return filepath.Join(folder, name)
	}
	return name
}

// known lists every key that a config file may hold: the flags of all commands, and the sources.
func known(root *cobra.Command) []string {
	return slices.Concat(flagNames(root), sourceKeys, []string{"restarts"})
}

// flagNames lists the settings that flags of a command or of those under it stand for, sorted.
func flagNames(root *cobra.Command) []string {
	var list []string
	add := func(f *pflag.Flag) {
		if !slices.Contains(noSetting, f.Name) && !slices.Contains(list, f.Name) {
			list = append(list, f.Name)
		}
	}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(add)
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	slices.Sort(list)
	return list
}

// suggestion names the known key nearest to a wrong one, if one is near.
func suggestion(wrong string, known []string) string {
	best, least := "", 1+max(2, len(wrong)/3)
	for _, k := range known {
		if d := distance(folded(wrong), folded(k)); d < least && d < len(k) {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// folded makes spellings of one name equal.
func folded(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "-") }

// distance is the edit distance of two short words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
