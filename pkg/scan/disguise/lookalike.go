package disguise

// pairing folds the characters of from to those of to, one to one.
type pairing struct{ from, to string }

// twins are letters that read as an ASCII letter or digit in common typefaces (Unicode Technical Standard 39 calls them
// confusables). Where a letter reads as two, the nearer one is taken.
var twins = []pairing{
	{"АВЕЅЗІЈКМНОРСТУХЬҮӀԌԚԜѴҺԀԐ", "ABES3IJKMHOPCTYXbYIGQWVhd3"},
	{"авеѕзіјкмнорстухһԁԛԝѵүӏгпьѡԍбёґ", "abes3ijkmhopctyxhdqwvylrnbwg6er"},
	{"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿϺϜϒ", "ABEZHIKMNOPTYXCJMFY"},
	{"αβγεηικνορστυχωϲϳϐϱ", "aByenikvopotuxwcjBp"},
	{"ՕՏՍԼօոսհցզյքաւղռպեձ", "OSULonuhgqjpwlnnyta"},
	{"ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᎿᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏴᏻ", "DRTiyAJEWMHYtGhZ4bRWSVSLCPKdBG"},
	{"ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓤꓦꓧꓨꓪꓫꓬꓮꓰꓲꓳꓴꓵ", "BPdDTGKJCZFMNLSRRVHHWXYAEIOUn"},
}

// styled are letters and digits that are ASCII ones in another style and that NFKC leaves alone.
var styled = []pairing{
	{"ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɡɑⅼⅽⅾⅿ", "abcdefghijklmnopqrstuvwyzgalcdm"},
	{"🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{"🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{"⓿❶❷❸❹❺❻❼❽❾⓵⓶⓷⓸⓹⓺⓻⓼⓽", "0123456789123456789"},
	{"➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒", "123456789123456789"},
}

// punctuation reads as ASCII and NFKC leaves it alone.
var punctuation = []pairing{
	{"‐‑‒–−˗⁃﹣－", "---------"},
	{"⁄∕⧸․。ꓸ∶꞉ː։⁚‗＿﹍﹎∗⁎﹡＊∼˜", "///...:::::____****~~"},
	{"\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u00a0\u1680", "                "},
}

// invisible are the ranges that are not seen or stand as a mark over the letter before.
var invisible = [][2]rune{
	{0xAD, 0xAD}, {0x300, 0x36F}, {0x483, 0x489}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
	{0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF},
	{0x2800, 0x2800}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
	{0xFFF9, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE001F}, {0xE007F, 0xE007F}, {0xE0100, 0xE01EF},
}
