package cluster

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"kindred/vectorize/matrix"
)

func zzread(path string) *matrix.Rows {
	b, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	n, d := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	data := make([]float32, n*d)
	binary.Read(bytes.NewReader(b[8:]), binary.LittleEndian, data)
	return matrix.NewRows(n, d, data)
}

func zzkept(p []point, near [][]Hit, sample int) float64 {
	n := len(p)
	step := max(1, n/sample)
	var rows []int
	for i := 0; i < n; i += step {
		if len(near[i]) >= 15 {
			rows = append(rows, i)
		}
	}
	kept := make([]int, len(rows))
	matrix.BlocksOf(16, len(rows), 0, func() func(lo, hi int) {
		return func(lo, hi int) {
			for at := lo; at < hi; at++ {
				i := rows[at]
				type dd struct {
					d float64
					j int
				}
				best := make([]dd, 0, 16)
				for j := range p {
					if j == i {
						continue
					}
					dx, dy := p[j].x-p[i].x, p[j].y-p[i].y
					d := dx*dx + dy*dy
					if len(best) == 15 && d >= best[14].d {
						continue
					}
					if len(best) < 15 {
						best = append(best, dd{})
					}
					k := len(best) - 1
					for k > 0 && best[k-1].d > d {
						best[k] = best[k-1]
						k--
					}
					best[k] = dd{d, j}
				}
				for _, h := range near[i][:15] {
					for _, b := range best {
						if b.j == h.Row {
							kept[at]++
						}
					}
				}
			}
		}
	})
	sum := 0
	for _, k := range kept {
		sum += k
	}
	return float64(sum) / float64(15*len(rows))
}

func envf(name string, def float64) float64 {
	if s := os.Getenv(name); s != "" {
		f, _ := strconv.ParseFloat(s, 64)
		return f
	}
	return def
}

func TestZZ(t *testing.T) {
	kind := os.Getenv("KIND")
	if kind == "" {
		kind = "clustered"
	}
	for _, name := range strings.Fields(os.Getenv("NAMES")) {
		x := zzread("/tmp/lay/" + name + "." + kind + ".f32")
		n, _ := x.Dims()
		began := time.Now()
		nb, _ := NeighborSearch{}.Fit(background, x)
		near, _ := nb.All(background, max(15, int(envf("NB", 15))), nil)
		search := time.Since(began)
		for seed := 1; seed <= int(envf("SEEDS", 1)); seed++ {
			began = time.Now()
			p, err := Layout{Neighbors: int(envf("NB", 15)), Epochs: int(envf("EP", 0)), Exaggeration: envf("EX", 0), Seed: uint64(seed), Threads: int(envf("TH", 0))}.FitNear(background, x, near)
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			fmt.Printf("%s %s seed %d kept %.3f search %.1fs layout %.1fs\n", name, kind, seed, zzkept(p.at, near, 4000), search.Seconds(), took.Seconds())
			f, _ := os.Create("/tmp/lay/" + name + ".xy")
			for i := range n {
				fmt.Fprintln(f, p.at[i].x, p.at[i].y)
			}
			f.Close()
		}
	}
}
