package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// role is the place of a Document that a key or a column fills.
type role int

const (
	noRole role = iota
	roleID
	roleTitle
	roleAbstract
	roleAuthors
	roleDate
	roleKeywords
	roleCategories
	roleLabels
	roleURL
	roleVenue
	roleLang
	roleDOI
	roleArXiv
	rolePMID
	rolePMCID
	numRoles
)

// synonyms are the names that each role goes by, the surest first, without case, spaces and punctuation.
var synonyms = [numRoles]string{
	roleID:         "id docid documentid paperid articleid recordid uid utuniquewosid utuniqueid ut eid corpusid openalexid lensid publicationid embaseaccessionid bibcode key citationkey citekey identifier docno pubid accessionnumber proquestdocumentid storeid",
	roleTitle:      "title articletitle papertitle documenttitle primarytitle titleprimary itemtitle titre titel título titolo tytuł titul název naslov otsikko başlık заглавие название 标题 题名 題名 篇名 论文题目 タイトル 論文名 제목 name headline ti",
	roleAbstract:   "abstract abstracttext abstractnote summary résumé zusammenfassung kurzfassung resumen resumo riassunto sommario samenvatting streszczenie abstrakt sammanfattning sammendrag tiivistelmä özet аннотация реферат 摘要 抄録 要旨 초록 description ab text fulltext body content contents document",
	roleAuthors:    "authorfullnames authors author authornames authorsprimary creators creator auteurs auteur autoren verfasser autor autores autori autorzy författare yazarlar авторы автор 作者 著者 저자 au",
	roleDate:       "date publicationdate publisheddate datepublished dateofpublication published pubdate coverdate releasedate issued created year publicationyear yearpublished publishedyear pubyear année datum fecha anno año jahr jaar rok år год 年 年份 出版年 発行年 연도 py updatedate updated",
	roleKeywords:   "keywords keyword authorkeywords keywordlist indexkeywords keywordsplus ieeeterms meshterms motsclés schlagwörter schlüsselwörter palabrasclave palavraschave parolechiave trefwoorden nyckelord słowakluczowe anahtarkelimeler ключевыеслова 关键词 關鍵詞 キーワード 키워드 tags manualtags automatictags subjectterms de",
	roleCategories: "categories category subjects subject subjectareas fieldsofstudy woscategories researchareas fieldsofresearchanzsrc2020 fieldsofresearch embaseclassification primarycategory wc",
	roleLabels:     "label labels class classes classlabel target gold",
	roleURL:        "url link links href uri documenturl sourceurls externalurl articleurl sourcelinkout dimensionsurl doilink fulltextlink embaselink pdfurl pdflink plink",
	roleVenue:      "venue journal journalref journaltitle sourcetitle publicationtitle containertitle journalbook publicationname periodicalfull periodical sourcetitleanthologytitle anthologytitle conference booktitle revue revista rivista zeitschrift tijdschrift czasopismo журнал 期刊 刊名 雑誌名 誌名 저널 source so pub",
	roleLang:       "language lang languages languageoforiginaldocument articlelanguage languageofarticle langue sprache idioma lingua taal język språk язык 语言 言語 언어 la",
	roleDOI:        "doi di digitalobjectidentifier doinumber itemdoi",
	roleArXiv:      "arxivid arxiv eprint",
	rolePMID:       "pmid pubmedid pubmed medlinepmid",
	rolePMCID:      "pmcid pmc",
}

// textNames are the synonyms of an abstract that do not say that a title stands elsewhere: a record with nothing
// else takes its title from the text.
var textNames = map[string]bool{"text": true, "fulltext": true, "body": true, "content": true, "contents": true, "document": true}

type rank struct {
	role role
	at   int // 0 is the surest
}

var ranks = func() map[string]rank {
	table := map[string]rank{}
	for r, names := range synonyms {
		for i, name := range strings.Fields(names) {
			if key := keyOf(name); table[key].role == noRole {
				table[key] = rank{role(r), i}
			}
		}
	}
	return table
}()

// keyOf folds a name to its letters and digits in lower case: "Source Title", "source_title" and "sourceTitle" are one.
func keyOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return foldAccent(unicode.ToLower(r))
		}
		return -1
	}, name)
}

// foldAccent drops the accents that occur in the synonyms.
func foldAccent(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	switch r {
	case 'ł':
		return 'l'
	case 'ı':
		return 'i'
	}
	if base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r))); base < utf8.RuneSelf {
		return base
	}
	return r
}

func sameKey(a, b string) bool { return a == b || keyOf(a) == keyOf(b) }

// fieldSet is a set of roles, a bit each.
type fieldSet uint32

// mapping makes documents of named values. It is safe for use by several goroutines.
type mapping struct {
	chosen  [numRoles]string // the name that Options gave a role
	orUsual bool             // see Options
}

func newMapping(o Options) *mapping {
	m := &mapping{orUsual: o.OrUsual}
	m.chosen[roleID], m.chosen[roleTitle], m.chosen[roleAbstract] = o.IDField, o.TitleField, o.AbstractField
	m.chosen[roleDate], m.chosen[roleLabels] = o.DateField, o.LabelField
	return m
}

// named lists the names that Options gave.
func (m *mapping) named() []string {
	return slices.DeleteFunc(slices.Clone(m.chosen[:]), func(s string) bool { return s == "" })
}

// rank finds the role of a key. A name from Options beats every synonym, and leaves its role no other name.
func (m *mapping) rank(key string) rank {
	for r, name := range m.chosen {
		if name != "" && sameKey(name, key) {
			return rank{role(r), 0}
		}
	}
	k, ok := ranks[key]
	if !ok {
		k, ok = ranks[keyOf(key)]
	}
	if colon := strings.LastIndexByte(key, ':'); !ok && colon >= 0 { // "dc:title"
		k, ok = ranks[keyOf(key[colon+1:])]
	}
	if !ok || m.chosen[k.role] != "" && !m.orUsual {
		return rank{}
	}
	return k
}

// of is the mapping for a record or a table: with orUsual, a name that it does not have leaves its role to the usual ones.
func (m *mapping) of(has func(name string) bool) *mapping {
	if !m.orUsual {
		return m
	}
	out := &mapping{}
	for r, name := range m.chosen {
		if name != "" && has(name) {
			out.chosen[r] = name
		}
	}
	return out
}

func (m *mapping) holdsText(key string) bool {
	r := m.rank(key).role
	return r == roleTitle || r == roleAbstract
}

// pair is one named value of a record.
type pair struct {
	key   string
	value value
}

// candidate is a pair that could fill a role.
type candidate struct {
	pair
	at int
}

// document fills the roles, each from its surest non-empty candidate, and keeps all the rest in Fields.
func (m *mapping) document(pairs []pair) Document {
	m = m.of(func(name string) bool {
		return slices.ContainsFunc(pairs, func(p pair) bool { return sameKey(name, p.key) })
	})
	d := Document{}
	var slots [numRoles][]candidate
	var room [usualNames]candidate // for the first of each role
	all := room[:]
	if len(pairs) > len(all) {
		all = make([]candidate, len(pairs))
	}
	for i, p := range pairs {
		r := m.rank(p.key)
		if m.chosen[r.role] != "" {
			d.named |= 1 << r.role
		}
		if r.role == noRole {
			d.keep(p)
			continue
		}
		if slots[r.role] == nil {
			slots[r.role] = all[i : i : i+1]
		}
		slots[r.role] = append(slots[r.role], candidate{p, r.at})
	}
	for r := range slots {
		if len(slots[r]) == 0 {
			continue
		}
		if len(slots[r]) > 1 {
			slices.SortStableFunc(slots[r], func(a, b candidate) int { return cmp.Compare(a.at, b.at) })
		}
		for _, c := range d.fill(role(r), slots[r]) {
			d.keep(c.pair)
		}
	}
	d.settleText(m, slots[roleAbstract])
	d.settleMonth()
	d.settleID()
	return d
}

// settleMonth adds to a year the month and the day that stand in fields of their own.
func (d *Document) settleMonth() {
	if d.Precision != Year || len(d.Fields) == 0 {
		return
	}
	for _, names := range [...][2]string{{"month", "day"}, {"Month", "Day"}, {"Published Month", ""}} {
		if month := monthNumber(strings.TrimSpace(d.Fields[names[0]])); month > 0 {
			d.Date, d.Precision = makeDate(d.Date.Year(), month, number(strings.TrimSpace(d.Fields[names[1]])))
			return
		}
	}
}

// fill gives a role its value and returns the candidates that it did not use. Only the surest name for a label counts,
// even when it is empty: that says that the paper has none.
func (d *Document) fill(r role, cs []candidate) []candidate {
	for i, c := range cs {
		decides := r == roleLabels && i == 0 && len(cs) > 1
		if c.value.empty() && !decides || !d.set(r, c.value) {
			continue
		}
		if len(cs) == 1 {
			return nil
		}
		return slices.Delete(slices.Clone(cs), i, i+1)
	}
	return cs
}

// lineEnds are all that an id as given may not keep: it stands in lists, one a line.
var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return lineEnds.Replace(s)
}

// singleSpaced puts single spaces between the words of s and none around them.
func singleSpaced(s string) string {
	if strings.HasPrefix(s, " ") || !isSpaced(s) {
		return joinWords(s)
	}
	return strings.TrimSuffix(s, " ")
}

// joinWords is strings.Join(strings.Fields(s), " "), in memory of the length of s however many words there are.
func joinWords(s string) string {
	b := make([]byte, 0, len(s))
	for word := range strings.FieldsSeq(s) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, word...)
	}
	return string(b)
}

// set puts a value in its place; false if it does not fit there.
func (d *Document) set(r role, v value) bool {
	switch r {
	case roleID:
		d.ID = oneLine(strings.Trim(v.first(), "\r\n"))
	case roleTitle:
		d.Title = singleSpaced(v.first())
	case roleAbstract:
		if d.Abstract = strings.TrimSpace(v.prose()); noAbstract(d.Abstract) {
			d.Abstract = ""
			return false
		}
	case roleAuthors:
		d.Authors = v.authors()
	case roleDate:
		d.Date, d.Precision = v.date()
		return d.Precision != NoDate
	case roleKeywords:
		d.Keywords = v.list(splitKeywords)
	case roleCategories:
		d.Categories = v.list(splitCategories)
	case roleLabels:
		d.Labels = v.list(splitLabels)
	case roleURL:
		if d.URL = first(v.list(splitLabels)); strings.Contains(d.URL, " http") { // several, as Lens has them
			d.URL = firstWord(d.URL)
		}
	case roleVenue:
		d.Venue = first(v.list(wholeString))
	case roleLang:
		d.Lang = languageTag(first(v.list(splitLabels)))
		return d.Lang != ""
	case roleDOI:
		if doi, _ := firstDOI(v.String()); doi == "" {
			return false
		}
		return d.keepDOI("doi", v.String())
	default:
		return d.setIdentifier(r, v.String())
	}
	return true
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// keep puts a value without a place in Fields.
func (d *Document) keep(p pair) {
	if p.value.empty() {
		return
	}
	if d.Fields == nil {
		d.Fields = map[string]string{}
	}
	d.Fields[p.key] = p.value.String()
}

// settleText gives a record of text alone its title.
func (d *Document) settleText(m *mapping, cs []candidate) {
	if d.Title == "" && d.Abstract != "" && len(cs) > 0 {
		name := keyOf(cs[slices.IndexFunc(cs, func(c candidate) bool { return !c.value.empty() })].key)
		if textNames[name] || m.chosen[roleAbstract] != "" && ranks[name].role != roleAbstract {
			d.Title, d.TitleDerived = firstSentence(d.Abstract), true
		}
	}
}

// reportMissing says what a record lacks.
func (d *Document) reportMissing(doubt func(kind, message string)) {
	switch {
	case d.Title == "" && d.Abstract == "":
		doubt(kindNoText, "a record with neither a title nor a text: kept as an empty row")
	case d.Title == "":
		doubt(kindNoTitle, "a record without a title: kept with its abstract alone")
	}
}

// settleID falls back on an identifier that the world knows. Without one, the id is made from the content later.
func (d *Document) settleID() {
	if d.ID != "" || d.IDs == nil {
		return
	}
	d.ID = cmp.Or(d.IDs[DOI], d.IDs[ArXiv], d.IDs[PMID], d.IDs[PMCID])
}

// setIdentifier keeps a DOI, an arXiv id or a PubMed id in its usual form.
func (d *Document) setIdentifier(r role, s string) bool {
	s = strings.TrimSpace(s)
	name, id := "", s
	switch r {
	case roleDOI:
		if id = cmp.Or(doiOf(s), shortDOIOf(s)); id != "" {
			d.setDOI(id)
		}
		return id != ""
	case roleArXiv:
		name, id = ArXiv, cmp.Or(arxivOf(s), s)
	case rolePMID:
		name, id = PMID, pmidOf(s)
	case rolePMCID:
		name, id = PMCID, pmcidOf(s)
	}
	if name == "" || id == "" {
		return false
	}
	if d.IDs == nil {
		d.IDs = map[string]string{}
	}
	d.IDs[name] = id
	return true
}
