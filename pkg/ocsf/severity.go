package ocsf

import "slices"

// Levels are the severities of flags, lowest first.
func Levels() []string { return []string{Informational, Low, Medium, High, Critical} }

// Severities, as they stand on subjects.
const (
	Informational = "informational"
	Low           = "low"
	Medium        = "medium"
	High          = "high"
	Critical      = "critical"
)

// AtLeast says whether a severity reaches a level. A level that is none of Levels is
// reached by all, and a severity that is none of them reaches every level: what we do
// not know must not hide a finding.
func AtLeast(severity, level string) bool {
	s := slices.Index(Levels(), severity)
	return s < 0 || s >= slices.Index(Levels(), level)
}

// Types of findings that are not the DLP's.
const (
	TypeHazard    = "HAZARD"
	TypeInjection = "INJECTION"
	TypeTool      = "TOOL"
	TypeCheck     = "CHECK"     // a check that ended without a verdict
	TypeUnscanned = "UNSCANNED" // parts that nobody looked into; the rule is their kind
	TypeFailure   = "FAILURE"   // an exchange or a live stream that ended for a failure of ours
	TypeModel     = "MODEL"     // what a backend serves
)

const typeSecret = "SECRET"

// What was done. The first nine are a policy's actions.
const (
	ActBlock        = "block"
	ActRedact       = "redact"
	ActPseudonymize = "pseudonymize"
	ActReplace      = "replace"
	ActHash         = "hash"
	ActMask         = "mask"
	ActFlag         = "flag"
	ActKeep         = "keep"
	ActAllow        = "allow"
	ActDeny         = "deny"        // of a tool
	ActExcept       = "except"      // no verdict, and let pass
	ActRefuse       = "refuse"      // no verdict, and refused
	ActDeadLetter   = "dead_letter" // given up
	ActCut          = "cut"         // of a live stream
)

// Severity is the one rule by which findings are weighed:
//
//	block         high; hazards S4 and S9 critical
//	redact        high for secrets, else medium; so replace, hash and mask
//	flag          medium
//	pseudonymize  low
//	keep          low
//	allow         informational
//	deny          medium
//	except        high: something passed that nobody judged
//	refuse        medium
//	dead_letter   high
//	cut           medium
//
// An action that is none of these is high.
func Severity(kind, rule, action string) string {
	switch action {
	case ActBlock:
		if kind == TypeHazard && (rule == "S4" || rule == "S9") {
			return Critical
		}
		return High
	case ActRedact, ActReplace, ActHash, ActMask:
		if kind == typeSecret {
			return High
		}
		return Medium
	case ActFlag, ActDeny, ActRefuse, ActCut:
		return Medium
	case ActPseudonymize, ActKeep:
		return Low
	case ActAllow:
		return Informational
	}
	return High
}
