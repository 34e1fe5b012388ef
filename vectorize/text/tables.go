package text

import (
	"encoding/binary"
	"hash/maphash"
	"math/rand/v2"
	"strings"
)

// spellings numbers strings from 0 on in the order they come. Open addressing with linear probing, at most three
// quarters full. A slot is half a line of memory and holds a word of up to 15 bytes itself, and what whoever looks for it
// most often wants to know, so that most look-ups touch one line.
type spellings struct {
	slots []spellingSlot
	names []string
	seen  uint32 // keeps glances from being left out
}

// spellingSlot is a string with its number and what is known of it: of a word in a lexicon its wordReadings, of a run its
// runTerm.
type spellingSlot struct {
	packed
	number uint32 // plus 1; 0 is free
	is     [2]int32
	mark   uint32 // of a run: of its form when it was met last, see Reader
}

// packed holds a string: one of up to 15 bytes in head and tail, with its length in the top byte of tail; of a longer
// one head is a hash and tail is isHash.
type packed struct{ head, tail uint64 }

const (
	mostPacked = 15
	isHash     = 0xFF << 56
)

var spellingSeed = maphash.MakeSeed()

// scatter spreads keys over a table: nobody can choose words that meet there.
var scatter = rand.Uint64() | 1

func pack(s string) packed {
	n := len(s)
	if n > mostPacked {
		return packed{maphash.String(spellingSeed, s), isHash}
	}
	var room [16]byte
	copy(room[:], s)
	return packed{binary.LittleEndian.Uint64(room[:8]), binary.LittleEndian.Uint64(room[8:]) | uint64(n)<<56}
}

// packPart is pack of s[start:end]. It reads sixteen bytes, of which it drops those in front of the word or behind it,
// without asking how many these are.
func packPart(s string, start, end int) packed {
	switch n := end - start; {
	case n > mostPacked:
	case start+16 <= len(s):
		both := s[start : start+16]
		return packed{eight(both) & headMasks[n&15], eight(both[8:])&tailMasks[n&15] | uint64(n)<<56}
	case end >= 16:
		both := s[end-16 : end]
		head, tail, drop := eight(both), eight(both[8:]), 8*uint(16-n)
		// What stands in front is shifted out; a shift by 64 and more leaves nothing.
		return packed{head>>drop | tail<<(64-drop) | tail>>(drop-64), tail>>drop | uint64(n)<<56}
	}
	return pack(s[start:end])
}

// headMasks and tailMasks keep the bytes of a word of each length.
var headMasks, tailMasks = func() (head, tail [16]uint64) {
	for n := range head {
		head[n], tail[n] = 1<<(8*min(n, 8))-1, 1<<(8*max(n-8, 0))-1
	}
	return head, tail
}()

func eight(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// place is where to look for a key first, in a table of 2^k slots.
func place(key uint64) uint64 { return (key ^ key>>32) * scatter >> 32 }

func (p packed) place() uint64 { return place(p.head ^ p.tail*0x9E3779B97F4A7C15) }

// find returns the number of s and what add needs of it. If it has none, ok is false and the number is the one that add
// will give it.
func (t *spellings) find(s string) (number int32, key packed, ok bool) {
	key = pack(s)
	if known := t.look(s, key); known != nil {
		return int32(known.number - 1), key, true
	}
	return int32(len(t.names)), key, false
}

// first is the slot in which a key is looked for first.
func (t *spellings) first(key packed) *spellingSlot {
	if len(t.slots) == 0 {
		return &spellingSlot{}
	}
	return &t.slots[key.place()&uint64(len(t.slots)-1)]
}

// glance lists the keys of the words of s between edges, and looks at where each will be looked for. Nothing depends on what it
// finds there, so that the processor waits for the memory of several together, where looking them up one after another is to wait
// for each.
func (t *spellings) glance(room []packed, s string, edges []int32) []packed {
	keys, mask, seen := room[:0], uint64(len(t.slots)-1), uint32(0)
	for i := 0; i+1 < len(edges); i += 2 {
		key := packPart(s, int(edges[i]), int(edges[i+1]))
		keys = append(keys, key)
		if at := key.place() & mask; at < uint64(len(t.slots)) {
			seen += t.slots[at].number
		}
	}
	t.seen += seen
	return keys
}

// look returns what is known of s, whose key is at hand, or nil. It holds until the next call of add.
func (t *spellings) look(s string, key packed) *spellingSlot {
	if len(t.slots) == 0 {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for i := key.place(); ; i++ {
		slot := &t.slots[i&mask]
		if slot.packed == key && (key.tail != isHash || t.names[slot.number-1] == s) {
			return slot
		}
		if slot.number == 0 {
			return nil
		}
	}
}

// add numbers a copy of s, which is not known, and returns the copy and its slot.
func (t *spellings) add(s string, key packed) (string, *spellingSlot) {
	if 4*(len(t.names)+1) > 3*len(t.slots) {
		old := t.slots
		t.slots = make([]spellingSlot, max(64, 2*len(old)))
		for _, slot := range old {
			if slot.number != 0 {
				*t.free(slot.packed) = slot
			}
		}
	}
	s = strings.Clone(s)
	t.names = append(t.names, s)
	slot := t.free(key)
	*slot = spellingSlot{packed: key, number: uint32(len(t.names))}
	return s, slot
}

// free is the first free slot for a key.
func (t *spellings) free(key packed) *spellingSlot {
	mask, i := uint64(len(t.slots)-1), key.place()
	for t.slots[i&mask].number != 0 {
		i++
	}
	return &t.slots[i&mask]
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
	mark   uint32 // of a form, see Reader
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

// glance returns the number of what stands where the key is looked for first, plus 1, or 0.
func (t *pairs) glance(key uint64) uint32 {
	if len(t.slots) == 0 {
		return 0
	}
	return t.slots[place(key)&uint64(len(t.slots)-1)].number
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
