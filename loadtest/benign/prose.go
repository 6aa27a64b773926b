package benign

import (
	"fmt"
	"strconv"
)

// prose is English with figures in it.
func prose() []kind {
	return []kind{
		{"questions", perKind, nil, questions},
		{"essay", perKind, nil, essay},
		{"history", perKind, []string{date}, history},
		{"standards", perKind, []string{url}, standards},
		{"recipe", perKind, nil, recipe},
		{"travel", perKind, []string{date}, travel},
		{"markdown-document", perKind, []string{url}, markdown},
		{"chat", perKind, nil, chat},
	}
}

func questions(d *dice) string {
	w := d.word
	return d.lines(d.between(1, 4), func(int) string {
		return d.pick("What is the difference between a "+w()+" and a "+w()+"?", "Write a poem about the "+w()+" in "+strconv.Itoa(d.between(2, 9))+" lines.", "Explain "+w()+" "+w()+" to a child of ten.",
			"Give me "+d.digits(2)+" names for a shop that sells a "+w()+".", "How many "+w()+"s fit into a "+w()+" of "+d.digits(3)+" x "+d.digits(3)+" x "+d.digits(2)+" cm?",
			"Translate \"the "+w()+" is behind the "+w()+"\" into French, German and Japanese.", "Suggest a commit message: moved the "+w()+" into the "+w()+".", "Is 1"+d.digits(2)+"/"+d.digits(2)+" a high blood pressure?",
			"Why is the sky over the "+w()+" blue?", "Play a game with me: guess a number between 1 and "+d.digits(4)+".")
	})
}

func essay(d *dice) string {
	return d.pick("Shorten this:", "Correct my English:", "Continue:") + "\n\n" + d.lines(d.between(4, 12), func(int) string {
		return d.pick("Nobody", "Everybody", "The author", "A reader", "My neighbour") + d.pick(" expects", " forgets", " admires", " doubts") + " that the " + d.word() + " of a " + d.word() +
			d.pick(" outlives", " explains", " contradicts", " precedes") + " the " + d.word() + ", " + d.pick("although", "because", "unless", "so that") + " every " + d.word() + " keeps its " + d.word() + "."
	})
}

func history(d *dice) string {
	return d.lines(d.between(3, 8), func(int) string {
		y := d.between(1200, 2010)
		return d.pick(fmt.Sprintf("The %s of %d-%d cost %d,%03d lives.", d.word(), y, y+d.IntN(30), d.IntN(900), d.IntN(1000)), fmt.Sprintf("In %d the population was %d %03d %03d.", y, d.between(1, 90), d.IntN(1000), d.IntN(1000)),
			fmt.Sprintf("On %d March %d the %s was opened (see pp. %d-%d).", d.between(1, 31), y, d.word(), d.IntN(300), d.between(300, 600)), fmt.Sprintf("Lot %s, inventory no. %d.%d.%d-%d, oil on canvas, %d x %d cm.", d.digits(4), d.between(1900, 2020), d.IntN(99), d.IntN(999), d.IntN(9), d.IntN(300), d.IntN(300)))
	})
}

func standards(d *dice) string {
	return d.lines(d.between(3, 8), func(int) string {
		return d.pick("See RFC "+d.digits(4)+", section "+d.digits(1)+"."+d.digits(1)+"."+d.digits(1)+", and ISO/IEC "+d.digits(5)+"-"+d.digits(1)+":20"+d.digits(2)+".", "CVE-20"+d.digits(2)+"-"+d.digits(5)+" has a CVSS score of "+d.digits(1)+"."+d.digits(1)+".",
			"US patent "+d.digits(1)+","+d.digits(3)+","+d.digits(3)+" B2; EP "+d.digits(7)+".", "arXiv:"+d.digits(2)+"0"+d.digits(1)+"."+d.digits(5)+"v"+d.digits(1)+", https://doi.org/10."+d.digits(4)+"/"+d.word()+"."+d.digits(6),
			"Case "+d.digits(1)+":"+d.digits(2)+"-cv-"+d.digits(5)+", § "+d.digits(3)+" Abs. "+d.digits(1)+" BGB, Art. "+d.digits(2)+" GDPR.", "DIN EN "+d.digits(5)+"-"+d.digits(1)+", M"+d.digits(1)+" x "+d.digits(2)+" - 8.8, tolerance 0,0"+d.digits(1)+" mm.",
			"ICD-10 "+d.from(capitals, 1)+d.digits(2)+"."+d.digits(1)+", CAS "+d.digits(5)+"-"+d.digits(2)+"-"+d.digits(1)+", EC "+d.digits(3)+"-"+d.digits(3)+"-"+d.digits(1)+", ATC N02BE01.", "NGC "+d.digits(4)+", RA "+d.digits(2)+"h "+d.digits(2)+"m "+d.digits(2)+".7s, Dec +"+d.digits(2)+"° "+d.digits(2)+"′.")
	})
}

func recipe(d *dice) string {
	return d.title() + " soup (serves " + d.digits(1) + "-" + d.digits(2) + ")\n\n" + d.lines(d.between(4, 10), func(int) string {
		return d.pick(d.digits(3)+" g flour (type "+d.digits(3)+")", d.digits(1)+" 1/2 cups sugar", "½ tsp salt", "bake "+d.digits(2)+"-"+d.digits(2)+" min at "+d.digits(3)+" °C / "+d.digits(3)+" °F", "fold in the "+d.word(), "leave for 12-24 h", d.digits(1)+" x "+d.digits(3)+" ml milk")
	})
}

func travel(d *dice) string {
	return d.asked(d.lines(d.between(3, 9), func(int) string {
		return d.pick("ICE "+d.digits(3)+" dep. "+d.time().Format("15:04")+" platform "+d.digits(2)+", coach "+d.digits(2)+", seats "+d.digits(2)+"-"+d.digits(2), "LH "+d.digits(4)+" FRA-JFK "+d.time().Format("02Jan")+" 13:05 A380", "Gate "+d.from(capitals, 1)+d.digits(2)+", "+d.digits(3)+" km, "+d.digits(2)+" h "+d.digits(2)+" min",
			"Route "+d.digits(3)+"/"+d.digits(2)+", exit "+d.digits(2)+"-"+d.digits(2), "Hotel from "+d.time().Format("2 January")+" to "+d.time().Format("2 January 2006")+", "+d.digits(3)+".00 a night")
	}), "Plan a day around this.", "Will I catch the connection?")
}

func markdown(d *dice) string {
	return "## " + d.title() + "\n\n" + d.lines(d.between(4, 10), func(int) string {
		return d.pick("- **"+d.word()+"**: the "+d.word()+" of the `"+d.words(2, ".")+"` "+d.word(), "1. Run `"+d.word()+" --"+d.word()+"="+d.digits(2)+"` and wait.", "> "+d.words(5, " "), "See [the guide](https://example.com/"+d.words(2, "/")+"#"+d.word()+").",
			"```json\n{\""+d.word()+"\": "+d.digits(4)+", \""+d.word()+"\": [\""+d.word()+"\", null]}\n```", "![build](https://img.shields.io/badge/build-"+d.word()+"-green?logo=go&v="+d.version()+")", "- [x] "+d.words(4, " ")+" (#"+d.digits(4)+")")
	})
}

func chat(d *dice) string {
	return d.lines(d.between(4, 10), func(int) string {
		return d.pick("user: ", "assistant: ", "me: ") + d.pick("thx!! 😂👍🏽 the "+d.word()+" works now", "lol no, it was "+d.digits(2)+"/"+d.digits(2)+" yesterday", "ok so step "+d.digits(1)+" -> "+d.word(), "brb 5min", "¯\\_(ツ)_/¯", "call me maybe, room "+d.digits(3), "it's 50/50, 24/7, 9-5", "see u at "+d.digits(1)+":30", "👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 "+d.word())
	})
}
