package sanitize

import (
	"slices"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// Text is Document for one text that stands alone. Where it is blocked the text is "".
func (s *Sanitizer) Text(text string, dir policy.Direction, pseudonym func(typ scan.Type, value string) string) (string, Result) {
	root := chat.NewString(text)
	doc := &chat.Document{Root: &root}
	res := s.Document(doc, dir, pseudonym)
	if len(res.Blocked) > 0 {
		return "", res
	}
	return doc.Root.Text(), res
}

// Redacting returns a sanitizer without a policy: it replaces all that q asks for.
func Redacting(set *scan.Set, q scan.Query) *Sanitizer {
	s := newSanitizer(asked{set, q}, redacting(q))
	s.learn = func(text string, want func(scan.Type) bool, found []scan.Finding) []scan.Finding {
		return slices.DeleteFunc(set.Learned(text, want, found), func(f scan.Finding) bool { return f.Score < q.MinScore })
	}
	return s
}

// asked finds no more than a query asks for.
type asked struct {
	*scan.Set
	query scan.Query
}

func (a asked) Scan(text string) []scan.Finding { return a.Patterns(text, a.query) }

// redacting is the decision to redact whatever was asked for.
type redacting scan.Query

func (redacting) Action(policy.Direction, string, string) policy.Action { return policy.Redact }
func (redacting) Replacement(policy.Direction, string, string) string   { return "" }
func (r redacting) Asks(_ policy.Direction, typ string) bool {
	return slices.Contains(r.Types, scan.Type(typ))
}
