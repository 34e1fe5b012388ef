package report

import (
	"io"
	"regexp"
	"strings"
)

// Markdown writes a pipe table, numbers to the right.
func Markdown(w io.Writer, t Table) error {
	var head, rule strings.Builder
	for _, c := range t.Columns {
		head.WriteString("| " + escapeMarkdown(c.Name) + " ")
		rule.WriteString(map[bool]string{true: "| ---: ", false: "| --- "}[c.right()])
	}
	if _, err := io.WriteString(w, head.String()+"|\n"+rule.String()+"|\n"); err != nil {
		return err
	}
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		var line strings.Builder
		for i, cell := range row {
			line.WriteString("| " + escapeMarkdown(t.Columns[i].brief(cell)) + " ")
		}
		if _, err := io.WriteString(w, line.String()+"|\n"); err != nil {
			return err
		}
	}
	return nil
}

// right is true for columns that are read by their last digit.
func (c Column) right() bool { return c.Kind == Integer || c.Kind == Number }

// markdownEscaper escapes what Markdown and the HTML within it could take for markup.
var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"#", `\#`, "~", `\~`, "$", `\$`)

func escapeMarkdown(s string) string { return markdownEscaper.Replace(s) }

// listMark is what would begin a list, a rule or the line under a heading at the start of the item of a list: "1. Introduction", "- x".
var listMark = regexp.MustCompile(`^(?:\d{1,9}[.)](?: |$)|[-+=])`)

// escapeStart escapes a list mark at the start of escaped text.
func escapeStart(s string) string {
	if !listMark.MatchString(s) {
		return s
	}
	at := strings.IndexAny(s, ".)-+=")
	return s[:at] + `\` + s[at:]
}
