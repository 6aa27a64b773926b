package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/engine"
	"sluice/loadtest/peers/gitleaks"
	"sluice/loadtest/peers/measure"
	"sluice/loadtest/peers/report"
)

// probeFlag makes this program the process in which one scanner is set up.
const probeFlag = "--probe"

// probed is what that process says: milliseconds, and MB of 2^20 bytes.
type probed struct{ SetUp, Resident, Scanned, HighMark float64 }

// setUp starts three such processes one after the other.
func setUp(side string) (report.SetUp, error) {
	var ms, resident, scanned, high []float64
	for range 3 {
		cmd := exec.Command(os.Args[0], probeFlag, side)
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
		cmd.Stderr = os.Stderr
		data, err := cmd.Output()
		if err != nil {
			return report.SetUp{}, fmt.Errorf("measuring the set-up of %s: %w", side, err)
		}
		var p probed
		if err := json.Unmarshal(data, &p); err != nil {
			return report.SetUp{}, fmt.Errorf("reading the set-up of %s: %w", side, err)
		}
		ms, resident, scanned, high = append(ms, p.SetUp), append(resident, p.Resident), append(scanned, p.Scanned), append(high, p.HighMark)
	}
	return report.SetUp{Side: side, Time: measure.SpreadOf(ms), Resident: measure.SpreadOf(resident), Scanned: measure.SpreadOf(scanned), HighMark: measure.SpreadOf(high)}, nil
}

// probe sets one scanner up and prints what that took. The texts are made
// afterwards. Sluice with gitleaks' rules is no side here: it would hold
// gitleaks' own configuration as well.
func probe(side string) error {
	before := resident("VmRSS")
	at := time.Now()
	var count func(string) int
	switch side {
	case report.Gitleaks:
		s, err := gitleaks.New()
		if err != nil {
			return err
		}
		count = s.Count
	case report.All:
		count = engine.All().Count
	default:
		return fmt.Errorf("no side is called %q", side)
	}
	p := probed{SetUp: float64(time.Since(at)) / 1e6}
	p.Resident = settled() - before
	source, err := corpus.Read(corpus.Root())
	if err != nil {
		return err
	}
	for _, t := range corpus.Files(source, 8, 1).Texts {
		count(t.Text)
	}
	source.Code, source.Prose = nil, nil
	p.Scanned, p.HighMark = settled()-before, resident("VmHWM")-before
	runtime.KeepAlive(count) // the scanner is what is measured
	return json.NewEncoder(os.Stdout).Encode(p)
}

// settled is the resident memory after a collection.
func settled() float64 {
	debug.FreeOSMemory()
	runtime.Gosched()
	return resident("VmRSS")
}

// resident is a line of /proc/self/status in MB; 0 where there is none.
func resident(name string) float64 {
	kb, err := strconv.ParseFloat(strings.TrimSuffix(field("/proc/self/status", name), " kB"), 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}
