package scan

import (
	"slices"
	"strings"

	"sluice/pkg/scan/docclass"
	"sluice/pkg/scan/names"
	"sluice/pkg/scan/rule"
)

// models find what has no pattern. They run apart from the engine, and only where
// somebody asks for one of their types.
type models struct {
	names   *names.Tagger
	classes *docclass.Classifier
}

// newModels reads the embedded weights. What fails there is a fault of the build,
// which every test would meet.
func newModels() *models {
	classes, err := docclass.New()
	if err != nil {
		panic(err)
	}
	return &models{names: names.New(), classes: classes}
}

func nameTypes() []Type { return []Type{rule.Person, rule.Location, rule.Organization} }

func classTypes() []Type {
	var types []Type
	for _, c := range docclass.Classes() {
		types = append(types, Type(c.Type()))
	}
	return types
}

// LearnedTypes are the types that models find: names, and classes of documents.
func LearnedTypes() []Type { return append(nameTypes(), classTypes()...) }

// LearnedRule is the rule of the models' findings of a type, such as learned-person.
func LearnedRule(t Type) string {
	return "learned-" + strings.ReplaceAll(strings.ToLower(string(t)), "_", "-")
}

// Learned appends what the models find of the wanted types of LearnedTypes, names
// before classes; nothing for a set of one's own detectors. It judges whole texts:
// no Stream does. The first call reads the weights.
func (s *Set) Learned(text string, want func(Type) bool, found []Finding) []Finding {
	if s.extra.models == nil {
		return found
	}
	add := func(t Type, start, end int, score float64) {
		if want(t) {
			found = append(found, Finding{Type: t, Rule: LearnedRule(t), Start: start, End: end, Score: score})
		}
	}
	if slices.ContainsFunc(nameTypes(), want) {
		for _, n := range s.extra.models().names.Find(text, nil) {
			add(Type(n.Kind.String()), n.Start, n.End, n.Score)
		}
	}
	if slices.ContainsFunc(classTypes(), want) {
		for _, c := range s.extra.models().classes.Find(text, nil) {
			add(Type(c.Class.Type()), c.Start, c.End, c.Score)
		}
	}
	return found
}
