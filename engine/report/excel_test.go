package report

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// TestExcel is every byte of a table for spreadsheets.
func TestExcel(t *testing.T) {
	table := Table{[]Column{{Name: "doc_id", Kind: ID}, {Name: "title"}, {Name: "n", Kind: Integer}, {Name: "similarity", Kind: Number, Decimals: 3}, {Name: "terms", Kind: List}, {Name: "near", Kind: Boolean}},
		func(yield func(Row, error) bool) {
			_ = yield(Row{"0704.0001", "=1+1", -1, -0.5, []string{"a", "b"}, true}, nil) &&
				yield(Row{"p017", "A; \"b\", c", 2, 0.25, []string{"-x"}, false}, nil)
		}}
	for semicolon, want := range map[bool]string{
		false: "\ufeffdoc_id,title,n,similarity,terms,near\r\n\"=\"\"0704.0001\"\"\",'=1+1,-1,-0.500,a | b,true\r\np017,\"A; \"\"b\"\", c\",2,0.250,'-x,false\r\n",
		true:  "\ufeffdoc_id;title;n;similarity;terms;near\r\n\"=\"\"0704.0001\"\"\";'=1+1;-1;-0,500;a | b;true\r\np017;\"A; \"\"b\"\", c\";2;0,250;'-x;false\r\n",
	} {
		var b strings.Builder
		if err := (Excel{Semicolon: semicolon}).Write(&b, table); err != nil || b.String() != want {
			t.Errorf("%v\n got %q\nwant %q", err, b.String(), want)
		}
	}
}

func TestWhatASpreadsheetWouldChange(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "p017": "p017", "A title of 2021": "A title of 2021", "k0123456789": "k0123456789", "10.1145/3292500": `="10.1145/3292500"`,
		"0704.0001": `="0704.0001"`, "007": `="007"`, "1E5": `="1E5"`, "12e-3": `="12e-3"`, "1984": `="1984"`, "-5": `="-5"`, "+49 170": `="+49 170"`,
		"2021-03": `="2021-03"`, "3-4": `="3-4"`, "1/2": `="1/2"`, "12:30": `="12:30"`, "SEPT2": `="SEPT2"`, "2 März": `="2 März"`, "MARCH1": `="MARCH1"`, "50%": `="50%"`,
		"TRUE": `="TRUE"`, "true": `="true"`, "truth": "truth", "OCT4 and SOX2": "OCT4 and SOX2", "W3C": "W3C", "1 | 2": "1 | 2",
		"=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0", "@SUM(1)": "'@SUM(1)", "-x": "'-x", "+x": "'+x", "\tx": " x", "\t=x": "' =x", "\u200b=1+x": "'\u200b=1+x", "\ufeff @x": "'\ufeff @x", "\x00=x": "'=x", "a\x00b\r\nc\x1b": "ab  c", "a\u0085b": "a b",
		"１２３": `="１２３"`, "\u22125": "=\"\u22125\"", "1\u202f234": "=\"1\u202f234\"", "WAHR": `="WAHR"`, "#N/A": `="#N/A"`, "＠x": "'＠x",
		strings.Repeat("1", 65): `="` + strings.Repeat("1", 65) + `"`, strings.Repeat("1", 255): `="` + strings.Repeat("1", 255) + `"`, strings.Repeat("1", 256): "'" + strings.Repeat("1", 256),
		strings.Repeat("a", 32767): strings.Repeat("a", 32767), strings.Repeat("a", 32768): strings.Repeat("a", 32766) + "…", strings.Repeat("潮", 20000): strings.Repeat("潮", 20000),
		"=" + strings.Repeat("a", 32766): "'=" + strings.Repeat("a", 32764) + "…", strings.Repeat("𝛼", 16384): strings.Repeat("𝛼", 16383) + "…",
		"＝1+x": "'＝1+x", "- a list": "'- a list",
	} {
		if got := safe(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzExcel(f *testing.F) {
	f.Add("=1", "0704.0001", true)
	f.Add("a;b", "x\"\r\n", false)
	f.Fuzz(func(t *testing.T, title, id string, semicolon bool) {
		table := Table{[]Column{{Name: "id", Kind: ID}, {Name: "title"}}, func(yield func(Row, error) bool) { yield(Row{id, title}, nil) }}
		var b strings.Builder
		if err := (Excel{semicolon}).Write(&b, table); err != nil {
			t.Fatal(err)
		}
		text, ok := strings.CutPrefix(b.String(), "\ufeff")
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = map[bool]rune{true: ';', false: ','}[semicolon]
		rows, err := r.ReadAll()
		if !ok || err != nil || len(rows) != 2 || len(rows[1]) != 2 {
			t.Fatalf("%v: %q", err, text)
		}
		for i, cell := range rows[1] {
			quoted := strings.HasPrefix(cell, `="`) && isValue(strings.Trim(cell, `="`))
			if isFormula(cell) && !quoted || strings.IndexFunc(cell, unicode.IsControl) >= 0 || len(utf16.Encode([]rune(cell))) > longestCell {
				t.Fatalf("cell %d is %q", i, cell)
			}
		}
	})
}
