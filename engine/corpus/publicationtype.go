package corpus

import "strings"

// publicationType is what kind of publication a paper is, as the forms say it.
type publicationType struct {
	bibTeX, ris string
	venue       string // the field of BibTeX that says where it stands
}

// publicationTypes are all kinds, with what formats and databases call them, in letters and digits alone. Of a record that is several
// the first counts: a preprint is called a journal article too, and what stands in a journal was a talk at a conference before.
var publicationTypes = [...]struct {
	publicationType
	names string
}{
	{publicationType{"misc", "UNPB", "howpublished"}, "preprint informalandotherpublications postedcontent unpublished unpublishedwork unpb manuscript eprint"},
	{publicationType{"mastersthesis", "THES", "school"}, "mastersthesis masterthesis"},
	{publicationType{"phdthesis", "THES", "school"}, "thesis phdthesis doctoralthesis dissertation dissertationthesis academicdissertation thes"},
	{publicationType{"incollection", "CHAP", "booktitle"}, `incollection partsinbooksorcollections inbook suppbook suppcollection inreference chapter bookchapter booksection bookpart
		booktrack referenceentry entry entryencyclopedia entrydictionary encyclopediaarticle dictionaryentry chap echap`},
	{publicationType{"article", "JOUR", "journal"}, `article journalarticles articlejournal journalarticle journalpaper journal articlemagazine articlenewspaper magazinearticle
		newspaperarticle electronicarticle suppperiodical researcharticle reviewarticle review letter editorial casereport casereports datapaper
		shortsurvey erratum articleinpress earlyaccess jour jfull ejou inpr abst mgzn news j`},
	{publicationType{"inproceedings", "CONF", "booktitle"}, `inproceedings conferenceandworkshoppapers conference conferencepaper paperconference conferencearticle proceedingsarticle
		proceedingspaper conferenceproceeding conferenceproceedings conferenceabstract meetingabstract conf cpaper`},
	{publicationType{"proceedings", "CONF", "series"}, "proceedings mvproceedings"},
	{publicationType{"book", "BOOK", "series"}, "book mvbook collection mvcollection reference monograph editedbook referencebook ebook edbook booklet"},
	{publicationType{"techreport", "RPRT", "institution"}, `report techreport technicalreport workingpaper reportcomponent governmentdocument manual standard
		rprt govdoc stand`},
	{publicationType{"misc", "DATA", "howpublished"}, "dataset data datafile database dbase aggr"},
	{publicationType{"misc", "ELEC", "howpublished"}, "online electronic www webpage website web blog blogpost postweblog elec icomm"},
	{publicationType{"misc", "GEN", "howpublished"}, "misc gen generic other document"},
}

// Some of the types, by their places.
const (
	typePreprint = 0
	typeArticle  = 4
	typeWeb      = 10
	typeMisc     = 11
)

// typeNamed is the place of the type that goes by a name.
var typeNamed = func() map[string]int {
	table := map[string]int{}
	for i, t := range publicationTypes {
		for _, name := range strings.Fields(t.names) {
			table[name] = i
		}
	}
	return table
}()

// saysType are the fields in which readers leave a type: first those with which a record of BibTeX, RIS, RefWorks or refer begins, which
// say how it is to be cited, then those of MEDLINE and the Web of Science, of JSON and XML, and the columns of tables.
var saysType = map[string]int{"entrytype": 1, "ty": 1, "rt": 1, "0": 1, "pt": 2, "dt": 2, "type": 2, "genre": 2, "publicationtypes": 2,
	"publicationtype": 2, "documenttype": 2, "itemtype": 2, "reftype": 2, "resourcetype": 2}

// publicationType is that which a paper's record says. Where none is said, what stands somewhere is taken for an article.
func (d *Document) publicationType() publicationType {
	found := d.typeSaid(1)
	if found >= typeWeb {
		found = min(found, d.typeSaid(2))
	}
	unsaid := found == len(publicationTypes)
	switch {
	case (unsaid || found >= typeWeb) && d.knownStages() == preprint:
		found = typePreprint
	case unsaid && d.Venue != "":
		found = typeArticle
	case unsaid:
		found = typeMisc
	}
	return publicationTypes[found].publicationType
}

// typeSaid is the place of the type that the fields of a rank say, or behind the last.
func (d *Document) typeSaid(rank int) int {
	found := len(publicationTypes)
	for name, text := range d.Fields {
		if saysType[keyOf(name)] == rank {
			found = min(found, d.typeIn(text))
		}
	}
	return found
}

// typeIn is the place of the first type that is named in a list, or behind the last. A paper that appeared is no preprint, whatever
// one of its records says.
func (d *Document) typeIn(list string) int {
	found := len(publicationTypes)
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == '|' || r == ';' || r == '\n' }) {
		if i, known := typeNamed[keyOf(name)]; known && (i != typePreprint || d.knownStages()&published == 0) {
			found = min(found, i)
		}
	}
	return found
}
