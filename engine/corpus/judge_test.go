package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// writtenIn are the encodings in which those who write a language wrote the texts of testdata/encodings. A star says that a title alone
// is found too: the others then have as much to say for Windows-1252, or for one another.
var writtenIn = map[string]string{
	"ja": "shift_jis* euc-jp* iso-2022-jp*", "zh-Hans": "gb18030*", "zh-Hant": "big5*", "ko": "euc-kr*",
	"ru": "windows-1251* koi8-r*", "uk": "windows-1251* koi8-u*", "el": "windows-1253* iso-8859-7*", "tr": "windows-1254",
	"pl": "windows-1250 iso-8859-2", "cs": "windows-1250 iso-8859-2", "hu": "windows-1250 iso-8859-2", "hr": "windows-1250 iso-8859-2", "ro": "windows-1250 iso-8859-2",
	"fr": "windows-1252* macintosh ibm850", "de": "windows-1252* macintosh ibm850", "es": "windows-1252* macintosh ibm850", "pt": "windows-1252* macintosh ibm850",
	"it": "windows-1252* macintosh", "sv": "windows-1252* macintosh ibm850", "da": "windows-1252* macintosh ibm850", "is": "windows-1252 ibm850",
	"en": "windows-1252*", "en-signs": "windows-1252* macintosh",
}

// titlesIn are the titles in a language that an encoding has all characters of, and that are not ASCII in it.
func titlesIn(t *testing.T, language string, in *charset) (titles []string) {
	text, err := os.ReadFile(filepath.Join("testdata", "encodings", language+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for title := range strings.Lines(string(text)) {
		title = strings.TrimSpace(title)
		if raw, err := in.coding.NewEncoder().String(title); err == nil && asciiBytes([]byte(raw)) < len(raw) {
			titles = append(titles, title)
		}
	}
	return titles
}

// asRIS are records with titles, one after the other, in an encoding.
func asRIS(t *testing.T, titles []string, in *charset) string {
	var s strings.Builder
	for _, title := range titles {
		fmt.Fprintf(&s, "TY  - JOUR\nTI  - %s\nER  - \n", title)
	}
	raw, err := in.coding.NewEncoder().String(s.String())
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestEncodingsAreFound reads records in each encoding of a language, alone, by fives, and all at once. What is not found for lack of
// letters is read as Windows-1252, and hardly ever as anything else.
func TestEncodingsAreFound(t *testing.T) {
	for language, names := range writtenIn {
		for name := range strings.FieldsSeq(names) {
			in := mustCharset(strings.TrimSuffix(name, "*"))
			all := titlesIn(t, language, in)
			var table []string
			for _, size := range []int{1, 5, len(all)} {
				good, doubt, files := 0, 0, 0
				for some := range slices.Chunk(all, size) {
					c := mustRead(t, Options{}, asRIS(t, some, in))
					files++
					switch {
					case slices.Equal(titles(c), some):
						good++
					case problem(c, kindWindows).Count+problem(c, kindInvalid).Count > 0:
						doubt++
					}
				}
				table = append(table, fmt.Sprintf("%d of %d (%d in doubt)", good, files, doubt))
				if wrong := files - good - doubt; size > 1 && good < files || size == 1 && (wrong > 1 || strings.HasSuffix(name, "*") && good < files) {
					t.Errorf("%s in %s: %d titles a file: %d right, %d in doubt of %d", language, name, size, good, doubt, files)
				}
			}
			t.Logf("%-8s %-13s alone %s, by fives %s, all %s", language, in.name, table[0], table[1], table[2])
		}
	}
}

// TestSignsAreNoLetters: what Windows-1252 has for quotes, dashes and units, other encodings have letters for.
func TestSignsAreNoLetters(t *testing.T) {
	for _, s := range []string{"“a” “b” “c” “d”", "it’s he’s she’s that’s who’s what’s", "a—b c—d e—f g—h i—j", "1 ± 2, 3±4, 5±6, 7±8, 9±1", "5 µg, 6 µm, 7 µl, 8 µs",
		strings.Repeat("…", 40), "10 × 10 × 10 × 10", "° ° ° ° 5°C 6°C", "« a » « b » « c »", "• a\n• b\n• c\n• d\n• e", "§ 5, § 6, § 7, § 8", "© ® ™ © ® ™"} {
		if from, found := judgeWindow([]byte(in1252(s)), nil); found == inCharset && from.name != usualCharset || found == inUTF8 {
			t.Errorf("%q is found to be %v, %+v", s, found, from)
		}
	}
}

// TestNoTextIsInNoEncoding: what is no text is in no encoding.
func TestNoTextIsInNoEncoding(t *testing.T) {
	var bytes []byte
	for i := range 5000 {
		bytes = append(bytes, byte(128+i*i*7%128))
	}
	for _, s := range []string{"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01", string(bytes), "\xe9", "\xff\xfe\xfd", strings.Repeat("\x81\x01\x02", 50)} {
		if from, found := judgeWindow([]byte(s), nil); found != inDoubt {
			t.Errorf("%.20q is found to be %v, %+v", s, found, from)
		}
	}
}

// TestUTF8Stays: an odd byte, or a line in another encoding, makes no other file of one in UTF-8.
func TestUTF8Stays(t *testing.T) {
	french := "Étude à l’été\nVariations saisonnières du plancton\nOptimisation des réseaux à Genève\n"
	for name, s := range map[string]string{"an odd byte": french + "a \xff b\n", "lines of two kinds": french + in1252(french), "CESU": french + "\xed\xa0\x80\xed\xb0\x80\n"} {
		if _, found := judgeWindow([]byte(s[strings.IndexByte(s, "É"[0]):]), nil); found != inUTF8 {
			t.Errorf("%s: %v", name, found)
		}
	}
}
