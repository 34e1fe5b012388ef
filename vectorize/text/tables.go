package text

import (
	"hash/maphash"
	"math/rand/v2"
	"strings"
)

// spellings numbers strings from 0 on in the order they come. Open addressing with linear probing, at most three
// quarters full. A slot holds a word of up to 11 bytes itself, so that most look-ups touch one line of memory.
type spellings struct {
	slots []spellingSlot
	names []string
}

type spellingSlot struct {
	packed
	number uint32 // plus 1; 0 is free
}

// packed holds a string: one of up to 11 bytes in head and tail, with its length in the top byte of tail; of a longer
// one head is a hash and the top byte of tail 255.
type packed struct {
	head uint64
	tail uint32
}

const (
	mostPacked = 11
	isHash     = 0xFF << 24
)

var spellingSeed = maphash.MakeSeed()

// scatter spreads keys over a table: nobody can choose words that meet there.
var scatter = rand.Uint64() | 1

func pack(s string) packed {
	n := len(s)
	length := uint32(n) << 24
	switch {
	case n > mostPacked:
		return packed{maphash.String(spellingSeed, s), isHash}
	case n >= 8: // the first eight bytes and the last four, without those that are in both
		return packed{eight(s), length | uint32(uint64(four(s[n-4:]))>>(8*(12-n)))}
	case n >= 4:
		return packed{uint64(four(s)) | uint64(four(s[n-4:]))<<(8*(n-4)), length}
	case n > 0:
		return packed{uint64(s[0]) | uint64(s[n/2])<<(8*(n/2)) | uint64(s[n-1])<<(8*(n-1)), length}
	}
	return packed{}
}

// packPart is pack of s[start:end]. Where s goes on it reads twelve bytes and drops what is too much, without asking
// how many that is.
func packPart(s string, start, end int) packed {
	n := end - start
	if n > mostPacked || start+12 > len(s) {
		return pack(s[start:end])
	}
	return packed{eight(s[start:]) & headMasks[n&15], uint32(n)<<24 | four(s[start+8:])&tailMasks[n&15]}
}

// headMasks and tailMasks keep the bytes of a word of each length.
var headMasks, tailMasks = func() (head [16]uint64, tail [16]uint32) {
	for n := range head {
		head[n], tail[n] = 1<<(8*min(n, 8))-1, uint32(1<<(8*min(max(n-8, 0), 4))-1)
	}
	return head, tail
}()

func eight(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func four(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// place is where to look for a key first, in a table of 2^k slots.
func place(key uint64) uint64 { return (key ^ key>>32) * scatter >> 32 }

func (p packed) place() uint64 { return place(p.head ^ uint64(p.tail)*0x9E3779B97F4A7C15) }

// find returns the number of s and what add needs of it. If it has none, ok is false and the number is the one that add
// will give it.
func (t *spellings) find(s string) (number int32, key packed, ok bool) {
	key = pack(s)
	number, ok = t.look(s, key)
	return number, key, ok
}

// look is find with the key at hand.
func (t *spellings) look(s string, key packed) (number int32, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := key.place(); ; i++ {
		slot := &t.slots[i&mask]
		if slot.number == 0 {
			return int32(len(t.names)), false
		}
		if slot.packed == key && (key.tail != isHash || t.names[slot.number-1] == s) {
			return int32(slot.number - 1), true
		}
	}
}

// glance returns the number of what stands where look begins, plus 1, or 0.
func (t *spellings) glance(key packed) uint32 {
	if len(t.slots) == 0 {
		return 0
	}
	return t.slots[key.place()&uint64(len(t.slots)-1)].number
}

// add numbers a copy of s, which find did not find, and returns the copy.
func (t *spellings) add(s string, key packed) string {
	if 4*(len(t.names)+1) > 3*len(t.slots) {
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
	t.place(spellingSlot{key, uint32(len(t.names))})
	return s
}

func (t *spellings) place(slot spellingSlot) {
	mask, i := uint64(len(t.slots)-1), slot.packed.place()
	for t.slots[i&mask].number != 0 {
		i++
	}
	t.slots[i&mask] = slot
}

// pairs numbers pairs of numbers, packed into one key: what a branch of a tree is called. Laid out as spellings is.
type pairs struct {
	slots []pairSlot
	used  int
}

type pairSlot struct {
	key    uint64
	number uint32 // plus 1; 0 is free
	term   int32  // of a form
}

func pairKey(a, b int32) uint64 { return uint64(a)<<32 | uint64(uint32(b)) }

// find returns the slot of the key, which holds until the next call. If it had none it is given the number next, and
// fresh is true.
func (t *pairs) find(key uint64, next int) (s *pairSlot, fresh bool) {
	if 4*(t.used+1) > 3*len(t.slots) {
		t.double()
	}
	if s = t.slot(key); s.number != 0 {
		return s, false
	}
	t.used++
	s.key, s.number = key, uint32(next+1)
	return s, true
}

// slot is where the key stands, or the free slot where it would.
func (t *pairs) slot(key uint64) *pairSlot {
	mask := uint64(len(t.slots) - 1)
	for i := place(key); ; i++ {
		if s := &t.slots[i&mask]; s.number == 0 || s.key == key {
			return s
		}
	}
}

func (t *pairs) double() {
	old := t.slots
	t.slots = make([]pairSlot, max(64, 2*len(old)))
	for _, s := range old {
		if s.number != 0 {
			*t.slot(s.key) = s
		}
	}
}
