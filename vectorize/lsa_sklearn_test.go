package vectorize

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"kindred/vectorize/matrix"
)

// corporaFolder holds the corpora that testdata/lsa.py measured, beside the project.
const corporaFolder = "../../shared/corpora"

// heldEnergy is what scikit-learn's TruncatedSVD holds of a corpus: the squared Frobenius norm of the
// projected rows, by rank. See testdata/lsa.py.
type heldEnergy struct {
	Name                  string
	Papers, Terms, Stored int
	Total                 float64
	Energy                map[int]float64
}

// The energy of a projection is no less than that of TruncatedSVD(n_iter=5), by its rows and by its singular
// values.
func TestLSAHoldsTheEnergyOfTruncatedSVD(t *testing.T) {
	data, err := os.ReadFile("testdata/lsa.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct{ Corpora []heldEnergy }
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden.Corpora) < 3 {
		t.Fatalf("%d corpora in testdata/lsa.json", len(golden.Corpora))
	}
	for _, held := range golden.Corpora {
		t.Run(held.Name, func(t *testing.T) {
			ranks := []int{50, 100, 200}
			if testing.Short() {
				ranks = ranks[:1]
			}
			x := sklearnMatrix(t, held)
			for _, rank := range ranks {
				compareEnergy(t, x, rank, held.Energy[rank])
			}
		})
	}
}

func compareEnergy(t *testing.T, x *matrix.CSR, rank int, theirs float64) {
	p, err := LSA{Rank: rank, Seed: 1}.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	rows, values := projectedEnergy(x, p), energyOf(p.Singular())
	t.Logf("rank %d: rows %.2f, singular values %.2f, TruncatedSVD %.2f", rank, rows, values, theirs)
	if theirs <= 0 || rows < theirs || values < theirs {
		t.Errorf("rank %d: rows hold %v and singular values %v, TruncatedSVD %v", rank, rows, values, theirs)
	}
	if values > rows*(1+1e-6) {
		t.Errorf("rank %d: singular values of %v claim more than the rows hold, %v", rank, values, rows)
	}
}

// projectedEnergy is |X V|^2, from the plain product.
func projectedEnergy(x *matrix.CSR, p *Projection) float64 {
	terms, _ := p.Terms().Dims()
	v := matrix.NewTall(terms, p.Rank())
	for c := range terms {
		for j, value := range p.Terms().Row(c) {
			v.Row(c)[j] = float64(value)
		}
	}
	y, sum := x.MulTall(v, 0), 0.0
	n, _ := y.Dims()
	for i := range n {
		sum += matrix.Dot(y.Row(i), y.Row(i))
	}
	return sum
}

// sklearnMatrix is the matrix of TfidfVectorizer over a corpus, which is checked by its measures.
func sklearnMatrix(t *testing.T, want heldEnergy) *matrix.CSR {
	v, err := Default().Weigh("sklearn")
	if err != nil {
		t.Fatal(err)
	}
	_, x, err := v.FitTransform(context.Background(), readCorpus(t, want.Name))
	if err != nil {
		t.Fatal(err)
	}
	n, d := x.Dims()
	total := 0.0
	for i := range n {
		total += x.SquaredNorm(i)
	}
	if n != want.Papers || d != want.Terms || x.NNZ() != want.Stored || math.Abs(total-want.Total) > 1e-3 {
		t.Fatalf("%d papers, %d terms, %d values of energy %v; scikit-learn has %+v", n, d, x.NNZ(), total, want)
	}
	return x
}

// readCorpus reads the text of each paper, or skips.
func readCorpus(t *testing.T, name string) (docs [][]Field) {
	f, err := os.Open(filepath.Join(corporaFolder, name+".jsonl.gz"))
	if err != nil {
		t.Skip("no corpora beside the project: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var paper struct{ Title, Abstract, Text string }
		if err := json.Unmarshal(lines.Bytes(), &paper); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, []Field{{Text: paper.Title}, {Text: paper.Abstract}, {Text: paper.Text}})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}
