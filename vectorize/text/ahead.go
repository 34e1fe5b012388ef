package text

// Looking up the words of a text one after another is waiting for memory most of the time: where each leads is known only
// once it is there, and whatever comes next depends on it. So a text is looked over first. Its words are found, and at each
// a glance is taken where it will be looked up: nothing depends on these, so the processor waits for several together.

// ahead is a word of a text that is about to be read: a run of letters, digits and perhaps low lines of ASCII.
type ahead struct {
	start, end int32
	key        packed // of the word
	number     uint32 // of the word that stands where it is looked for first, plus 1: its own nearly always
}

// lookAhead finds the words of s, of at least so many bytes, by its bitmap, and glances at each among those known. It writes
// them to room, and behind them one at the end of s.
func lookAhead(room []ahead, s string, words bitmap, least int, known *spellings) []ahead {
	room = room[:0]
	for at := 0; ; {
		start := words.set(at)
		if start >= len(s) {
			return append(room, ahead{start: int32(len(s)), end: int32(len(s))})
		}
		end := words.wordEnd(start, len(s))
		if at = end; end-start >= least {
			key := packPart(s, start, end)
			room = append(room, ahead{int32(start), int32(end), key, known.glance(key)})
		}
	}
}
