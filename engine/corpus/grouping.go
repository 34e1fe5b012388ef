package corpus

import "fmt"

// Which records are one paper is found out before any is merged, so that the order of the reasons does not matter:
//
//	an older edition         goes to the latest one of its id and format
//	an equal DOI, arXiv id   (versions apart) or PubMed id joins records of any files and formats, unless their titles
//	                         say that they are two papers (see areTwoPapers)
//	an equal id and content  joins records that share no such identifier
//
// What is joined is joined through others too: if A has a DOI, B the DOI and an arXiv id, and C the arXiv id, the three are
// one paper. The first record of a paper stands for it. Joins are kept as joints, pairs of records that share something, which are the
// branches of a tree, and each record gets the one that leads to the first: what is said of C is the arXiv id that it shares with
// B, and not a DOI that it does not have.

// grouping is what records are: each by itself, or part of another.
type grouping struct {
	into    []int32      // of each record, a record of the same paper that stands before it, or itself
	joints  []joint      // one less than the records of a paper
	links   map[int]link // of each joined record that is not the first of its paper, made of the joints
	older   map[int]int  // older editions, and the record of the latest
	gone    map[int]bool // records of papers that were withdrawn
	refused []joint      // records that an identifier does not join
	rows    []int32      // of each record that stands for a document, its row; while they are gathered
}

// link is why a record is one paper with another.
type link struct {
	why   string // one of the values of Merged.Why
	name  string // the identifier, "" without any
	to    int    // the record that has it too
	other string // what that record calls itself and where it stands, if it is not the first of its paper
}

// joint is a record and one that it has something in common with.
type joint struct {
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
	m.byIdentifier(docs, &l.borne)
	m.byContent(l, docs)
	m.linkAll(docs)
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
	m.into[max(a, b)] = int32(min(a, b))
	m.joints = append(m.joints, joint{i, l})
}

// linkAll finds the link of each joined record: from the first of its paper on, over those that share something with it, to those
// that share something with these.
func (m *grouping) linkAll(docs []Document) {
	further := map[int][]link{} // of each record, but for what it shares with the first
	var linked []int
	for _, p := range m.joints {
		back := link{why: p.why, name: p.name, to: p.record}
		switch m.of(p.record) {
		case p.to:
			m.links[p.record], linked = p.link, append(linked, p.record)
		case p.record:
			m.links[p.to], linked = back, append(linked, p.to)
		default:
			further[p.record], further[p.to] = append(further[p.record], p.link), append(further[p.to], back)
		}
	}
	for ; len(linked) > 0; linked = linked[1:] {
		at := linked[0]
		for _, l := range further[at] {
			if _, known := m.links[l.to]; !known {
				m.links[l.to] = link{l.why, l.name, at, fmt.Sprintf("%q, at %s", docs[at].ID, docs[at].Origins[0])}
				linked = append(linked, l.to)
			}
		}
	}
}

// byContent joins records of one id and one content.
func (m *grouping) byContent(l *loader, docs []Document) {
	if l.bearers == nil {
		return
	}
	same := sameness{map[string]int{}, map[int]bool{}}
	for i, d := range docs {
		if l.bearers[d.ID] < 2 || !m.takesPart(i) {
			continue
		}
		first, ok := same.find(d)
		if ok {
			m.join(i, len(docs), link{why: WhySameRecord, to: first})
		} else {
			first = i
		}
		same.add(d, first)
	}
}
