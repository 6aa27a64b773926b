package sanitize

import "sluice/pkg/policy"

// Clean says whether a text that nobody may rewrite, such as a request id, holds
// nothing that the policy for dir takes away or blocks.
func (s *Sanitizer) Clean(text string, dir policy.Direction) bool {
	for _, f := range s.set.Scan(text) {
		if replaces(s.policy.Action(dir, string(f.Type), f.Rule)) {
			return false
		}
	}
	return true
}
