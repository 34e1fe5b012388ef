package engine

import (
	"fmt"
	"slices"
)

// A topic has a place and an id. Places count from 0, by size and then by the first paper, parents last: they are what topics
// are called inside, in Assignments, Merges and parents. The id is what people and files call it by. It is the place, too, unless
// Config.Previous holds an earlier run, whose ids go on.

// ID returns the id of the topic in a place, and -1 for -1.
func (t *Topics) ID(place int) int {
	if t.ids == nil || place < 0 {
		return place
	}
	return t.ids[place]
}

// Place returns the place of the topic with an id, or -1 if none of the topics that papers are in has it.
func (t *Topics) Place(id int) int {
	switch {
	case t.ids != nil:
		return slices.Index(t.ids[:t.K], id)
	case id < 0 || id >= t.K:
		return -1
	}
	return id
}

// Highest returns the highest id that a topic of this run or one that it goes on from ever had, -1 without topics.
func (t *Topics) Highest() int {
	if t.ids == nil {
		return len(t.Topics) - 1
	}
	return t.highest
}

// Range says which ids there are: "from 0 to 11", or a list of those that are not so.
func (t *Topics) Range() string {
	if t.numbered() {
		return fmt.Sprintf("from 0 to %d", t.K-1)
	}
	return "of " + t.list()
}

// listIDs says which ids there are: "0 to 11", or a list of those that are not so.
func (t *Topics) listIDs() string {
	if t.numbered() {
		return fmt.Sprintf("0 to %d", t.K-1)
	}
	return t.list()
}

// numbered tells whether the ids are 0 to K-1, in any order.
func (t *Topics) numbered() bool {
	for place := range t.K {
		if t.ID(place) >= t.K {
			return false
		}
	}
	return true
}

func (t *Topics) list() string {
	ids := make([]int, t.K)
	for place := range ids {
		ids[place] = t.ID(place)
	}
	slices.Sort(ids)
	return sentence(ids)
}

// sentence lists numbers: "2", "2 and 5", "2, 5 and 7".
func sentence(numbers []int) string {
	out := ""
	for i, n := range numbers {
		switch {
		case i == 0:
		case i == len(numbers)-1:
			out += " and "
		default:
			out += ", "
		}
		out += fmt.Sprint(n)
	}
	return out
}
