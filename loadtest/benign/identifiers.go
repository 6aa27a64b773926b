package benign

import (
	"fmt"
	"strconv"
	"strings"
)

// identifiers are numbers and names that only look like something.
func identifiers() []kind {
	return []kind{
		{"uuid", perKind, nil, uuids},
		{"git-log", perKind, []string{email, date}, gitLog},
		{"git-short", perKind, nil, gitShort},
		{"digests", perKind, nil, digests},
		{"hex-dump", perKind, nil, hexDump},
		{"versions", perKind, nil, versions},
		{"coordinates", perKind, []string{coordinates}, places},
		{"timestamps", perKind, []string{date}, timestamps},
		{"epochs", perKind, nil, epochs},
		{"snowflakes", perKind, nil, snowflakes},
		{"part-numbers", perKind, nil, partNumbers},
		{"books", perKind, nil, books},
		{"colours", perKind, nil, colours},
		{"addresses-of-memory", perKind, nil, memory},
	}
}

func uuids(d *dice) string {
	return d.asked(d.lines(d.between(5, 25), func(int) string {
		return d.pick("request "+d.uuid()+" took "+d.digits(3)+" ms", "id: "+d.uuid(), "\""+d.word()+"_id\": \""+strings.ToUpper(d.uuid())+"\",", d.uuid(), "{"+d.uuid()+"}")
	}), "Sort these.", "Which of the following ids are no version 4?", "Parse the ids from this:")
}

func gitLog(d *dice) string {
	return d.lines(d.between(4, 9), func(int) string {
		return fmt.Sprintf("commit %s\nAuthor: %s <%s@example.com>\nDate:   %s\n\n    %s the %s of the %s\n", d.hex(40), d.title(), d.word(),
			d.time().Format("Mon Jan 2 15:04:05 2006 -0700"), d.pick("Fix", "Move", "Drop", "Document"), d.word(), d.word())
	})
}

func gitShort(d *dice) string {
	return d.asked(d.lines(d.between(8, 25), func(int) string {
		return d.hex(d.pick7()) + " " + d.pick("fix", "feat", "chore", "docs", "refactor") + "(" + d.word() + "): " + d.words(4, " ") + " (#" + d.digits(4) + ")"
	}), "Write release notes from this log:", "Which commit broke the build?")
}

func (d *dice) pick7() int { return []int{7, 8, 10, 12, 40}[d.IntN(5)] }

func digests(d *dice) string {
	return d.asked(d.lines(d.between(4, 15), func(int) string {
		return d.pick(
			d.hex(64)+"  "+d.word()+"-"+d.version()+".tar.gz",
			"MD5 ("+d.word()+".iso) = "+d.hex(32),
			"FROM docker.io/library/"+d.word()+":"+d.version()+"@sha256:"+d.hex(64),
			d.hex(128)+" *"+d.word()+".deb",
			"SHA256:"+strings.TrimRight(d.base64(32), "=")+" "+d.word()+" (ED25519)",
			"etag: \""+d.hex(32)+"\"",
			"x-amz-checksum-sha256: "+d.base64(32),
		)
	}), "Check these sums for me:", "What is the difference between these digests?")
}

func hexDump(d *dice) string {
	at := d.IntN(1 << 20)
	return d.asked(d.lines(d.between(8, 30), func(int) string {
		at += 16
		b := d.bytes(16)
		return fmt.Sprintf("%08x  % x  % x  |%s|", at, b[:8], b[8:], strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '.'
			}
			return r
		}, string(b)))
	}), "What file format is this?", "Explain this dump.")
}

func versions(d *dice) string {
	return d.asked(d.lines(d.between(8, 25), func(int) string {
		return d.pick(d.word()+" "+d.version(), d.word()+"=="+d.version(), "lib"+d.word()+d.digits(1)+":amd64 "+d.digits(1)+":"+d.version()+"-"+d.digits(1)+"ubuntu"+d.digits(1)+".24.04."+d.digits(1),
			d.word()+" build "+d.digits(5)+"."+d.digits(4), "Firmware V"+d.version()+" ("+d.digits(8)+")", "v"+d.version()+" => v"+d.version())
	}), "Which of these packages are out of date?", "Compare the versions:")
}

func places(d *dice) string {
	return d.asked(d.lines(d.between(4, 15), func(int) string {
		lat, lon := d.Float64()*180-90, d.Float64()*360-180
		return d.pick(fmt.Sprintf("%.6f, %.6f", lat, lon), fmt.Sprintf("[%.5f, %.5f],", lon, lat), fmt.Sprintf("{\"lat\": %.7f, \"lng\": %.7f}", lat, lon),
			fmt.Sprintf("<trkpt lat=\"%.6f\" lon=\"%.6f\"><ele>%d.%d</ele></trkpt>", lat, lon, d.IntN(3000), d.IntN(10)))
	}), "Draw this track on a map.", "How far apart are these points?")
}

func timestamps(d *dice) string {
	layouts := []string{"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05.000", "Mon, 02 Jan 2006 15:04:05 GMT", "02/Jan/2006:15:04:05 +0000", "20060102T150405Z", "2006-01-02T15:04:05.000000000Z"}
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		return d.word() + " " + d.time().Format(layouts[d.IntN(len(layouts))])
	}), "Bring these into one format.", "Which of these is the earliest?")
}

func epochs(d *dice) string {
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		t := d.time()
		return d.pick(strconv.FormatInt(t.Unix(), 10), strconv.FormatInt(t.UnixMilli(), 10), strconv.FormatInt(t.UnixMicro(), 10), strconv.FormatInt(t.UnixNano(), 10),
			fmt.Sprintf("%d.%06d %s started", t.Unix(), d.IntN(1e6), d.word()))
	}), "Which unit has each of these?", "Convert to dates:")
}

func snowflakes(d *dice) string {
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		return d.pick("message ", "order ", "id=", "\"tweet_id\": ", "row ") + d.digits(d.pickOf(8, 9, 10, 11, 12, 17, 18, 19))
	}), "Are these ids sorted by time?", "Which ids are missing?")
}

func (d *dice) pickOf(of ...int) int { return of[d.IntN(len(of))] }

func partNumbers(d *dice) string {
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		return d.pick(d.from(capitals, 3)+"-"+d.digits(4)+"-"+d.from(capitals, 2), "P/N "+d.digits(3)+"-"+d.digits(5)+"-"+d.digits(2), "SKU "+d.digits(8), d.from(capitals, 2)+d.digits(6)+"/"+d.digits(2),
			"Art.-Nr. "+d.digits(3)+"."+d.digits(3)+"."+d.digits(2), "Drawing "+d.digits(2)+"-"+d.digits(4)+" rev "+d.from(capitals, 1)) +
			"  " + d.words(2, " ") + "  qty " + d.digits(2) + "  " + d.digits(2) + ".95"
	}), "Make a table of this parts list.", "Which of these parts do we still need?")
}

func books(d *dice) string {
	return d.asked(d.lines(d.between(4, 12), func(int) string {
		return d.title() + " and " + d.title() + ", " + d.pick("vol. ", "pp. ", "ch. ") + d.digits(2) + "-" + d.digits(3) + ", ISBN " +
			d.pick("978-"+d.digits(1)+"-"+d.digits(2)+"-"+d.digits(6)+"-"+d.digits(1), "978"+d.digits(10), d.digits(9)+"X") + ", " + strconv.Itoa(d.between(1950, 2025)) + d.pick("", ", doi:10."+d.digits(4)+"/"+d.word()+"."+d.digits(5))
	}), "Format this bibliography.", "Which style of citation is this?")
}

func colours(d *dice) string {
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		return "  --" + d.words(2, "-") + ": " + d.pick("#"+d.hex(6), "#"+d.hex(8), "rgba("+strconv.Itoa(d.IntN(256))+", "+strconv.Itoa(d.IntN(256))+", "+strconv.Itoa(d.IntN(256))+", 0."+d.digits(2)+")") + ";"
	}), "Make this palette darker.", "Which of these pairs have enough contrast?")
}

func memory(d *dice) string {
	return d.asked(d.lines(d.between(6, 20), func(int) string {
		return fmt.Sprintf("%012x-%012x r-xp %08x 08:01 %s %s", d.Int64N(1<<47), d.Int64N(1<<47), d.IntN(1<<24), d.digits(7), d.pick("/usr/lib/lib"+d.word()+".so."+d.digits(1), "[heap]", "[vdso]", ""))
	}), "Where is the leak?", "Explain this map.")
}
