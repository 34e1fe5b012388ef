package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/vectorize"
)

// parsed is a flag whose text is checked when it is given and kept as a Go value.
type parsed[T any] struct {
	to     *T
	parse  func(string) (T, error)
	format func(T) string
	kind   string
}

func (p parsed[T]) String() string {
	if p.to == nil {
		return "" // pflag asks a zero value
	}
	return p.format(*p.to)
}

func (p parsed[T]) Set(s string) error {
	v, err := p.parse(strings.TrimSpace(s))
	if err == nil {
		*p.to = v
	}
	return err
}

func (p parsed[T]) Type() string { return p.kind }

// choice adds a flag that takes one of a few words.
func choice(fs *pflag.FlagSet, to *string, name, value, usage string, allowed ...string) {
	*to = value
	list := strings.Join(allowed, "|")
	fs.Var(parsed[string]{to, func(s string) (string, error) {
		if !slices.Contains(allowed, s) {
			return "", fmt.Errorf("use one of %s", strings.Join(allowed, ", "))
		}
		return s, nil
	}, func(s string) string { return s }, list}, name, usage)
}

// truth reads a truth value in the words that people use for one.
func truth(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "1":
		return true, nil
	case "false", "no", "off", "0":
		return false, nil
	}
	return false, errors.New("use yes or no, on or off")
}

// toggle adds a flag that is on when it is given without a value.
func toggle(fs *pflag.FlagSet, to *bool, name, short string, value bool, usage string) {
	*to = value
	fs.VarPF(parsed[bool]{to, truth, strconv.FormatBool, "bool"}, name, short, usage).NoOptDefVal = "true"
}

// negation adds a flag that is on when another is off.
func negation(fs *pflag.FlagSet, of *bool, name, usage string) {
	not := func(s string) (bool, error) { b, err := truth(s); return !b, err }
	fs.VarPF(parsed[bool]{of, not, func(b bool) string { return strconv.FormatBool(!b) }, "bool"}, name, "", usage).NoOptDefVal = "true"
}

// onOff adds a flag that takes on or off.
func onOff(fs *pflag.FlagSet, to *bool, name string, value bool, usage string) {
	*to = value
	word := func(b bool) string { return map[bool]string{true: "on", false: "off"}[b] }
	fs.Var(parsed[bool]{to, truth, word, "on|off"}, name, usage)
}

// number adds a flag for a whole number of at least least.
func number(fs *pflag.FlagSet, to *int, name, short string, value, least int, usage string) {
	*to = value
	fs.VarP(parsed[int]{to, atLeast(least), strconv.Itoa, "N"}, name, short, usage)
}

func atLeast(least int) func(string) (int, error) {
	return func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil || n < least {
			return 0, fmt.Errorf("use a whole number of at least %d", least)
		}
		return n, nil
	}
}

// autoNumber adds a flag for a number of at least one, or auto (0).
func autoNumber(fs *pflag.FlagSet, to *int, name, short, usage string) {
	fs.VarP(numberOr(to, "N", 1, "auto"), name, short, usage)
}

// rank adds a flag for a number of directions: 0 stands for auto, -1 for off.
func rank(fs *pflag.FlagSet, to *int, name, usage string) {
	fs.Var(numberOr(to, "RANK", 1, "auto", "off"), name, usage)
}

// parts adds a flag for a number of at least two, or off (0).
func parts(fs *pflag.FlagSet, to *int, name string, value int, usage string) {
	*to = value
	fs.Var(numberOr(to, "N", 2, "off"), name, usage)
}

// numberOr is a value, shown as place, that is a whole number of at least least or a word: the first stands for 0, the
// next for -1.
func numberOr(to *int, place string, least int, words ...string) parsed[int] {
	read := func(s string) (int, error) {
		if s == "false" {
			s = "off" // YAML reads off as a truth value
		}
		if i := slices.Index(words, s); i >= 0 {
			return -i, nil
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < least {
			return 0, fmt.Errorf("use %s or a whole number of at least %d", strings.Join(words, ", "), least)
		}
		return n, nil
	}
	show := func(n int) string {
		if n <= 0 {
			return words[-n]
		}
		return strconv.Itoa(n)
	}
	return parsed[int]{to, read, show, place + "|" + strings.Join(words, "|")}
}

// share adds a flag for a number from 0 to 1.
func share(fs *pflag.FlagSet, to *float64, name string, value float64, usage string) {
	*to = value
	fs.Var(parsed[float64]{to, upToOne("use a number from 0 to 1"), plainly, "SHARE"}, name, usage)
}

// autoShare adds a flag for a number from 0 to 1, or auto (-1), which is its default.
func autoShare(fs *pflag.FlagSet, to *float64, name, usage string) {
	*to = -1
	read := func(s string) (float64, error) {
		if s == "auto" {
			return -1, nil
		}
		return upToOne("use auto or a number from 0 to 1")(s)
	}
	show := func(v float64) string {
		if v < 0 {
			return "auto"
		}
		return plainly(v)
	}
	fs.Var(parsed[float64]{to, read, show, "auto|0..1"}, name, usage)
}

// upToOne reads a number from 0 to 1, or says what to do.
func upToOne(says string) func(string) (float64, error) {
	return func(s string) (float64, error) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || !(v >= 0 && v <= 1) {
			return 0, errors.New(says)
		}
		return v, nil
	}
}

func plainly(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// limit adds a flag that bounds a document frequency.
func limit(fs *pflag.FlagSet, to *vectorize.Limit, name string, value vectorize.Limit, usage string) {
	*to = value
	fs.Var(parsed[vectorize.Limit]{to, parseLimit, formatLimit, "N|SHARE|auto"}, name, usage)
}

// parseLimit reads a share if there is a decimal point and a count of papers if not.
func parseLimit(s string) (vectorize.Limit, error) {
	wrong := fmt.Errorf("use auto, a whole number of papers, or a share with a decimal point, from 0.0 to 1.0")
	if s == "auto" {
		return vectorize.Limit{}, nil
	}
	if !strings.Contains(s, ".") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return vectorize.Limit{}, wrong
		}
		return vectorize.AtLeast(n), nil
	}
	share, err := strconv.ParseFloat(s, 64)
	if err != nil || !(share >= 0 && share <= 1) {
		return vectorize.Limit{}, wrong
	}
	return vectorize.Proportion(share), nil
}

func formatLimit(l vectorize.Limit) string {
	switch {
	case !l.Set:
		return "auto"
	case l.Count > 0:
		return strconv.Itoa(l.Count)
	}
	s := strconv.FormatFloat(l.Share, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// span is a range of n-gram lengths.
type span struct{ min, max int }

// ngrams adds a flag for a range of n-gram lengths: 1 or 1,2.
func ngrams(fs *pflag.FlagSet, to *span, name string, value span, longest int, usage string) {
	*to = value
	fs.Var(parsed[span]{to, func(s string) (span, error) {
		first, last, two := strings.Cut(s, ",")
		if !two {
			last = first
		}
		low, err1 := strconv.Atoi(strings.TrimSpace(first))
		high, err2 := strconv.Atoi(strings.TrimSpace(last))
		if err1 != nil || err2 != nil || low < 1 || high < low || high > longest {
			return span{}, fmt.Errorf("use a length or a shortest and a longest, from 1 to %d: 1 or 1,2", longest)
		}
		return span{low, high}, nil
	}, func(s span) string {
		if s.min == s.max {
			return strconv.Itoa(s.min)
		}
		return fmt.Sprintf("%d,%d", s.min, s.max)
	}, "MIN,MAX"}, name, usage)
}

// fields adds a flag for weighted fields: title:2,abstract.
func fields(fs *pflag.FlagSet, to *[]engine.FieldWeight, name string, value []engine.FieldWeight, usage string) {
	*to = value
	fs.Var(parsed[[]engine.FieldWeight]{to, parseFields, formatFields, "NAME:WEIGHT,..."}, name, usage)
}

func parseFields(s string) ([]engine.FieldWeight, error) {
	var list []engine.FieldWeight
	for part := range strings.SplitSeq(s, ",") {
		name, weight, weighted := strings.Cut(strings.TrimSpace(part), ":")
		f := engine.FieldWeight{Name: name, Weight: 1}
		if weighted {
			var err error
			if f.Weight, err = strconv.ParseFloat(weight, 64); err != nil || !(f.Weight > 0 && f.Weight <= 1e6) {
				return nil, fmt.Errorf("the weight of %s is %q: use a number above 0, at most 1000000", name, weight)
			}
		}
		if name == "" {
			return nil, fmt.Errorf("use names with or without a weight: title:2,abstract,keywords")
		}
		if slices.ContainsFunc(list, func(g engine.FieldWeight) bool { return g.Name == name }) {
			return nil, fmt.Errorf("%s is named twice", name)
		}
		list = append(list, f)
	}
	return list, nil
}

func formatFields(list []engine.FieldWeight) string {
	parts := make([]string, len(list))
	for i, f := range list {
		parts[i] = f.Name
		if f.Weight != 1 {
			parts[i] += ":" + strconv.FormatFloat(f.Weight, 'g', -1, 64)
		}
	}
	return strings.Join(parts, ",")
}

// names adds a flag for a list of names with commas between them.
func names(fs *pflag.FlagSet, to *[]string, name, usage string) {
	fs.Var(parsed[[]string]{to, func(s string) ([]string, error) {
		list := strings.Split(s, ",")
		for i, item := range list {
			if list[i] = strings.TrimSpace(item); list[i] == "" {
				return nil, errors.New("use names with commas between them")
			}
		}
		return list, nil
	}, func(list []string) string { return strings.Join(list, ",") }, "NAME,..."}, name, usage)
}

// once is a flag that may be given once: of two the last would count without a word.
type once struct {
	parsed[string]
	given *bool
}

// onceGiven is a flag for a path that parse checks.
func onceGiven(to *string, parse func(string) (string, error), kind string) once {
	return once{parsed[string]{to, parse, func(s string) string { return s }, kind}, new(bool)}
}

// anyPath takes a path as it is.
func anyPath(s string) (string, error) { return s, nil }

// Set is an error the second time.
func (o once) Set(s string) error {
	if *o.given {
		return fmt.Errorf("%q was given before: keep one", *o.to)
	}
	*o.given = true
	return o.parsed.Set(s)
}
