//! How long linking alone takes. In: articles of ever more names; out: a table of the time a mention.

use std::hint::black_box;

use article_highlighter::EntityType;
use article_highlighter::entity::Mention;
use article_highlighter::link::link_names;
use article_highlighter::text::{Document, Sentence, Span, sentences, tokens};

use crate::fastest;

/// How many mentions the articles have.
const MENTIONS: [usize; 5] = [100, 1_000, 10_000, 40_000, 160_000];

/// Time over the number of mentions. Linear is a last column that stays where it is.
pub(crate) fn print_growth() {
    println!("Linking alone, native:");
    println!("  {:>20} {:>12} {:>12} {:>8}", "mentions", "time", "ns a mention", "ratio");
    let mut reference = None;
    for count in MENTIONS {
        let (text, mentions) = write_names(count);
        let document = read(&text);
        let time = fastest(|| drop(black_box(link_names(black_box(&document), &mentions, None))));
        let per_mention = time.as_secs_f64() * 1e9 / count as f64;
        let reference = *reference.get_or_insert(per_mention);
        println!(
            "  {count:>20} {:>9.3} ms {per_mention:>12.0} {:>8.2}",
            time.as_secs_f64() * 1e3,
            per_mention / reference
        );
    }
}

/// Sentences about people with few surnames among them, bodies with acronyms, places, misspelt names and dates.
fn write_names(count: usize) -> (String, Vec<Mention>) {
    let syllables = ["ba", "ko", "mi", "ru", "ta", "ve", "zo", "lin", "dar", "sen"];
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word += syllables[n % 10];
            n /= 10;
        }
        word[..1].to_uppercase() + &word[1..]
    };
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for n in 0.. {
        let surname = word(n % 997);
        let names = [
            (format!("{} {surname}", word(n * 7 + 3)), EntityType::Person),
            (surname.clone(), EntityType::Person),
            (surname[..surname.len() - 1].to_owned(), EntityType::Person),
            (format!("Ministry of {} of {}", word(n), word(n * 3)), EntityType::Org),
            (format!("M{}{}", &word(n)[..1], &word(n * 3)[..1]), EntityType::Org),
            (format!("Lake {}", word(n * 11)), EntityType::Loc),
            (word(n * 13), EntityType::Gpe),
            ("Friday".to_owned(), EntityType::Date),
        ];
        for (name, label) in names {
            if mentions.len() == count {
                return (text, mentions);
            }
            text += "said ";
            mentions.push(Mention { span: Span::new(text.len(), text.len() + name.len()), label, confidence: 1.0 });
            text += &name;
            text += ". ";
        }
    }
    (text, mentions)
}

/// The text as one paragraph.
fn read(text: &str) -> Document<'_> {
    let tokens = tokens::tokenize(text);
    let sentences: Vec<Sentence> = sentences::split(text, &tokens);
    let mut document = Document::new(text);
    let kind = article_highlighter::BlockKind::Paragraph;
    document.push_block(Span::new(0, text.trim_end().len()), kind, &tokens, &sentences);
    document
}
