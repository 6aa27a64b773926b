package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"time"

	"sluice/pkg/config"
)

// lookAgain is how often the configuration file is looked at.
const lookAgain = 2 * time.Second

// watchConfig gives changed each new content of the configuration file that can be, until ctx ends. One that cannot
// be is logged, and what was read before stays. It reads the file anew where the file system says that it may have
// changed, or is another, and has been left alone from one look to the next: half a file may be one that can be.
func (p *process) watchConfig(ctx context.Context, changed func(config.File)) {
	if p.Config == "" {
		return
	}
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	// The first look counts as a change: the file may be another since this process has read it.
	var last, taken looked
	var read [sha256.Size]byte
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := look(p.Config)
		settled := now == last
		last = now
		if !settled || now == taken {
			continue
		}
		sum := sha256.Sum256(content(p.Config))
		next, err := p.load([]string{"dispatch"})
		if look(p.Config) != now {
			continue // somebody writes it just now
		}
		taken = now
		if sum == read {
			continue
		}
		read = sum
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				read = [sha256.Size]byte{}
			}
			p.log.ErrorContext(ctx, "the configuration changed and cannot be: what was read before stays", "error", err)
			continue
		}
		changed(next)
	}
}

// looked is what tells a file from another without reading it.
type looked struct {
	size int64
	at   time.Time
}

func look(path string) looked {
	info, err := os.Stat(path)
	if err != nil {
		return looked{}
	}
	return looked{info.Size(), info.ModTime()}
}

// content is the file's, or nothing where it cannot be read.
func content(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return data
}
