package main

import (
	"sluice/pkg/hazard"
	"sluice/pkg/judged"
)

// group gives each row the name of its group.
func group(rows []row) {
	texts, given := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		texts[i], given[i] = r.text, r.group
	}
	for i, name := range judged.Groups(texts, given) {
		rows[i].group = name
	}
}

// split parts rows into those to train on and those held out.
func split(rows []row) (train, test []row) {
	for _, r := range rows {
		if hazard.HeldOut(r.group) {
			test = append(test, r)
		} else {
			train = append(train, r)
		}
	}
	return train, test
}
