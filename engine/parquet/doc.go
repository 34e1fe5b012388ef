// Package parquet reads and writes Parquet files: rows come out as JSON objects, tables go in by columns.
//
//	f, err := parquet.Open(file, size, parquet.Limits{})
//	rows := f.Rows(nil)
//	for {
//		object, err := rows.Next(buffer[:0])  // {"title":"...","authors":["..."],"year":2021}
//		...
//	}
//
// Vectors, an id and a list of numbers a row, are read by [File.Vectors].
//
// A file is row groups, of which each holds a chunk a column, of which each holds pages; what is where stands at the end:
//
//	PAR1 | row group 1                            | row group 2 | ... | footer | length of the footer, 4 bytes | PAR1
//	       column 1             | column 2 | ...
//	       [dictionary] page ...
//	page: header, repetition levels, definition levels, values; the last three compressed
//
// A value's definition level says how many of the optional and repeated fields above it are there, its repetition level
// in which list it goes on (Melnik and others 2010, "Dremel: Interactive Analysis of Web-Scale Datasets"). Rows are put together again by
// walking the schema: each column is a cursor that stands before its next value and levels.
//
// # What a file may cost
//
// A file says itself how large its parts are, and it may lie. Nothing is allocated because a number says so: the footer, the
// pages that are held at once and a row have limits ([Limits]), room for a page is made when its bytes can hold as much,
// runs of equal values are counted out one by one, and all that is unpacked from a file together
// must be in proportion to the file. No goroutine is started, so a file means the same wherever it is read.
//
// # What is read
//
// Pages of versions 1 and 2; values plain, by dictionary, in runs, as deltas (of numbers, lengths and prefixes) and in split streams; compression by
// snappy, gzip, zstd, brotli and both kinds of lz4; lists of two and three levels, maps, structs; the logical types
// of text, numbers and time. Checksums are checked where a page has one. Encrypted files, lzo and columns in other files are refused.
package parquet
