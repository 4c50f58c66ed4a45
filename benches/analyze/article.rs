//! Texts to measure with. In: a number of words; out: an article of about that length, the same at every run.
//!
//! Two kinds: `article` has a name, a number or a quotation in every sentence, and nearly half of its tokens stand where the tagger looks;
//! `news` is written as papers write. A token in seven has a capital there as in the news of the corpora (14 to 15 in a hundred), in
//! `article` a token in six.

/// What the articles are made of: invented people and places, every kind of quotation, names full and short.
const SENTENCES: [&str; 14] = [
    "“We will not wait for another winter,” said {full}, the {role} of {place}.",
    "{last} said that the work would cost ${number} million and take {number} months.",
    "\"Nobody has asked us,\" {last} told reporters on {day}. \"Nobody ever does.\"",
    "According to {body}, about {number} percent of the houses in {place} have no clean water.",
    "The vote in {place} on {day} ended a dispute of more than {number} years.",
    "{full}, who runs a bakery near the station, called the plan “a bridge to nowhere”.",
    "“The figures are wrong,” {last} said, “and {body} knows it.”",
    "{body} opened its new offices in {place} at 9:30 a.m., {number} days late.",
    "He added that the road from {place} to {place} would stay closed until {day}.",
    "Traders expect prices to rise by {number}.5 percent next year, a spokesperson for {body} said.",
    "It was the third storm since March, and the second to reach {place}.",
    "She denied that {body} had been warned, and asked for “a little patience”.",
    "More than {number},000 people live along the river, most of them fishermen and farmers.",
    "{full} and {full} did not answer a request for comment.",
];
/// What the slots are filled with, parted by bars.
const GIVEN: &str = "\
    Ana|Tomas|Lena|Samuel|Ingrid|Kofi|Mei|Ravi|Zoë|Omar|Nadia|Pavel|Grace|Hugo|Aisha|Diego|Yuki|Fatima|\
    Emil|Chidi|Rosa|Anton|Leila|Mark";
const FAMILY: &str = "\
    Keller|Ortiz|Adeyemi|Lindqvist|Mensah|Chen|Patel|Müller|Haddad|Novak|O’Brien|Silva|Tanaka|Rahman|\
    Fischer|Okafor|Marino|Petrov|Nguyen|Castillo|Berg|Osei|Khan|Dubois|Walsh|Ivanov|Sato|Romero|Eriksen|\
    Abbas|Costa|Weaver";
const PLACES: &str = "\
    Geneva|Lagos|Port Ellery|Osaka|New Zealand|Lima|Northgate|Kenya|Tallinn|Cape Town|Quebec|Chile|\
    Manila|West Harbour|Portugal|Nairobi";
const BODIES: &str = "\
    the Ministry of Transport|Northgate University|the Ellery Gazette|the World Bank|Harbour Bank|\
    the Coastal Fishing Union|the High Court|Meridian Energy|the United Nations|the Water Board|\
    Keller & Sons|the Green Party";
const ROLES: &str = "mayor|governor|chief engineer|finance minister|head teacher|police chief";
const DAYS: &str = "Monday|Tuesday evening|5 March|Friday|Sunday, June 14|the first of May";

/// Numbers that look random and are not.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX generator; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<'a>(&mut self, pool: &'a str) -> &'a str {
        let size = pool.split('|').count();
        pool.split('|').nth(self.roll(size)).expect("fewer than the pool holds")
    }
}

/// An article of at least `words` words: a headline, a byline, and paragraphs parted by `gap`.
pub(crate) fn write_article(words: usize, gap: &str) -> String {
    let mut dice = Dice(words as u64);
    let mut text = format!("Storm leaves thousands without water{gap}By Tomas Keller{gap}");
    let (mut written, mut last) = (8, "Keller");
    while written < words {
        for _ in 0..=dice.roll(3) {
            let start = text.len();
            write_sentence(&mut text, &mut dice, &mut last);
            written += text[start..].split_whitespace().count();
        }
        text.truncate(text.trim_end().len());
        text.push_str(gap);
    }
    text
}

/// Running news of at least `words` words: the paragraphs of `news.txt` over and over, each time with other people and places.
pub(crate) fn write_news(words: usize) -> String {
    let mut dice = Dice(words as u64);
    let (mut text, mut written, mut last) = (String::new(), 0, "Keller");
    for paragraph in include_str!("news.txt").lines().cycle() {
        if written >= words {
            break;
        }
        let start = text.len();
        fill(&mut text, paragraph, &mut dice, &mut last);
        written += text[start..].split_whitespace().count();
        text.push_str("\n\n");
    }
    text
}

/// Appends one sentence; `last` is the family name of the person in hand.
fn write_sentence(text: &mut String, dice: &mut Dice, last: &mut &'static str) {
    fill(text, SENTENCES[dice.roll(SENTENCES.len())], dice, last);
    text.push(' ');
}

/// Appends a template with its slots filled.
fn fill(text: &mut String, template: &str, dice: &mut Dice, last: &mut &'static str) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').expect("a slot ends");
        text.push_str(before);
        match slot {
            "full" => {
                *last = dice.pick(FAMILY);
                text.push_str(dice.pick(GIVEN));
                text.push(' ');
                text.push_str(last);
            }
            "last" => text.push_str(last),
            "role" => text.push_str(dice.pick(ROLES)),
            "place" => text.push_str(dice.pick(PLACES)),
            "body" => text.push_str(dice.pick(BODIES)),
            "day" => text.push_str(dice.pick(DAYS)),
            "number" => text.push_str(&(2 + dice.roll(90)).to_string()),
            other => unreachable!("no slot is called {other}"),
        }
        rest = after;
    }
    text.push_str(rest);
}
