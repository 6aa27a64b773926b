package model

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Report is what `sluice attest` says of the one backend beside it. It holds no path: where files lie on the
// engine's machine is nobody's business.
type Report struct {
	Version int       `json:"version"` // 1
	Backend string    `json:"backend"`
	State   string    `json:"state"`            // of ReportStates
	Digest  string    `json:"digest,omitempty"` // of the files, where the state is hashed; else none
	Files   int       `json:"files"`
	Bytes   int64     `json:"bytes"`
	Hashed  time.Time `json:"hashed,omitzero"` // when the whole was last read
	Engine  string    `json:"engine"`          // the kind
	Models  []string  `json:"models,omitempty"`
	Sluice  string    `json:"sluice_version"`
}

// States of a report. Only with the first is there a digest.
const (
	ReportHashed     = "hashed"     // the engine says that it serves these files, and they are as they were read
	ReportHashing    = "hashing"    // something changed, or it is the first time: they are being read
	ReportUnreadable = "unreadable" // they cannot be read, or changed while they were
	ReportEngineDown = "engine_down"
	ReportOther      = "other_model" // the engine says that it serves something else
)

// ReportStates are all of them.
func ReportStates() []string {
	return []string{ReportHashed, ReportHashing, ReportUnreadable, ReportEngineDown, ReportOther}
}

// Bounds of a report.
const (
	MaxReport       = 32 << 10
	maxReportModels = 256
)

// ParseReport reads one strictly.
func ParseReport(data []byte) (Report, error) {
	var r Report
	if err := strict(data, MaxReport, &r); err != nil {
		return Report{}, fmt.Errorf("the report %w", err)
	}
	switch {
	case r.Version != 1:
		return Report{}, errors.New("the report is of a version that is not known here")
	case !BackendName(r.Backend) || !BackendName(r.Engine):
		return Report{}, errors.New("the report names no backend, or no kind of engine")
	case !slices.Contains(ReportStates(), r.State):
		return Report{}, errors.New("the report's state means nothing")
	case (r.State == ReportHashed) != sha256Digest.MatchString(r.Digest), r.State != ReportHashed && r.Digest != "":
		return Report{}, errors.New("the report has a digest where it cannot, or none where it must")
	case r.Files < 0 || r.Bytes < 0 || len(r.Models) > maxReportModels || len(r.Sluice) > 128:
		return Report{}, errors.New("the report has a number or a list out of bounds")
	}
	for _, m := range r.Models {
		if len(m) == 0 || len(m) > 256 {
			return Report{}, errors.New("the report names a model of no or too great length")
		}
	}
	return r, nil
}

// Of is what the report tells of a model, told at a time by an agent. A report that names models tells of no other.
func (r Report) Of(model, who string, at time.Time) Seen {
	s := Seen{By: ByFiles, Who: who, At: at, Tells: true}
	if len(r.Models) == 0 || slices.Contains(r.Models, model) {
		s.Digest = r.Digest
	}
	return s
}
