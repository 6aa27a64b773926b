//go:build !race

package rig

const raced = false

func reporting(string) string { return "" }
