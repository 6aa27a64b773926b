package ocsf

import (
	"sluice/pkg/exchange"
	"sluice/pkg/llamaguard"
)

// term is a number of OCSF's with its caption.
type term struct {
	id      int
	caption string
}

// outcome puts an action in OCSF's words: action_id and disposition_id of the profile
// security_control.
func outcome(action string) (did, disposition term) {
	allowed, denied, observed, modified := term{1, "Allowed"}, term{2, "Denied"}, term{3, "Observed"}, term{4, "Modified"}
	errored := term{27, "Error"}
	switch action {
	case ActBlock:
		return denied, term{2, "Blocked"}
	case ActRedact, ActReplace, ActHash, ActMask, ActPseudonymize:
		return modified, term{11, "Corrected"}
	case ActFlag:
		return observed, term{19, "Alert"}
	case ActKeep:
		return observed, term{17, "Logged"}
	case ActAllow:
		return allowed, term{1, "Allowed"}
	case ActDeny:
		return denied, term{26, "Unauthorized"}
	case ActExcept:
		return allowed, errored
	case ActRefuse, ActDeadLetter:
		return denied, errored
	case ActCut:
		return denied, term{6, "Dropped"}
	}
	return term{0, "Unknown"}, term{0, "Unknown"}
}

// dataSecurity says in OCSF's words what kind of data a type is.
func dataSecurity(kind, rule string) *DataSecurity {
	category := term{99, "Other"}
	switch kind {
	case typeSecret, "IP_ADDRESS", "MAC_ADDRESS":
		category = term{6, "Security"}
	case "CREDIT_CARD", "IBAN_CODE", "CRYPTO", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER":
		category = term{3, "Financial"}
	case "EMAIL_ADDRESS", "PHONE_NUMBER", "PH_MOBILE_NUMBER", "TR_PHONE_NUMBER", "PERSON", "LOCATION", "DATE_OF_BIRTH", "AGE", "NRP",
		"MEDICAL_RECORD_NUMBER", "DE_PLZ", "UK_POSTCODE":
		category = term{1, "Personal"}
	case "ORGANIZATION", "AU_ABN", "AU_ACN", "DE_HANDELSREGISTER", "DE_VAT_ID", "DE_BSNR", "IN_GSTIN", "KR_BRN",
		"SE_ORGANISATIONSNUMMER", "SG_UEN", "US_NPI":
		category = term{4, "Business"}
	default:
		// Of one person: named after the state that gives it.
		if len(kind) > 3 && kind[2] == '_' {
			category = term{2, "Governmental"}
		}
	}
	return &DataSecurity{
		CategoryID: category.id, Category: category.caption,
		DataLifecycleStateID: 2, DataLifecycleState: "Data in-Transit",
		DetectionPattern: rule, DetectionSystemID: 2, DetectionSystem: "DLP Gateway",
	}
}

// title is one line for people.
func (f finding) title() string {
	what := "in the prompt: "
	switch f.page {
	case exchange.CheckDLPOutput, exchange.CheckGuardOutput, exchange.CheckToolCalls:
		what = "in the completion: "
	}
	done := map[string]string{
		ActBlock: "blocked", ActRedact: "redacted", ActReplace: "replaced", ActHash: "hashed", ActMask: "masked", ActKeep: "let pass and kept", ActPseudonymize: "pseudonymized", ActFlag: "let pass and flagged", ActAllow: "let pass",
	}[f.Action]
	if done == "" {
		done = f.Action
	}
	switch {
	case f.Type == TypeTool && f.page == exchange.CheckToolOffer:
		return "Offer of a tool denied by " + f.Rule
	case f.Type == TypeTool:
		return "Call of a tool denied by " + f.Rule
	case f.Type == TypeUnscanned:
		return "Parts of the prompt that nobody looked into (" + f.Rule + "): let pass as an exception"
	case f.Type == TypeCheck && f.Action == ActExcept:
		return "Check " + f.page + " gave no verdict (" + f.Rule + "): let pass as an exception"
	case f.Type == TypeCheck:
		return "Check " + f.page + " gave no verdict (" + f.Rule + "): refused"
	case f.Type == TypeFailure && f.Action == ActCut:
		return "Live stream cut: " + f.Rule
	case f.Type == TypeFailure:
		return "Given up by " + f.page + ", kept as a dead letter: " + f.Rule
	case f.Type == TypeHazard:
		return "Hazard " + f.Rule + hazard(f.Rule) + " " + what + done
	case f.Type == TypeInjection:
		return "Injection " + f.Rule + " " + what + done
	}
	return f.Type + " (" + f.Rule + ") " + what + done
}

// hazard is the published name of a guard model's category.
func hazard(code string) string {
	name := llamaguard.Name(code)
	if name == "" {
		return ""
	}
	return " (" + name + ")"
}
