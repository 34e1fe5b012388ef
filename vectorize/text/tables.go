package text

import (
	"hash/maphash"
	"math/rand/v2"
	"strings"
)

// spellings numbers strings from 0 on in the order they come. Open addressing with linear probing, at most half full.
// A slot holds a word of up to seven bytes itself, so that most look-ups touch one line of memory.
type spellings struct {
	slots []spellingSlot
	names []string
}

// spellingSlot holds the head of a string: up to seven bytes of it are the string, with its length in the top byte; of
// a longer one the head is a hash with the top bit set.
type spellingSlot struct {
	head   uint64
	number uint32 // plus 1; 0 is free
}

var spellingSeed = maphash.MakeSeed()

// scatter spreads keys over a table: nobody can choose words that meet there.
var scatter = rand.Uint64() | 1

const hashedHead = 1 << 63

func headOf(s string) uint64 {
	n := len(s)
	switch {
	case n > 7:
		return maphash.String(spellingSeed, s) | hashedHead
	case n > 3: // the first four bytes and the last four, which overlap
		first := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
		last := uint64(s[n-4]) | uint64(s[n-3])<<8 | uint64(s[n-2])<<16 | uint64(s[n-1])<<24
		return uint64(n)<<56 | first | last<<(8*(n-4))
	case n > 0:
		return uint64(n)<<56 | uint64(s[0]) | uint64(s[n/2])<<(8*(n/2)) | uint64(s[n-1])<<(8*(n-1))
	}
	return 0
}

// place is where to look for a key first, in a table of 2^k slots.
func place(key uint64) uint64 { return (key ^ key>>32) * scatter >> 32 }

// find returns the number of s and its head. If it has none, ok is false and the number is the one that add will give it.
func (t *spellings) find(s string) (number int32, head uint64, ok bool) {
	head = headOf(s)
	if len(t.slots) == 0 {
		return 0, head, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := place(head); ; i++ {
		slot := &t.slots[i&mask]
		if slot.number == 0 {
			return int32(len(t.names)), head, false
		}
		if slot.head == head && (head < hashedHead || t.names[slot.number-1] == s) {
			return int32(slot.number - 1), head, true
		}
	}
}

// add numbers a copy of s, which find did not find, and returns the copy.
func (t *spellings) add(s string, head uint64) string {
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
	t.place(spellingSlot{head, uint32(len(t.names))})
	return s
}

func (t *spellings) place(slot spellingSlot) {
	mask, i := uint64(len(t.slots)-1), place(slot.head)
	for t.slots[i&mask].number != 0 {
		i++
	}
	t.slots[i&mask] = slot
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
	mask := uint64(len(t.slots) - 1)
	for i := place(key); ; i++ {
		if s := &t.slots[i&mask]; s.number == 0 || s.key == key {
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
