// Package sluice is the root of the module. It holds the test that keeps the
// floors of the tree, and no code: the command is in services.
package sluice
