package disguise

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
)

// unpacker inflates compressed children, bounded in output.
type unpacker struct {
	src   bytes.Reader
	gzip  *gzip.Reader
	zlib  io.ReadCloser
	flate io.ReadCloser
	out   []byte
}

type packing uint8

const (
	gzipped  packing = iota + 1 // RFC 1952
	zlibbed                     // RFC 1950
	deflated                    // RFC 1951, bare
)

// packed tells compressed data by its first bytes. A bare deflate stream has no mark, only a first block with a code, so
// half of all random values would be tried; it is looked for only where bare is set.
func packed(b []byte, bare bool) packing {
	switch {
	case len(b) < 12:
		return 0
	case b[0] == 0x1f && b[1] == 0x8b && b[2] == 8:
		return gzipped
	case b[0]&0x8f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0:
		return zlibbed
	case bare && b[0]&6 != 0 && b[0]&6 != 6 && !looksText(b[:12]):
		return deflated
	}
	return 0
}

// allowance is how many bytes data of this size may unpack to when it ends at source offset at: no more than maxChild,
// and 64 KiB and a hundred times its size, and in all runs together four times the source and maxChild.
func (d *decoder) allowance(size, at int) int {
	return max(0, min(maxChild, 64<<10+100*size, 4*at+maxChild-d.spent))
}

// unpack gives the text in compressed data. Data that ends early gives what there is of it; data that would give more
// than its allowance is a bomb.
func (d *decoder) unpack(k packing, b []byte, at int) (text string, bomb, ok bool) {
	in, err := d.open(k, b)
	if err != nil {
		return "", false, false
	}
	most := d.allowance(len(b), at)
	d.out = d.out[:0]
	for len(d.out) <= most {
		if len(d.out) == cap(d.out) {
			d.out = append(d.out, make([]byte, 4096)...)[:len(d.out)]
		}
		n, err := in.Read(d.out[len(d.out):min(cap(d.out), most+1)])
		d.out = d.out[:len(d.out)+n]
		if err != nil || n == 0 {
			break
		}
	}
	d.spent += len(d.out)
	if len(d.out) > most {
		return string(d.out[:min(most, 64<<10)]), true, true
	}
	if order := wide(d.out); order != 0 {
		return narrow(d.out, order), false, true
	}
	return string(d.out), false, looksText(d.out)
}

// open makes a reader, of the last text's memory where there is one.
func (u *unpacker) open(k packing, b []byte) (in io.Reader, err error) {
	u.src.Reset(b)
	src := &u.src
	switch k {
	case gzipped:
		if u.gzip == nil {
			u.gzip, err = gzip.NewReader(src)
		} else {
			err = u.gzip.Reset(src)
		}
		return u.gzip, err
	case zlibbed:
		if u.zlib == nil {
			u.zlib, err = zlib.NewReader(src)
		} else {
			err = u.zlib.(zlib.Resetter).Reset(src, nil)
		}
		return u.zlib, err
	}
	if u.flate == nil {
		u.flate = flate.NewReader(src)
		return u.flate, nil
	}
	return u.flate, u.flate.(flate.Resetter).Reset(src, nil)
}
