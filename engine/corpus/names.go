package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Authors are kept as people say them, "Gabriel García Márquez". Formats that records are written in ask for more: "García Márquez,
// Gabriel", and the name of a group whole. Most names can be taken apart by rule; of the others a document keeps what its source
// said. A reader says so with a sign in the name, which settleNames takes out:
//
//	Gabriel ␟García Márquez        the family name begins at the sign
//	Martin Luther ␟King␟ III       and ends at a second one
//	␟World Health Organization     nothing stands before it: a group

// nameSign is U+001F, the unit separator.
const nameSign = "\x1f"

// personName is a name in its parts. That of a group is its family name.
type personName struct{ given, family, suffix string }

// said is the name as people say it.
func (p personName) said() string {
	return singleSpaced(p.given + " " + p.family + " " + p.suffix)
}

// isGroup tells whether a name is to be kept whole though it has several words.
func (p personName) isGroup() bool {
	return p.given == "" && p.suffix == "" && strings.Contains(p.family, " ")
}

// person is a name that comes in parts: as it is said, with signs where the parts are not those that guessName finds.
func person(given, family, suffix string) string {
	p := personName{singleSpaced(given), singleSpaced(family), singleSpaced(suffix)}
	if space := strings.LastIndexByte(p.family, ' '); space > 0 && p.suffix == "" && isSuffix(p.family[space+1:]) { // "Doe Jr., J."
		p.family, p.suffix = p.family[:space], p.family[space+1:]
	}
	name := p.family
	if p.given != "" {
		name = p.given + " " + name
	}
	if p.suffix != "" {
		name += " " + p.suffix
	}
	switch {
	case guessName(name) == p || p.family == "":
		return name
	case p.suffix == "":
		return strings.TrimSpace(p.given + " " + nameSign + p.family)
	}
	return strings.TrimSpace(p.given + " " + nameSign + p.family + nameSign + " " + p.suffix)
}

// group is the name of what is no person, or of a person whose name has no parts.
func group(name string) string { return person("", name, "") }

// givenFirst is one person's name with the given name first: "Byron, Ada" is "Ada Byron", and "Byron, Ada, Jr." is "Ada Byron
// Jr.". A name of another shape, and that of a group, "Tides, Moon and Sea Group", is left as it is, with single spaces.
func givenFirst(name string) string {
	parts := strings.Split(name, ",")
	for i := range parts {
		parts[i] = singleSpaced(parts[i])
	}
	switch {
	case len(parts) == 2 && hasGroupWord(parts[1]):
		return group(name)
	case len(parts) == 2 && parts[0] != "" && parts[1] != "":
		return person(parts[1], parts[0], "")
	case len(parts) == 3 && parts[0] != "" && parts[1] != "" && parts[2] != "" && isSuffix(parts[2]):
		return person(parts[1], parts[0], parts[2])
	case len(parts) == 3 && parts[0] != "" && parts[1] != "" && parts[2] != "" && isSuffix(parts[1]): // as BibTeX has it
		return person(parts[2], parts[0], parts[1])
	}
	return singleSpaced(name)
}

// settleNames takes the signs out of the names and keeps what they say.
func (d *Document) settleNames() {
	for i, name := range d.Authors {
		if !strings.Contains(name, nameSign) {
			continue
		}
		parts := append(strings.SplitN(name, nameSign, 3), "")
		for i := range parts {
			parts[i] = singleSpaced(strings.ReplaceAll(parts[i], nameSign, ""))
		}
		p := personName{parts[0], parts[1], parts[2]}
		d.Authors[i] = p.said()
		if p.family == "" || p == guessName(d.Authors[i]) {
			continue
		}
		if d.names == nil {
			d.names = map[string]personName{}
		}
		d.names[d.Authors[i]] = p
	}
}

// nameOfAuthor is the name of an author in its parts, as the source told them or else as one would guess.
func (d *Document) nameOfAuthor(name string) personName {
	if p, told := d.names[name]; told {
		return p
	}
	return guessName(name)
}

// guessName takes a name apart that is written as people say it: the last word is the family name, with the particles before it,
// and "Jr." stands behind. Behind a family name are initials: "van der Berg J.-P.". A name with a comma or with a word of groups, or
// in a script in which family names stand first, stays whole. Words are parted by single spaces.
func guessName(name string) personName {
	last := strings.LastIndexByte(name, ' ')
	if last < 0 || staysWhole(name) {
		return personName{family: name}
	}
	body, suffix := name, ""
	if isSuffix(name[last+1:]) && strings.IndexByte(name, ' ') < last {
		body, suffix = name[:last], name[last+1:]
		last = strings.LastIndexByte(body, ' ')
	}
	if areInitials(body[last+1:]) && !areInitials(body[:strings.IndexByte(body, ' ')]) {
		return personName{body[last+1:], body[:last], suffix}
	}
	for {
		before := strings.LastIndexByte(body[:last], ' ')
		if before < 0 || !isParticle(body[before+1:last]) {
			return personName{body[:last], body[last+1:], suffix}
		}
		last = before
	}
}

// areInitials knows "J", "JP", "J.P." and "J.-P.", but not "Li", "Bo" or "III".
func areInitials(word string) bool {
	if len(word) > 1 && isSuffix(word) {
		return false
	}
	letters := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			letters++
		case r != '.' && r != '-':
			return false
		}
	}
	return letters > 0 && letters < 4
}

// isParticle knows what belongs to the family name behind it: any word in small letters, and some that are written large too.
func isParticle(word string) bool {
	if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) {
		return true
	}
	switch word {
	case "Van", "Von", "De", "Del", "Della", "Der", "Den", "Di", "Du", "Da", "Dos", "La", "Le", "Ter", "Ten", "El":
		return true
	}
	return false
}

// firstOfEast is the first letter of scripts in which family names stand first: Hangul.
const firstOfEast = 0x1100

// staysWhole tells whether a name of several words is none of a person, or one that has its family name first.
func staysWhole(name string) bool {
	if strings.ContainsAny(name, ",&/:") || strings.HasPrefix(name, "The ") {
		return true
	}
	for _, r := range name {
		if r >= firstOfEast && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
	}
	return hasGroupWord(name)
}

func hasGroupWord(name string) bool {
	for word := range strings.SplitSeq(name, " ") {
		if isGroupWord(word) {
			return true
		}
	}
	return false
}

// isGroupWord knows words of which names of groups are made, and none of people, in any case. Cost: no memory is taken.
func isGroupWord(word string) bool {
	if len(word) > 0 && strings.IndexByte("().", word[0]) >= 0 || len(word) > 1 && strings.IndexByte("().", word[len(word)-1]) >= 0 {
		word = strings.Trim(word, "().")
	}
	var small [16]byte
	if word == "" || len(word) >= len(small) || groupLengths[word[0]&0x1f]>>len(word)&1 == 0 {
		return false
	}
	for i := range len(word) {
		small[i] = word[i]
		if isASCIILetter(word[i]) {
			small[i] |= 0x20
		}
	}
	return groupWords[string(small[:len(word)])]
}

var groupWords = func() map[string]bool {
	table := map[string]bool{}
	for _, word := range strings.Fields(`and for of the academy agency alliance association authority authors board bureau centre center centres centers
		collaboration collaborative collaborators commission committee consortium corporation council department federation foundation group groups
		gruppe hospital inc initiative institut institute institutes institution investigators laboratories laboratory ltd ministry network
		office organisation organization organizations panel programme program project registry research société society study
		taskforce team trialists university universität université universidad working writing`) {
		table[word] = true
	}
	return table
}()

// groupLengths has a bit for each length of such words, by the last five bits of their first letters: most words need no look-up.
var groupLengths = func() (lengths [32]uint16) {
	for word := range groupWords {
		lengths[word[0]&0x1f] |= 1 << len(word)
	}
	return lengths
}()

// isSuffix knows what follows a name: "Jr.", "III".
func isSuffix(s string) bool {
	if s == "" || len(s) > 4 || strings.IndexByte("jJsSiIvV234", s[0]) < 0 {
		return false
	}
	switch strings.ToLower(strings.TrimSuffix(s, ".")) {
	case "jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd", "4th":
		return true
	}
	return false
}
