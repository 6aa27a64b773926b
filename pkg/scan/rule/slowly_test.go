package rule

import (
	"math"
	"regexp"
	"strings"
)

// slowly is each judgement as it is said in words, one look after another, with
// all the lists that are made on the way.
type slowly struct{}

func (w slowly) drawn(s string) bool {
	k := KindsOf(s)
	n := len(s)
	switch {
	case n < 8 || w.nameWithNumber(s) || w.placeholder(s) || w.worded(s) || w.chain(s):
		return false
	case w.entropy(s) < leastEntropy(n) || w.fileName(s):
		return false
	case k.Mark+k.Other > 0 && !grouped(s) && !w.serial(s) && w.longestRun(s) < 16 && w.turns(w.unmarked(s))*4 < n:
		return false // names put together
	case k.Letters() == 0:
		return n >= 24 && k.Digit*4 >= n*3
	case k.Digit == 0:
		return w.unspeakable(s) || w.jumbled(s)
	case k.Digit == 1:
		return n >= 20 && w.unspeakable(s) || w.jumbled(s) || n >= 24 && k.Upper > 3 && k.Lower > 3 && w.turns(s)*3 >= n
	}
	if strings.HasPrefix(s, "0x") && n < 66 && allHex(s[2:]) {
		return false // an address or an id; a key in this form has 32 bytes
	}
	return k.Digit >= 3 || w.turns(s)*4 >= n || k.Digit >= 2 && n <= 20 || k.Digit >= 2 && w.unspeakable(s)
}

func (w slowly) unspeakable(s string) bool {
	letters, vowels, hex, rare := 0, 0, 0, 0
	for i := range len(s) {
		if !IsLetter(s[i]) {
			continue
		}
		letters++
		if strings.IndexByte("aeiouy", Lower(s[i])) >= 0 {
			vowels++
		}
		if strings.IndexByte("jqvxz", Lower(s[i])) >= 0 {
			rare++
		}
		if IsHex(s[i]) {
			hex++
		}
	}
	if k := KindsOf(s); k.Upper > 0 && k.Upper*4 <= letters {
		return false // NetworkInsightsPaths
	}
	share := 29
	if letters >= 32 {
		share = 32
	}
	return letters >= 20 && (hex == letters || vowels*100 < letters*share || rare*20 >= letters*3)
}

func (w slowly) jumbled(s string) bool {
	k, count := KindsOf(s), func(expression string) int {
		return len(strings.Join(regexp.MustCompile(expression).FindAllString(s, -1), ""))
	}
	pairs := 0
	for _, row := range regexp.MustCompile(`[A-Z]+`).FindAllString(s, -1) {
		pairs += len(row) - 1
	}
	rows := regexp.MustCompile(`[a-z]{3,}`).FindAllString(s, -1)
	return w.unmarked(s) == s && len(s) >= 14 && k.Upper >= 4 && k.Lower >= 4 && w.cases(s)*3 >= len(s) && pairs > 1 &&
		(len(strings.Join(rows, ""))+len(rows))*2 < len(s) && count(`[aeiouAEIOU]`)*100 < k.Letters()*30
}

func (w slowly) turns(s string) int {
	kind := func(c byte) int {
		switch {
		case IsLower(c):
			return 0
		case IsUpper(c):
			return 1
		case IsDigit(c):
			return 2
		}
		return 3
	}
	n := 0
	for i := 1; i < len(s); i++ {
		if a, b := kind(s[i-1]), kind(s[i]); a != b && !(a == 1 && b == 0) {
			n++
		}
	}
	return n
}

func (w slowly) nameWithNumber(s string) bool {
	end := len(s)
	for end > 0 && IsDigit(s[end-1]) {
		end--
	}
	k := KindsOf(s[:end])
	return end < len(s) && len(s) < 64 && len(s)-end <= 5 && k.Letters() == end && k.Upper > 0 && k.Lower > k.Upper*2
}

func (w slowly) fileName(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 1 || len(s)-dot < 2 || len(s)-dot > 6 {
		return false
	}
	k := KindsOf(s[dot+1:])
	return k.Lower > 0 && k.Lower+k.Digit == len(s)-dot-1 && k.Digit <= 1
}

func (w slowly) serial(s string) bool {
	groups := strings.Split(s, "-")
	for _, g := range groups {
		if k := KindsOf(g); len(g) != len(groups[0]) || len(g) < 4 || k.Upper+k.Digit != len(g) {
			return false
		}
	}
	return len(groups) >= 4 && KindsOf(s).Digit >= 4
}

func (w slowly) unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && IsAlnum(byte(r)) {
			return r
		}
		return -1
	}, s)
}

func (w slowly) longestRun(s string) int {
	longest, n := 0, 0
	for i := range len(s) {
		n++
		if !IsAlnum(s[i]) {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

func (w slowly) uuid(s string) bool {
	return grouped(s) && allHex(strings.ReplaceAll(s, "-", ""))
}

func (w slowly) keylike(s string) bool {
	if w.uuid(s) {
		return w.entropy(s) > 1.5
	}
	if len(s) < 16 || w.placeholder(s) || w.chain(s) || w.fileName(s) || w.nameWithNumber(s) || w.entropy(s) < 1.8 || strings.Contains(s, "://") {
		return false
	}
	if w.capitalGroups(s) || w.numberedGroups(s) {
		return true
	}
	body := w.unmarked(s)
	k := KindsOf(body)
	switch {
	case w.longestRun(s) < 16:
		return false
	case k.Letters() == 0:
		return len(body) >= 20
	case k.Digit < 2:
		return k.Digit == 1 && len(body) >= 16 && k.Upper >= 2 && k.Lower >= 2 && w.cases(body)*2 >= len(body)
	case k.Letters() < 2:
		return false
	}
	return k.Upper == 0 || k.Lower == 0 || k.Digit >= 4 || w.cases(body)*3 >= len(body)
}

func (w slowly) capitalGroups(s string) bool {
	groups := strings.Split(s, "-")
	for _, g := range groups {
		if k := KindsOf(g); len(g) != len(groups[0]) || len(g) < 5 || k.Upper+k.Digit != len(g) {
			return false
		}
	}
	return len(groups) >= 4
}

func (w slowly) numberedGroups(s string) bool {
	groups, numbered := strings.Split(s, "-"), 0
	for _, g := range groups {
		if len(g) < 4 || w.unmarked(g) != g {
			return false
		}
		if k := KindsOf(g); k.Digit > 0 && (k.Letters() > 0 || len(g) > 4) {
			numbered++
		}
	}
	return len(groups) >= 4 && numbered*2 > len(groups) && KindsOf(s).Digit >= 6
}

func (w slowly) cases(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if IsLower(s[i]) != IsLower(s[i-1]) || IsDigit(s[i]) != IsDigit(s[i-1]) {
			n++
		}
	}
	return n
}

func (w slowly) entropy(s string) float64 {
	if s == "" {
		return 0
	}
	var count [256]int
	for i := range len(s) {
		count[s[i]]++
	}
	sum := 0.0
	for _, n := range count {
		if n > 0 {
			sum += float64(n) * math.Log2(float64(n))
		}
	}
	n := float64(len(s))
	return math.Log2(n) - sum/n
}

func (w slowly) placeholder(v string) bool {
	if v == "" || w.mask(v) || w.template(v) {
		return true
	}
	switch l := strings.ToLower(strings.Trim(v, "_-*.")); l {
	case "password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "apikey", "api_key", "api-key", "key", "value", "string",
		"changeme", "change_me", "change-me", "changeit", "example", "placeholder", "redacted", "hidden", "masked", "removed", "dummy", "sample",
		"null", "none", "nil", "undefined", "true", "false", "yes", "no", "todo", "fixme", "tbd", "empty", "required", "optional",
		"mypassword", "my_password", "my-password", "yourpassword", "user", "username", "foo", "bar", "foobar", "test", "testing":
		return true
	default:
		for _, w := range []string{"your_", "your-", "yourpass", "yourtoken", "yoursecret", "yourapi", "yourkey", "placeholder", "changeme", "change-me", "change_me", "redacted", "insert_", "insert-", "replace_", "replace-", "_here", "-here"} {
			if strings.Contains(l, w) {
				return true
			}
		}
	}
	return false
}

func (w slowly) mask(v string) bool {
	if strings.Count(v, v[:1]) == len(v) {
		return true
	}
	for _, m := range []string{"****", "...", "xxxx", "XXXX", "…", "••"} {
		if strings.Contains(v, m) {
			return true
		}
	}
	return false
}

func (w slowly) template(v string) bool {
	for _, m := range []string{"${", "{{", "#{", "$(", "%(", "<%", "${{", "@{"} {
		if strings.Contains(v, m) {
			return true
		}
	}
	switch last := v[len(v)-1]; {
	case v[0] == '<' || v[0] == '{' && last == '}' || v[0] == '[' && last == ']':
		return true
	case v[0] == '%' && (last == '%' || len(v) == 2):
		return true
	case v[0] == '$':
		name, _, _ := strings.Cut(v[1:], "/")
		return nameOnly(name)
	}
	return false
}

func (w slowly) chain(v string) bool {
	parts := strings.Split(v, ".")
	for _, p := range parts {
		name := strings.Trim(p, "_")
		if name == "" || !IsLetter(name[0]) || len(name) > 40 {
			return false
		}
		runs := 0
		for i := range len(name) {
			if !IsAlnum(name[i]) && name[i] != '_' {
				return false
			}
			if IsDigit(name[i]) && !IsDigit(name[i-1]) {
				runs++
			}
		}
		if runs > 1 {
			return false
		}
	}
	return len(parts) > 1
}

func (w slowly) worded(v string) bool {
	parts := strings.FieldsFunc(v, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == '/' || r == ':' })
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		k := KindsOf(p)
		switch {
		case k.Other > 0:
			return false
		case k.Digit == 0 && (k.Upper == 0 || k.Lower == 0 || k.Upper == 1 && IsUpper(p[0])):
		case k.Letters() <= 1 && k.Digit <= 4:
		default:
			return false
		}
	}
	return true
}
