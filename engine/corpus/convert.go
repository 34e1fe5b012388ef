package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// convert writes the papers that have no record in the files of the form, from their fields: what the readers of this package
// find in a record, and nothing that they do not know.
func (b *backWriter) convert(own []FileInfo) {
	if b.form == FormCSV {
		b.put([]byte(csvLine(append(slices.Clone(convertedColumns), markColumns...))))
	}
	there := map[string]bool{}
	for _, f := range own {
		there[f.Name] = true
	}
	stands := func(d Document) bool {
		return slices.ContainsFunc(d.Origins, func(o Origin) bool { return there[o.File] })
	}
	c := newConverter(b.keys)
	for _, d := range b.docs {
		if key := strings.ToLower(d.ID); !stands(d) && c.taken.free(key, d.ID) {
			c.taken[key] = d.ID // no key that is made may be the id of another
		}
	}
	for row, d := range b.docs {
		if stands(d) {
			continue
		}
		d = d.Unpacked()
		switch b.form {
		case FormBibTeX:
			b.between()
			b.put([]byte(c.bibTeX(&d, b.marks[row])))
		case FormRIS:
			b.between()
			b.put([]byte(c.ris(&d, b.marks[row])))
		case FormCSV:
			b.put([]byte(csvLine(c.csv(&d, b.marks[row]))))
		}
		b.done.Converted++
	}
}

// keys are those that are in use, in lower case, with the id of the paper that has each; "" for an entry of a file.
type keys map[string]string

// stand notes the key of an entry of a file.
func (k keys) stand(key string) {
	if k != nil {
		k[strings.ToLower(strings.Clone(key))] = "" // of the key alone: the entry may go
	}
}

// free tells whether the paper of an id may have a key.
func (k keys) free(key, id string) bool {
	owner, used := k[strings.ToLower(key)]
	return key != "" && (!used || owner == id)
}

// converter writes records from the fields of papers.
type converter struct {
	taken keys
	next  map[string]int // the next number to try behind a key, in lower case
}

func newConverter(taken keys) converter { return converter{taken, map[string]int{}} }

// bibTeX writes an entry.
func (c converter) bibTeX(d *Document, m Mark) string {
	kind := d.publicationType()
	var b strings.Builder
	b.WriteString("@" + kind.bibTeX + "{" + c.key(d))
	put := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = " + value)
		}
	}
	field := func(name, value string) { put(name, inBraces(value)) }
	if !d.TitleDerived {
		field("title", escapeLaTeX(d.Title))
	}
	field("author", bibAuthors(d))
	field(kind.venue, escapeLaTeX(d.Venue))
	if d.Precision >= Year {
		field("year", strconv.Itoa(d.Date.Year()))
	}
	if d.Precision >= Month {
		put("month", strings.ToLower(d.Date.Month().String()[:3]))
	}
	if d.Precision == Day {
		field("day", strconv.Itoa(d.Date.Day()))
	}
	doi, beside := d.doiAndBeside()
	field("doi", escapeAddress(doi))
	field("note", escapeLaTeX(beside))
	if id := d.IDs[ArXiv]; id != "" {
		field("eprint", escapeAddress(id))
		field("archiveprefix", "arXiv")
	}
	field("pmid", escapeAddress(d.IDs[PMID]))
	field("pmcid", escapeAddress(d.IDs[PMCID]))
	field("unique-id", escapeAddress(d.IDs["wos"]))
	field("eid", escapeAddress(d.IDs["scopus"]))
	field("url", escapeAddress(d.URL))
	field("language", escapeLaTeX(d.Lang))
	field("abstract", escapeLaTeX(parted(d.Abstract)))
	field("keywords", bibWords(d.Keywords, m))
	b.WriteString("\n}\n")
	return b.String()
}

func inBraces(value string) string {
	if value == "" {
		return ""
	}
	return "{" + value + "}"
}

// key makes a key of an id: without spaces and the signs of BibTeX, and with a number behind it if another entry has it, which for
// BibTeX is so whatever the case. Cost: no number is tried twice behind one key.
func (c converter) key(d *Document) string {
	key := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`{}(),="'#%\~@`, r) {
			return '-'
		}
		return r
	}, d.ID)
	unused, lower := key, strings.ToLower(key)
	for n := max(2, c.next[lower]); !c.taken.free(unused, d.ID); n++ {
		unused = fmt.Sprintf("%s-%d", key, n)
		c.next[lower] = n + 1
	}
	c.taken[strings.ToLower(unused)] = d.ID
	return unused
}

// bibAuthors joins names by "and". What BibTeX would take apart stands in braces.
func bibAuthors(d *Document) string {
	list := make([]string, len(d.Authors))
	for i, name := range d.Authors {
		list[i] = bibAuthor(d.nameOfAuthor(name))
		again := Document{Authors: bibNames(list[i])}
		again.settleNames()
		if len(again.Authors) != 1 || again.Authors[0] != name {
			list[i] = "{" + escapeLaTeX(name) + "}"
		}
	}
	return strings.Join(list, " and ")
}

// bibAuthor is a name as BibTeX has it: "García Márquez, Gabriel", "King, III, Martin Luther", "{World Health Organization}".
func bibAuthor(p personName) string {
	given, family, suffix := escapeLaTeX(p.given), escapeLaTeX(p.family), escapeLaTeX(p.suffix)
	switch {
	case p.isGroup():
		return "{" + family + "}"
	case suffix != "":
		return family + ", " + suffix + ", " + given
	case given != "":
		return family + ", " + given
	}
	return family
}

// risAuthor is a name as RIS has it: "García Márquez, Gabriel", "King, Martin Luther, III", "World Health Organization".
func risAuthor(p personName) string {
	switch {
	case p.suffix != "":
		return p.family + ", " + p.given + ", " + p.suffix
	case p.given != "":
		return p.family + ", " + p.given
	}
	return p.family
}

// bibWords joins keywords by commas, or by semicolons where one has a comma.
func bibWords(words []string, m Mark) string {
	separator := ", "
	list := make([]string, 0, len(words)+2)
	for _, w := range slices.Concat(words, m.keywords(false)) {
		list = append(list, escapeLaTeX(w))
		if strings.Contains(w, ",") {
			separator = "; "
		}
	}
	return strings.Join(list, separator)
}

// escapeLaTeX writes a text so that plainLaTeX reads it back. Formulas between dollar signs stay as they are.
func escapeLaTeX(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if n := formulaAt(s[i:]); n > 0 {
			b.WriteString(s[i : i+n])
			i += n - 1
			continue
		}
		switch c := s[i]; {
		case c == '\\':
			b.WriteString(`\textbackslash{}`)
		case c == '{':
			b.WriteString(`\textbraceleft{}`)
		case c == '}':
			b.WriteString(`\textbraceright{}`)
		case c < utf8.RuneSelf && strings.IndexByte("-`'", c) >= 0 && i > 0 && s[i-1] == c:
			b.WriteString("{}" + string(c))
		case c == '~' || c == '^' || strings.IndexByte("&%$#_", c) >= 0:
			b.WriteString(escapeSigns.Replace(string(c)))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// formulaAt is the length of a formula that s begins with, whose braces are even; 0 if there is none.
func formulaAt(s string) int {
	if s[0] != '$' {
		return 0
	}
	sign := s[:1+countOf(strings.HasPrefix(s, "$$"))]
	rest := s[len(sign):min(len(s), longestMath)]
	end := unescaped(rest, sign)
	if end <= 0 {
		return 0
	}
	depth := 0
	for _, c := range rest[:end] {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return 0
			}
		case '%', '"':
			return 0
		}
	}
	if depth != 0 {
		return 0
	}
	return end + 2*len(sign)
}

// escapeAddress writes an address or an identifier so that plainAddress reads it back.
func escapeAddress(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`, "$", `\$`).Replace(s)
}

// ris writes a record.
func (c converter) ris(d *Document, m Mark) string {
	var b strings.Builder
	put := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\n")
		}
	}
	put("TY", d.publicationType().ris)
	put("ID", oneLine(d.ID))
	if !d.TitleDerived {
		put("TI", oneLine(d.Title))
	}
	for _, name := range d.Authors {
		put("AU", oneLine(risAuthor(d.nameOfAuthor(name))))
	}
	put("T2", oneLine(d.Venue))
	if d.Precision >= Year {
		put("PY", strconv.Itoa(d.Date.Year()))
		put("DA", strings.ReplaceAll(d.DateString(), "-", "/"))
	}
	doi, beside := d.doiAndBeside()
	put("DO", oneLine(doi))
	put("N1", beside)
	for _, address := range addressesOf(d) {
		put("UR", oneLine(address))
	}
	put("AN", cmp.Or(d.IDs["wos"], d.IDs["scopus"]))
	put("LA", oneLine(d.Lang))
	put("AB", risText(d.Abstract))
	for _, w := range slices.Concat(d.Keywords, m.keywords(false)) {
		put("KW", oneLine(w))
	}
	b.WriteString("ER  - \n\n")
	return b.String()
}

// doiAndBeside are what a record has for its DOI, which may be none, and a note of what else its source has there.
func (d *Document) doiAndBeside() (doi, note string) {
	unread := d.unreadDOI()
	if unread == "" || d.IDs[DOI] == "" {
		return cmp.Or(d.IDs[DOI], unread), ""
	}
	return d.IDs[DOI], "DOI: " + unread
}

// addressesOf are the address of a paper and, since RIS has no tags for their ids, those in arXiv, PubMed and PubMed Central, each once.
func addressesOf(d *Document) []string {
	list := []string{d.URL}
	if id := d.IDs[ArXiv]; id != "" && arxivOf(d.URL) != id {
		list = append(list, "https://arxiv.org/abs/"+id)
	}
	if id := d.IDs[PMID]; id != "" && pmidOf(d.URL) != id {
		list = append(list, "https://pubmed.ncbi.nlm.nih.gov/"+id+"/")
	}
	if id := d.IDs[PMCID]; id != "" && pmcidOf(d.URL) != id {
		list = append(list, "https://pmc.ncbi.nlm.nih.gov/articles/"+id+"/")
	}
	return list
}

// risText is a text of paragraphs, none of which begins as a tag does.
func risText(s string) string {
	lines := strings.Split(parted(s), "\n")
	for i, line := range lines[1:] {
		if _, _, tag := risTag(line, true); tag {
			lines[i+1] = " " + line
		}
	}
	return strings.Join(lines, "\n")
}

// convertedColumns are those of a table made of papers.
var convertedColumns = []string{"id", "title", "authors", "date", "venue", "doi", "arxiv_id", "pmid", "pmcid", "url", "language", "keywords", "abstract"}

// csv are the cells of a paper.
func (c converter) csv(d *Document, m Mark) []string {
	title := d.Title
	if d.TitleDerived {
		title = ""
	}
	return append([]string{d.ID, title, strings.Join(d.Authors, "; "), d.DateString(), d.Venue, d.IDs[DOI], d.IDs[ArXiv], d.IDs[PMID], d.IDs[PMCID], d.URL, d.Lang,
		strings.Join(d.Keywords, "; "), d.Abstract}, m.cells()...)
}

// csvLine is a row of a table, its cells in quotes where that is needed.
func csvLine(cells []string) string {
	c := markCells{delimiter: ','}
	line := make([]string, len(cells))
	for i, s := range cells {
		line[i] = c.cell(s)
	}
	return strings.Join(line, ",") + "\n"
}
