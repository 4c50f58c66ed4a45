//! Words as the packed lists have them: a text in; out, the same in ASCII as far as that goes.

/// Looks with the folded text; a short one, as nearly all are, needs no memory of its own.
pub fn with_folded<T>(text: &str, look: impl FnOnce(&mut [u8]) -> T) -> T {
    let mut short = [0; 32];
    match short.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        Some(key) => {
            key.copy_from_slice(text.as_bytes());
            look(key)
        }
        None => {
            let mut key = Vec::with_capacity(text.len());
            fold_into(text, &mut key);
            look(&mut key)
        }
    }
}

/// Appends `text` without accents, with straight apostrophes and plain hyphens; what has no such form stays.
pub fn fold_into(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return out.extend_from_slice(text.as_bytes());
    }
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c as u8);
            continue;
        }
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' | 'ằ' | 'ặ' => {
                "a"
            }
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
            'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ề' | 'ệ' | 'ể' | 'ə' => "e",
            'È'..='Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
            'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'İ' => "I",
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ọ' | 'ố' | 'ồ' | 'ộ' | 'ơ' | 'ớ' | 'ờ' | 'ợ' => {
                "o"
            }
            'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ứ' | 'ừ' | 'ữ' | 'ự' => "u",
            'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ů' | 'Ű' => "U",
            'ñ' | 'ń' | 'ņ' | 'ň' => "n",
            'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
            'ý' | 'ÿ' | 'ŷ' => "y",
            'Ý' | 'Ÿ' => "Y",
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
            'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
            'ž' | 'ź' | 'ż' => "z",
            'Ž' | 'Ź' | 'Ż' => "Z",
            'ğ' | 'ģ' | 'ĝ' | 'ġ' => "g",
            'Ğ' | 'Ģ' | 'Ġ' => "G",
            'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
            'Ł' | 'Ľ' | 'Ļ' => "L",
            'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
            'Ţ' | 'Ť' | 'Ț' | 'Ṭ' => "T",
            'ď' | 'đ' | 'ḍ' => "d",
            'Ď' | 'Đ' | 'Ð' | 'Ḍ' => "D",
            'ř' | 'ŕ' => "r",
            'Ř' => "R",
            'ķ' => "k",
            'Ķ' => "K",
            'ħ' | 'ḥ' => "h",
            'Ħ' | 'Ḥ' => "H",
            'ß' => "ss",
            'æ' => "ae",
            'Æ' => "Ae",
            'œ' => "oe",
            'Œ' => "Oe",
            'þ' => "th",
            'Þ' => "Th",
            'ð' => "d",
            '’' | '‘' | 'ʼ' | 'ʻ' | '´' => "'",
            '\u{2010}' | '\u{2011}' => "-",
            '\u{300}'..='\u{36f}' | '\u{ad}' => "",
            _ => {
                out.extend(c.encode_utf8(&mut [0; 4]).bytes());
                continue;
            }
        };
        out.extend(plain.bytes());
    }
}
