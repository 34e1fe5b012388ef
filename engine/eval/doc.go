// Package eval scores answers against what people say is right.
//
// Groups are scored against labels. Both are names, one a paper; the table of how often each label meets each group
// is all that the measures read:
//
//	t := eval.Cross(labels, topics)
//	fmt.Println(t.NMI(), t.ARI())          // do the groups follow the labels
//	for _, c := range t.Cells { ... }      // where the papers of each label went
//
// Rankings are scored against links, such as citations, or against graded judgments:
//
//	links, err := eval.ReadLinks(file, nil) // query, paper, perhaps a grade a line
//	j := eval.Rule{Symmetric: true}.Judge(links)
//	means := j.Means(answers)              // over every query that has something to be found
//	ap := j.Grades["p1"].AveragePrecision([]string{"p7", "p3"})
//
// Everything is a pure function, and the same input gives the same bits: nothing is summed in the order of a map.
//
// # Groups against labels
//
// Of n papers, n_lg have label l and are in group g; n_l and n_g are the sums. Logarithms are natural, and
// 0 log 0 is 0. Entropies are H(L) = -sum n_l/n log n_l/n and H(G); the mutual information is
// I = sum n_lg/n log(n n_lg / (n_l n_g)).
//
//	NMI           I / ((H(L) + H(G)) / 2)                      Kvalseth 1987
//	homogeneity   I / H(L): does a group hold one label        Rosenberg and Hirschberg 2007
//	completeness  I / H(G): is a label in one group
//	V             the harmonic mean of both, which is NMI
//	ARI           pairs that agree, corrected for chance       Hubert and Arabie 1985
//	B-cubed       precision sum n_lg^2 / n_g / n, recall       Bagga and Baldwin 1998
//	              sum n_lg^2 / n_l / n, F their harmonic mean
//	purity        sum over g of max over l of n_lg, / n        Zhao and Karypis 2004
//
// Every one is 1 for groups that are the labels. A quotient of zero by zero is 1: one label, all in one group, is found
// perfectly. Without any paper every measure is unknown (NaN).
//
// # Rankings against judgments
//
// A query has R relevant documents, each with a grade of 1 or more; r_k is 1 if the document at rank k is relevant,
// else 0, and g_k its grade or 0. A document repeated in a ranking counts at its first rank alone, and the ranks
// after it close up; one that never appears is never found, and still counts in R.
//
//	average precision  sum over k of r_k (r_1 + ... + r_k) / k, / R    Buckley and Voorhees 2000; MAP is its mean
//	reciprocal rank    1/k for the first relevant k, else 0            Voorhees 1999; MRR is its mean
//	P@n, R@n           (r_1 + ... + r_n) / n and / R
//	nDCG@n             DCG = sum to n of (2^g_k - 1) / log2(k + 1),    Jarvelin and Kekalainen 2002;
//	                   / that of the best ranking there could be       gains of Burges and others 2005
//
// Means are over every query with a relevant document: one without an answer scores 0.
//
// Where papers have labels, SameLabel is P@n with the papers of a label as each other's relevant documents.
package eval
