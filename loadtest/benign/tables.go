package benign

import (
	"fmt"
	"strconv"
)

// tables are figures in rows.
func tables() []kind {
	return []kind{
		{"csv", perKind, []string{date}, csv},
		{"measurements", perKind, nil, measurements},
		{"balance", perKind, nil, balance},
		{"markdown-table", perKind, nil, markdownTable},
		{"mathematics", perKind, nil, mathematics},
		{"scores", perKind, nil, scores},
		{"calendar", perKind, []string{date}, calendar},
		{"trades", perKind, []string{date}, trades},
	}
}

func csv(d *dice) string {
	return d.asked("id,date,region,units,revenue,margin\n"+d.lines(d.between(8, 25), func(i int) string {
		return fmt.Sprintf("%s,%s,%s,%d,%d.%02d,0.%03d", d.digits(d.pickOf(4, 6, 8, 9)), d.time().Format("2006-01-02"), d.pick("EMEA", "APAC", "LATAM", "north"), d.IntN(20000), d.IntN(900000), d.IntN(100), d.IntN(1000))
	}), "Plot revenue by region.", "Find the outliers:")
}

func measurements(d *dice) string {
	return d.asked(d.lines(d.between(8, 25), func(int) string {
		return fmt.Sprintf("%d\t%.3f\t%.4e\t%d-%d\t±%.2f", d.IntN(1e6), d.Float64()*1000, d.Float64()*1e9, d.IntN(900), d.between(900, 9999), d.Float64())
	}), "Fit a line through these.", "What is the mean?")
}

func balance(d *dice) string {
	return d.asked(d.lines(d.between(6, 16), func(int) string {
		return d.title() + " " + d.word() + "  " + d.pick("1."+d.digits(3)+"."+d.digits(3)+",00 EUR", "$ "+d.digits(2)+","+d.digits(3)+","+d.digits(3), "("+d.digits(3)+" "+d.digits(3)+" "+d.digits(3)+")", d.digits(3)+"'"+d.digits(3)+".50 CHF", "€"+d.digits(3)+" "+d.digits(3)) + "  " + d.digits(2) + "." + d.digits(1) + " %"
	}), "Check the sums.", "Compare with the year before.")
}

func markdownTable(d *dice) string {
	return "# " + d.title() + " " + d.word() + "\n\n| name | value | since |\n|---|---:|---|\n" + d.lines(d.between(5, 14), func(int) string {
		return "| `" + d.words(2, "_") + "` | " + d.pick(d.digits(3)+","+d.digits(3), d.digits(2)+"."+d.digits(4), "v"+d.version()) + " | " + d.pick("2."+d.digits(1), "Q"+strconv.Itoa(d.between(1, 4))+" "+strconv.Itoa(d.between(2015, 2026))) + " |"
	}) + "\nSee [" + d.word() + "](#" + d.words(2, "-") + "), section " + d.digits(1) + "." + d.digits(1) + "." + d.digits(1) + ".\n"
}

func mathematics(d *dice) string {
	return d.lines(d.between(3, 9), func(int) string {
		return d.pick(
			fmt.Sprintf("Solve $x^2 - %dx + %d = 0$ and give $\\int_0^{%d} e^{-t^2}\\,dt$ to %d digits.", d.IntN(90), d.IntN(900), d.IntN(20), d.IntN(9)),
			fmt.Sprintf("π ≈ 3.14159265358979, e ≈ 2.71828182845904, √%d ≈ %.14f", d.IntN(90), d.Float64()*10),
			fmt.Sprintf("%d mod %d = ?, gcd(%s, %s) = ?", d.IntN(1e9), d.between(2, 1e4), d.digits(12), d.digits(11)),
			fmt.Sprintf("Is %s prime? Factor %s.", d.digits(d.between(6, 20)), d.digits(d.between(8, 16))),
			fmt.Sprintf("|ψ⟩ = %.4f|00⟩ + %.4fi|11⟩, ℏ = 1.054571817e-34 J·s", d.Float64(), d.Float64()),
			fmt.Sprintf("∀ε>0 ∃δ>0: |x−%d|<δ ⇒ |f(x)−%d|<ε", d.IntN(9), d.IntN(9)),
			fmt.Sprintf("%d + %d × (%d − %d) ÷ %d", d.IntN(1e6), d.IntN(1e4), d.IntN(1e5), d.IntN(1e3), d.between(1, 99)),
		)
	})
}

func scores(d *dice) string {
	return d.asked(d.lines(d.between(5, 12), func(int) string {
		return d.pick(fmt.Sprintf("%s %d-%d, %d-%d, %d-%d", d.title(), d.IntN(8), d.IntN(8), d.IntN(8), d.IntN(8), d.IntN(8), d.IntN(8)),
			fmt.Sprintf("%d. e4 e5 %d. Nf3 Nc6 %d. Bb5 a6 %d. Ba4 Nf6", d.IntN(9), d.IntN(9), d.IntN(9), d.IntN(9)), "rnbqkbnr/pp1ppppp/8/2p5/4P3/5N2/PPPP1PPP/RNBQKB1R b KQkq - "+d.digits(1)+" "+d.digits(2),
			fmt.Sprintf("%s beat %s %d:%d (%d:%d) before %d %03d", d.title(), d.title(), d.IntN(5), d.IntN(5), d.IntN(3), d.IntN(3), d.IntN(80), d.IntN(1000)))
	}), "Who won?", "Write a report on these games.")
}

func calendar(d *dice) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\n" + d.lines(d.between(2, 4), func(int) string {
		return "BEGIN:VEVENT\nUID:" + d.uuid() + "\nDTSTAMP:" + d.time().Format("20060102T150405Z") + "\nDTSTART:" + d.time().Format("20060102T150405Z") + "\nSUMMARY:" + d.words(3, " ") + "\nRRULE:FREQ=WEEKLY;COUNT=" + d.digits(2) + "\nEND:VEVENT"
	}) + "END:VCALENDAR\n"
}

func trades(d *dice) string {
	return d.asked(d.lines(d.between(6, 16), func(int) string {
		return fmt.Sprintf("%s %s %d @ %d.%04d ref %s", d.time().Format("15:04:05"), d.pick("BUY", "SELL")+" "+d.from(capitals, 4), d.IntN(90000), d.IntN(900), d.IntN(10000), d.pick(d.digits(10), d.from(capitals+decimal, 12), d.hex(16)))
	}), "Compute the position.", "Which orders were not filled?")
}
