//go:build !amd64 || purego

package matrix

// inBytes says whether a column that so many rows have, and is none of the top ones, is better off as bytes.
func (p *Panel) inBytes(int) bool { return false }

func sortTerms(t *boundedTerms, p *Panel, columns []int32, values []float32, scale float32, at termCounts) rowTerms {
	return sortTermsGo(t, p, columns, values, scale, at)
}

func scatter(b *Bounds, p *Panel, rows int) { scatterGo(b, p, rows) }

func sweepGroup(b *Bounds, p *Panel, group, rows int) { sweepGroupGo(b, p, group, rows) }
