package usage

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"
)

func TestParseStat(t *testing.T) {
	for stat, want := range map[string]time.Duration{
		"12 (x) S 1 12 12 0 -1 4194304 1 0 0 0 1234 66 7 8 20 0": 13 * time.Second,
		// A name may hold spaces, parentheses and numbers.
		"12 (a) 1 2 3 4 5 6 7 8 9 (b c) R 1 1 1 0 -1 0 0 0 0 0 5 6 999 999": 110 * time.Millisecond,
	} {
		if got, err := parseStat([]byte(stat)); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", stat, got, err, want)
		}
	}
	for _, bad := range []string{"", "12 (x) S 1", "12 (x) S 1 12 12 0 -1 0 0 0 0 0 x 66 7"} {
		if _, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestParseStatus(t *testing.T) {
	u, err := parseStatus([]byte("Name:\tsluice\nVmPeak:\t 9 kB\nVmHWM:\t    300 kB\nVmRSS:\t    200 kB\nRssAnon:\t     150 kB\nRssFile:\t 50 kB\n"))
	if err != nil || u.Peak != 300<<10 || u.Resident != 200<<10 || u.Anon != 150<<10 {
		t.Errorf("%+v, %v", u, err)
	}
	// What a process that ended and was not waited for has.
	if _, err := parseStatus([]byte("Name:\tsluice\nState:\tZ (zombie)\n")); err == nil {
		t.Error("a zombie's memory was taken for zero")
	}
}

func TestParseRollup(t *testing.T) {
	kb, err := parseRollup("00400000-7ffc [rollup]\nRss:  4 kB\nPss:                 512 kB\nPss_Anon:  1 kB\n")
	if err != nil || kb != 512 {
		t.Errorf("%d, %v", kb, err)
	}
	if _, err := parseRollup("Rss: 4 kB\n"); err == nil {
		t.Error("no Pss was taken")
	}
}

// TestOwnUsageGrows: what this process burns is seen, in time and in memory, and is
// what the watch says was spent.
func TestOwnUsageGrows(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("/proc is Linux's")
	}
	before, err := Of(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	w := NewWatch(map[string][]int{"own": {os.Getpid()}, "none": nil}, time.Hour)
	block := make([]byte, 64<<20)
	for i := range block {
		block[i] = byte(i)
	}
	sum := 0
	for now := before; now.CPU < before.CPU+50*time.Millisecond; { // ends when it is seen
		for i := range 10_000_000 {
			sum += i * int(block[i])
		}
		if now, err = Of(os.Getpid()); err != nil {
			t.Fatal(err)
		}
	}
	after, err := Of(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if after.Resident < before.Resident+60<<20 || after.Anon < before.Anon+60<<20 || after.Peak < after.Resident {
		t.Errorf("64 MB more: %+v, then %+v", before, after)
	}
	points, err := w.Stop()
	if err != nil || len(points) != 2 {
		t.Fatalf("%d points, %v", len(points), err)
	}
	if got := Spent(points, "own"); got < 50*time.Millisecond || Spent(points, "none") != 0 {
		t.Errorf("spent %s", got)
	}
	runtime.KeepAlive(block)
	t.Log(sum)
}

// TestSumOverProcesses: two processes are one and the other; one that ended is an
// error and not nothing.
func TestSumOverProcesses(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("/proc is Linux's")
	}
	child := exec.Command("sleep", "600")
	if err := child.Start(); err != nil {
		t.Skip(err)
	}
	pid := child.Process.Pid
	one, err := Of(pid)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Of(pid, pid)
	if err != nil || two.Resident < one.Resident+one.Resident/2 || two.Peak < one.Peak+one.Peak/2 {
		t.Errorf("twice %+v is %+v, %v", one, two, err)
	}
	if share, err := Share(pid); err != nil || share <= 0 || share > one.Peak+1<<20 {
		t.Errorf("share %d of %+v, %v", share, one, err)
	}
	w := NewWatch(map[string][]int{"child": {pid}}, time.Hour)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	if _, err := w.Stop(); err == nil {
		t.Error("the watch does not say that the process ended")
	}
	if _, err := Of(os.Getpid(), pid); err == nil {
		t.Error("a process that ended used nothing")
	}
}

// TestFiles: an open file is one more.
func TestFiles(t *testing.T) {
	before, err := Files(os.Getpid())
	if err != nil {
		t.Skip("/proc is Linux's")
	}
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if after, err := Files(os.Getpid()); err != nil || after <= before {
		t.Errorf("%d open files, %d before, %v", after, before, err)
	}
	if _, err := Files(-1); err == nil {
		t.Error("a process that is none has files")
	}
}
