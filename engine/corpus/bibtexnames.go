package corpus

import (
	"slices"
	"strings"
)

// bibNames reads a field of names: "Byron, Ada and {Tide Group} and others". The word "and" counts outside of braces only.
// Where names are separated by semicolons instead, as some programs write them, they are cut there.
func bibNames(raw string) []string {
	parts := splitOutside(raw, " and ")
	if len(parts) == 1 {
		parts = splitOutside(raw, ";")
	}
	var names []string
	for _, part := range parts {
		for _, one := range commaNames(part) {
			if name := bibName(one); !strings.EqualFold(name, "others") && name != "et al." && name != "et al" {
				names = appendName(names, name)
			}
		}
	}
	return names
}

// commaNames cuts what has more commas than one name can: names of two words and more, or pairs of family and given names, as
// Cochrane writes them: "Byron, A, Roe, M".
func commaNames(raw string) []string {
	parts := splitOutside(strings.TrimRight(strings.TrimSpace(raw), ","), ",")
	if len(parts) < 4 || strings.Contains(raw, "family=") {
		return []string{raw}
	}
	if !slices.ContainsFunc(parts, func(p string) bool { return len(strings.Fields(p)) < 2 }) {
		return parts
	}
	if len(parts)%2 != 0 || slices.ContainsFunc(parts, isSuffix) {
		return []string{raw}
	}
	return familyPairs(parts)
}

// bibName is one name with the given name first. Its parts are cut at commas outside of braces: family, given; or family, junior,
// given; a name that stands in braces as a whole is a group's.
func bibName(raw string) string {
	parts := splitOutside(raw, ",")
	for i := range parts {
		parts[i] = singleSpaced(plainLaTeX(parts[i]))
	}
	if len(parts) == 1 && strings.HasSuffix(raw, "}") {
		if name, ok := bracedFamily(raw); ok {
			return name
		}
	}
	switch {
	case strings.HasPrefix(strings.TrimSpace(raw), "family="), strings.Contains(raw, "given=") && strings.Contains(raw, "family="):
		return namedParts(parts)
	case len(parts) == 2 && parts[0] != "" && parts[1] != "":
		return person(parts[1], parts[0], "")
	case len(parts) == 3 && parts[0] != "" && parts[2] != "" && !isSuffix(parts[2]):
		return person(parts[2], parts[0], parts[1])
	case len(parts) == 1 && isBraced(strings.TrimSpace(raw)):
		return group(parts[0])
	case len(parts) == 3:
		return person(parts[1], parts[0], parts[2])
	}
	return strings.TrimRight(strings.Join(parts, ", "), ", ")
}

// isBraced tells whether a value stands in braces as a whole.
func isBraced(raw string) bool {
	return strings.HasPrefix(raw, "{") && strings.HasSuffix(raw, "}") && outerBraces(raw) == 1
}

// outerBraces is how many pairs of braces stand in no other.
func outerBraces(raw string) int {
	pairs, depth := 0, 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				pairs++
			}
		}
	}
	return pairs
}

// bracedFamily is a name whose last word stands in braces and is several: "Gabriel {Garc\'ia M\'arquez}".
func bracedFamily(raw string) (name string, ok bool) {
	words := splitOutside(raw, " ")
	last := len(words) - 1
	if last < 1 || !isBraced(words[last]) {
		return "", false
	}
	family := singleSpaced(plainLaTeX(words[last]))
	return person(plainLaTeX(strings.Join(words[:last], " ")), family, ""), strings.Contains(family, " ")
}

// namedParts reads BibLaTeX's extended form: "family=Byron, given=Ada, prefix=van".
func namedParts(parts []string) string {
	named := map[string]string{}
	for _, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		named[strings.TrimSpace(name)] = strings.Trim(value, `" `)
	}
	return person(named["given"], named["prefix"]+" "+named["family"], named["suffix"])
}

// bibKeywords cuts keywords at semicolons, or else at commas, outside of braces.
func bibKeywords(raw string) []string {
	parts := splitOutside(raw, ";")
	if len(parts) == 1 {
		parts = splitOutside(raw, ",")
	}
	var words []string
	for _, part := range parts {
		words = appendNew(words, strings.Trim(readable(plainLaTeX(part)), "*"))
	}
	return words
}

// splitOutside cuts s at a separator outside of braces. Spaces in the separator stand for white space of any kind, and case does not
// count. Signs behind a backslash separate nothing, but a comma is no accent: \, is a space.
func splitOutside(s, separator string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case depth == 0 && separatorAt(s[i:], separator):
			parts = append(parts, s[start:i])
			start = i + len(separator)
			i = start - 1
		}
	}
	return append(parts, s[min(start, len(s)):])
}

func separatorAt(s, separator string) bool {
	if len(s) < len(separator) {
		return false
	}
	for i := range len(separator) {
		c, is := separator[i], s[i]
		if isASCIILetter(is) {
			is |= 0x20
		}
		if c == ' ' && !isBlank(is) || c != ' ' && is != c {
			return false
		}
	}
	return true
}
