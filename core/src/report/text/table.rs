//! Columns that line up.

/// Rows of cells as text, indented; a missing cell is empty. The columns named are set to the left, the
/// others to the right.
pub(super) fn table(rows: &[Vec<String>], left: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = match left.contains(&column) {
                true => format!("{cell:<width$}"),
                false => format!("{cell:>width$}"),
            };
            line.push_str("  ");
            line.push_str(&cell);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A row of texts.
pub(super) fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A text in lines of at most `width` characters, each indented; a longer word has its own line.
pub(super) fn wrap(text: &str, indent: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

/// A whole number with its thousands apart: `24,918`.
pub(in crate::report) fn number(number: impl Into<i128>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text with the thousands of its whole numbers apart; what follows a point stays as it is.
pub(super) fn thousands(text: &str) -> String {
    let word = |word: &str| word.parse::<u64>().map_or_else(|_| word.to_owned(), number);
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A share in per cent with one decimal; a dash where there is none.
pub(super) fn percent(share: Option<f64>) -> String {
    let Some(share) = share else { return "-".to_owned() };
    let text = format!("{:.1}", share * 100.0);
    match text.split_once('.') {
        Some((whole, decimal)) => format!("{}.{decimal} %", thousands(whole)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_wrapped() {
        assert_eq!(wrap("one two three four", "  ", 9), "  one two\n  three\n  four\n");
    }

    #[test]
    fn cells_line_up() {
        let rows = [vec!["a".to_owned(), "10".to_owned()], vec!["long".to_owned(), "9".to_owned()]];
        assert_eq!(table(&rows, &[0]), "  a     10\n  long   9\n");
        assert_eq!(table(&rows, &[1]), "     a  10\n  long  9\n");
        assert_eq!([number(0_u32), number(999_u32), number(1_000_u32)], ["0", "999", "1,000"]);
        assert_eq!([percent(Some(0.0004)), percent(None)], ["0.0 %", "-"]);
        assert_eq!(percent(Some(175.0)), "17,500.0 %");
        assert_eq!(thousands("8995 tickets / (1 - 0.3125)"), "8,995 tickets / (1 - 0.3125)");
    }
}
