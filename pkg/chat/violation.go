package chat

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// describe turns the library's error kind into code and rule. The kinds carry the value that
// was refused (Got): only what the schema wants (Want) may be used here.
func (v *violation) describe(k jsonschema.ErrorKind) {
	switch k := k.(type) {
	case *kind.Type:
		want := slices.Sorted(slices.Values(k.Want))
		v.code, v.rule = "invalid_type", "must be of type "+strings.Join(want, " or ")
	case *kind.Required:
		missing := slices.Min(k.Missing)
		v.at = append(v.at, step{name: missing, index: noIndex})
		v.code, v.rule = "missing_required_parameter", "is required"
	case *kind.Enum:
		v.code, v.rule = "invalid_value", "must be one of "+list(k.Want)
	case *kind.Const:
		v.code, v.rule = "invalid_value", "must be "+list([]any{k.Want})
	case *kind.Pattern:
		v.code, v.rule = "invalid_value", "must match "+k.Want
	case *kind.Minimum:
		v.code, v.rule = v.numeric()+"_below_min_value", "must be at least "+decimal(k.Want)
	case *kind.Maximum:
		v.code, v.rule = v.numeric()+"_above_max_value", "must be at most "+decimal(k.Want)
	case *kind.MinLength:
		v.code, v.rule = "string_below_min_length", fmt.Sprintf("must be at least %d characters long", k.Want)
	case *kind.MaxLength:
		v.code, v.rule = "string_above_max_length", fmt.Sprintf("must be at most %d characters long", k.Want)
	case *kind.MinItems:
		v.code, v.rule = "array_below_min_length", fmt.Sprintf("must have at least %d elements", k.Want)
	case *kind.MaxItems:
		v.code, v.rule = "array_above_max_length", fmt.Sprintf("must have at most %d elements", k.Want)
	case *kind.MinProperties:
		v.code, v.rule = "object_below_min_properties", fmt.Sprintf("must have at least %d members", k.Want)
	case *kind.MaxProperties:
		v.code, v.rule = "object_above_max_properties", fmt.Sprintf("must have at most %d members", k.Want)
	case *kind.AdditionalProperties:
		v.code, v.rule = "unknown_parameter", "has a member that is not allowed"
	case *kind.AnyOf:
		v.code, v.rule = "invalid_value", "has none of the allowed shapes"
	default:
		v.code, v.rule = "invalid_value", "breaks the rule "+strings.Join(k.KeywordPath(), "/")
	}
}

// numeric returns OpenAI's prefix for the codes of range errors.
func (v *violation) numeric() string {
	if len(v.at) > 0 {
		switch v.at[len(v.at)-1].name {
		case "temperature", "top_p", "presence_penalty", "frequency_penalty":
			return "decimal"
		}
	}
	return "integer"
}

func decimal(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	return r.FloatString(3)
}

// list renders values of the schema.
func list(values []any) string {
	b, err := json.Marshal(values)
	if err != nil {
		return "the values of the schema"
	}
	return strings.ReplaceAll(strings.Trim(string(b), "[]"), ",", ", ")
}
