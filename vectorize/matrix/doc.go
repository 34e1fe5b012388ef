// Package matrix holds the numbers alone: sparse rows (CSR) and dense rows (Rows) as gonum
// matrices. It knows nothing of text or papers.
package matrix
