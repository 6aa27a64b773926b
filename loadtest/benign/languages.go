package benign

import "strings"

// languages are texts of many scripts, with the invisible characters, look-alikes
// and full-width forms that belong into them.
func languages() []kind {
	return []kind{
		{"latin-languages", perKind, nil, sentences(
			"Wie groß ist der Unterschied zwischen der alten und der neuen Fassung?", "Das Passwort vergisst man leicht, den Schlüssel auch.", "Quelle est la différence entre ces deux méthodes ?", "Le mot de passe doit être long, dit-on à l’école.",
			"¿Cuál es la capital de Mongolia y cuántos habitantes tiene?", "La contraseña se cambia cada tres meses.", "Qual è la ricetta più antica della pizza?", "Jaka jest różnica między żółwiem a żabą?", "Hasło do krzyżówki ma siedem liter.", "Kolik je hodin v Praze, když je v Tokiu poledne?",
			"Hur många sjöar finns det i Finland?", "Mikä on Suomen suurin järvi?", "Hoeveel fietsen zijn er in Nederland?", "Como se diz saudade em inglês?", "İstanbul’un nüfusu kaçtır?", "Milyen messze van Szeged Budapesttől?", "Cât costă un kilogram de mere?", "Bao nhiêu tỉnh ở Việt Nam?", "Ilang pulo ang mayroon sa Pilipinas?", "Ni mlima gani mrefu zaidi Afrika?")},
		{"cyrillic-greek", perKind, nil, sentences(
			"Сколько будет семью восемь?", "Пароль нужно менять раз в год, говорит администратор.", "Объясните разницу между процессом и потоком.", "Який найвищий пік Карпат?", "Ключ від міста лежить у музеї.", "Колко области има в България?", "Колико је дугачак Дунав?",
			"Ποια είναι η πρωτεύουσα της Αυστραλίας;", "Ο κωδικός δεν είναι ποτέ εύκολος.", "Γράψε ένα ποίημα για τη θάλασσα.", "Կարո՞ղ ես բացատրել սա։", "რამდენი ენა არსებობს მსოფლიოში?", "COVID-19 в России и СНГ: обзор API и SDK", "α + β = γ, где γ ≤ 90°")},
		{"cjk", perKind, nil, sentences(
			"请解释一下量子计算的基本原理。", "密码应该多长时间更换一次？", "中国有多少个省级行政区？", "全角数字１２３４５６７８９０也很常见。", "東京から大阪まで新幹線で何時間かかりますか。", "パスワードを忘れた場合はどうすればよいですか？", "半角ｶﾀｶﾅとＦＵＬＬＷＩＤＴＨの違いを教えてください。", "２０２４年１２月３１日（火曜日）",
			"한국의 수도는 어디입니까?", "비밀번호는 안전하게 보관하세요.", "이 문장을 영어로 번역해 주세요.", "繁體字與簡體字有何不同？", "「鍵」という漢字の読み方は？")},
		{"right-to-left", perKind, nil, sentences(
			"ما هي عاصمة المغرب؟", "كلمة المرور يجب أن تكون طويلة.", "اشرح لي نظرية النسبية في ٣ جمل.", "כמה אנשים גרים בתל אביב?", "הסיסמה צריכה להיות ארוכה.", "کتابخانه\u200cها چه زمانی باز می\u200cشوند؟", "نیم\u200cفاصله در فارسی مهم است.", "پاکستان کا دارالحکومت کیا ہے؟", "\u200fالإصدار 3.2\u200f من البرنامج\u200e (beta)\u200e", "سعر الكتاب ١٢٣٤ ريالا")},
		{"south-asian", perKind, nil, sentences(
			"भारत में कितने राज्य हैं?", "पासवर्ड सुरक्षित रखें।", "क्\u200dष और क्\u200cष में क्या अंतर है?", "বাংলাদেশের রাজধানী কোথায়?", "தமிழ்நாட்டின் தலைநகரம் எது?", "తెలుగు భాష ఎంత పాతది?", "ಕನ್ನಡದಲ್ಲಿ ಬರೆಯಿರಿ.", "മലയാളം എത്ര അക്ഷരം?", "ประเทศไทยมีกี่จังหวัด", "မြန်မာနိုင်ငံ", "ශ්\u200dරී ලංකාව", "ราคา ๑๒๓๔ บาท")},
		{"symbols", perKind, nil, sentences(
			"𝐋𝐞𝐭 𝑓 be a function on ℝⁿ, 𝔼[X] = μ.", "𝒽𝑒𝓁𝓁𝑜 𝕨𝕠𝕣𝕝𝕕, 𝖘𝖙𝖞𝖑𝖊𝖉 𝙩𝙚𝙭𝙩", "Ⓒⓘⓡⓒⓛⓔⓓ ①②③ ⅷ ½ ¾ ™ ℃ №", "so\u00adft hy\u00adphen\u00adation in nar\u00adrow col\u00adumns", "zero\u200bwidth\u200bspace breaks long\u200bwords", "┌──┬──┐ │ 1│22│ └──┴──┘", "█▓▒░ 75% ░▒▓█", "♔♕♖♗♘♙ ♚♛♜♝♞♟",
			"🇩🇪🇫🇷🇯🇵 👩🏽\u200d💻 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 1️⃣2️⃣3️⃣", "→ ⇒ ⟶ ∴ ∵ ∎", "ñ vs ñ, é vs é: NFC and NFD", "ﬁne ﬂuid oﬃce ligatures", "e\u0301\u0302 Z̷̢̛a̴l̸g̶o̵", "ˢᵘᵖᵉʳ and ₛᵤᵦ")},
		{"spelled", perKind, nil, sentences(
			"Spell it: s-t-r-a-w-b-e-r-r-y has how many r?", "1-2-3-4-5, once I caught a fish alive.", "A B C D E F G, H I J K L M N O P", "racecar, level, drawkcab is backward", "Gur dhvpx oebja sbk whzcf bire gur ynml qbt.", ".-.. --- .-. . -- / .. .--. ... ..- --", "01001000 01100101 01101100 01101100 01101111", "72 101 108 108 111 32 87 111 114 108 100",
			"\\u0048\\u0065\\u006c\\u006c\\u006f", "H&#101;ll&ouml; w&ouml;rld &amp; &lt;b&gt;", "caf%C3%A9%20cr%C3%A8me%20%26%20th%C3%A9", "=C3=9Cber=20den=20Wolken=2E", "h e l l o   w o r l d", "\"con\" + \"cat\" + \"enate\" + \"these\"", "SGVsbG8sIHdvcmxkIQ==", "Write 5 5 5 - 0 1 2 as words.")},
	}
}

// sentences are some of them, in some order.
func sentences(of ...string) func(*dice) string {
	return func(d *dice) string {
		var out []string
		for range d.between(3, 8) {
			out = append(out, of[d.IntN(len(of))])
		}
		return strings.Join(out, d.pick(" ", "\n", "\n\n"))
	}
}
