//! The timeline as a picture: the phases and the moments of the service, the moments of the ticket of the major
//! incident, and how many linked tickets were open, all on one axis of time.

use super::axis::Axis;
use super::linked::{Open, open};
use super::phases::{Phase, phases};
use super::place::{GAP, Sign, right, rows};
use crate::report::breach::{hours, local};
use crate::report::html::figure::{Room, Words, at, fitted, framed, many, width};
use crate::report::incident::view::time;
use crate::report::text::number;
use crate::report::words::clean;
use crate::report::{IncidentMoment, IncidentMomentKind, IncidentReport};
use crate::ticket::TicketEventKind;
use crate::time::Timestamp;
use maud::{Markup, html};

/// How wide a text beside a mark may be.
const ROOM: f64 = 260.0;
/// How many marks of a ticket have a text.
const MOST: usize = 12;
const LEFT: f64 = 8.0;
/// A line of texts.
const LINE: f64 = 17.0;
/// The bar of the phases.
const BAR: f64 = 20.0;
/// The picture of the linked tickets.
const HEIGHT: f64 = 56.0;

pub(super) fn timeline(report: &IncidentReport) -> Markup {
    let phases = phases(report);
    let reach = reach(report, &phases);
    let service = lane(report, reach, |it| {
        !matches!(it.kind, IncidentMomentKind::Major | IncidentMomentKind::Linked)
    });
    let of_ticket = |it: &IncidentMoment| it.kind == IncidentMomentKind::Major;
    let major = lane(report, reach, of_ticket);
    let linked = open(report).map(|it| it.until(reach.1, report.input.as_of));
    let words = Words {
        id: "timeline-chart",
        title: "The incident over time",
        description: description(report, &phases, linked.as_ref()),
    };
    let after = linked.as_ref().is_some_and(|it| it.after);
    let parts = Parts { phases, reach, service, major, linked };
    let unsaid = parts.major.moments.len() - parts.major.said.len();
    let later =
        report.timeline.iter().filter(|it| of_ticket(it)).count() - parts.major.moments.len();
    html! {
        (framed(&words, |room| drawn(report, &parts, room)))
        @if unsaid > 0 {
            p.note {
                "Of the " (number(whole(parts.major.moments.len()))) " moments of the ticket " (number(whole(unsaid)))
                " have a mark without words; the table has them all."
            }
        }
        @if later > 0 {
            p.note {
                "The picture ends with the incident; of later moments of the ticket the table has "
                (number(whole(later))) "."
            }
        }
        @if after {
            p.note { "▸ Linked tickets go on after the incident; their table has how each of them stands." }
        }
    }
}

/// What is drawn, from above.
struct Parts<'a> {
    phases: Vec<Phase>,
    reach: Reach,
    service: Lane<'a>,
    major: Lane<'a>,
    linked: Option<Open>,
}

fn drawn(report: &IncidentReport, parts: &Parts<'_>, room: Room) -> (Markup, f64) {
    let Parts { phases, reach, service, major, linked } = parts;
    let axis = axis(*reach, [service, major], room);
    let (keys, top) = legend(phases, room.width());
    let mut y = top;
    let mut drawn = vec![keys];
    let mut add = |part: (Markup, f64), y: &mut f64| {
        drawn.push(part.0);
        *y += part.1;
    };
    add(heading("Service", y), &mut y);
    add(bar(phases, &axis, y), &mut y);
    add(marks(service, &axis, room, y), &mut y);
    if !major.moments.is_empty() {
        let ticket = fitted(&clean(&report.input.ticket), room.width() - 100.0);
        add(heading(&format!("Ticket {ticket}"), y), &mut y);
        add(marks(major, &axis, room, y + 6.0), &mut y);
        y += 6.0;
    }
    if let Some(linked) = linked {
        let most = format!("Linked tickets open, {} at most", number(linked.most));
        add(heading(&most, y), &mut y);
        add(area(linked, &axis, room, y), &mut y);
    }
    let drawn = html! {
        (grid(report, &axis, room, (top, y)))
        @for part in &drawn { (part) }
    };
    (drawn, y + 40.0)
}

/// Moments that stand on one line.
struct Lane<'a> {
    moments: Vec<&'a IncidentMoment>,
    /// Those that have a text, by their places, in the order of time.
    said: Vec<(usize, String)>,
}

impl Lane<'_> {
    /// What stands beside the marks, by their places: texts, or numbers where there is no room for these.
    fn signs(&self, room: Room) -> Vec<(usize, String)> {
        let one = |(index, (place, text)): (usize, &(usize, String))| match room {
            Room::Wide => (*place, text.clone()),
            Room::Narrow => (*place, (index + 1).to_string()),
        };
        self.said.iter().enumerate().map(one).collect()
    }
}

fn lane(
    report: &IncidentReport,
    (start, end): Reach,
    has: impl Fn(&IncidentMoment) -> bool,
) -> Lane<'_> {
    let mut moments: Vec<_> = report.timeline.iter().filter(|it| it.at <= end && has(it)).collect();
    moments.sort_by_key(|it| it.at);
    // Within a day the axis has the date.
    let day = end.since(start).as_millis() < 86_400_000;
    let text = |it: &IncidentMoment| {
        let shown = local(it.at, &report.input.zone).unwrap_or_else(|_| it.at.to_string());
        // Of a date the year, or all of it.
        let clock = shown.get(if day { 11 } else { 5 }..).unwrap_or(&shown);
        fitted(&format!("{clock} {}", clean(&it.text)), ROOM)
    };
    let chosen = chosen(&moments);
    let said = chosen.into_iter().filter_map(|place| Some((place, text(moments.get(place)?))));
    Lane { said: said.collect(), moments }
}

/// The places of the moments that have a text: those that say most, and of as much as each other every so many.
fn chosen(moments: &[&IncidentMoment]) -> Vec<usize> {
    let mut chosen = Vec::new();
    for wanted in 0..=LEAST {
        let alike = moments.iter().enumerate().filter(|(_, it)| rank(it) == wanted);
        let alike: Vec<usize> = alike.map(|(place, _)| place).collect();
        let room = MOST - chosen.len();
        // From the first to the last of them.
        let of = |index: usize| match room {
            _ if alike.len() <= room => index,
            0 | 1 => 0,
            _ => index * (alike.len() - 1) / (room - 1),
        };
        let places = (0..room.min(alike.len())).filter_map(|index| alike.get(of(index)));
        chosen.extend(places.copied());
    }
    chosen.sort_unstable();
    chosen
}

/// The rank of moments that say least.
const LEAST: u32 = 3;

/// How soon a moment is passed over where there are too many.
const fn rank(moment: &IncidentMoment) -> u32 {
    use TicketEventKind as Kind;
    match moment.event {
        None
        | Some(Kind::Created | Kind::Resolved | Kind::Reopened | Kind::Closed | Kind::Merged) => 0,
        Some(Kind::PriorityChanged | Kind::TierChanged | Kind::TeamAssigned) => 1,
        Some(Kind::StatusChanged | Kind::AgentAssigned) => 2,
        Some(_) => LEAST,
    }
}

/// From when to when the picture is.
type Reach = (Timestamp, Timestamp);

/// From whatever came first to the end of the incident: when the service worked again and the ticket was last resolved or
/// closed. A note or a linked ticket of weeks later would leave no room for its hours.
fn reach(report: &IncidentReport, phases: &[Phase]) -> Reach {
    let all = report.timeline.iter().map(|it| it.at);
    let start = all.chain([report.started_at]).min().unwrap_or(report.started_at);
    let last = |it: &&IncidentMoment| it.kind != IncidentMomentKind::Linked && rank(it) == 0;
    let ends = report.timeline.iter().filter(last).map(|it| it.at);
    let ends = ends.chain(phases.iter().map(|it| it.end));
    (start, ends.max().unwrap_or(report.started_at).max(start))
}

fn axis((start, end): Reach, lanes: [&Lane<'_>; 2], room: Room) -> Axis {
    let most = if room.is_narrow() { 4 } else { 6 };
    let axis = Axis { start, end, left: LEFT, right: room.width() - LEFT, most };
    let signs = lanes.into_iter().flat_map(|lane| {
        lane.signs(room).into_iter().filter_map(|(place, text)| {
            Some((axis.part(lane.moments.get(place)?.at), width(&text)))
        })
    });
    let right = right(LEFT, axis.right, signs);
    Axis { right, ..axis }
}

/// The phases by their numbers, and how high that is.
fn legend(phases: &[Phase], room: f64) -> (Markup, f64) {
    let (mut across, mut y) = (0.0, 4.0);
    let mut keys = Vec::new();
    for it in phases {
        let length = hours(it.end.since(it.start));
        let text = match it.over {
            true => format!("{} {length}", it.name),
            false => format!("{} {length}, not over", it.name),
        };
        let needed = 44.0 + width(&text);
        if across > 0.0 && across + needed > room {
            (across, y) = (0.0, y + LINE + 3.0);
        }
        keys.push(html! {
            rect class={ "p" (it.number) } x=(at(across)) y=(at(y)) width="16" height="15" {}
            text.on.small x=(at(across + 8.0)) y=(at(y + 11.5)) text-anchor="middle" { (it.number) }
            text x=(at(across + 22.0)) y=(at(y + 12.0)) { (text) }
        });
        across += needed;
    }
    let height = if phases.is_empty() { 0.0 } else { y + LINE + 4.0 };
    (html! { @for key in &keys { (key) } }, height)
}

fn heading(text: &str, y: f64) -> (Markup, f64) {
    (html! { text.strong x="0" y=(at(y + 16.0)) { (text) } }, 24.0)
}

/// The phases to scale; the number where there is room for it.
fn bar(phases: &[Phase], axis: &Axis, y: f64) -> (Markup, f64) {
    let drawn = html! {
        @for it in phases {
            @let (from, to) = (axis.x(it.start), axis.x(it.end));
            rect class={ "phase p" (it.number) } x=(at(from)) y=(at(y)) width=(at((to - from).max(1.0))) height=(at(BAR)) {
                title { (it.name) " " (hours(it.end.since(it.start))) }
            }
            @if to - from >= 12.0 {
                text.on x=(at(f64::midpoint(from, to))) y=(at(y + 14.5)) text-anchor="middle" { (it.number) }
            }
        }
    };
    (drawn, BAR + 8.0)
}

/// A line of marks, the texts below it, and how high that is. Where there is no room for texts beside marks there are
/// numbers, and below them a list of what they say.
fn marks(lane: &Lane<'_>, axis: &Axis, room: Room, y: f64) -> (Markup, f64) {
    let x = |place: usize| lane.moments.get(place).map_or(axis.left, |it| axis.x(it.at));
    let beside = lane.signs(room);
    let signs: Vec<_> =
        beside.iter().map(|(place, text)| Sign { x: x(*place), width: width(text) }).collect();
    let rows = rows(&signs);
    let deep = rows.iter().max().map_or(0.0, |row| many(*row) + 1.0);
    let line = |row: usize| y + 18.0 + many(row) * LINE;
    let list = if room.is_narrow() { lane.said.as_slice() } else { &[] };
    let listed = |index: usize| y + 18.0 + (deep + many(index)) * LINE + 4.0;
    let drawn = html! {
        line.grid x1=(at(axis.left)) x2=(at(axis.right)) y1=(at(y)) y2=(at(y)) {}
        @for ((sign, (_, text)), row) in signs.iter().zip(&beside).zip(rows) {
            line.lead x1=(at(sign.x)) x2=(at(sign.x)) y1=(at(y)) y2=(at(line(row))) {}
            text.said x=(at(sign.x + GAP)) y=(at(line(row))) { (text) }
        }
        @for it in &lane.moments {
            circle class=(if rank(it) == 0 { "mark" } else { "mark less" }) cx=(at(axis.x(it.at))) cy=(at(y))
                r=(if rank(it) == 0 { "4" } else { "3" }) { title { (clean(&it.text)) } }
        }
        @for (index, (_, text)) in list.iter().enumerate() {
            text.soft.said x="20" y=(at(listed(index))) text-anchor="end" { (index + 1) }
            text.said x="28" y=(at(listed(index))) { (fitted(text, room.width() - 30.0)) }
        }
    };
    let gap = if list.is_empty() { 0.0 } else { 4.0 };
    (drawn, 12.0 + (deep + many(list.len())) * LINE + 6.0 + gap)
}

/// How many linked tickets were open, as steps.
fn area(linked: &Open, axis: &Axis, room: Room, y: f64) -> (Markup, f64) {
    let base = y + HEIGHT;
    let level = |open: u32| base - f64::from(open) / f64::from(linked.most.max(1)) * HEIGHT;
    let mut points = vec![(axis.left, base)];
    let mut before = base;
    for (when, open) in &linked.steps {
        let x = axis.x(*when);
        points.extend([(x, before), (x, level(*open))]);
        before = level(*open);
    }
    points.extend([(axis.right, before), (axis.right, base)]);
    let point = |(x, y): &(f64, f64)| format!("{},{}", at(*x), at(*y));
    let points = points.iter().map(point).collect::<Vec<_>>().join(" ");
    let drawn = html! {
        polygon.open points=(points) {}
        line.grid x1=(at(axis.left)) x2=(at(axis.right)) y1=(at(base)) y2=(at(base)) {}
        @if linked.after {
            @let (x, y) = (axis.right + 1.0, before.min(base - 4.0));
            @let tip = format!("{},{} {},{} {},{}", at(x), at(y - 4.0), at(x + 6.0), at(y), at(x), at(y + 4.0));
            polygon.bar points=(tip) {}
        }
        @if let Some((_, last)) = linked.steps.last() {
            @let last_level = level(*last).clamp(y + 10.0, base);
            @if axis.right + 85.0 < room.width() {
                text.soft x=(at(axis.right + GAP + 5.0)) y=(at(last_level)) { (number(*last)) " at the end" }
            }
        }
    };
    (drawn, HEIGHT + 10.0)
}

/// The marks of time, behind everything.
fn grid(report: &IncidentReport, axis: &Axis, room: Room, (top, base): (f64, f64)) -> Markup {
    let middle = |text: &str, x: f64| x.clamp(width(text) / 2.0, room.width() - width(text) / 2.0);
    html! {
        @for mark in axis.marks(&report.input.zone) {
            @let x = axis.x(mark.at);
            line.grid x1=(at(x)) x2=(at(x)) y1=(at(top)) y2=(at(base)) {}
            @let lines = [mark.clock, mark.date].into_iter().flatten().enumerate();
            @for (index, text) in lines {
                text.soft x=(at(middle(&text, x))) y=(at(base + 15.0 + many(index) * 15.0)) text-anchor="middle" { (text) }
            }
        }
    }
}

fn description(report: &IncidentReport, phases: &[Phase], linked: Option<&Open>) -> String {
    let phase = |it: &Phase| {
        let rest = if it.over { "" } else { ", not over" };
        format!(
            "{} {} from {}{rest}",
            it.name,
            hours(it.end.since(it.start)),
            time(it.start, report)
        )
    };
    let mut said: Vec<_> = phases.iter().map(phase).collect();
    if let Some(linked) = linked {
        let after = if linked.after { ", some after the incident" } else { "" };
        said.push(format!("at most {} linked tickets open{after}", number(linked.most)));
    }
    said.push("the table has the moments".to_owned());
    let mut text = said.join("; ");
    text.push('.');
    text
}

fn whole(count: usize) -> u32 {
    crate::report::incident::impact::number(count)
}
