package main

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// What a user's own file is written in is settled before it is read: UTF-16 is converted, and no letter is dropped.
func TestEncodingOfOwnFiles(t *testing.T) {
	source := corpusFile(t)
	seeds := "Théorèmes: theorem, lemma\n"
	plain := done(t, "topics", source, "-k", "4", "--seeds", file(t, "s.txt", seeds)).out
	if !strings.Contains(plain, "Théorèmes") {
		t.Fatalf("no topic takes the name:\n%s", plain)
	}
	wide := file(t, "wide.txt", utf16Text(seeds))
	if out := done(t, "topics", source, "-k", "4", "--seeds", wide).out; out != plain {
		t.Errorf("seeds in UTF-16 give\n%s", out)
	}
	for name, content := range map[string]string{"seeds": "Bees: honey\nCaf\xe9: lemma\n", "names": "topic_id,name\n1,Caf\xe9\n", "synonyms": "a = b\ncaf\xe9 = c\n", "stopwords": "glacier\ncaf\xe9\n"} {
		for _, c := range []string{content, strings.Replace(content, "\xe9", "\x00", 1)} {
			if r := kindred(t, "topics", source, "--"+name, file(t, name, c)); r.code != exitMisused || !strings.Contains(r.err, "line 2: not UTF-8") {
				t.Errorf("--%s %q: exit code %d, %s", name, c, r.code, r.err)
			}
		}
	}
}

// utf16Text is text in UTF-16, little end first, behind its mark.
func utf16Text(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// Stop words are told from remarks as in the other files: a # within a word is part of it.
func TestParseWords(t *testing.T) {
	for content, want := range map[string][]string{
		"\ufeff# frequent\nwatched\r\n\n  C#  # a language\n\t#none\nF#\t# another\n": {"watched", "C#", "F#"},
		"# none\n": {},
		"":         {},
	} {
		if got, err := parseWords(strings.NewReader(content)); err != nil || got == nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v; want %q", content, got, err, want)
		}
	}
	if _, err := parseWords(strings.NewReader("a\n\n" + strings.Repeat("x", maxText))); err == nil || err.Error() != "line 3: the line is longer than 16 MiB: is this the right file?" {
		t.Errorf("a long line: %v", err)
	}
}

// Stop words in UTF-16 are the same words, and no file of them is not the usual ones.
func TestStopWordsOfAFile(t *testing.T) {
	words := "glacier\nicefall\n"
	for _, content := range []string{words, utf16Text(words), "\ufeff" + words} {
		if got := settingsFrom(t, "--stopwords", file(t, "s.txt", content)).Vectorizer.Text.StopWords; !slices.Equal(got, []string{"glacier", "icefall"}) {
			t.Errorf("%q: the stop words are %q", content, got)
		}
	}
	for _, args := range []string{"--stopwords=", "--stopwords=no.txt"} {
		if r := kindred(t, "topics", corpusFile(t), args); r.code != exitMisused || !strings.Contains(r.err, "use default, none or a file") {
			t.Errorf("%s: exit code %d, %s", args, r.code, r.err)
		}
	}
}

// A file that cannot be opened, or is a folder, is reported by the flag that names it.
func TestFilesOfFlagsThatAreNone(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	some := file(t, "some.tsv", "p001\tp005\n")
	for _, command := range []string{
		"related SOURCE --file PATH", "related SOURCE --queries PATH", "eval SOURCE --links PATH", "eval SOURCE --assignments PATH",
		"eval SOURCE --queries SOME --qrels PATH", "eval SOURCE --qrels SOME --queries PATH",
		"topics SOURCE --stopwords PATH", "topics SOURCE --synonyms PATH", "topics SOURCE --seeds PATH", "topics SOURCE --names PATH",
	} {
		for path, says := range map[string]string{folder: folder + " is a folder", folder + "/no": "no such file"} {
			args := strings.Fields(strings.NewReplacer("SOURCE", source, "SOME", some, "PATH", path).Replace(command))
			flag := args[len(args)-2]
			if r := kindred(t, args...); r.code != exitMisused || !strings.Contains(r.err, flag+": ") || !strings.Contains(r.err, says) {
				t.Errorf("%s %s: exit code %d, %s", command, path, r.code, r.err)
			}
		}
	}
}
