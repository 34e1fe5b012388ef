package text

import (
	"hash/maphash"
	"strings"
)

// spellings numbers strings from 0 on in the order they come. Open addressing with linear probing, at most half full.
type spellings struct {
	slots []spellingSlot
	names []string
}

type spellingSlot struct {
	hash   uint32
	number uint32 // plus 1; 0 is free
}

var spellingSeed = maphash.MakeSeed()

// find returns the number of s. If it has none, ok is false and the number is the one that add will give it.
func (t *spellings) find(s string) (number int32, hash uint32, ok bool) {
	hash = uint32(maphash.String(spellingSeed, s) >> 32)
	if len(t.slots) == 0 {
		return 0, hash, false
	}
	for i := hash & uint32(len(t.slots)-1); ; i = (i + 1) & uint32(len(t.slots)-1) {
		slot := t.slots[i]
		if slot.number == 0 {
			return int32(len(t.names)), hash, false
		}
		if slot.hash == hash && t.names[slot.number-1] == s {
			return int32(slot.number - 1), hash, true
		}
	}
}

// add numbers a copy of s, which find did not find, and returns the copy.
func (t *spellings) add(s string, hash uint32) string {
	if 2*(len(t.names)+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]spellingSlot, max(64, 2*len(old)))
		for _, slot := range old {
			if slot.number != 0 {
				t.place(slot)
			}
		}
	}
	s = strings.Clone(s)
	t.names = append(t.names, s)
	t.place(spellingSlot{hash, uint32(len(t.names))})
	return s
}

func (t *spellings) place(slot spellingSlot) {
	i := slot.hash & uint32(len(t.slots)-1)
	for t.slots[i].number != 0 {
		i = (i + 1) & uint32(len(t.slots)-1)
	}
	t.slots[i] = slot
}

// pairs numbers pairs of numbers, packed into one: what a branch of a tree is called. Laid out as spellings is.
type pairs struct {
	slots []pairSlot
	used  int
}

type pairSlot struct {
	key    uint64
	number uint32 // plus 1; 0 is free
}

func pairKey(a, b int32) uint64 { return uint64(a)<<32 | uint64(uint32(b)) }

// slot is where the key stands, or the free slot where it would. There must be a free one: see reserve.
func (t *pairs) slot(key uint64) *pairSlot {
	hash := (key ^ key>>29) * 0x9E3779B97F4A7C15
	for i := hash >> 32; ; i++ {
		if s := &t.slots[i&uint64(len(t.slots)-1)]; s.key == key && s.number != 0 || s.number == 0 {
			return s
		}
	}
}

// reserve makes room for one more.
func (t *pairs) reserve() {
	if 2*(t.used+1) <= len(t.slots) {
		return
	}
	old := t.slots
	t.slots = make([]pairSlot, max(64, 2*len(old)))
	for _, s := range old {
		if s.number != 0 {
			*t.slot(s.key) = s
		}
	}
}

// number returns the number of the key; if it had none it is given next, and fresh is true.
func (t *pairs) number(key uint64, next int) (number int32, fresh bool) {
	t.reserve()
	s := t.slot(key)
	if fresh = s.number == 0; fresh {
		*s = pairSlot{key, uint32(next + 1)}
		t.used++
	}
	return int32(s.number - 1), fresh
}
