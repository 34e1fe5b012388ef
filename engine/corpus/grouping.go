package corpus

// Which records are one paper is found out before any is merged, so that the order of the reasons does not matter:
//
//	an older edition         goes to the latest one of its id and format
//	an equal DOI, arXiv id   (versions apart) or PubMed id joins records of any files and formats, unless their titles
//	                         say that they are two papers (see areTwoPapers)
//	an equal id and content  joins records that share no such identifier
//
// What is joined is joined through others too: if A has a DOI, B the DOI and an arXiv id, and C the arXiv id, the three are
// one paper. The first record of a paper stands for it.

// grouping is what records are: each by itself, or part of another.
type grouping struct {
	into    []int32      // of each record, a record of the same paper that stands before it, or itself
	links   map[int]link // of each record that is not the first of its paper
	older   map[int]int  // older editions, and the record of the latest
	gone    map[int]bool // records of papers that were withdrawn
	refused []refusal    // records that an identifier does not join
	rows    []int32      // of each record that stands for a document, its row; while they are gathered
}

// link is why two records are one paper.
type link struct {
	why  string // one of the values of Merged.Why
	name string // the identifier, "" without any
	to   int    // the record that has it too
}

// refusal is an identifier that two papers bear.
type refusal struct {
	record int
	link
}

// match finds out which records are one paper.
func (l *loader) match(docs []Document) *grouping {
	m := &grouping{links: map[int]link{}, older: map[int]int{}, gone: map[int]bool{}}
	for i := range docs {
		if len(l.gone) > 0 && i < l.gone[docs[i].ID] {
			m.gone[i] = true
		}
	}
	if l.keepAll {
		return m
	}
	m.byEdition(l, docs)
	m.byIdentifier(docs)
	m.byContent(l, docs)
	return m
}

// settled tells whether every record is a paper of its own.
func (m *grouping) settled() bool { return len(m.links)+len(m.older)+len(m.gone) == 0 }

// takesPart tells whether a record may be joined to others.
func (m *grouping) takesPart(i int) bool {
	if m.gone[i] {
		return false
	}
	_, older := m.older[i]
	return !older
}

// of is the first record of the paper that a record is of.
func (m *grouping) of(i int) int {
	if last, ok := m.older[i]; ok {
		i = last
	}
	if m.into == nil {
		return i
	}
	for int(m.into[i]) != i {
		m.into[i] = m.into[m.into[i]]
		i = int(m.into[i])
	}
	return i
}

// join makes one paper of those of two records, of which l.to is one.
func (m *grouping) join(i, records int, l link) {
	if m.into == nil {
		m.into = make([]int32, records)
		for j := range m.into {
			m.into[j] = int32(j)
		}
	}
	a, b := m.of(l.to), m.of(i)
	if a == b {
		return
	}
	first, later := min(a, b), max(a, b)
	if later != i {
		l.to = i
	}
	m.into[later] = int32(first)
	m.links[later] = l
}

// byContent joins records of one id and one content.
func (m *grouping) byContent(l *loader, docs []Document) {
	if len(l.bearers) == l.records {
		return
	}
	same := sameness{map[string]int{}, map[int]bool{}}
	for i, d := range docs {
		if l.bearers[d.ID] < 2 || !m.takesPart(i) {
			continue
		}
		first, ok := same.find(d)
		if ok {
			m.join(i, len(docs), link{WhySameRecord, "", first})
		} else {
			first = i
		}
		same.add(d, first)
	}
}
