package hazard

import "sluice/pkg/judged"

// heldOut is the share of groups kept for the figures: one in heldOut.
const heldOut = 4

// HeldOut says whether the weights were not trained on a group of rows, as package
// judged names groups. The model card's figures are of those rows.
func HeldOut(group string) bool { return judged.Fold(group, heldOut, "hazard 1 ") == 0 }
