//! What the pages of all reports have in common: one HTML file each, with nothing to fetch and nothing to run.
//!
//! maud writes elements and escapes what stands in them, for HTML and for the SVG in it alike. A plotting library draws
//! pixels and colours; here a chart has classes that the style sheet colours for light, dark and paper, texts of the
//! reader's own font, and a title and a description for those who can't see it.

pub(super) mod figure;
mod palette;
mod style;

use super::sheet::{Cell, Table, Tone};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page: its title as text, what stands below that in its header, the ids and titles of its sections, and these.
pub(super) fn page(title: &str, head: &Markup, links: &[(&str, &str)], main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style::sheet())) }
            }
            body {
                header {
                    h1 { (title) }
                    (head)
                    nav aria-label="Sections" {
                        ul { @for (id, title) in links { li { a href={ "#" (id) } { (title) } } } }
                    }
                }
                main { (main) }
            }
        }
    };
    page.into_string()
}

/// Names and what is to be said of them, in a row as far as there is room.
pub(super) fn facts<'a>(facts: impl IntoIterator<Item = (&'a str, String)>) -> Markup {
    html! {
        dl.facts { @for (name, fact) in facts { div { dt { (name) } dd { (fact) } } } }
    }
}

/// A table that scrolls by itself where the page is too narrow for it.
pub(super) fn printed_table(table: &Table, title: &str, class: &str) -> Markup {
    let side = |column: usize| table.heads.get(column).is_some_and(|(_, number)| *number);
    let row = |cells: &[Cell]| {
        html! {
            @for (column, cell) in cells.iter().enumerate() {
                @if column == 0 {
                    th scope="row" { (cell.text) }
                } @else {
                    td.n[side(column)] { (toned(cell)) }
                }
            }
        }
    };
    html! {
        div.scroll role="group" aria-label={ "Table: " (title) } tabindex="0" {
            table class=(class) {
                thead {
                    tr {
                        @for (head, number) in &table.heads {
                            @if head.is_empty() {
                                td {}
                            } @else {
                                th.n[*number] scope="col" { (head) }
                            }
                        }
                    }
                }
                tbody { @for cells in &table.rows { tr { (row(cells)) } } }
                @if let Some(cells) = &table.total { tfoot { tr { (row(cells)) } } }
            }
        }
    }
}

/// A cell whose words say something good or bad; the colour only repeats it.
pub(super) fn toned(cell: &Cell) -> Markup {
    match cell.tone {
        Tone::Plain => html! { (cell.text) },
        Tone::Good => html! { span.good { (cell.text) } },
        Tone::Bad => html! { span.bad { (cell.text) } },
    }
}
