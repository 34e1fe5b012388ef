//go:build unix

package matrix

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestLostMemoryReachesTheCaller: reading a mapped file that another program cut short is a fault on any worker, and no end of the
// process.
func TestLostMemoryReachesTheCaller(t *testing.T) {
	const size = 1 << 20
	path := filepath.Join(t.TempDir(), "mapped")
	if err := os.WriteFile(path, make([]byte, size), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	mapped, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		t.Skip("nothing can be mapped here:", err)
	}
	defer func() { _ = syscall.Munmap(mapped) }()
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 3} {
		sums := make([]byte, 8)
		got := recovered(func() {
			BlocksOf(size/8, size, workers, func() func(lo, hi int) {
				return func(lo, hi int) {
					for _, b := range mapped[lo:hi] {
						sums[lo/(size/8)] += b
					}
				}
			})
		})
		if fault, ok := got.(interface{ Addr() uintptr }); !ok || fault.Addr() == 0 {
			t.Errorf("%d workers: the panic is %v", workers, got)
		}
	}
}
