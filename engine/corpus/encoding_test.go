package corpus

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// accented is a title in each format that is read, with what western languages have: letters inside words and alone, quotes, dashes.
var accented = map[string]string{
	formatJSONL:  "{\"id\":\"a\",\"title\":\"%s\"}\n{\"id\":\"b\",\"title\":\"Plain\"}\n",
	formatJSON:   "[{\"id\":\"a\",\"title\":\"%s\"},\n{\"id\":\"b\",\"title\":\"Plain\"}]\n",
	formatCSV:    "id,title,abstract\na,\"%s\",x\nb,Plain,\"y\nz\"\n",
	formatTSV:    "id\ttitle\tabstract\na\t%s\tx\nb\tPlain\ty\n",
	"bibtex":     "@article{a,\n title = {%s}\n}\n@article{b,\n title = {Plain}}\n",
	formatRIS:    "TY  - JOUR\nID  - a\nTI  - %s\nER  - \n\nTY  - JOUR\nID  - b\nTI  - Plain\nER  - \n",
	formatWoS:    "FN ISI Export Format\nVR 1.0\nPT J\nTI %s\nUT a\nER\n\nPT J\nTI Plain\nUT b\nER\n\nEF\n",
	formatRefer:  "%%0 Book\n%%T %s\n%%F a\n\n%%0 Book\n%%T Plain\n%%F b\n",
	formatEmbase: "\"TITLE\",\"%s\"\n\"SOURCE\",\"S\"\n\"EMBASE ACCESSION ID\",\"a\"\n\"\"\n\"TITLE\",\"Plain\"\n\"EMBASE ACCESSION ID\",\"b\"\n",
}

const accentedTitle = "Étude à l’été – “où” è così, Größe, señor; café"

// encodings are how a text may come, and the kind of notice that is due.
var encodings = map[string]struct {
	encode func(string) string
	kind   string
}{
	"utf-8":           {func(s string) string { return s }, ""},
	"mark":            {func(s string) string { return "\ufeff" + s }, ""},
	"windows":         {func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, ""},
	"mac":             {func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }, ""},
	"utf-16 le":       {func(s string) string { return inUTF16(binary.LittleEndian, "\ufeff"+s) }, kindUTF16},
	"utf-16 be":       {func(s string) string { return inUTF16(binary.BigEndian, "\ufeff"+s) }, kindUTF16},
	"utf-16 unmarked": {func(s string) string { return inUTF16(binary.LittleEndian, s) }, kindUTF16},
	"utf-16 windows": {func(s string) string {
		return inUTF16(binary.LittleEndian, "\ufeff"+strings.ReplaceAll(s, "\n", "\r\n"))
	}, kindUTF16},
	"windows-1252":     {in1252, kindWindows},
	"1252 and windows": {func(s string) string { return in1252(strings.ReplaceAll(s, "\n", "\r\n")) }, kindWindows},
	"NUL":              {func(s string) string { return strings.Replace(s, "Plain", "Pl\x00ain", 1) }, kindNUL},
}

func inUTF16(order binary.ByteOrder, s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], u)
	}
	return string(b)
}

func in1252(s string) string {
	out, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestEveryFormatInEveryEncoding(t *testing.T) {
	for format, text := range accented {
		for name, e := range encodings {
			if format == formatJSON && strings.HasPrefix(name, "NUL") {
				continue // a NUL inside JSON is dropped as anywhere
			}
			c := mustRead(t, Options{}, e.encode(fmt.Sprintf(text, accentedTitle)))
			if c.Files[0].Format != format || len(c.Documents) != 2 || c.Documents[0].Title != accentedTitle || c.Documents[1].Title != "Plain" {
				t.Errorf("%s in %s, read as %s: %+v %v", format, name, c.Files[0].Format, c.Documents, c.Problems)
			}
			if len(c.Problems) != count(e.kind != "") || e.kind != "" && problem(c, e.kind).Count == 0 {
				t.Errorf("%s in %s: %v", format, name, c.Problems)
			}
		}
	}
}

// TestWindows1252: words of many languages are found, and what is no such text is not.
func TestWindows1252(t *testing.T) {
	for _, s := range []string{"à", "Visite à Paris", "È vero", "l’été “x” – y…", "señor ¿qué?", "Þórr á Íslandi", "Ærø og Ålborg", "5 µm ± 2°", "naïve façade", "o último é ótimo", "Straße", "20 € ½", "„Größe“"} {
		if !isWindows1252([]byte(in1252(s))) {
			t.Errorf("%q is not found", s)
		}
	}
	for _, s := range []string{"caf\xe9 caf\u00e9", "\x81\x8d\x8f", "x\xfe\xff\x00", "\xc3", "\xe4\xf6\xfc\xe4\xf6\xfc\xe4\xf6"} {
		if isWindows1252([]byte(s)) {
			t.Errorf("%q is taken for Windows-1252", s)
		}
	}
}

// TestWindows1251: Russian is read as such, and nothing else is.
func TestWindows1251(t *testing.T) {
	for _, s := range []string{"Мох на камне – “обзор”", "О приливах и отливах: «Ёлка», № 5"} {
		if c := inCodePage(t, charmap.Windows1251, s); c.Documents[0].Title != s {
			t.Errorf("%q: %q", s, c.Documents[0].Title)
		}
	}
	for _, s := range []string{in1252("Größe äöü"), "\xb9\xfa\xbc\xd2\xbb\xf9\xb4\xa1\xd1\xd0\xbe\xbf", "\x83e\x83X\x83g\x82\xcc\x8c\xa4\x8b\x86", "\xff\xff\xff"} {
		if isWindows1251([]byte(s)) {
			t.Errorf("%q is taken for Windows-1251", s)
		}
	}
}

// inCodePage reads a title in an eight-bit encoding.
func inCodePage(t *testing.T, page *charmap.Charmap, title string) *Collection {
	t.Helper()
	raw, err := page.NewEncoder().String(title)
	if err != nil {
		t.Fatal(err)
	}
	return mustRead(t, Options{}, "TY  - JOUR\nTI  - "+raw+"\nER  - \n")
}

// TestKOI8R: the same words are told apart in both encodings of Russian, short or in capitals, with quotes of ASCII.
func TestKOI8R(t *testing.T) {
	for _, s := range []string{"Мох на камне", "Приливы и отливы у скалистых берегов", "ПЧЁЛЫ И КЛЕВЕР НА ЛУГУ", "о росте кристаллов льда в тумане", "Хлеб из ржи: закваска",
		"Tidal locking: приливный захват спутников", "Как пчелы ищут дорогу к улью, когда нет солнца", "ИЗМЕРЕНИЕ ВРЕМЕНИ", "Почему щуки ждут", "Съезд фермеров",
		"Объём щебня в фундаменте", "Юг и север: эхо цунами", "Жизнь дюн", "А. Б. Иванов, Ю. Щукин. Движение песка"} {
		for kind, page := range map[string]*charmap.Charmap{kindKOI8: charmap.KOI8R, kindCyrillic: charmap.Windows1251} {
			if c := inCodePage(t, page, s); c.Documents[0].Title != s || problem(c, kind).Count != 1 {
				t.Errorf("%s: %q is read as %q, %v", kind, s, c.Documents[0].Title, c.Problems)
			}
		}
	}
	for _, s := range []string{"Größe", "ÄÖÜ: GRÖSSE", "señor ¿qué?", "Þórr á Íslandi", "„Größe“ – naïve façade", "Ærø og Ålborg", "ÉÈÀ ÇÀ ÉTÉ"} {
		if c := mustRead(t, Options{}, "TY  - JOUR\nTI  - "+in1252(s)+"\nER  - \n"); c.Documents[0].Title != s {
			t.Errorf("%q is read as %q", s, c.Documents[0].Title)
		}
	}
}

// TestOneOddByteCostsTheOthersNothing: a sign that prose has not, among letters that it has.
func TestOneOddByteCostsTheOthersNothing(t *testing.T) {
	for raw, want := range map[string]string{
		"B\xfccher \xfcber Fl\xfcsse, M\xfchlen und Gr\xf6\xdfe \xa4 heute": "Bücher über Flüsse, Mühlen und Größe ¤ heute",
		"na\xefve caf\xe9s d'\xe9t\xe9 \xe0 S\xe8te \x81 fin":               "naïve cafés d'été à Sète \uFFFD fin",
		"\xa4 \xa4 caf\xe9": "\uFFFD \uFFFD caf\uFFFD", // too many
	} {
		if got := cleanText([]byte(raw), func(string, string) {}); string(got) != want {
			t.Errorf("%q is read as %q, want %q", raw, got, want)
		}
	}
}
