package cluster

import "errors"

// ErrNoRows says that a matrix has no row to cluster: it is empty, or all its rows are zero.
var ErrNoRows = errors.New("cluster: no row with a non-zero value: nothing to cluster")
