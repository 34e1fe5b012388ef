package main

import (
	"strings"
	"testing"
)

// TestEncodingOfFiles: a file in another encoding is said, with the flag that overrules; with the flag it is read as that says, by an index too.
func TestEncodingOfFiles(t *testing.T) {
	source := file(t, "p.csv", "id,title\n1,pszczo\xb3y ta\xf1cz\xb1 na \xb3\xb1ce\n2,\xb6wierszcz \xb6piewa w nocy\n3,\xbfaba \xb6pi pod li\xb6ciem\n")
	r := done(t, "info", source, "--format", "json")
	if says := "ISO-8859-2 text converted to UTF-8; if it is in another encoding, name that (--encoding)"; !strings.Contains(r.err, says) || !strings.Contains(r.out, says) {
		t.Errorf("%s%s", r.err, r.out)
	}
	given := done(t, "cluster", source, "-k", "1", "--encoding", "Latin2")
	if given.err != "" || !strings.Contains(given.out, "pszczoły tańczą na łące") {
		t.Errorf("%s%s", given.err, given.out)
	}
	if wrong := done(t, "cluster", source, "-k", "1", "--encoding", "windows-1252"); !strings.Contains(wrong.out, "pszczo³y") {
		t.Error(wrong.out)
	}
	index := t.TempDir() + "/p.kindred"
	done(t, "index", source, "-o", index, "-k", "1", "--encoding", "iso-8859-2")
	added := done(t, "add", index, file(t, "q.jsonl", `{"id":"new","title":"`+"\xb3\xf3d\x9f"+`"}`), "--encoding", "cp1250")
	if !strings.Contains(added.out, "łódź") {
		t.Errorf("%s%s", added.err, added.out)
	}
}

func TestEncodingNames(t *testing.T) {
	for value, want := range map[string]any{"auto": "auto", "AUTO": "auto", "cp1250": "cp1250", "Shift_JIS": "Shift_JIS", "IBM850": "IBM850"} {
		if got := setting(t, "encoding", "--encoding", value); got != want {
			t.Errorf("%s is shown as %v", value, got)
		}
	}
	for _, value := range []string{"klingon", "utf-32"} {
		r := kindred(t, "config", "show", "--encoding="+value)
		if r.code != exitMisused || !strings.Contains(r.err, "windows-1252, iso-8859-2, shift_jis, gb18030, big5, euc-kr") {
			t.Errorf("%q: exit code %d, %s", value, r.code, r.err)
		}
	}
}
