package chat

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// check judges v. Anything but fits goes to the library, so the first doubt ends it.
func (r *rule) check(v *Value) verdict {
	if !r.kinds[v.Kind] {
		return fails
	}
	if r.enum != nil && !slices.ContainsFunc(r.enum, func(e Value) bool { return e.Kind == v.Kind && e.Str == v.Str }) {
		return fails
	}
	got := fits
	switch v.Kind {
	case Number:
		got = r.number(v.Num)
	case String:
		if r.minLength != nil || r.maxLength != nil {
			n := utf8.RuneCountInString(v.Str)
			got = within(n, r.minLength, r.maxLength)
		}
	case Array:
		got = r.array(v)
	case Object:
		got = r.object(v)
	}
	for _, part := range r.all {
		if got != fits {
			return got
		}
		got = part.check(v)
	}
	if got == fits && r.when != nil && r.then != nil {
		switch r.when.check(v) {
		case fits:
			got = r.then.check(v)
		case unsure:
			got = unsure
		}
	}
	if got == fits && r.any != nil && !slices.ContainsFunc(r.any, func(a *rule) bool { return a.check(v) == fits }) {
		return unsure
	}
	return got
}

func within(n int, low, high *int) verdict {
	if low != nil && n < *low || high != nil && n > *high {
		return fails
	}
	return fits
}

// number judges literals that a float64 holds exactly enough to compare; longer ones, and
// whole numbers written with a point or exponent, it leaves to the library.
func (r *rule) number(literal string) verdict {
	const exact = 15
	plain := !strings.ContainsAny(literal, ".eE")
	if r.integer && !plain {
		return unsure
	}
	if r.minimum == nil && r.maximum == nil {
		return fits
	}
	if len(literal) > exact {
		return unsure
	}
	f, err := strconv.ParseFloat(literal, 64)
	switch {
	case err != nil:
		return unsure
	case r.minimum != nil && f < *r.minimum, r.maximum != nil && f > *r.maximum:
		return fails
	}
	return fits
}

func (r *rule) array(v *Value) verdict {
	if got := within(len(v.Elems), r.minItems, r.maxItems); got != fits || r.items == nil {
		return got
	}
	for i := range v.Elems {
		if got := r.items.check(&v.Elems[i]); got != fits {
			return got
		}
	}
	return fits
}

func (r *rule) object(v *Value) verdict {
	for _, name := range r.required {
		if v.Get(name) == nil {
			return fails
		}
	}
	if got := within(len(v.Members), nil, r.maxProperties); got != fits {
		return got
	}
	if r.properties == nil && r.additional == nil {
		return fits
	}
	for i := range v.Members {
		p := r.properties[v.Members[i].Name]
		if p == nil {
			p = r.additional
		}
		if p == nil {
			continue
		}
		if got := p.check(&v.Members[i].Value); got != fits {
			return got
		}
	}
	return fits
}
