package corpus

import "strings"

// givenFirst is one person's name with the given name first: "Byron, Ada" is "Ada Byron", and "Byron, Ada, Jr." is "Ada Byron
// Jr.". A name of another shape is left as it is, with single spaces.
func givenFirst(name string) string {
	parts := strings.Split(name, ",")
	for i := range parts {
		parts[i] = singleSpaced(parts[i])
	}
	switch {
	case len(parts) == 2 && parts[0] != "" && parts[1] != "":
		return parts[1] + " " + parts[0]
	case len(parts) == 3 && parts[0] != "" && parts[1] != "" && parts[2] != "" && isSuffix(parts[2]):
		return parts[1] + " " + parts[0] + " " + parts[2]
	case len(parts) == 3 && parts[0] != "" && parts[1] != "" && parts[2] != "" && isSuffix(parts[1]): // as BibTeX has it
		return parts[2] + " " + parts[0] + " " + parts[1]
	}
	return singleSpaced(name)
}

// isSuffix knows what follows a name: "Jr.", "III".
func isSuffix(s string) bool {
	switch strings.ToLower(strings.TrimSuffix(s, ".")) {
	case "jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd", "4th":
		return true
	}
	return false
}
