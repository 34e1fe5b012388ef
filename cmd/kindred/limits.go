package main

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine/corpus"
)

// limitFlags adds --max-record and --max-input.
func limitFlags(fs *pflag.FlagSet, o *corpus.Options) {
	byteFlag(fs, &o.MaxRecord, "max-record", corpus.UsualMaxRecord, "skip records that are longer, such as 500K or 16M")
	byteFlag(fs, &o.MaxInput, "max-input", corpus.UsualMaxInput, "refuse input of more bytes after decompression, such as 500M or 64G")
}

// encodingFlag adds --encoding.
func encodingFlag(fs *pflag.FlagSet, to *string) {
	fs.Var(parsed[string]{to, func(s string) (string, error) {
		if strings.EqualFold(s, "auto") {
			return "", nil
		}
		return s, corpus.CheckEncoding(s)
	}, func(s string) string { return cmp.Or(s, "auto") }, "NAME"}, "encoding",
		"the encoding of files without a byte order mark, such as windows-1250, shift_jis or gb18030; auto: found in each file")
}

// byteFlag adds a flag for a number of bytes.
func byteFlag(fs *pflag.FlagSet, to *int64, name string, value int64, usage string) {
	*to = value
	fs.Var(parsed[int64]{to, func(s string) (int64, error) {
		n, ok := parseSize(s)
		if !ok {
			return 0, errors.New("use a number of bytes, with or without a unit: 500K, 16M or 2G")
		}
		return n, nil
	}, formatBytes, "SIZE"}, name, usage)
}

// formatBytes writes a number of bytes in the largest unit that it is a whole number of.
func formatBytes(n int64) string {
	for _, unit := range []string{"B", "KiB", "MiB"} {
		if n%1024 != 0 || n == 0 {
			return strconv.FormatInt(n, 10) + unit
		}
		n /= 1024
	}
	return strconv.FormatInt(n, 10) + "GiB"
}

// limitNames calls settings of reading by their flags.
var limitNames = strings.NewReplacer("(Encoding)", "(--encoding)", "(MaxRecord)", "(--max-record)", "(MaxInput)", "(--max-input)")

func nameLimits(problems []corpus.Problem) {
	for i := range problems {
		problems[i].Message = limitNames.Replace(problems[i].Message)
	}
}
