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

/// How many letters a phone and a page of less than 56 rem have room for beside each other, and how many the space between
/// two columns takes.
const PHONE: usize = 45;
const MIDDLE: usize = 90;
const BETWEEN: usize = 2;
/// A text of more letters has a line of its own.
const LINE: usize = 20;

/// A table. On a narrow page one of many columns or long texts is a list: each row with its cells below its name, each
/// of these below the head of its column.
pub(super) fn printed_table(table: &Table, title: &str, class: &str) -> Markup {
    let side = |column: usize| table.heads.get(column).is_some_and(|(_, number)| *number);
    let rows = || table.rows.iter().chain(&table.total);
    let longest = |column: usize| {
        let letters = |cells: &Vec<Cell>| cells.get(column).map_or(0, |it| it.text.chars().count());
        rows().map(letters).max().unwrap_or(0)
    };
    let longest: Vec<usize> = (0..table.heads.len()).map(longest).collect();
    let word = |head: &str| head.split(' ').map(|it| it.chars().count()).max().unwrap_or(0);
    let wide = table.heads.iter().zip(&longest).map(|((head, _), cell)| word(head).max(*cell));
    let letters = wide.map(|it| it + BETWEEN).sum::<usize>();
    let is_list = table.heads.len() > 2 && letters > PHONE;
    let long = |column: usize| is_list && longest.get(column).is_some_and(|it| *it > LINE);
    let head = |column: usize| {
        table.heads.get(column).map(|(head, _)| head).filter(|it| is_list && !it.is_empty())
    };
    // What is drawn as no table is one still, to those who hear it.
    let role = |role: &'static str| is_list.then_some(role);
    let row = |cells: &[Cell]| {
        html! {
            @for (column, cell) in cells.iter().enumerate() {
                @if column == 0 {
                    th scope="row" role=[role("rowheader")] { (cell.text) }
                } @else {
                    td.n[side(column)].whole[long(column)] role=[role("cell")] data-head=[head(column)] { (toned(cell)) }
                }
            }
        }
    };
    html! {
        div.scroll.list[is_list].long[letters > MIDDLE] role="group" aria-label={ "Table: " (title) } tabindex="0" {
            table class=(class) role=[role("table")] {
                thead role=[role("rowgroup")] {
                    tr role=[role("row")] {
                        @for (head, number) in &table.heads {
                            @if head.is_empty() {
                                td role=[role("cell")] {}
                            } @else {
                                th.n[*number] scope="col" role=[role("columnheader")] { (head) }
                            }
                        }
                    }
                }
                tbody role=[role("rowgroup")] {
                    @for cells in &table.rows { tr role=[role("row")] { (row(cells)) } }
                }
                @if let Some(cells) = &table.total {
                    tfoot role=[role("rowgroup")] { tr role=[role("row")] { (row(cells)) } }
                }
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
