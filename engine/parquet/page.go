package parquet

import "hash/crc32"

// The kinds of pages, by their numbers in the format.
const (
	pageData       = 0
	pageDictionary = 2
	pageDataV2     = 3
)

// pageHeader is what stands before a page.
type pageHeader struct {
	kind             int32
	unpacked, packed int64 // bytes
	sum              int32 // CRC-32 of the packed page
	hasSum           bool
	entries          int64
	encoding         int32
	repEnc, defEnc   int32
	repBytes         int64 // of the levels of version 2, which are not packed
	defBytes         int64
	plain            bool // the values of version 2 are not packed
}

// pageHeader reads a PageHeader.
func (t *thrift) pageHeader() pageHeader {
	h := pageHeader{kind: -1, unpacked: -1, packed: -1, entries: -1, repEnc: encRuns, defEnc: encRuns}
	t.fields(thriftStruct, func(id int64, kind byte) bool {
		switch id {
		case 1:
			h.kind = t.int32(kind)
		case 2:
			h.unpacked = int64(t.int32(kind))
		case 3:
			h.packed = int64(t.int32(kind))
		case 4:
			h.sum, h.hasSum = t.int32(kind), true
		case 5, 7:
			t.fields(kind, func(id int64, kind byte) bool { return t.pageField(id, kind, &h) })
		case 8:
			t.fields(kind, func(id int64, kind byte) bool { return t.pageFieldV2(id, kind, &h) })
		default:
			return false
		}
		return true
	})
	return h
}

// pageField reads a field of a DataPageHeader or a DictionaryPageHeader, which begin alike.
func (t *thrift) pageField(id int64, kind byte, h *pageHeader) bool {
	switch {
	case id == 1:
		h.entries = int64(t.int32(kind))
	case id == 2:
		h.encoding = t.int32(kind)
	case id == 3 && kind > thriftFalse: // of a dictionary this is the truth value is_sorted
		h.defEnc = t.int32(kind)
	case id == 4:
		h.repEnc = t.int32(kind)
	default:
		return false
	}
	return true
}

func (t *thrift) pageFieldV2(id int64, kind byte, h *pageHeader) bool {
	switch id {
	case 1:
		h.entries = int64(t.int32(kind))
	case 4:
		h.encoding = t.int32(kind)
	case 5:
		h.defBytes = int64(t.int32(kind))
	case 6:
		h.repBytes = int64(t.int32(kind))
	case 7:
		h.plain = kind == thriftFalse
		return false
	default:
		return false
	}
	return true
}

// check proves the sizes of a page of which so many packed bytes are left in its chunk.
func (h *pageHeader) check(left int64) error {
	levels := h.repBytes + h.defBytes
	switch {
	case h.packed < 0 || h.unpacked < 0 || h.packed > left:
		return errShort
	case h.kind == pageDataV2 && (h.repBytes < 0 || h.defBytes < 0 || levels > h.packed || levels > h.unpacked):
		return errShort
	case (h.kind == pageData || h.kind == pageDataV2 || h.kind == pageDictionary) && h.entries < 0:
		return errThrift
	}
	return nil
}

// intact proves the checksum of a packed page, if it has one.
func (h *pageHeader) intact(raw []byte) bool {
	return !h.hasSum || int32(crc32.ChecksumIEEE(raw)) == h.sum
}
