package disguises

import (
	"fmt"
	"strconv"
	"strings"
)

func separated() []Form {
	const c = "separated"
	return []Form{
		plain("spaced", c, between(" ")),
		plain("dashed", c, between("-")),
		plain("dotted", c, between(".")),
		plain("with slashes", c, between("/")),
		plain("with commas", c, between(",")),
		plain("a character a line", c, between("\n")),
		plain("split over two lines", c, middle("\n")),
		plain("split over two lines, indented", c, middle("\n        ")),
		plain("split over two lines, quoted mail", c, middle("\n> ")),
		plain("split over two lines, comment", c, middle("\n# ")),
		plain("split with a backslash", c, middle("\\\n")),
	}
}

// parts cuts a value in three.
func parts(s string) []string {
	n := len(s) / 3
	return []string{s[:n], s[n : 2*n], s[2*n:]}
}

func concat(quote, operator string) func(string) string {
	return func(s string) string {
		return quote + strings.Join(parts(s), quote+operator+quote) + quote
	}
}

// inJSON writes a value as a JSON string with everything that JSON may escape escaped.
func inJSON(s string) string { return `"` + each(s, `\u%04x`, "") + `"` }

func code() []Form {
	const c = "code"
	return []Form{
		plain("concatenated with +", c, concat(`"`, ` + `)),
		plain("concatenated with + over lines", c, concat(`"`, " +\n    ")),
		plain("concatenated with . (PHP)", c, concat(`'`, ` . `)),
		plain("adjacent literals (C, Python)", c, concat(`"`, ` `)),
		plain("concatenated with & (Basic)", c, concat(`"`, ` & `)),
		plain("concatenated with || (SQL)", c, concat(`'`, ` || `)),
		plain(`\u escapes`, c, inJSON),
		plain(`\x escapes`, c, func(s string) string { return `"` + each(s, `\x%02x`, "") + `"` }),
		plain(`\u{} escapes`, c, func(s string) string { return `"` + each(s, `\u{%x}`, "") + `"` }),
		plain("octal escapes", c, func(s string) string { return `"` + each(s, `\%03o`, "") + `"` }),
		chance(`\x escapes, some bytes`, c, some(`\x%02x`)),
		plain("chr() calls", c, func(s string) string { return each(s, "chr(%d)", "+") }),
		plain("Chr() calls (Basic)", c, func(s string) string { return each(s, "Chr(%d)", " & ") }),
		around("String.fromCharCode(", "String.fromCharCode", c, ")", func(s string) string { return each(s, "%d", ",") }),
		plain("array of codes", c, func(s string) string { return "[" + each(s, "%d", ", ") + "]" }),
		plain("array of hex bytes", c, func(s string) string { return "{" + each(s, "0x%02x", ", ") + "}" }),
		plain("array of characters", c, func(s string) string { return "[" + each(s, "%q", ", ") + "]" }),
		plain("list of characters in quotes", c, func(s string) string { return "['" + each(s, "%c", "', '") + "']" }),
	}
}

func nested() []Form {
	const c = "nested"
	quoted := func(s string) string {
		twice := strconv.Quote(strconv.Quote(s))
		return twice[len(`"\"`) : len(twice)-len(`\""`)]
	}
	return []Form{
		plain("base64 of base64", c, func(s string) string { return base64Of(base64Of(s)) }),
		plain("base64 four times", c, func(s string) string { return base64Of(base64Of(base64Of(base64Of(s)))) }),
		plain("percent of base64", c, func(s string) string { return each(base64Of(s), "%%%02X", "") }),
		plain("base64 of percent", c, func(s string) string { return base64Of(each(s, "%%%02X", "")) }),
		plain("percent of percent", c, func(s string) string { return strings.ReplaceAll(each(s, "%%%02X", ""), "%", "%25") }),
		plain("base64 of gzip of base64", c, func(s string) string { return base64Of(gzipOf(base64Of(s))) }),
		plain("JSON in base64", c, func(s string) string { return base64Of(fmt.Sprintf(`{"user":"ann","key":%s}`, inJSON(s))) }),
		around(`{"arguments":"{\"key\":\"`, "escaped JSON string in a JSON string", c, `\"}"}`, func(s string) string { return quoted(each(s, `\u%04x`, "")) }),
		plain("hex of base64", c, func(s string) string { return hexOf(base64Of(s)) }),
		plain("hex of reversed", c, func(s string) string { return hexOf(reversed(s)) }),
		plain("base64 of rot13", c, func(s string) string { return base64Of(rot13(s)) }),
		plain("reversed base64", c, func(s string) string { return reversed(strings.TrimRight(base64Of(s), "=")) }),
		plain("base64 of fullwidth", c, func(s string) string { return base64Of(fullwidth(s)) }),
		plain("fullwidth base64", c, func(s string) string { return fullwidth(base64Of(s)) }),
		plain("zero-width in base64", c, func(s string) string { return between("\u200b")(base64Of(s)) }),
		plain("base64 spaced", c, func(s string) string { return between(" ")(base64URL(s)) }),
		plain("base64 concatenated", c, func(s string) string { return concat(`"`, ` + `)(base64Of(s)) }),
		plain("entities of escapes", c, func(s string) string { return each(each(s, `\x%02x`, ""), "&#%d;", "") }),
		plain("spaced and Cyrillic", c, func(s string) string { return between(" ")(swap(cyrillic)(s)) }),
	}
}
