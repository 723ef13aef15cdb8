//! Documentation for readers of another language: without Rust's code, with names as they spell them.

/// `docs` without its blocks of Rust code and with each intra-doc link as inline code.
///
/// `name` spells a Rust path such as `Desk::waited` in the reader's language. Links to the web stay, and so
/// do code blocks of other languages (` ```text `, ` ```json `). A heading that has lost all that
/// stood below it goes too.
pub fn translate(docs: &str, name: impl Fn(&str) -> String) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut fence = Fence::Outside;
    for line in docs.lines() {
        let mark = line.trim_start().strip_prefix("```");
        match (mark, fence) {
            (Some(info), Fence::Outside) if is_rust(info) => fence = Fence::Rust,
            (Some(_), Fence::Outside) => {
                fence = Fence::Other;
                kept.push(line.to_owned());
            }
            (Some(_), Fence::Rust) => fence = Fence::Outside,
            (Some(_), Fence::Other) => {
                fence = Fence::Outside;
                kept.push(line.to_owned());
            }
            (None, Fence::Rust) => {}
            (None, Fence::Other) => kept.push(line.to_owned()),
            (None, Fence::Outside) => kept.push(links(line, &name)),
        }
    }
    without_empty_sections(&kept).trim().to_owned()
}

/// The first paragraph of a documentation, on one line.
pub fn summary(docs: &str) -> String {
    let paragraph = docs.lines().take_while(|line| !line.trim().is_empty());
    paragraph.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Where in a document a line stands.
#[derive(Clone, Copy)]
enum Fence {
    Outside,
    Rust,
    Other,
}

/// Whether rustdoc takes a block for Rust; it does so for one that names no language.
fn is_rust(info: &str) -> bool {
    const RUST: [&str; 7] =
        ["", "rust", "no_run", "should_panic", "compile_fail", "ignore", "edition2024"];
    info.split(',').all(|word| RUST.contains(&word.trim()))
}

/// Drops headings that nothing follows, and all but one of the empty lines in a row.
fn without_empty_sections(lines: &[String]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let next = lines.iter().skip(place + 1).find(|line| !line.trim().is_empty());
        let emptied =
            line.starts_with('#') && next.is_none_or(|next: &String| next.starts_with("# "));
        let doubled =
            line.trim().is_empty() && kept.last().is_none_or(|last| last.trim().is_empty());
        if !emptied && !doubled {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Turns ``[`A::b`]``, ``[`A::b`](path)``, `[text](path)` and `[text][path]` into plain names.
fn links(line: &str, name: &impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let Some((text, after)) = after.split_once(']') else {
            out.push('[');
            rest = after;
            continue;
        };
        let (target, after) = target(after);
        match target {
            Some(target) if target.contains("://") => {
                out.push_str(&format!("[{text}]({target})"));
            }
            // An index such as `events[3]` is no link, wherever it stands.
            None if !text.starts_with('`') => out.push_str(&format!("[{text}]")),
            _ => out.push_str(&spelt(text, name)),
        }
        rest = after;
    }
    out + rest
}

/// The `(target)` or `[target]` right after a link's text, and what follows it.
fn target(after: &str) -> (Option<&str>, &str) {
    let close = match after.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return (None, after),
    };
    let inside = after.get(1..).and_then(|inside| inside.split_once(close));
    inside.map_or((None, after), |(target, after)| (Some(target), after))
}

/// A link's text: a name in backticks as the reader spells it, other text as it is.
fn spelt(text: &str, name: &impl Fn(&str) -> String) -> String {
    let path = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
    path.map_or_else(
        || text.to_owned(),
        |path| {
            let path = path.trim_end_matches("()");
            format!("`{}`", name(path.trim_start_matches("crate::").trim_start_matches("super::")))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(docs: &str) -> String {
        translate(docs, |path| path.replace("::", "."))
    }

    #[test]
    fn rust_goes_and_other_code_stays() {
        let docs = "Says so.\n\n```\nlet a = 1;\n```\n\n```text\n4h\n```\n";
        assert_eq!(python(docs), "Says so.\n\n```text\n4h\n```");
    }

    #[test]
    fn a_heading_goes_with_its_code() {
        let docs = "Says so.\n\n# Examples\n```rust,no_run\nlet a = 1;\n```\n\n# Errors\n`a.b`.";
        assert_eq!(python(docs), "Says so.\n\n# Errors\n`a.b`.");
    }

    #[test]
    fn links_become_names() {
        assert_eq!(python("as [`Desk::waited`]."), "as `Desk.waited`.");
        assert_eq!(python("a [`Desk`](super::Desk) of [tickets](Ticket)"), "a `Desk` of tickets");
        assert_eq!(python("[IANA](https://iana.org/)"), "[IANA](https://iana.org/)");
        assert_eq!(python("`events[3].at` [start, end)"), "`events[3].at` [start, end)");
        assert_eq!(python("[`crate::time::Span`]"), "`time.Span`");
    }

    #[test]
    fn the_first_paragraph_sums_up() {
        assert_eq!(summary("One\ntwo.\n\nThree."), "One two.");
    }
}
