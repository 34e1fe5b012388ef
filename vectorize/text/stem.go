package text

import (
	"hash/maphash"
	"sync"
)

// The cache remembers every spelling it has seen: a stemmer does under two million words a second, and
// a corpus has few distinct ones. It is split into shards that are locked apart, and a full shard
// starts anew, so that its size is bounded (some 260,000 spellings, about 40 MB) whatever the text.
// What an entry holds depends on its spelling alone, so hits and misses give the same terms.
const (
	cacheShards   = 64
	shardCapacity = 4096
)

type cache struct{ shards [cacheShards]cacheShard }

type cacheShard struct {
	sync.RWMutex
	entries map[string]entry
}

var cacheSeed = maphash.MakeSeed()

func (c *cache) shard(spelling string) *cacheShard {
	return &c.shards[maphash.String(cacheSeed, spelling)%cacheShards]
}

func (c *cache) get(spelling string) (entry, bool) {
	s := c.shard(spelling)
	s.RLock()
	defer s.RUnlock()
	e, ok := s.entries[spelling]
	return e, ok
}

func (c *cache) put(spelling string, e entry) {
	s := c.shard(spelling)
	s.Lock()
	defer s.Unlock()
	if s.entries == nil || len(s.entries) >= shardCapacity {
		s.entries = make(map[string]entry)
	}
	s.entries[spelling] = e
}
