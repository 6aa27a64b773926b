// Package vector runs Vectorscan, the portable fork of Intel's Hyperscan, where
// the module is built with the tag vectorscan: it needs cgo, pkg-config and
// libhs (Debian: libvectorscan-dev). Vectorscan reports where expressions
// match; entropy, allow-lists and groups are not its work, so its figures are
// those of a matcher alone.
package vector
