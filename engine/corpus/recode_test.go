package corpus

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// recoded reads a text through a recoder, in portions of any size.
func recoded(t *testing.T, raw string, given string) string {
	t.Helper()
	var first string
	for i, r := range []io.Reader{strings.NewReader(raw), iotest.OneByteReader(strings.NewReader(raw)), iotest.DataErrReader(iotest.HalfReader(strings.NewReader(raw)))} {
		in := &input{text: r, head: []byte(raw[:min(len(raw), headBytes)]), guard: &guard{}}
		from, err := charsetCalled(given)
		if err != nil {
			t.Fatal(err)
		}
		if err := in.recode(from); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in.text)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = string(text)
		}
		if string(text) != first {
			t.Fatalf("in other portions %d bytes, not %d", len(text), len(first))
		}
		if !bytes.HasPrefix(text, in.head) || len(in.head) != min(len(text), headBytes) {
			t.Fatalf("the head has %d bytes of %d", len(in.head), len(text))
		}
	}
	return first
}

func inCharsetCalled(t *testing.T, name, s string) string {
	t.Helper()
	out, err := mustCharset(name).coding.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scripts are a line in each of some encodings.
var scripts = map[string]string{
	"shift_jis": "海洋プランクトンの季節変動と水温の関係を表す能力", "euc-jp": "日本の高齢者における睡眠の質と健康", "gb18030": "中国农村人口老龄化的影响因素分析", "big5": "臺灣高齡人口健康狀況的影響因素，功能許可",
	"euc-kr": "도시 교통망의 최적화 모형과 그 응용", "windows-1251": "Сезонные изменения морского планктона", "windows-1253": "Εποχικές μεταβολές του θαλάσσιου πλαγκτού",
	"iso-2022-jp": "地震波の解析による地殻構造の推定",
}

// TestRecodedLate: however late the first byte comes that is no ASCII, and however long lines are.
func TestRecodedLate(t *testing.T) {
	for name, line := range scripts {
		for _, before := range []int{0, 1, windowBytes - 7, windowBytes, 3*windowBytes + 5} {
			plain := strings.Repeat("x", before)
			for _, text := range []string{plain + "\n" + strings.Repeat(line+"\n", 4), plain + strings.Repeat(line+", ", 3000), plain + line + "\r" + line + "\r"} {
				if got := recoded(t, inCharsetCalled(t, name, text), ""); got != text {
					t.Errorf("%s behind %d bytes: %d bytes of %d, %.60q", name, before, len(got), len(text), got[min(len(got), before):])
				}
			}
		}
	}
}

// TestRecodedLongWord: a line with nothing to cut it at is cut between characters.
func TestRecodedLongWord(t *testing.T) {
	text := "x" + strings.Repeat("中", windowBytes)
	got := recoded(t, inCharsetCalled(t, "gb18030", text), "gb18030")
	if got != text {
		t.Errorf("%d characters are lost", strings.Count(text, "中")-strings.Count(got, "中"))
	}
}

// TestRecodedMixture: a line that is UTF-8 stays in a file that is not, and a UTF-8 file keeps its bytes.
func TestRecodedMixture(t *testing.T) {
	greek := scripts["windows-1253"] + "\n"
	old := inCharsetCalled(t, "windows-1253", greek)
	if got := recoded(t, old+old+greek+old, ""); got != strings.Repeat(greek, 4) {
		t.Errorf("%q", got)
	}
	if got := recoded(t, greek+greek+old, ""); got != greek+greek+old {
		t.Errorf("%q", got)
	}
}

// TestSmallEvidence: a window that says nothing passes, and the next is judged anew.
func TestSmallEvidence(t *testing.T) {
	plain := "caf\xe9 " + strings.Repeat("x", windowBytes)
	if got, want := recoded(t, plain+inCharsetCalled(t, "gb18030", scripts["gb18030"]), ""), plain+scripts["gb18030"]; got != want {
		t.Errorf("%q", got[len(plain):])
	}
}

// Second bytes that mean something in a format cost nothing: 表 ends with a backslash in Shift_JIS, 功 in Big5.
func TestSecondBytesOfFormats(t *testing.T) {
	for format, text := range accented {
		for name, title := range map[string]string{"shift_jis": "表計算ソフトの予測能力", "big5": "功能與許可：蓋房子的成功", "gb18030": "关于镕与囧的影响因素的研究", "euc-kr": "도시 교통망의 최적화"} {
			raw := inCharsetCalled(t, name, fmt.Sprintf(text, title))
			for _, o := range []Options{{}, {Encoding: name}} {
				c := mustRead(t, o, raw)
				if !slices.Equal(titles(c), []string{title, "Plain"}) || c.Files[0].Format != format {
					t.Errorf("%s in %s: %q as %s, %v", format, name, titles(c), c.Files[0].Format, c.Problems)
				}
				if p := problem(c, name); p.Count != count(o.Encoding == "") || p.Count > 0 && !strings.Contains(p.Message, "(Encoding)") {
					t.Errorf("%s in %s: %v", format, name, c.Problems)
				}
			}
		}
	}
}

// TestGivenEncoding: the user's word counts, but for a byte order mark.
func TestGivenEncoding(t *testing.T) {
	wide := inUTF16(binary.LittleEndian, "A title\n\nA text: é.\n")
	for _, c := range []struct{ given, raw, title, kind string }{
		{"iso-8859-2", "\xb3\xf3d\xbc\n\nText.\n", "łódź", ""},
		{"IBM850", "caf\x82\n\nText.\n", "café", ""},
		{"Shift-JIS", "\x95\\\n\nText.\n", "表", ""},
		{"windows-1252", "caf\xc3\xa9\n\nText.\n", "cafÃ©", ""},
		{"windows-1252", "\xef\xbb\xbfcaf\xc3\xa9\n\nText.\n", "café", ""},
		{"utf-8", "caf\xe9\n\nText.\n", "caf\uFFFD", kindInvalid},
		{"gbk", "\xff\xd6\xd0\n\nText.\n", "\uFFFD中", kindInvalid},
		{"utf-16le", wide, "A title", kindUTF16},
		{"koi8-r", "\xff\xfe" + wide, "A title", kindUTF16},
		{"auto", "caf\xe9\n\nText.\n", "café", kindWindows},
	} {
		got := mustRead(t, Options{Encoding: c.given}, c.raw)
		if got.Documents[0].Title != c.title || len(got.Problems) != count(c.kind != "") || problem(got, c.kind).Count != count(c.kind != "") {
			t.Errorf("%q in %s: %q, %v", c.raw, c.given, got.Documents[0].Title, got.Problems)
		}
	}
	for _, name := range []string{"klingon", "ibm037", "hz-gb-2312", "iso-2022-kr", "replacement", "utf-7", "utf-32"} {
		if _, err := Open([]string{"-"}, Options{Encoding: name, Stdin: strings.NewReader("")}); err == nil || !strings.Contains(err.Error(), "windows-1252") || CheckEncoding(name) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDeclaredEncoding: what a file says of itself counts if its bytes do not say otherwise.
func TestDeclaredEncoding(t *testing.T) {
	entry := "@misc{a, title = {%s}}\n"
	for _, c := range []struct{ head, raw, title string }{
		{"% Encoding: Cp1250\n", "\xb3\xf3d\x9f", "łódź"},
		{"% Encoding: ISO8859_7\n", "\xec\xe9\xe1", "μια"},
		{"% Encoding: SJIS\n", "\x95\x5c", "表"},
		{"%%% -*- mode: bibtex; coding: koi8-r -*-\n", "\xed\xcf\xc8", "Мох"},
		{"% Encoding: UTF-8\n", "caf\xe9", "café"},
		{"% Encoding: nonsense\n", "caf\xe9", "café"},
		{"% Encoding: Cp1250\n", "Größe über", "Größe über"},
		{"% Encoding: SJIS\n", "Visite \xe0 Paris, l'\xe9t\xe9 \xe0 S\xe8te", "Visite à Paris, l'été à Sète"},
	} {
		got := mustRead(t, Options{}, c.head+fmt.Sprintf(entry, c.raw))
		if got.Documents[0].Title != c.title {
			t.Errorf("%s: %q, want %q, %v", c.head, got.Documents[0].Title, c.title, got.Problems)
		}
	}
}
