package personal

import (
	"regexp"
	"strconv"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// plan is the numbering plan of one region, of libphonenumber's metadata. The library
// itself reads a number with twenty expressions before it asks its plan, and asks each
// twice: rows of numbers took fifty times as long as prose.
type plan struct {
	leading  *pattern // what its numbers begin with, where regions that share a country code are told apart by that
	prefix   *pattern // what is dialled before a number at home
	rewrites bool     // what stands behind the prefix may be written anew
	general  kind
	kinds    []kind
}

// kind is a kind of number, such as that of mobile telephones.
type kind struct {
	lengths uint64 // bit n: it may have n digits; 0 is any
	local   uint64 // bit n: n digits will do where no area code is dialled
	whole   *pattern
}

// plans are the plans of all regions, the main one of each country code first. They
// are made when a number is first met, and not changed.
type plans struct {
	byCode map[int][]*plan
	byName map[string]*plan
}

var allPlans = sync.OnceValue(func() plans {
	all := plans{map[int][]*plan{}, map[string]*plan{}}
	metadata, err := phonenumbers.MetadataCollection()
	if err != nil {
		panic(err) // the library has read the same when the process began
	}
	abroad := map[int]*plan{} // country codes that are no country's
	for _, m := range metadata.GetMetadata() {
		if m.GetId() == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
			abroad[int(m.GetCountryCode())] = newPlan(m)
		} else {
			all.byName[m.GetId()] = newPlan(m)
		}
	}
	for code := range phonenumbers.GetSupportedCallingCodes() {
		for _, name := range phonenumbers.GetRegionCodesForCountryCode(code) {
			p := all.byName[name]
			if p == nil {
				p = abroad[code]
			}
			if p != nil {
				all.byCode[code] = append(all.byCode[code], p)
			}
		}
	}
	return all
})

func newPlan(m *phonenumbers.PhoneMetadata) *plan {
	p := &plan{rewrites: m.GetNationalPrefixTransformRule() != "", general: newKind(m.GetGeneralDesc())}
	if s := m.GetLeadingDigits(); s != "" {
		p.leading = &pattern{text: "^(?:" + s + ")"}
	}
	if s := m.GetNationalPrefixForParsing(); s != "" {
		p.prefix = &pattern{text: "^(?:" + s + ")"}
	}
	kinds := []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(), m.GetVoip(), m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail()}
	if !m.GetSameMobileAndFixedLinePattern() {
		kinds = append(kinds, m.GetMobile())
	}
	for _, d := range kinds {
		if d.GetNationalNumberPattern() != "" {
			p.kinds = append(p.kinds, newKind(d))
		}
	}
	return p
}

func newKind(d *phonenumbers.PhoneNumberDesc) kind {
	k := kind{whole: &pattern{text: "^(?:" + d.GetNationalNumberPattern() + ")$"}}
	for _, n := range d.GetPossibleLength() {
		k.lengths |= 1 << max(n, 0) // -1, of a kind that a region does not have, is no number's length
	}
	for _, n := range d.GetPossibleLengthLocalOnly() {
		k.local |= 1 << max(n, 0)
	}
	return k
}

// pattern is compiled when it is first asked.
type pattern struct {
	once sync.Once
	text string
	made *regexp.Regexp
}

func (p *pattern) get() *regexp.Regexp {
	p.once.Do(func() { p.made = regexp.MustCompile(p.text) })
	return p.made
}

func (k *kind) has(digits string) bool {
	return (k.lengths == 0 || k.lengths>>len(digits)&1 != 0) && k.whole.get().MatchString(digits)
}

// has says whether a number without its country code is one of the region.
func (p *plan) has(digits string) bool {
	if !p.general.has(digits) {
		return false
	}
	for i := range p.kinds {
		if p.kinds[i].has(digits) {
			return true
		}
	}
	return false
}

// inPlan says of a number that begins with its country code whether the country has
// it, and whether at least its length is right.
func inPlan(digits string) (valid, possible bool) {
	all := allPlans()
	for n := 1; n <= 3 && n < len(digits) && digits[0] != '0'; n++ {
		code, _ := strconv.Atoi(digits[:n])
		if regions := all.byCode[code]; len(regions) > 0 {
			return among(regions, digits, n)
		}
	}
	return false, false
}

// among is inPlan for the regions that share a country code of so many digits.
func among(regions []*plan, digits string, code int) (valid, possible bool) {
	main := regions[0]
	national, ok := main.strip(digits[code:])
	if !ok {
		return byLibrary(digits)
	}
	if len(digits) <= 2 || len(digits) == code+1 || len(national) < 2 || len(national) > 17 {
		return false, false
	}
	possible = (main.general.lengths|main.general.local)>>len(national)&1 != 0
	if len(regions) == 1 {
		return main.has(national), possible
	}
	for _, p := range regions {
		if p.leading == nil {
			if p.has(national) {
				return true, possible
			}
		} else if p.leading.get().MatchString(national) {
			return p.has(national), possible
		}
	}
	return false, possible
}

// strip takes off what is dialled before a number at home, unless only the whole is a
// number; not ok is for the library.
func (p *plan) strip(national string) (rest string, ok bool) {
	if p.prefix == nil {
		return national, true
	}
	at := p.prefix.get().FindStringSubmatchIndex(national)
	if at == nil {
		return national, true
	}
	if p.rewrites && at[len(at)-2] >= 0 {
		return "", false
	}
	rest = national[at[1]:]
	if rest == national {
		return national, true
	}
	whole := p.general.whole.get()
	if whole.MatchString(national) && !whole.MatchString(rest) {
		return national, true
	}
	if p.tooShort(len(rest)) {
		return national, true
	}
	return rest, true
}

// tooShort says whether no number of the region has so many digits and some have more,
// or none where no area code is left out.
func (p *plan) tooShort(digits int) bool {
	lengths := p.general.lengths
	if p.general.local>>digits&1 != 0 || lengths == 1 {
		return true
	}
	return lengths>>digits&1 == 0 && lengths>>digits != 0
}

func byLibrary(digits string) (valid, possible bool) {
	n, err := phonenumbers.Parse("+"+digits, "ZZ")
	if err != nil {
		return false, false
	}
	return phonenumbers.IsValidNumber(n), phonenumbers.IsPossibleNumber(n)
}
