package engine

import (
	"kindred/cluster"
	"kindred/engine/corpus"
)

// A Measure is a number that may be unknown: NaN prints as an empty cell or null.
type Measure = float64

// Assignment is one paper's place among the topics. Row counts from 0 in the corpus, and topics are named by their places
// among Topics.Topics.
type Assignment struct {
	Row              int
	Topic            int // -1: no usable term
	Similarity       Measure
	Second           int // -1: none
	SecondSimilarity Measure
	Margin           Measure
	Silhouette       Measure
	Rank             int // within the topic, from 1; 0 without a topic
	Representative   bool
	Outlier          bool
	DuplicateOf      int          // row, or -1
	Memberships      []Membership // its topic, and others that it is nearly as similar to (see Engine.Topics)
}

// Topic is one group of papers and the words for it.
type Topic struct {
	ID                          int // what it is called by: its place, unless an earlier run called it otherwise (see Topics.ID)
	Label                       string
	Name                        string // from Config.Names: the label, then; "" without one
	Size                        int
	Share                       float64
	Parent                      int // its place, -1: none
	ISim, ESim                  Measure
	Silhouette                  Measure
	Coherence                   Measure     // NPMI of the top terms
	Stability                   Measure     // mean Jaccard index with what parts of the papers make of it
	TopTerms                    []TopicTerm // single words that cover the topic and set it apart
	Descriptive, Discriminating []TopicTerm
	Lacks                       []TopicTerm // discriminating terms that the others have and this topic lacks
	TopPhrases                  []string
	Representatives             []int // rows, most central first
}

// TopicTerm is one term of one topic.
type TopicTerm struct {
	Term    string // key: stems
	Surface string // as people write it
	Weight  float64
	Share   float64 // of the whole that the kind's weights sum to
	DFIn    int     // papers of the topic that have the term
	DFOut   int     // papers of other topics that have it
}

// Topics is a clustered corpus.
type Topics struct {
	K           int
	Topics      []Topic      // the K that papers are in, and behind them their parents
	Tree        []Merge      // K-1 of them, that with the smallest loss first
	Assignments []Assignment // a row a paper, in corpus order
	NoText      int          // papers without a usable term or, with Given, with zeros alone for a vector
	Given       bool         // papers were compared by Config.Vectors
	Fitted      int          // papers that weights were made of; those behind them came to a saved engine later
	Criterion   float64
	Silhouette  Measure
	Stability   Measure // of the run: mean ARI of parts of the papers clustered anew
	Duplicates  []DuplicateGroup
	Chosen      []SweepRow // the table behind an automatic k; nil if k was given
	Warnings    []string   // doubts, in sentences
	ByHand      bool       // seeds, merges or splits made them what they are, in this run or one that it goes on from

	sums     *cluster.Sums             // of the space that cohesion is measured in; nil for topics that were saved
	centre   func(topic int) []float64 // the unit centroid of a topic there, or zero if its papers cancel out
	cohesion *cluster.Cohesion
	ids      []int           // of the topics in their places; nil if these are the ids
	highest  int             // id that was ever given, if there are ids
	past     *past           // the earlier run; nil without one
	members  [][]int         // rows of each topic, most central first
	named    []TopicName     // by seeds
	taken    map[string]bool // labels of topics that these are to be parents of
}

// SweepRow is one k of a sweep.
type SweepRow struct {
	K                               int
	Criterion                       float64
	Silhouette                      Measure
	CalinskiHarabasz, DaviesBouldin Measure
	Stability                       Measure
	Chosen                          bool
}

// Query asks for related papers: any mix of rows, rows to avoid and free text.
type Query struct {
	ID       string             // what query_id prints
	Rows     []int              // papers to be near to: their unit mean
	Not      []int              // papers to be far from: 0.3 of their mean is subtracted
	Text     string             // a draft
	KeepSelf bool               // rank the papers in Rows too
	Skip     func(row int) bool // papers to leave out; nil leaves none out
	Diverse  float64            // 0 to 1: how much likeness to papers listed before counts against one (see diverse)
}

// Related is the answer to one query.
type Related struct {
	Query string
	Row   int // of the paper asked about, -1 if that was a text or several
	Hits  []RelatedHit
}

// RelatedHit is one related paper.
type RelatedHit struct {
	Rank        int // from 1
	Row         int
	Similarity  float64
	Topic       int      // its id; -1: unknown, or not clustered
	SharedTerms []string // surface forms, largest contribution first
}

// Explanation says why two papers are near: its contributions sum to Similarity.
type Explanation struct {
	A, B       int
	Similarity float64
	Terms      []Contribution // largest first; the last may be "(rest)"
}

// Contribution is one term's part of a similarity.
type Contribution struct {
	Term, Surface    string
	WeightA, WeightB float64
	Value            float64
	Share            float64 // of the similarity
	CumulativeShare  float64
}

// DuplicateGroup is a set of papers that are nearly the same text; the first is kept.
type DuplicateGroup struct {
	Rows       []int
	Similarity []float64 // of each to the first
}

// Info is what a source held. Format, Records, Kept, Skipped, Merged, LeftOut and Problems are of what was read, all else is of the papers
// chosen (see corpus.Choice) or, of a saved engine, of those that are in it now.
type Info struct {
	Format       string           `json:"format"`
	Records      int              `json:"records"`
	Kept         int              `json:"kept"`
	Skipped      int              `json:"skipped"`
	WithAbstract int              `json:"with_abstract"`
	Languages    map[string]int   `json:"languages"`
	Years        map[string]int   `json:"years"`
	Problems     []corpus.Problem `json:"problems"`
	LeftOut      *corpus.LeftOut  `json:"left_out,omitempty"` // papers kept and then not chosen; nil if none was left out
	IDs          map[string]int   `json:"ids"`                // papers that have a doi, arxiv, pmid, ...
	MadeIDs      int              `json:"made_ids"`           // papers whose id was made from their content
	First        []Paper          `json:"first,omitempty"`    // the first papers, three at most
	Merged       int              `json:"merged"`             // records that are part of a paper which another stands for
	Index        *IndexInfo       `json:"index,omitempty"`    // of a saved engine; what was read for it was when it was made and since
}

// Paper is a paper as a person knows it. Date is as far as it is known, "" if it is not.
type Paper struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Authors []string `json:"authors"`
	Date    string   `json:"date"`
}
