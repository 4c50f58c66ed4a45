//! Classes of characters that several passes ask for.

/// ' ’ ‘ ʼ and the backtick that old systems write for them.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '‛' | '`' | '´')
}

/// A character that opens or closes a quotation, single marks included.
#[must_use]
pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '＂' | '「' | '」') || is_apostrophe(c)
}

/// Hyphens that join the parts of a word.
#[must_use]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Dashes that part clauses.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―' | '\u{2212}')
}

/// Characters that end a sentence.
#[must_use]
pub fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '‽')
}

/// Letters, digits and the marks that combine with them.
#[must_use]
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks and joiners that belong to the character before them.
#[must_use]
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{93c}'..='\u{94d}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

/// White space and what stands for it: no-break and zero-width spaces, the byte-order mark.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}
