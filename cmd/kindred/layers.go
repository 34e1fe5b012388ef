package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
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
	a.flags = cmd.Flags()
	if err := exclusive(a.flags, "stem", "no-stem"); err != nil {
		return err
	}
	env := environment()
	if !a.flags.Changed("config") {
		a.config = env.GetString("config")
	}
	if err := under(cmd, func(name string) (any, string) { return env.Get(name), variable(name) }); err != nil {
		return err
	}
	for _, name := range strays(os.Environ(), flagNames(cmd.Root())) {
		a.notice("%s is the name of no setting%s", name, suggestion(name, variables(flagNames(cmd.Root()))))
	}
	if a.config != "" {
		file, err := readConfig(a.config, known(cmd.Root()))
		if err != nil {
			return err
		}
		a.sources = file.sources
		a.reads(a.config)
		if err := under(cmd, file.value); err != nil {
			return err
		}
	}
	if namesFile("stopwords", a.settings.stopwords) {
		a.reads(a.settings.stopwords)
	}
	a.reads(a.settings.synonyms, a.settings.seeds, a.settings.names, a.settings.vectors)
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

// variablePrefix is what the name of an environment variable that holds a setting starts with.
const variablePrefix = "KINDRED_"

// variable is the name of the environment variable of a setting.
func variable(name string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

func variables(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = variable(name)
	}
	return list
}

// strays lists the variables that look like settings and are none, sorted. environ holds lines such as KINDRED_K=3.
func strays(environ, names []string) []string {
	known := append(variables(names), variable("config"))
	var list []string
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if strings.HasPrefix(name, variablePrefix) && value != "" && !slices.Contains(known, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// exclusive refuses more than one of the named flags.
func exclusive(fs *pflag.FlagSet, names ...string) error {
	var given []string
	for _, name := range names {
		if fs.Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) > 1 {
		return misused("%s exclude each other", strings.Join(given, " and "))
	}
	return nil
}

// under sets every flag that no layer above has set to the value that this layer has for it, if any. value also says
// where the value stands.
func under(cmd *cobra.Command, value func(name string) (v any, where string)) error {
	above, here := map[string]bool{}, map[string]string{} // by setting: set above; where it is set here
	cmd.Flags().VisitAll(func(f *pflag.Flag) { above[positive(f.Name)] = above[positive(f.Name)] || f.Changed })
	var err error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if err != nil || above[positive(f.Name)] || slices.Contains(noSetting, f.Name) {
			return
		}
		v, where := value(f.Name)
		switch other := here[positive(f.Name)]; {
		case v == nil || f.Name == "output" && !writesTo(cmd, fmt.Sprint(v)):
		case other != "":
			err = misused("%s and %s are one setting: keep one", other, where)
		default:
			here[positive(f.Name)] = where
			if e := assign(f, v); e != nil {
				err = misused("%s: %s: %w", where, f.Name, e)
			}
		}
	})
	return err
}

// writesTo tells whether a command writes to what a layer below the flags names as the output. One config serves several commands:
// run writes to a folder, index to one with a name of its own, and all others to files, whose names say a format.
func writesTo(cmd *cobra.Command, path string) bool {
	_, table := extensions[extension(path)]
	_, own := ownExtensions[extension(path)]
	file := table || own || path == "-"
	switch cmd.Name() {
	case "run":
		return !file && extension(path) != indexEnd
	case "index":
		return extension(path) == indexEnd
	}
	return file
}

// noSetting are the flags that have a meaning on the command line alone.
var noSetting = []string{"help", "version", "config", "write-names"}

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
			if !strings.Contains(out[i], ".") && !math.IsNaN(x) && !math.IsInf(x, 0) {
				out[i] += ".0"
			}
		case int, int64, uint64, bool:
			out[i] = fmt.Sprint(x)
		default:
			return nil, errors.New("use a value or a list of values; put it in quotes if it looks like a date")
		}
	}
	return out, nil
}
