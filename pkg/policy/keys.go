package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Key explains one key of a document, for people.
type Key struct {
	Path    string   `json:"key"`               // such as stream.window; <NAME> stands for one of Names
	Legal   string   `json:"legal"`             // the values that it may have
	Default string   `json:"default,omitempty"` // what holds where it is left out; "" is that it must be given
	Doc     string   `json:"meaning"`
	Names   []string `json:"names,omitempty"`
}

// Keys explains every key that Parse reads, in the order of the built-in document.
// Bounds, names and defaults are those that Parse itself goes by.
func Keys(known Known) []Key {
	out := []Key{
		{"version", "1 to 64 bytes of printable ASCII without spaces", "",
			"What this document calls itself on records. Change it with the content.", nil},
		{"deadline", fmt.Sprintf("a duration from %v to %v", MinDeadline, MaxDeadline), defaultDeadline.String(),
			"From the arrival of a prompt to its outcome. Past it the caller gets a refusal, and the exchange is recorded as expired.", nil},
		{"checks.required", "a list of " + alternatives(known.Checks), strings.Join(defaultChecks(), ", "),
			"A request counts as passed only if each of these ran and passed. Those of tools are required wherever tools are offered or called.", nil},
		{"no_backend", refuse, refuse, "What happens when no model is there to answer: the request is refused, and the caller may try again.", nil},
	}
	for _, d := range []string{"input", "output"} {
		out = append(out, actionKeys(d, known)...)
	}
	out = append(out, guardKeys("guard", known)...)
	out = append(out, contentKeys()...)
	for _, d := range []string{"input", "output"} {
		out = append(out, ownKeys(actionKeys(d, known))...)
	}
	out = append(out, ownKeys(guardKeys("guard", known))...)
	out = append(out, ownKeys(contentKeys())...)
	out = append(out,
		Key{"injection.canaries", fmt.Sprintf("a list of at most %d texts of %d to %d bytes", maxCanaries, minCanary, maxCanary), "none",
			"Made-up markers that you plant in protected texts: an answer that repeats one discloses it. No secrets: this document is not kept as one.", nil},
		Key{"flags.level", alternatives(levels()), defaultLevel, "Findings of at least this severity become events for the analysts.", nil},
		Key{"stream.mode", alternatives(streamModes()), streamModes()[0],
			"How a streamed answer leaves: window releases text while the model speaks, each piece after it was scanned and judged; buffer holds the answer until the whole of it was judged.", nil},
		Key{"stream.window", fmt.Sprintf("%d to %d", minWindow, maxWindow), fmt.Sprint(defaultWindow),
			"Bytes of text that are judged before they are released. A smaller window is released sooner and costs more judgements.", nil})
	out = append(out, modelKeys()...)
	out = append(out, limitKeys("admission.default", "One tenant that has no entry of its own, at each process that takes requests", nil)...)
	out = append(out, limitKeys("admission.tenants.<TENANT>", "This tenant, at each process that takes requests; its entry stands in place of default as a whole", []string{"any tenant, such as acme"})...)
	weights := defaultAdmission().weights
	for _, lane := range lanes() {
		out = append(out, Key{"admission.lanes." + lane + ".weight", fmt.Sprintf("1 to %d", maxWeight), fmt.Sprint(weights[lane]),
			"Turns that this lane has while both wait.", nil})
	}
	return out
}

func actionKeys(d string, known Known) []Key {
	way := "prompts, on their way to the model"
	if d == string(Output) {
		way = "answers, on their way back"
	}
	judged := strings.Join(known.Judged, " and ")
	types, rules := slices.Concat(known.Types, known.Judged), slices.Concat(known.Rules, slices.Sorted(maps.Keys(known.RuleTypes)))
	legal := alternatives(actionNames()) + "; or {replace: TEXT}"
	text := fmt.Sprintf(`%d to %d bytes without control characters, \ and "`, minReplacement, maxReplacement)
	const replace = "What stands in place of the finding."
	return []Key{
		{d + ".default", alternatives(actionNames()), "", "For findings in " + way + " that neither types nor rules name. " +
			Unscannable + " is blocked where nothing names it.", nil},
		{d + ".types.<TYPE>", legal, "as " + d + ".default",
			"By type of finding. " + judged + " is judged and never rewritten: " + alternatives(verdictNames()) + " alone.", types},
		{d + ".types.<TYPE>.replace", text, "another action", replace, types},
		{d + ".rules.<RULE>", legal, "as its type", "By rule, over its type.", rules},
		{d + ".rules.<RULE>.replace", text, "another action", replace, rules},
	}
}

// ownKeys are those of the part of a document that is one tenant's.
func ownKeys(general []Key) []Key {
	for i := range general {
		k := &general[i]
		if !strings.HasSuffix(k.Path, ".replace") {
			k.Default = "as " + k.Path
			k.Doc = "The same for one tenant, before all that is said for everybody."
		}
		k.Path = "tenants.<TENANT>." + k.Path
		if len(k.Names) == 0 {
			k.Names = []string{"any tenant, such as acme"}
		}
	}
	return general
}

func guardKeys(path string, known Known) []Key {
	general := defaultGuard(known.Categories)
	out := []Key{
		{path + ".on_error", alternatives([]string{string(Hold), string(BlockOnError), string(Except)}), string(general.onError),
			"What becomes of a text that the guard could not judge: it waits for another try, until the deadline refuses it; it is refused at once; or it goes on, recorded as excepted and flagged, never as passed.", nil},
		{path + ".built_in.block_from", "a number from 0 to 1", fmt.Sprint(general.blockFrom),
			"Without a guard model in the configuration the small classifier of the binary judges: below this score it flags what would be blocked.", nil},
	}
	categories := slices.Concat(known.Categories, slices.Sorted(maps.Keys(known.CategoryNames)))
	for _, d := range []string{"input", "output"} {
		out = append(out, hazardKeys(path+"."+d, general.input.fallback, categories)...)
	}
	for _, d := range []string{"input", "output"} {
		for _, k := range hazardKeys(path+".shadow."+d, general.input.fallback, categories) {
			k.Default = "as " + strings.Replace(k.Path, ".shadow", "", 1)
			k.Doc = "Beside the threshold that decides, one that is only reported: records and metrics say what it would have done."
			out = append(out, k)
		}
	}
	return out
}

func hazardKeys(path string, t Threshold, categories []string) []Key {
	const action = "What happens to a hazard from its threshold on."
	const threshold = "The probability from which a hazard is acted on. A guard model names a category from 0.5 on; below, its hazard may be any, and the strictest action counts whose threshold is reached."
	return []Key{
		{path + ".default.threshold", "a number from 0 to 1", fmt.Sprint(t.Threshold), threshold, nil},
		{path + ".default.action", alternatives(verdictNames()), string(t.Action), action, nil},
		{path + ".categories.<CATEGORY>.threshold", "a number from 0 to 1", "as " + path + ".default", threshold, categories},
		{path + ".categories.<CATEGORY>.action", alternatives(verdictNames()), "as " + path + ".default", action, categories},
	}
}

func contentKeys() []Key {
	const flagged = " Flagged, they pass to the model as they came: nobody looks into them, the record says so, the analysts get an event, and the request never counts as passed."
	legal := alternatives(contentActions())
	return []Key{
		{"content.images", legal, refuse, "Images in a prompt (PNG, JPEG, WebP, GIF), as data: URLs." + flagged, nil},
		{"content.audio", legal, refuse, "Audio in a prompt (WAV, MP3)." + flagged, nil},
		{"content.files", legal, refuse, "Files in a prompt (PDF), as data: URLs." + flagged, nil},
		{"content.image_links", legal, refuse, "Images by their address, where images pass: the model's engine fetches them, from wherever its machine reaches. The address is scanned like all text.", nil},
		{"content.part_bytes", fmt.Sprintf("%d to %d", minPart, maxPart), fmt.Sprint(defaultPart), "The longest of these parts, in bytes as it is encoded.", nil},
	}
}

func limitKeys(path, whose string, names []string) []Key {
	return []Key{
		{path + ".rate", fmt.Sprintf("a number from %v to %.0f", minRate, maxRate), "no limit", whose + ": requests a second. Past it the caller gets 429 with Retry-After.", names},
		{path + ".burst", fmt.Sprintf("1 to %d", maxCount), "the rate, rounded up", whose + ": requests at once while the rate allows it. It means nothing without a rate.", names},
		{path + ".in_flight", fmt.Sprintf("1 to %d", maxCount), "no limit", whose + ": requests without an outcome.", names},
		{path + ".tokens", fmt.Sprintf("1 to %d", maxTokens), "no limit", whose + ": tokens a minute of prompts and answers, estimated by size when a request comes and put right by what the engine counted. Past it the caller gets 429 with Retry-After.", names},
		{path + ".calls", fmt.Sprintf("1 to %d", maxCount), "no limit", whose + ": calls of models at a time, in each process of dispatch. More wait for their turn.", names},
	}
}

func alternatives(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
