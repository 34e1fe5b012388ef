package engine

import (
	"testing"
)

func TestTopicIDs(t *testing.T) {
	for _, c := range []struct {
		ids         []int // of three topics and a parent
		id, at      []int // of places -1 to 3; of ids -1 to 4
		there, list string
	}{
		{nil, []int{-1, 0, 1, 2, 3}, []int{-1, 0, 1, 2, -1, -1}, "from 0 to 2", "0 to 2"},
		{[]int{2, 0, 1, 3}, []int{-1, 2, 0, 1, 3}, []int{-1, 1, 2, 0, -1, -1}, "from 0 to 2", "0 to 2"},
		{[]int{4, 0, 1, 3}, []int{-1, 4, 0, 1, 3}, []int{-1, 1, 2, -1, -1, 0}, "of 0, 1 and 4", "0, 1 and 4"},
	} {
		topics := &Topics{K: 3, ids: c.ids}
		for i, want := range c.id {
			if got := topics.ID(i - 1); got != want {
				t.Errorf("%v: the topic in place %d is called %d, want %d", c.ids, i-1, got, want)
			}
		}
		for i, want := range c.at {
			if got := topics.Place(i - 1); got != want {
				t.Errorf("%v: topic %d is in place %d, want %d", c.ids, i-1, got, want)
			}
		}
		if got := topics.Range(); got != c.there || topics.listIDs() != c.list {
			t.Errorf("%v: topics are %s, or %s; want %s, or %s", c.ids, got, topics.listIDs(), c.there, c.list)
		}
	}
}
