package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// A setting comes from the first of these layers that has it:
//
//	a flag            --min-df 2
//	the environment   KINDRED_MIN_DF=2
//	the config file   min-df: 2
//	a preset          --weighting sklearn
//	the default
//
// Layers below the first fill in flags that nothing has set yet, by the same parser, so that a bad value is
// reported alike wherever it stands. --stem and --no-stem are one setting.

// layer lays the environment, the config file and the preset under the flags of a command.
func (a *app) layer(cmd *cobra.Command) error {
	env := environment()
	if !cmd.Flags().Changed("config") {
		a.config = env.GetString("config")
	}
	err := under(cmd, func(name string) (any, string) {
		return env.Get(name), "KINDRED_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	})
	if err != nil {
		return err
	}
	if a.config != "" {
		file, err := readConfig(a.config, known(cmd.Root()))
		if err != nil {
			return err
		}
		a.sources = file.sources()
		if err := under(cmd, file.value); err != nil {
			return err
		}
	}
	if a.settings.weighting != "sklearn" {
		return nil
	}
	return under(cmd, func(name string) (any, string) { return sklearn[name], "--weighting sklearn" })
}

// sklearn is what --weighting sklearn sets beside the weights.
var sklearn = map[string]any{"tokens": "sklearn", "stem": false, "stopwords": "none", "boilerplate": "keep", "ngrams": "1",
	"min-df": "1", "max-df": "1.0"}

// environment reads KINDRED_*; an empty variable is as good as none.
func environment() *viper.Viper {
	v := viper.New()
	v.SetEnvPrefix("KINDRED")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	return v
}

// under sets every flag that no layer above has set to the value that this layer has for it, if any. value also says
// where the value stands.
func under(cmd *cobra.Command, value func(name string) (v any, where string)) error {
	set := map[string]bool{}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { set[positive(f.Name)] = set[positive(f.Name)] || f.Changed })
	var err error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if err != nil || set[positive(f.Name)] || f.Name == "help" || f.Name == "config" || f.Name == "output" && cmd.Name() != "run" {
			return
		}
		if v, where := value(f.Name); v != nil {
			if e := assign(f, v); e != nil {
				err = misused("%s: %s: %w", where, f.Name, e)
			}
		}
	})
	return err
}

// positive names the setting behind a flag: no-stem is stem.
func positive(name string) string { return strings.TrimPrefix(name, "no-") }

// assign gives a flag a value from a layer: a list becomes a list, all else goes through the flag's parser.
func assign(f *pflag.Flag, v any) error {
	items, err := texts(v)
	if err != nil {
		return err
	}
	if list, ok := f.Value.(pflag.SliceValue); ok {
		f.Changed = true
		return list.Replace(items)
	}
	s := strings.Join(items, ",")
	if err := f.Value.Set(s); err != nil {
		return fmt.Errorf("%q: %w", s, err)
	}
	f.Changed = true
	return nil
}

// texts turns a YAML scalar or list of scalars into texts.
func texts(v any) ([]string, error) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	out := make([]string, len(list))
	for i, item := range list {
		switch x := item.(type) {
		case string:
			out[i] = x
		case float64: // 1.0 is a share, 1 a count: keep the point
			out[i] = strconv.FormatFloat(x, 'f', -1, 64)
			if !strings.Contains(out[i], ".") {
				out[i] += ".0"
			}
		case int, int64, uint64, bool:
			out[i] = fmt.Sprint(x)
		default:
			return nil, fmt.Errorf("use a value or a list of values, not %T", item)
		}
	}
	return out, nil
}

// configFile is a config file that was read.
type configFile struct {
	path  string
	viper *viper.Viper
	lines map[string]int // of each key
}

// pathKeys are the keys that name files. Relative ones are relative to the folder of the config file, so that a job
// means the same wherever it is started.
var pathKeys = []string{"source", "sources", "output", "stopwords", "file", "queries"}

// sourceKeys are the keys that no flag stands for.
var sourceKeys = []string{"source", "sources"}

// readConfig reads a YAML file and refuses keys that are not known, with their place.
func readConfig(path string, known []string) (*configFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, misused("--config: %w", err)
	}
	c := &configFile{path: path, viper: viper.New()}
	if c.lines, err = keys(path, b, known); err != nil {
		return nil, err
	}
	c.viper.SetConfigType("yaml")
	c.viper.SetConfigFile(path)
	if err := c.viper.ReadInConfig(); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	return c, nil
}

// keys checks the top level of a YAML document and returns the line of each key.
func keys(path string, b []byte, known []string) (map[string]int, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	lines := map[string]int{}
	if doc.Kind == 0 {
		return lines, nil
	}
	top := doc.Content[0]
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		return lines, nil
	}
	if top.Kind != yaml.MappingNode {
		return nil, misused("%s:%d: use lines such as \"k: 10\"", path, top.Line)
	}
	for i := 0; i < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		switch {
		case !slices.Contains(known, key.Value):
			return nil, misused("%s:%d: unknown key %q%s", path, key.Line, key.Value, suggestion(key.Value, known))
		case lines[key.Value] > 0:
			return nil, misused("%s:%d: key %q is already on line %d", path, key.Line, key.Value, lines[key.Value])
		case value.Tag == "!!null":
			return nil, misused("%s:%d: key %q has no value; leave the line out for the default", path, key.Line, key.Value)
		}
		lines[key.Value] = key.Line
	}
	return lines, nil
}

// value returns the value of a key and its place.
func (c *configFile) value(name string) (any, string) {
	for key, line := range c.lines {
		if normal(key) == name {
			v := c.viper.Get(key)
			if s, ok := v.(string); ok && namesFile(key, s) {
				v = c.resolve(s)
			}
			return v, fmt.Sprintf("%s:%d", c.path, line)
		}
	}
	return nil, ""
}

// namesFile tells whether a value is a path; the stop words default and none are not.
func namesFile(key, value string) bool {
	if key == "stopwords" && (value == "default" || value == "none") {
		return false
	}
	return slices.Contains(pathKeys, key)
}

// sources returns what the keys source and sources name.
func (c *configFile) sources() []string {
	var names []string
	for _, key := range sourceKeys {
		if c.lines[key] > 0 {
			for _, name := range c.viper.GetStringSlice(key) {
				names = append(names, c.resolve(name))
			}
		}
	}
	return names
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
	list := slices.Clone(sourceKeys)
	list = append(list, "restarts")
	add := func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "config" && !slices.Contains(list, f.Name) {
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
	folded := strings.ReplaceAll(strings.ToLower(wrong), "_", "-")
	best, least := "", 1+max(2, len(folded)/3)
	for _, k := range known {
		if d := distance(folded, k); d < least && d < len(k) {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

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
