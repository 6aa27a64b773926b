package main

import (
	"embed"
	"strings"
)

//go:embed lists
var files embed.FS

// lists are the words that the made-up names are made from. They were written for this command.
type lists struct {
	first, last, city, country, region, company, orgWord, orgTail, orgKind []string
	street, streetName, streetForeign, people, templates, plain            []string
	foreign, foreignPlace, code, codeWord, acronym                         []string // in other scripts; texts and words of programs
	job, business, topic, saying, relation, titleWord                      []string // what stands around names
}

func readLists() (*lists, error) {
	var l lists
	for _, f := range []struct {
		name string
		into *[]string
		cut  func(string) []string
	}{
		{"first", &l.first, strings.Fields}, {"last", &l.last, strings.Fields}, {"orgword", &l.orgWord, strings.Fields},
		{"street", &l.street, strings.Fields}, {"nationality", &l.people, strings.Fields},
		{"city", &l.city, commas}, {"country", &l.country, commas}, {"region", &l.region, commas}, {"company", &l.company, commas},
		{"orgtail", &l.orgTail, commas}, {"orgkind", &l.orgKind, commas}, {"streetname", &l.streetName, commas},
		{"streetforeign", &l.streetForeign, commas}, {"foreign", &l.foreign, commas}, {"foreignplace", &l.foreignPlace, commas},
		{"codeword", &l.codeWord, strings.Fields}, {"acronym", &l.acronym, strings.Fields}, {"code", &l.code, rows},
		{"job", &l.job, commas}, {"business", &l.business, commas}, {"topic", &l.topic, commas}, {"saying", &l.saying, commas},
		{"relation", &l.relation, commas}, {"titleword", &l.titleWord, strings.Fields},
		{"templates", &l.templates, rows}, {"plain", &l.plain, rows},
	} {
		text, err := files.ReadFile("lists/" + f.name + ".txt")
		if err != nil {
			return nil, err
		}
		*f.into = f.cut(strings.TrimSpace(string(text)))
	}
	return &l, nil
}

func commas(s string) []string { return strings.Split(strings.ReplaceAll(s, "\n", ","), ",") }

// rows gives lines, in which \n and \t stand for the end of a line and a tab.
func rows(s string) []string {
	out := strings.Split(s, "\n")
	for i := range out {
		out[i] = strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(out[i])
	}
	return out
}
