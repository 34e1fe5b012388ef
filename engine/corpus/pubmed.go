package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// PubMed's XML, of its site, of E-utilities and of the yearly files: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html.
// A record that was revised stands again, with the same PMID; records that were withdrawn are named at a file's end.

func readPubMed(d *Document, n *node, _ func(kind, message string)) error {
	switch n.name {
	case "DeleteCitation", "DeleteDocument":
		return &withdrawal{n.lines("PMID")}
	case "PubmedBookArticle":
		readBookChapter(d, n)
	case "MedlineCitation":
		readCitation(d, n, nil)
	default:
		readCitation(d, n.at("MedlineCitation"), n.at("PubmedData"))
	}
	return nil
}

func readCitation(d *Document, n, data *node) {
	article := n.at("Article")
	d.setPMID(n.at("PMID"))
	d.Title = cmp.Or(article.line("ArticleTitle"), article.line("VernacularTitle"))
	d.Abstract = cmp.Or(sections(article.at("Abstract")), sections(n.at("OtherAbstract")))
	d.Authors = peopleOf(article.at("AuthorList"))
	journal := article.at("Journal")
	d.Venue = cmp.Or(journal.line("Title"), journal.line("ISOAbbreviation"), n.line("MedlineJournalInfo", "MedlineTA"))
	d.Lang = languageTag(article.line("Language"))
	d.datedBy(journal.at("JournalIssue", "PubDate"), article.at("ArticleDate"))
	for h := range n.at("MeshHeadingList").all("MeshHeading") {
		d.Categories = appendNew(d.Categories, h.line("DescriptorName"))
	}
	for list := range n.all("KeywordList") {
		for k := range list.all("Keyword") {
			d.Keywords = appendNew(d.Keywords, k.line())
		}
	}
	d.keepText("copyright", article.line("Abstract", "CopyrightInformation"))
	d.keepText("publication_types", strings.Join(article.at("PublicationTypeList").lines("PublicationType"), " | "))
	for e := range article.all("ELocationID") {
		if e.attr("EIdType") == "doi" && e.attr("ValidYN") != "N" {
			d.setIdentifier(roleDOI, e.line())
		}
	}
	d.setArticleIDs(data.at("ArticleIdList"))
	if d.Precision == NoDate {
		d.datedBy(slices.Collect(data.at("History").all("PubMedPubDate"))...)
	}
	d.edition = d.edition*1_0000_00_00 + dateNumber(n.at("DateRevised"))
}

// setPMID takes the id of a record. A version counts before the date of a revision.
func (d *Document) setPMID(n *node) {
	id := n.line()
	if !d.setIdentifier(rolePMID, id) {
		return
	}
	d.ID, d.URL = id, "https://pubmed.ncbi.nlm.nih.gov/"+id+"/"
	d.edition = max(number(n.attr("Version")), 1)
}

// setArticleIDs takes what else a paper is known by.
func (d *Document) setArticleIDs(list *node) {
	for id := range list.all("ArticleId") {
		switch id.attr("IdType") {
		case "doi":
			if d.IDs[DOI] == "" {
				d.setIdentifier(roleDOI, id.line())
			}
		case "pmc", "pmcid":
			d.setIdentifier(rolePMCID, id.line())
		case "pubmed":
			if d.ID == "" {
				d.setPMID(id)
			}
		}
	}
}

// sections are the parts of an abstract, a line each, with their headings.
func sections(abstract *node) string {
	var parts []string
	for text := range abstract.all("AbstractText") {
		s := readable(proseOf(text))
		label := singleSpaced(text.attr("Label"))
		switch {
		case s == "":
			continue
		case label != "" && label != "UNLABELLED" && label != "UNASSIGNED":
			s = strings.TrimRight(label, ": ") + ": " + s
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n")
}

func peopleOf(list *node) []string {
	var names []string
	for a := range list.all("Author") {
		if a.attr("ValidYN") == "N" {
			continue
		}
		given := cmp.Or(a.line("ForeName"), a.line("FirstName"), a.line("Initials"))
		names = appendName(names, cmp.Or(group(a.line("CollectiveName")), person(given, a.line("LastName"), a.line("Suffix"))))
	}
	return names
}

// datedBy takes the first date that is one. A journal's own may be in words: "1998 Dec-1999 Jan", "2000 Spring".
func (d *Document) datedBy(dates ...*node) {
	for _, n := range dates {
		if n == nil {
			continue
		}
		part := func(name string) string { return cmp.Or(n.line(name), n.line(strings.ToLower(name))) }
		if d.Date, d.Precision = makeDate(number(part("Year")), monthNumber(part("Month")), number(part("Day"))); d.Precision == NoDate {
			d.Date, d.Precision = parseDate(cmp.Or(n.line("MedlineDate"), n.line("string-date")))
		}
		if d.Precision != NoDate {
			return
		}
	}
}

// monthNumber reads "07", "7", "Jul" and, of "Jul-Aug", the first.
func monthNumber(s string) int {
	if n := number(s); n > 0 {
		return n
	}
	word, _, _ := strings.Cut(s, "-")
	return monthOf(strings.TrimSpace(word))
}

// dateNumber is 20210304 for a date in parts, 0 without one.
func dateNumber(n *node) int {
	return (number(n.line("Year"))*100+monthNumber(n.line("Month")))*100 + number(n.line("Day"))
}

// readBookChapter reads a book or a chapter of one.
func readBookChapter(d *Document, n *node) {
	doc := n.at("BookDocument")
	book := doc.at("Book")
	d.setPMID(doc.at("PMID"))
	d.setArticleIDs(doc.at("ArticleIdList"))
	d.setArticleIDs(n.at("PubmedBookData", "ArticleIdList"))
	d.Title, d.Venue = doc.line("ArticleTitle"), book.line("BookTitle")
	if d.Title == "" {
		d.Title, d.Venue = d.Venue, book.line("Publisher", "PublisherName")
	}
	d.Abstract = sections(doc.at("Abstract"))
	for _, place := range []*node{doc, book} {
		for list := range place.all("AuthorList") {
			if len(d.Authors) == 0 && list.attr("Type") != "editors" {
				d.Authors = peopleOf(list)
			}
		}
	}
	d.Lang = languageTag(doc.line("Language"))
	d.datedBy(book.at("PubDate"), book.at("BeginningDate"), doc.at("ContributionDate"))
	for list := range doc.all("KeywordList") {
		for k := range list.all("Keyword") {
			d.Keywords = appendNew(d.Keywords, k.line())
		}
	}
	d.edition = d.edition*1_0000_00_00 + dateNumber(doc.at("DateRevised"))
}
