package report

import (
	"io"
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
