// Package vectorize turns text into a vector space: a Vectorizer holds settings, FitTransform
// returns the fitted *Model (vocabulary, document frequencies, spellings) and the weighted
// document-term matrix, one unit row a document.
//
//	v := vectorize.Default()
//	model, x, err := v.FitTransform(ctx, docs) // docs: the fields of each document
//	counter, err := v.Counter()
//	columns, values := model.Vector(counter.Count(vectorize.Field{Text: draft}))
//
// FitTransform does in one parallel walk what three pure functions do a document at a time:
// Counter.Count (text to term counts), NewModel (corpus statistics to weights) and Model.Vector (counts
// to a row). A system that counts elsewhere calls those and gets the same bits.
//
// # Weights
//
// With tf the weighted occurrences of a term in a document, df the documents that hold it, n the
// documents, len the document's terms (stop words gone, n-grams included) and avglen their mean:
//
//	TF   raw     tf
//	     log     1 + ln tf
//	     binary  1
//	     bm25    tf (k1+1) / (tf + k1 (1 - b + b len/avglen))
//	IDF  smooth  ln((1+n) / (1+df)) + 1
//	     plain   ln(n/df) + 1
//	     prob    ln(1 + (n - df + 0.5) / (df + 0.5))
//	     none    1
//	Norm l2, l1, none
//
// Before the norm, the weight of an n-gram is divided by n, unless FullNGrams says otherwise, and every weight is
// multiplied by how surely the term comes back where it is used (adaptation.go):
//
//	(rate / mean rate)^Adaptation, rate the share of the documents that hold the term which hold it in both halves
//
// The rates of rare terms are drawn to the mean of their kind, single words or n-grams. Adaptation is 0.1 with the
// weighting bm25 and 0 with the others.
//
// raw x smooth x l2 on scikit-learn's tokens is scikit-learn's TfidfVectorizer; bm25 x prob is
// the weighting of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
// Beyond" (2009). Weights are computed in float64 and stored once as float32: the stored value
// is the weight.
package vectorize
