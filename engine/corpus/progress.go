package corpus

import "os"

// unpackedTimes is how many times larger than its file a compressed text is taken to be.
const unpackedTimes = 3.5

// meter tells Options.Progress how much has been read. What a compressed file or a pipe holds is known at its end alone, so the
// count stops short of the whole until then.
type meter struct {
	tell  func(done, total int)
	read  float64 // bytes
	whole int64
}

// bytesOf is about how many bytes of its file a record is.
func bytesOf(split splitter, o Origin) float64 {
	if rows, ok := split.(*parquetRows); ok {
		return rows.each
	}
	return float64(o.Length)
}

func (s *Source) meter() *meter { return &meter{tell: s.options.Progress, whole: s.Size()} }

// Size is about how many bytes there are to read, after decompression; 0 for what a pipe holds.
func (s *Source) Size() int64 {
	whole := int64(0)
	for _, f := range s.files {
		if info, err := os.Stat(f.path); err == nil && info.Mode().IsRegular() {
			size := info.Size()
			if withoutCompression(f.path) != f.path {
				size = int64(unpackedTimes * float64(size))
			}
			whole += size
		}
	}
	return whole
}

// add counts the records of a batch.
func (m *meter) add(b Batch) {
	if m.tell == nil {
		return
	}
	if m.read += b.read; m.whole > 0 {
		m.tell(int(1000*min(0.99, m.read/float64(m.whole))), 1000)
	}
}

func (m *meter) end() {
	if m.tell != nil {
		m.tell(1000, 1000)
	}
}
