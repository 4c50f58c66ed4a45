//! The rows of `values.txt`: each span must be marked with its type and come out with its value.

use article_highlighter::{Options, analyze_with};

const ROWS: &str = include_str!("values.txt");

struct Row<'a> {
    line: &'a str,
    text: String,
    span: std::ops::Range<usize>,
    label: &'a str,
    value: Option<&'a str>,
    anchor: Option<String>,
}

fn rows() -> Vec<Row<'static>> {
    let lines = ROWS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let [text, label, value, anchor] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
                panic!("not four columns: {line}")
            };
            let text = text.replace(" // ", "\n\n");
            let start = text.find('[').unwrap_or_else(|| panic!("no span: {line}"));
            let end = text.find(']').unwrap_or_else(|| panic!("no span: {line}")) - 1;
            let units = |bytes: usize| text[..bytes].encode_utf16().count();
            let span = units(start)..units(end + 1) - 1;
            let text = text.replace(['[', ']'], "");
            let value = Some(value).filter(|value| *value != "-");
            let anchor = Some(anchor).filter(|anchor| !anchor.is_empty()).map(str::to_owned);
            Row { line, text, span, label, value, anchor }
        })
        .collect()
}

#[test]
fn every_row_has_its_value() {
    let rows = rows();
    assert!(rows.len() >= 250, "{} rows", rows.len());
    let mut wrong = String::new();
    for row in &rows {
        let analysis = analyze_with(&row.text, &Options { date: row.anchor.clone() });
        let label = |label: &article_highlighter::EntityType| format!("{label:?}").to_uppercase();
        let found = analysis.mentions.iter().find(|m| m.start == row.span.start && m.end == row.span.end);
        let got = match found {
            None => {
                let near = analysis.mentions.iter().filter(|m| m.start < row.span.end && row.span.start < m.end);
                let near: Vec<String> =
                    near.map(|m| format!("{} {}", label(&m.label), analysis.entities[m.entity].name)).collect();
                format!("not marked, but {near:?}")
            }
            Some(m) if label(&m.label) != row.label => label(&m.label),
            Some(m) => match analysis.entities[m.entity].value.as_deref() {
                value if value == row.value => continue,
                value => value.unwrap_or("no value").to_owned(),
            },
        };
        wrong += &format!("\n{}\n    got {got}", row.line);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_two_rows_are_alike() {
    let mut lines: Vec<&str> = rows().iter().map(|row| row.line).collect();
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), count);
}
