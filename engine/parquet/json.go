package parquet

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"
)

// append writes a value as JSON: times as people and other programs write them, numbers with no more digits than they have, null for what
// is no text and no number.
func (l leaf) append(b []byte, v scalar) []byte {
	switch l.means {
	case text:
		return appendQuoted(b, v.text)
	case jsonText:
		return appendJSON(b, v.text)
	case unspeakable:
		return append(b, "null"...)
	case decimal:
		return l.appendDecimal(b, v)
	case date, clock, instant, localTime:
		return l.appendTime(b, v)
	case uuid:
		if len(v.text) != 16 {
			return append(b, "null"...)
		}
		h := hex.EncodeToString(v.text)
		return appendQuoted(b, []byte(h[:8]+"-"+h[8:12]+"-"+h[12:16]+"-"+h[16:20]+"-"+h[20:]))
	case halfFloat:
		if len(v.text) != 2 {
			return append(b, "null"...)
		}
		return appendFloat(b, float64(Half(binary.LittleEndian.Uint16(v.text))), 32)
	}
	return l.appendPlain(b, v)
}

// appendJSON writes JSON without blanks and line ends, for a row to be one line whoever wrote it, and what is no JSON as a string.
func appendJSON(b, text []byte) []byte {
	out := bytes.NewBuffer(b)
	if json.Compact(out, text) != nil {
		return appendQuoted(b, text)
	}
	return out.Bytes()
}

// appendPlain writes a value that means what its physical type says.
func (l leaf) appendPlain(b []byte, v scalar) []byte {
	switch l.kind {
	case boolean:
		return strconv.AppendBool(b, v.bits != 0)
	case int32s:
		if l.means == unsigned {
			return strconv.AppendUint(b, uint64(uint32(v.bits)), 10)
		}
		return strconv.AppendInt(b, int64(v.bits), 10)
	case int64s:
		if l.means == unsigned {
			return strconv.AppendUint(b, v.bits, 10)
		}
		return strconv.AppendInt(b, int64(v.bits), 10)
	case float32s:
		return appendFloat(b, float64(math.Float32frombits(uint32(v.bits))), 32)
	case float64s:
		return appendFloat(b, math.Float64frombits(v.bits), 64)
	case int96s: // a time of old: nanoseconds of the day, and the Julian day
		days := int64(binary.LittleEndian.Uint32(v.text[8:])) - 2440588
		nanos := int64(binary.LittleEndian.Uint64(v.text))
		return appendInstant(b, time.Unix(days*86400, nanos).UTC(), "2006-01-02T15:04:05.999999999")
	case byteArray:
		if utf8.Valid(v.text) {
			return appendQuoted(b, v.text) // many writers do not say that a column is text
		}
	}
	return append(b, "null"...)
}

// appendFloat writes a number without an exponent where that is short, so that a year is one, and null for what JSON has no number for.
func appendFloat(b []byte, x float64, bits int) []byte {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return append(b, "null"...)
	case x == 0 || math.Abs(x) >= 1e-6 && math.Abs(x) < 1e15:
		return strconv.AppendFloat(b, x, 'f', -1, bits)
	}
	return strconv.AppendFloat(b, x, 'e', -1, bits)
}

// mostDigits bounds the scale of a decimal, and its bytes are no more than half of that.
const mostDigits = 80

// appendDecimal writes a whole number with its point moved.
func (l leaf) appendDecimal(b []byte, v scalar) []byte {
	if l.scale < 0 || l.scale > mostDigits || len(v.text) > mostDigits/2 {
		return append(b, "null"...)
	}
	var x *big.Int
	switch l.kind {
	case int32s, int64s:
		x = big.NewInt(int64(v.bits))
	case byteArray, fixedBytes: // the highest byte first, in two's complement
		x = new(big.Int).SetBytes(v.text)
		if len(v.text) > 0 && v.text[0] >= 0x80 {
			x.Sub(x, new(big.Int).Lsh(big.NewInt(1), uint(8*len(v.text))))
		}
	default:
		return append(b, "null"...)
	}
	if x.Sign() < 0 {
		b = append(b, '-')
	}
	digits := x.Abs(x).String()
	for len(digits) <= l.scale {
		digits = "0" + digits
	}
	b = append(b, digits[:len(digits)-l.scale]...)
	if l.scale > 0 {
		b = append(append(b, '.'), digits[len(digits)-l.scale:]...)
	}
	return b
}

// appendTime writes a date, a time of day or both.
func (l leaf) appendTime(b []byte, v scalar) []byte {
	if l.kind != int32s && l.kind != int64s {
		return append(b, "null"...)
	}
	x := int64(v.bits)
	if l.means == date {
		const most = 1 << 24 // days, beyond which no year has four digits
		if x < -most || x > most {
			return append(b, "null"...)
		}
		return appendInstant(b, time.Unix(x*86400, 0).UTC(), "2006-01-02")
	}
	if l.unit == 0 {
		return append(b, "null"...)
	}
	perSecond := 1_000_000_000 / l.unit
	seconds, rest := x/perSecond, x%perSecond
	at := time.Unix(seconds, rest*l.unit).UTC()
	switch l.means {
	case clock:
		return appendInstant(b, at, "15:04:05.999999999")
	case instant:
		return appendInstant(b, at, "2006-01-02T15:04:05.999999999Z07:00")
	}
	return appendInstant(b, at, "2006-01-02T15:04:05.999999999")
}

func appendInstant(b []byte, t time.Time, layout string) []byte {
	if t.Year() < 0 || t.Year() > 9999 {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = t.AppendFormat(b, layout)
	return append(b, '"')
}

// appendQuoted writes a JSON string. Bytes that are no UTF-8 stay as they are.
func appendQuoted(b, s []byte) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i, c := range s {
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	return append(append(b, s[from:]...), '"')
}
