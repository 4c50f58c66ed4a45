//! What holds for every text whatever: bounds, order, no overlap, references that lead somewhere, and the one law that
//! editing and analysing afresh give the same answer.
//!
//! `PROPTEST_CASES=5000 cargo test --release --test invariants` looks longer.

mod articlelike;

use article_highlighter::{Analysis, Analyzer, Language, Options, QuoteKind, SpeakerKind, analyze, analyze_with};
use articlelike::{article, edit};
use proptest::prelude::*;

/// Fails with what is wrong with the analysis of the text.
fn check(text: &str, analysis: &Analysis) -> Result<(), TestCaseError> {
    let units: Vec<u16> = text.encode_utf16().collect();
    prop_assert_eq!(analysis.length, units.len());
    let inside_pair = |at: usize| (0xdc00..0xe000).contains(&units.get(at).copied().unwrap_or(0));
    let sound = |what: &str, start: usize, end: usize| -> Result<(), TestCaseError> {
        prop_assert!(start < end && end <= units.len(), "{what} {start}..{end} of {}", units.len());
        prop_assert!(!inside_pair(start) && !inside_pair(end), "{what} {start}..{end} splits a character");
        let words = String::from_utf16_lossy(&units[start..end]);
        prop_assert!(text.contains(&words), "{what} {start}..{end} is not a slice");
        prop_assert!(words.trim() == words, "{what} {start}..{end} has white space at its ends");
        Ok(())
    };
    let in_a_block = |what: &str, start: usize, end: usize| -> Result<(), TestCaseError> {
        let holder = analysis.blocks.partition_point(|b| b.end <= start);
        let inside = analysis.blocks.get(holder).is_some_and(|b| b.start <= start && end <= b.end);
        prop_assert!(inside, "{what} {start}..{end} is not in one block");
        Ok(())
    };

    for block in &analysis.blocks {
        sound("block", block.start, block.end)?;
    }
    prop_assert!(analysis.blocks.windows(2).all(|w| w[0].end <= w[1].start), "blocks overlap");
    for sentence in &analysis.sentences {
        sound("sentence", sentence.start, sentence.end)?;
        in_a_block("sentence", sentence.start, sentence.end)?;
    }
    prop_assert!(analysis.sentences.windows(2).all(|w| w[0].end <= w[1].start), "sentences overlap");

    for (i, mention) in analysis.mentions.iter().enumerate() {
        sound("mention", mention.start, mention.end)?;
        in_a_block("mention", mention.start, mention.end)?;
        prop_assert!((0.0..=1.0).contains(&mention.confidence), "confidence {}", mention.confidence);
        let entity = analysis.entities.get(mention.entity).expect("a mention's entity exists");
        prop_assert!(entity.mentions.contains(&i), "entity {} does not know its mention {i}", mention.entity);
    }
    prop_assert!(analysis.mentions.windows(2).all(|w| w[0].end <= w[1].start), "mentions overlap");
    for (i, entity) in analysis.entities.iter().enumerate() {
        prop_assert!(
            !entity.mentions.is_empty() && !entity.name.trim().is_empty(),
            "entity {i} has no mention or no name"
        );
        prop_assert!(entity.mentions.windows(2).all(|w| w[0] < w[1]), "the mentions of entity {i} are out of order");
        for &mention in &entity.mentions {
            prop_assert!(analysis.mentions[mention].entity == i, "mention {mention} is another's");
        }
        if let Some(role) = entity.role {
            sound("role", role.start, role.end)?;
        }
        if let Some(country) = &entity.country {
            prop_assert!(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()), "country {country}");
        }
    }
    prop_assert!(analysis.entities.windows(2).all(|w| w[0].mentions[0] < w[1].mentions[0]), "entities out of order");

    for quote in &analysis.quotes {
        prop_assert!(!quote.content.is_empty(), "a quotation without content");
        prop_assert!((0.0..=1.0).contains(&quote.confidence), "confidence {}", quote.confidence);
        for span in &quote.content {
            sound("content", span.start, span.end)?;
            in_a_block("content", span.start, span.end)?;
        }
        prop_assert!(quote.content.windows(2).all(|w| w[0].end <= w[1].start), "content overlaps or is out of order");
        for span in quote.cue.iter().chain(&quote.addressee) {
            sound("cue or addressee", span.start, span.end)?;
        }
        if let Some(speaker) = quote.speaker {
            sound("speaker", speaker.start, speaker.end)?;
            prop_assert!(speaker.entity.is_none_or(|e| e < analysis.entities.len()), "a speaker who does not exist");
            prop_assert!(
                speaker.entity.is_none() || speaker.kind != SpeakerKind::Pronoun,
                "a pronoun is resolved, but not named"
            );
            prop_assert!(quote.kind != QuoteKind::Scare, "a scare quote has a speaker");
        }
        // What is quoted holds neither the cue nor, for reported speech, the one who says it.
        if let Some(span) = &quote.cue {
            prop_assert!(
                quote.content.iter().all(|c| c.end <= span.start || span.end <= c.start),
                "the cue lies in the content"
            );
        }
    }
    prop_assert!(
        analysis.quotes.windows(2).all(|w| w[0].content[0].start <= w[1].content[0].start),
        "quotations out of order"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string(text in any::<String>()) {
        check(&text, &analyze(&text))?;
    }

    #[test]
    fn any_article(text in article()) {
        check(&text, &analyze(&text))?;
    }

    #[test]
    fn edited_equals_fresh(text in article(), edits in prop::collection::vec(edit(), 1..12)) {
        let mut analyzer = Analyzer::new();
        let mut text = text;
        prop_assert_eq!(analyzer.analyze(&text), analyze(&text));
        for edit in &edits {
            text = edit.apply(&text);
            let (edited, fresh) = (analyzer.analyze(&text), analyze(&text));
            check(&text, &fresh)?;
            prop_assert_eq!(edited, fresh, "after {:?} in {:?}", edit, text);
            // The day of writing may come and go between two edits.
            let options = Options { date: Some("2016-09-09".to_owned()) };
            let dated = analyzer.analyze_with(&text, &options);
            check(&text, &dated)?;
            prop_assert_eq!(dated, analyze_with(&text, &options), "with a date, after {:?} in {:?}", edit, text);
        }
    }

    #[test]
    fn going_back_gives_the_first_answer(text in article(), edit in edit()) {
        let mut analyzer = Analyzer::new();
        let first = analyzer.analyze(&text);
        analyzer.analyze(&edit.apply(&text));
        prop_assert_eq!(analyzer.analyze(&text), first);
    }
}

#[test]
fn small_texts() {
    for text in [
        "", " ", "\n", "\r\n", "\u{feff}", "a", "A", "“", "\"", "'", "’", ".", "…", "1", "🎉", "\u{fffd}", "\u{0}",
        "é", "e\u{301}", "\u{301}",
    ] {
        check(text, &analyze(text)).unwrap();
    }
}

#[test]
fn texts_that_are_not_english() {
    let emoji = "🎉👍🏽👨‍👩‍👧‍👦🇰🇪 ".repeat(50);
    let arabic = "وصلت السفن إلى الميناء يوم الاثنين بعد أسبوع من العواصف. ".repeat(20);
    let hebrew = "הספינות הגיעו לנמל ביום שני אחרי שבוע של סערות. ".repeat(20);
    let german = "Die Schiffe kamen am Montag nach einer Woche voller Stürme in den Hafen. ".repeat(20);
    for text in [&emoji, &arabic, &hebrew, &german] {
        check(text, &analyze(text)).unwrap();
    }
    for text in [arabic, hebrew, german] {
        assert_eq!(analyze(&text).language, Language::Other, "{text}");
    }
}

#[test]
fn lone_surrogates_arrive_as_replacement_characters() {
    let text = "\u{fffd}“We will stay,”\u{fffd} said Ana Lopez\u{fffd}.\n\n\u{fffd}\u{fffd}\n";
    check(text, &analyze(text)).unwrap();
}

#[test]
fn markup_is_text() {
    for text in
        ["<script>alert('x')</script>", "<img src=x onerror=\"alert(1)\">", "“<b>Stay</b>,” said <i>Ana Lopez</i>."]
    {
        check(text, &analyze(text)).unwrap();
    }
}

/// What share of the megabyte is taken: a debug build is to find crashes, not to measure. `SHARE=16` sets it.
fn share() -> usize {
    let given = std::env::var("SHARE").ok().and_then(|s| s.parse().ok());
    given.unwrap_or(if cfg!(debug_assertions) { 64 } else { 1 })
}

/// A megabyte that repeats `unit`.
fn megabyte(unit: &str) -> String {
    unit.repeat((1 << 20) / unit.len())
}

/// Every unit that could drive a pass into its worst case, as one line of a megabyte. No clock decides: a pass that is not
/// linear makes this test run for minutes. `--nocapture` shows the seconds of each.
#[test]
fn a_megabyte_in_one_line() {
    let share = share();
    for unit in HOSTILE_UNITS {
        let whole = megabyte(unit);
        let end = (0..=whole.len() / share).rev().find(|&i| whole.is_char_boundary(i)).unwrap_or(0);
        let text = &whole[..end];
        let start = std::time::Instant::now();
        let analysis = analyze(text);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{seconds:7.3} s  {:>7} mentions {:>7} entities {:>7} quotations  {unit:?}",
            analysis.mentions.len(),
            analysis.entities.len(),
            analysis.quotes.len()
        );
        check_large(text, &analysis);
    }
}

/// As `check`, as far as that is linear.
fn check_large(text: &str, analysis: &Analysis) {
    assert_eq!(analysis.length, text.encode_utf16().count());
    assert!(analysis.mentions.iter().all(|m| m.start < m.end && m.end <= analysis.length));
    assert!(analysis.mentions.windows(2).all(|w| w[0].end <= w[1].start), "mentions overlap");
    assert!(analysis.quotes.iter().flat_map(|q| &q.content).all(|s| s.start < s.end && s.end <= analysis.length));
}

const HOSTILE_UNITS: &[&str] = &[
    "x",
    "X",
    "1",
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "''",
    "`",
    "(",
    ".",
    ",",
    "-",
    "–",
    "🎉",
    "\u{301}",
    "é",
    "$",
    "@",
    "#",
    "x ",
    "X ",
    "1 ",
    "\" ",
    "“ ",
    "” ",
    "' ",
    "’ ",
    ". ",
    "- ",
    "1,",
    "1.",
    "A.",
    "a.b",
    "a-",
    "a'",
    "’s ",
    "@a ",
    "a@b.c ",
    "http://",
    "www.",
    "said ",
    "he said ",
    "said he, ",
    "a said b, ",
    "said that that ",
    "“x” ",
    "\"x\" ",
    "'x' ",
    "“x,” he said. ",
    "that ",
    "according to ",
    "Ana ",
    "Ana Lopez ",
    "Ana Lopez, ",
    "Lopez said ",
    "Mr. ",
    "Mr. Lopez ",
    "of the ",
    "The ",
    "Mayor ",
    "US ",
    "May ",
    "Friday ",
    "two ",
    "more than ",
    "million ",
    "$1 ",
    "1% ",
    "from 1 to ",
    "\u{a0}",
    "مرحبا ",
    "\u{202e}",
    "<b>",
    "John’s ",
    "“John” ‘said’ ",
    "A B C. ",
    "‘a “b ",
    "LOPEZ: ",
    "\u{fffd}",
    "and ",
    "Bank of ",
    "U.S.",
    "in Paris, Lima, ",
    "towns of Paris and Lima and ",
    "Roe brothers and ",
    "“a ‘b c’ d” ",
];

#[test]
fn a_megabyte_of_lines() {
    let share = share();
    for unit in [
        "\n",
        "\r",
        "\r\n",
        "x\n",
        "“x\n",
        "“We stay\n\n",
        "\"We stay\n\n",
        "LOPEZ: stay\n",
        "Ana Lopez said it.\n\n",
        "“Stay,” she said.\n\n",
        "• x\n",
        "Lopez\n",
        "By Ana Lopez\n",
        "9 May 2022\n",
        "‘It’s\n\n",
    ] {
        let text = unit.repeat((1 << 20) / share / unit.len());
        let start = std::time::Instant::now();
        let analysis = analyze(&text);
        println!("{:7.3} s  {:>7} blocks  {unit:?}", start.elapsed().as_secs_f64(), analysis.blocks.len());
        check_large(&text, &analysis);
    }
}

/// Distinct names and quotations, which no cache or set can fold together.
#[test]
fn a_megabyte_of_different_names() {
    let syllable = |n: usize| ["ba", "ko", "mi", "ru", "ta", "ve", "zo", "lin", "dar", "sen"][n % 10];
    let name = |n: usize| {
        let stem: String = [n, n / 10, n / 100, n / 1000, n / 10_000].iter().map(|&i| syllable(i)).collect();
        stem[..1].to_uppercase() + &stem[1..]
    };
    let mut text = String::new();
    let mut n = 0;
    while text.len() < (1 << 20) / share() {
        n += 1;
        text += &format!("“We stay until {n},” said {} {} of the {} Party.\n\n", name(n * 7), name(n * 3), name(n));
    }
    let start = std::time::Instant::now();
    let analysis = analyze(&text);
    println!(
        "{:7.3} s  {} entities, {} quotations",
        start.elapsed().as_secs_f64(),
        analysis.entities.len(),
        analysis.quotes.len()
    );
    check_large(&text, &analysis);
}
