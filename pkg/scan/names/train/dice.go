package main

// dice is a source of numbers that is the same on every machine.
type dice uint64

// roll gives a number below n.
func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	x := uint64(*d) >> 33
	return int(x % uint64(n))
}

// chance is true in percent of a hundred rolls.
func (d *dice) chance(percent int) bool { return d.roll(100) < percent }

// pick gives one of list.
func pick[T any](d *dice, list []T) T { return list[d.roll(len(list))] }

// digits gives n digits, the first not 0.
func (d *dice) digits(n int) string {
	b := []byte{byte('1' + d.roll(9))}
	for len(b) < n {
		b = append(b, byte('0'+d.roll(10)))
	}
	return string(b)
}

// number gives a number of up to most digits.
func (d *dice) number(most int) string { return d.digits(1 + d.roll(most)) }

// shuffle puts list in another order.
func shuffle[T any](d *dice, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := d.roll(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
