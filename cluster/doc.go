// Package cluster groups the rows of a matrix by cosine similarity and finds the nearest rows
// of each: a matrix in, groups and neighbours out. It knows nothing of text.
//
// Settings are plain structs; Fit returns a new value that never changes:
//
//	c, err := cluster.KMeans{K: 10, Seed: 1}.Fit(ctx, x) // x: rows of unit length, or zero
//	labels := c.Labels()                                  // a cluster a row, -1 for a zero row
//	s := c.Silhouette(0)                                  // how well each row sits where it is
//
//	t, err := cluster.Bisecting{KMeans: cluster.KMeans{K: 30}}.Fit(ctx, x)
//	c, err = t.Cut(ctx, 12) // any number of clusters from one tree
//
//	chosen, err := cluster.Choice{}.Fit(ctx, x, labelings) // which of several numbers to take
//	st, err := cluster.Stability{}.Fit(ctx, x, c)          // which clusters other rows have too
//	groups := c.Sums().Merges().Cut(4)                     // clusters of clusters
//
//	n, err := cluster.NeighborSearch{}.Fit(ctx, x)
//	hits := n.QueryRow(0, 10) // exact
//	for near, err := range n.Each(ctx, 10, nil) { ... } // every row in turn
//	s, err := cluster.NewShortlist(x, 0)                // one query at a time, and can be stored
//
//	p, err := cluster.Layout{}.Fit(ctx, x) // a place in the plane for each row
//	x, y := p.At(0)
//
// The largest part is spherical k-means with local search, in the order it runs: seed.go
// (k-means++), lloyd.go, refine.go (single moves, from the best starts); table.go holds the sums
// they share.
//
// # Matrices
//
// Every function takes a gonum mat.Matrix. *matrix.CSR and *matrix.Rows are read as they are;
// NeighborSearch reads *matrix.Mixed as it is too, and NewShortlist takes these three alone;
// any other matrix is copied, row by row, into a CSR if it is a mat.RowNonZeroDoer, else into
// Rows (values become float32). A row of zeros belongs to no cluster: its label is -1, and it
// takes no part in any sum.
//
// # Numbers
//
// Write x_i for the rows, D_r for the sum of the rows of cluster r, n_r for its size, D for
// the sum of all D_r and c_r = D_r/|D_r| for its centroid. Everything here is made of the
// products x_i.D_r:
//
//	cosine to a centroid  x_i.D_r / |D_r|
//	criterion I1          sum of |D_r|^2 / n_r
//	criterion I2          sum of |D_r|
//	silhouette            (b-a)/max(a,b), a = 1 - (x_i.D_r - |x_i|^2)/(n_r - 1), b = min 1 - x_i.D_s/n_s
//	ISim, ESim            |D_r|^2 / n_r^2, D_r.(D - D_r) / (n_r (n - n_r))
//
// The sums D_r are fixed point: each value times 2^40, rounded to the nearest integer, is added
// to an int64 (one bit less for each doubling beyond 2^22 rows). Integers add up to the same
// total in any order, so a sum may be kept by adding and subtracting the rows that moved, on
// any number of threads, and is always the sum of its rows, exactly. A product x_i.D_r is
// computed in float64 from the float64 nearest to each fixed-point value, products rounded
// before they are added: columns ascending for sparse rows, 16 interleaved partial sums for
// dense ones (matrix.Dot). The same input, settings and seed therefore give the same bits on
// any number of threads.
package cluster
