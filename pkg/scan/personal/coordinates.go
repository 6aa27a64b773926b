package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func coordinatePairs() []rule.Detector {
	const number = `[0-9]{1,3}\.[0-9]{3,16}`
	const word = `(?:[ \t]{0,2}["']?,?[ \t\n]{0,8}["'<]{0,2}[A-Za-z_.]{3,16}["']?[ \t]{0,2}[:=>][ \t]{0,2}["']?)`
	return []rule.Detector{
		{
			Rule: "coordinates-decimal", Type: "COORDINATES", Digits: true, Lengths: []int{1, 2}, Find: findCoordinates, Revision: 1,
			About: "latitude and longitude in degrees", Validator: "bounds, and four decimals or a word nearby",
			Hold: rule.Hold{Reach: number + `°?(?: ?[NSns])?(?:[,;][ \t]{0,2}|[ \t]{1,2}|` + word + `)[+-]?` + number, After: 28, Back: rule.BackRun(rule.Bytes("+-"), 1), Most: 1},
			Match: []string{
				"meet at «40.7128, -74.0060» at noon", "GPS «-33.8688,151.2093».", "«51.50740 -0.12780» is the location", `{"lat": «48.858370, "lng": 2.294481»}`, "«37.7749° N, 122.4194° W»", "lat «52.520, 13.405»",
			},
			NoMatch: []string{"91.0000, 12.0000", "40.7128, 190.1234", "3.141, 2.718", "1.234, 5.678", "version 1.2.3, 4.5.6", "0.0000, 0.0000", "10.0.0.1, 10.0.0.2", "sizes 12.5000"},
		},
		{
			Rule: "coordinates-dms", Type: "COORDINATES", Digits: true, Lengths: []int{1, 2}, Find: findDMS, Revision: 1,
			About: "latitude and longitude in degrees, minutes and seconds", Validator: "bounds",
			Hold:    rule.Hold{Reach: `[0-9]{1,2}[°º] ?[0-9]{1,2}(?:\.[0-9]{1,8})?['′’](?: ?[0-9]{1,2}(?:\.[0-9]{1,8})?(?:["″”]|''))? ?[NSns],? ?[0-9]{1,3}[°º] ?[0-9]{1,2}(?:\.[0-9]{1,8})?['′’](?: ?[0-9]{1,2}(?:\.[0-9]{1,8})?(?:["″”]|''))? ?[EWOewo]`, After: 1},
			Match:   []string{`at «40°42'46"N 74°00'21"W».`, `«48° 51′ 29.6″ N, 2° 17′ 40.2″ E»`, "«52°31'N, 13°24'E»"},
			NoMatch: []string{`95°42'46"N 74°00'21"W`, `40°62'46"N 74°00'21"W`, "turn 40° left", "it is 21°C and 40°F", `40°42'46"N`},
		},
	}
}

// degree is a number of degrees as it is written.
type degree struct {
	start, end, decimals int
	value                float64
}

// readDegree reads digits, a dot and three decimals or more.
func readDegree(text string, i int) (degree, bool) {
	d := degree{start: i}
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		i++
	}
	from := i
	for i < len(text) && rule.IsDigit(text[i]) && i-from < 4 {
		d.value = d.value*10 + float64(text[i]-'0')
		i++
	}
	if i == from || i-from > 3 || i >= len(text) || text[i] != '.' {
		return d, false
	}
	i++
	dot, scale := i, 1.0
	for i < len(text) && rule.IsDigit(text[i]) && i-dot < 17 {
		scale /= 10
		d.value += scale * float64(text[i]-'0')
		i++
	}
	d.end, d.decimals = i, i-dot
	return d, d.decimals >= 3 && d.decimals <= 16
}

// findCoordinates reads a latitude, what may stand between, and a longitude.
// Names may stand before both, as in JSON.
func findCoordinates(text string, at, _ int) (int, int, float64) {
	start := at
	if at > 0 && (text[at-1] == '-' || text[at-1] == '+') {
		start--
	}
	if start > 0 && (rule.IsAlnum(text[start-1]) || strings.IndexByte("._/$", text[start-1]) >= 0) {
		return 0, 0, 0
	}
	lat, ok := readDegree(text, start)
	if !ok || lat.value > 90 || lat.value == 0 {
		return 0, 0, 0
	}
	i, mark := hemisphere(text, lat.end, "NSns")
	next, named := betweenDegrees(text, i)
	if next == 0 {
		return 0, 0, 0
	}
	lon, ok := readDegree(text, next)
	if !ok || lon.value > 180 || lon.value == 0 {
		return 0, 0, 0
	}
	end, mark2 := hemisphere(text, lon.end, "EWOewo")
	if end < len(text) && (rule.IsAlnum(text[end]) || text[end] == '%' || text[end] == '_' || end+1 < len(text) && text[end] == '.' && rule.IsDigit(text[end+1])) {
		return 0, 0, 0
	}
	switch {
	case named:
		return start, end, 0.9
	case mark && mark2:
		return start, end, 0.9
	case rule.Near(text, start, end, wordsBefore, wordsAfter, "lat", "lng", "lon", "gps", "coord", "location", "geo", "position", "map", "point"):
		return start, end, 0.85
	case vector(text, start, end):
	case lat.decimals >= 4 && lon.decimals >= 4 && lat.decimals <= 8 && lon.decimals <= 8 && text[next-1] != '\n' && strings.IndexByte(text[i:next], ',') >= 0:
		return start, end, 0.5
	}
	return 0, 0, 0
}

// vector says whether a third number stands beside two, as in a vector.
func vector(text string, start, end int) bool {
	i := skip(text, skip(text, end, ",;", 1), " \t\n", 3)
	if i > end && i < len(text) && (rule.IsDigit(text[i]) || text[i] == '-') {
		return true
	}
	for i = start; i > 0 && start-i < 4 && strings.IndexByte(" \t\n,;", text[i-1]) >= 0; i-- {
	}
	return i < start && i > 0 && rule.IsDigit(text[i-1])
}

// hemisphere reads a degree sign and a letter, where they are.
func hemisphere(text string, i int, letters string) (int, bool) {
	j := i
	if strings.HasPrefix(text[j:], "°") {
		j += len("°")
		i = j
	}
	if j < len(text) && text[j] == ' ' {
		j++
	}
	if j < len(text) && strings.IndexByte(letters, text[j]) >= 0 && (j+1 >= len(text) || !rule.IsAlnum(text[j+1])) {
		return j + 1, true
	}
	return i, false
}

// betweenDegrees returns where the longitude begins: after a comma, a
// semicolon or blanks, or after its name. 0 is nowhere.
func betweenDegrees(text string, i int) (next int, named bool) {
	j := i
	if j < len(text) && (text[j] == ',' || text[j] == ';') {
		j++
	}
	j = skip(text, j, " \t", 2)
	if j > i && j < len(text) && (rule.IsDigit(text[j]) || text[j] == '-' || text[j] == '+') {
		return j, false
	}
	j = skip(text, i, " \t", 2)
	j = skip(text, j, `"'`, 1)
	j = skip(text, j, ",", 1)
	j = skip(text, j, " \t\n", 8)
	j = skip(text, j, `"'<`, 2)
	word := j
	for j < len(text) && j-word < 16 && (rule.IsLetter(text[j]) || text[j] == '_' || text[j] == '.') {
		j++
	}
	if !rule.Near(text, word, word, 0, j-word, "lon", "lng") {
		return 0, false
	}
	j = skip(text, j, `"'`, 1)
	j = skip(text, j, " \t", 2)
	if j >= len(text) || strings.IndexByte(":=>", text[j]) < 0 {
		return 0, false
	}
	j = skip(text, j+1, " \t", 2)
	return skip(text, j, `"'`, 1), true
}

// skip steps over at most most of the bytes.
func skip(text string, i int, bytes string, most int) int {
	for n := 0; n < most && i < len(text) && strings.IndexByte(bytes, text[i]) >= 0; n++ {
		i++
	}
	return i
}
