package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockData holds the data folder for this process alone, until it ends however it
// ends: two servers on one store would ruin it. The returned file keeps the lock.
func lockData(data string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(data, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking the data folder: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.New("the data folder is in use by another `sluice up`: stop that one, or give this one a folder of its own with --data")
	}
	return nil, fmt.Errorf("locking the data folder: %w", err)
}
