use super::PerformanceReport;
use super::view::{Cell, Section, Table, clean, facts, sections};

/// A performance report as Markdown, with tables as GitHub has them.
///
/// Whatever the host's names and titles have in them is shown, and means nothing.
///
/// ```
/// use firstline::report::{performance_report, performance_report_markdown};
/// let options = firstline::from_json(
///     r#"{"title": "March", "spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#,
/// )?;
/// let report = performance_report(&[], &options)?;
/// let text = performance_report_markdown(&report);
/// assert!(text.starts_with("# March\n\n- Period: 2026-03\n"));
/// assert!(text.contains("There are no tickets."));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn performance_report_markdown(report: &PerformanceReport) -> String {
    let mut text = format!("# {}\n\n", escaped(&clean(&report.title)));
    for (name, fact) in facts(report) {
        text += &format!("- {name}: {}\n", escaped(&fact));
    }
    for section in sections(report) {
        text += &printed(&section);
    }
    text
}

fn printed(section: &Section) -> String {
    let paragraph = |text: &String| format!("\n{}\n", escaped(text));
    let mut text = format!("\n## {}\n", escaped(&section.title));
    text.extend(section.lead.iter().map(paragraph));
    text.extend(section.table.iter().map(table));
    text.extend(section.notes.iter().map(paragraph));
    text
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = table.heads.iter().map(|(head, _)| escaped(head)).collect();
    let sides = table.heads.iter().map(|(_, number)| if *number { "---:" } else { "---" });
    let mut text = format!("\n{}{}", line(heads), line(sides.map(str::to_owned).collect()));
    let row = |cells: &Vec<Cell>| line(cells.iter().map(|it| escaped(&it.text)).collect());
    text.extend(table.rows.iter().chain(&table.total).map(row));
    text
}

/// A text that means nothing but itself, in a table, a list and a heading alike.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' | '#' | '$' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_means_anything() {
        assert_eq!(
            escaped("a|b <script> *x* [y](z) \\"),
            "a\\|b &lt;script&gt; \\*x\\* \\[y\\](z) \\\\"
        );
    }
}
