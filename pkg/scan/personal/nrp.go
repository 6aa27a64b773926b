package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// groups returns the detector of nationalities, religions and political groups.
func groups() []rule.Detector {
	return []rule.Detector{{
		Rule: "nationality-religion-politics", Type: "NRP", Score: 0.4, Fold: true, Find: findGroup, Revision: 1,
		About: "nationality, religion or political group", Validator: "list of words",
		Literals: append([]string{"ian", "ish", "ese", "ican", "ean"}, ungrouped()...),
		Hold:     rule.Hold{Reach: `[A-Za-z]`, After: 14, Back: rule.BackRun(rule.Bytes("A-Za-z"), 16), Most: 16},
		Match:    []string{"serves great «Slovenian» food", "proud «bruneians»", "the «American» people", "a «Muslim» family", "«Danish» butter", "She is «Czech».", "«Buddhists», «Republicans»", "«Chinese»"},
		NoMatch:  []string{"polish the table", "these", "can", "ocean", "guardian", "Ian", "finish", "Arabica", "a medical Doctor", "frenchify"},
	}}
}

// ungrouped are the words that do not end as most do.
func ungrouped() []string {
	return []string{
		"afghan", "arab", "argentine", "bahamian", "bangladeshi", "basque", "bengali", "briton", "catalan", "croat", "czech", "dane", "dutch", "emirati", "filipino", "finn", "french", "german",
		"greek", "greenlander", "icelander", "icelandic", "iraqi", "israeli", "kazakh", "kosovar", "kuwaiti", "kurd", "kyrgyz", "malagasy", "malay", "monegasque", "new zealander", "nepali", "omani",
		"pakistani", "qatari", "roman", "saudi", "scot", "serb", "slovak", "slovene", "somali", "spaniard", "swede", "swiss", "tajik", "thai", "tibetan", "turk", "turkmen", "uzbek", "welsh", "yemeni", "samoan", "tongan", "hispanic", "latino", "latina",
		"englishman", "englishwoman", "frenchman", "dutchman", "irishman", "scotsman", "welshman", "cypriot", "bantu", "zulu", "hutu", "tutsi", "hmong", "uyghur", "uighur",
		"muslim", "islamic", "jew", "judaism", "christianity", "catholic", "protestant", "buddhist", "hindu", "sikh", "mormon", "methodist", "baptist", "lutheran", "quaker", "atheist", "sunni", "shia", "shii", "shiite", "jain", "taoist", "evangelical", "orthodox christian",
		"democrat", "communist", "socialist", "marxist", "fascist", "nazi", "tory", "tories", "libertarian", "anarchist", "zionist",
	}
}

// listed are the words that end as most do.
const listed = " albanian algerian andorran angolan argentinian armenian australian austrian azerbaijani barbadian belarusian belgian belizean bhutanian bolivian bosnian brazilian bruneian bulgarian burundian cambodian cameroonian canadian " +
	"chadian chilean christian colombian croatian ecuadorian ecuadorean egyptian eritrean estonian ethiopian european fijian gambian georgian ghanaian grenadian haitian hungarian indian indonesian iranian italian jordanian kenyan " +
	"korean laotian latvian liberian libyan lithuanian macedonian malawian malaysian malian mauritanian mauritian moldovan mongolian namibian nicaraguan nigerian norwegian palestinian panamanian paraguayan peruvian persian polynesian presbyterian romanian " +
	"russian rwandan saint scandinavian serbian siberian singaporean slovenian somalian syrian tanzanian tunisian ugandan ukrainian uruguayan venezuelan zambian zimbabwean caribbean bahamian anglican confucian zoroastrian asian caucasian eurasian " +
	"hawaiian iberian tahitian tatarian tibetian " +
	"american african mexican cuban dominican jamaican puertorican moroccan republican anglican " +
	"british danish english finnish irish jewish kurdish polish scottish spanish swedish turkish flemish " +
	"beninese bhutanese burmese cantonese chinese congolese gabonese guyanese japanese javanese lebanese maltese nepalese portuguese senegalese sinhalese sudanese surinamese taiwanese togolese vietnamese sammarinese timorese "

// findGroup reads the whole word around the literal, and one s behind it.
func findGroup(text string, at, end int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 15 && rule.IsLetter(text[start-1]) {
		start--
	}
	stop := end
	for stop < len(text) && stop-end < 3 && rule.IsLetter(text[stop]) {
		stop++
	}
	if start > 0 && (rule.IsAlnum(text[start-1]) || text[start-1] >= 0x80 || strings.IndexByte("_./@#", text[start-1]) >= 0) ||
		stop < len(text) && (rule.IsAlnum(text[stop]) || text[stop] >= 0x80 || text[stop] == '_' || text[stop] == '(') {
		return 0, 0, 0
	}
	var b [24]byte
	word := b[:0]
	for i := start; i < stop && len(word) < cap(b); i++ {
		word = append(word, rule.Lower(text[i]))
	}
	switch string(word) {
	case "polish", "turkey", "dane", "scot", "roman", "romans", "finn", "thai", "saint", "jain", "tory", "georgian", "indian":
		if rule.IsLower(text[start]) {
			return 0, 0, 0
		}
	}
	if otherwise(text, start, stop) {
		return 0, 0, 0
	}
	size := len(word)
	if start == at && end-at > 4 || start == at && stop-end <= 1 { // a whole literal
		if rest := string(word[min(end-at, size):]); rest == "" || rest == "s" || rest == "es" {
			if end-at > 4 || !suffix(text[at:end]) {
				return start, stop, 0.4
			}
		}
	}
	for _, n := range []int{size, size - 1, size - 2} {
		rest := string(word[max(n, 0):])
		if n > 3 && (rest == "" || rest == "s" || rest == "es") && strings.Contains(listed, " "+string(word[:n])+" ") {
			return start, stop, 0.4
		}
	}
	return 0, 0, 0
}

// otherwise says whether what stands beside a word makes another thing of it: a
// state, or a language that is learned, spoken or written.
func otherwise(text string, start, stop int) bool {
	for _, w := range []string{" republic", " union", " ocean", " sea"} {
		if rule.HasPrefixFold(text, stop, w) {
			return true
		}
	}
	if start > 0 && text[start-1] == '(' && stop < len(text) && text[stop] == ')' {
		return true
	}
	return rule.Near(text, start, start, 14, 0, "studying", "study ", "speak", "translat", "learn", "into ", "fluent", "written in", "languag") || strings.HasSuffix(text[:start], " in ")
}

// suffix says whether a literal is an ending and no word.
func suffix(s string) bool {
	switch strings.ToLower(s) {
	case "ian", "ish", "ese", "ican", "ean":
		return true
	}
	return false
}
