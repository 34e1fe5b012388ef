package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine"
)

// list is a flag that may be given several times, or as a list in a config file. In one text, a semicolon stands
// between its items.
type list[T any] struct {
	to     *[]T
	parse  func(string) (T, error)
	format func(T) string
	kind   string
}

// several adds such a flag.
func several[T any](fs *pflag.FlagSet, to *[]T, name, usage, kind string, parse func(string) (T, error), format func(T) string) {
	fs.Var(list[T]{to, parse, format, kind}, name, usage)
}

func (l list[T]) Set(s string) error {
	for item := range strings.SplitSeq(s, ";") {
		if err := l.Append(item); err != nil {
			return err
		}
	}
	return nil
}

// Append, Replace and GetSlice are what pflag asks of a list.
func (l list[T]) Append(s string) error {
	v, err := l.parse(strings.TrimSpace(s))
	if err == nil {
		*l.to = append(*l.to, v)
	}
	return err
}

func (l list[T]) Replace(items []string) error {
	*l.to = nil
	for _, s := range items {
		if err := l.Set(s); err != nil {
			return err
		}
	}
	return nil
}

func (l list[T]) GetSlice() []string {
	if l.to == nil {
		return nil // pflag asks a zero value
	}
	items := make([]string, len(*l.to))
	for i, v := range *l.to {
		items[i] = l.format(v)
	}
	return items
}

func (l list[T]) String() string { return strings.Join(l.GetSlice(), "; ") }
func (l list[T]) Type() string   { return l.kind }

// parseMerge reads the numbers of topics: 3,7.
func parseMerge(s string) ([]int, error) {
	var topics []int
	for part := range strings.SplitSeq(s, ",") {
		topic, err := atLeast(0)(strings.TrimSpace(part))
		if err != nil || slices.Contains(topics, topic) {
			return nil, errors.New("use the numbers of two topics or more: 3,7")
		}
		topics = append(topics, topic)
	}
	if len(topics) < 2 {
		return nil, errors.New("use the numbers of two topics or more: 3,7")
	}
	return topics, nil
}

func formatMerge(topics []int) string {
	parts := make([]string, len(topics))
	for i, topic := range topics {
		parts[i] = strconv.Itoa(topic)
	}
	return strings.Join(parts, ",")
}

// parseSplit reads the number of a topic and how many parts to make of it: 4:3, or 4 for two.
func parseSplit(s string) (engine.Split, error) {
	topic, parts, given := strings.Cut(s, ":")
	if !given {
		parts = "2"
	}
	t, err1 := atLeast(0)(strings.TrimSpace(topic))
	n, err2 := atLeast(2)(strings.TrimSpace(parts))
	if err1 != nil || err2 != nil {
		return engine.Split{}, errors.New("use the number of a topic, and of parts if they are more than two: 4 or 4:3")
	}
	return engine.Split{Topic: t, Parts: n}, nil
}

func formatSplit(s engine.Split) string { return fmt.Sprintf("%d:%d", s.Topic, s.Parts) }
