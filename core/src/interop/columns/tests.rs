//! One log in two forms of columns, and in every order and cut: the same tickets.

use super::*;
use crate::error::{Error, ErrorKind};
use crate::interop::OddityKind;
use crate::ticket::{Channel, Ticket, ticket_state};
use proptest::prelude::*;
use std::borrow::Cow;
use std::fmt::Write;

/// A row: which ticket, at which minute, and what is in its cells.
type Cells = (u8, u16, u8, u8, u8, u8, u8);

const HEADINGS: &str = "number,incident_state,reassignment_count,reopen_count,sys_mod_count,caller_id,opened_at,\
    sys_updated_by,sys_updated_at,contact_type,category,priority,assignment_group,assigned_to,resolved_at,closed_at,\
    opened_by,made_sla,location";
const STATES: [&str; 7] = ["New", "Active", "Resolved", "Closed", "-100", "?", "On Hold"];
const PRIORITIES: [&str; 4] = ["1 - Critical", "3 - Moderate", "?", "9"];
const ENDS: [&str; 4] = ["?", "2026-03-02 10:00:00", "soon", "2026-03-02 11:00:00"];

/// The cells of a row as text.
fn row((ticket, minute, state, counts, ends, who, odd): Cells) -> Vec<String> {
    let pick = |of: &[&str], place: u8| of[usize::from(place) % of.len()].to_owned();
    let at = |minute: u16| format!("2026-03-02 {:02}:{:02}:00", 8 + minute / 60, minute % 60);
    vec![
        if odd == 1 { "?".to_owned() } else { format!("INC{ticket}") },
        pick(&STATES, state),
        (counts % 3).to_string(),
        (counts / 3 % 2).to_string(),
        if odd == 2 { "x".to_owned() } else { (counts / 6).to_string() },
        "c".to_owned(),
        if odd == 3 { "never".to_owned() } else { at(u16::from(odd == 4)) },
        pick(&["a", "b", "?"], who),
        if odd == 5 { String::new() } else { at(minute) },
        pick(&["Phone", "Pigeon"], who),
        pick(&["x", "y", "?", ""], who),
        pick(&PRIORITIES, counts),
        pick(&["g", "h", "?"], ends),
        pick(&["p", "q", "?"], who),
        pick(&ENDS, ends),
        pick(&ENDS, ends / 4),
        "o".to_owned(),
        pick(&["true", "false", "?"], who),
        pick(&["l", "?"], counts),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Cells>> {
    let row = (0..4_u8, 0..300_u16, 0..7_u8, 0..12_u8, 0..16_u8, 0..12_u8, 0..24_u8);
    prop::collection::vec(row, 0..40)
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut text = HEADINGS.to_owned() + "\n";
    for row in rows {
        writeln!(text, "{}", row.join(",")).unwrap();
    }
    text
}

/// The views of texts, each with the place of a longer one in the text that is given.
fn views<'a>(texts: &[&str], buffer: &'a str) -> Values<'a> {
    let mut end = 0;
    let view = |text: &&str| {
        let mut view = [0; 16];
        view[..4].copy_from_slice(&u32::try_from(text.len()).unwrap().to_le_bytes());
        if text.len() <= 12 {
            view[4..4 + text.len()].copy_from_slice(text.as_bytes());
        } else {
            view[4..8].copy_from_slice(&text.as_bytes()[..4]);
            view[8..12].copy_from_slice(&1_u32.to_le_bytes());
            view[12..].copy_from_slice(&u32::try_from(end).unwrap().to_le_bytes());
        }
        end += text.len();
        view
    };
    Values::Views { views: texts.iter().map(view).collect(), buffers: vec!["", buffer] }
}

/// The columns of one form: text as views.
fn viewed<'a>(rows: &[Vec<String>], buffers: &'a [String], mapping: ColumnMapping) -> LogFrame<'a> {
    let names: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
    let column = |(place, buffer): (usize, &'a String)| {
        let texts: Vec<&str> = rows.iter().map(|row| row[place].as_str()).collect();
        Column::new(views(&texts, buffer), None)
    };
    let mut frame = LogFrame::new(names, mapping);
    frame.add(rows.len(), buffers.iter().enumerate().map(column).collect()).unwrap();
    frame
}

/// The same as a dictionary of its own in each chunk, with other values before those that are used.
fn frame(rows: &[Vec<String>], cuts: usize, mapping: ColumnMapping) -> LogFrame<'_> {
    let names: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
    let count = names.len();
    let mut frame = LogFrame::new(names, mapping);
    for chunk in rows.chunks(cuts) {
        let column = |place: usize| {
            let mut values: Vec<Option<&str>> = vec![Some("unused")];
            let codes = chunk.iter().map(|row| {
                let text = row[place].as_str();
                let known = values.iter().position(|value| *value == Some(text));
                let code = known.unwrap_or_else(|| {
                    values.push(Some(text));
                    values.len() - 1
                });
                u8::try_from(code).unwrap()
            });
            let codes = Codes::U8(Cow::Owned(codes.collect()));
            Column::new(Values::Dictionary { codes, values }, None)
        };
        frame.add(chunk.len(), (0..count).map(column).collect()).unwrap();
    }
    frame
}

proptest! {
    #[test]
    fn csv_and_columns_in_any_chunks_give_the_same_log(rows in rows(), cuts in 1..9_usize, by_time: bool) {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let mut mapping = servicenow_mapping();
        mapping.row_order = if by_time { RowOrder::ByTime } else { RowOrder::AsGiven };
        let zone = "Europe/Berlin".parse().unwrap();
        let expected = read_log(csv(&rows).as_bytes(), &mapping, Some(&zone)).unwrap();
        let log = ColumnLog::new(vec![frame(&rows, cuts, mapping.clone())], Some(&zone)).unwrap();
        let read = log.read(|_, _| Ok(())).unwrap();
        prop_assert_eq!(&read.tickets, &expected.tickets);
        prop_assert_eq!(&read.oddities, &expected.oddities);
        prop_assert_eq!(&read.quality, &expected.quality);
        let places = 0..HEADINGS.split(',').count();
        let buffers: Vec<String> =
            places.map(|place| rows.iter().map(|row| row[place].as_str()).collect()).collect();
        let log = ColumnLog::new(vec![viewed(&rows, &buffers, mapping.clone())], Some(&zone)).unwrap();
        prop_assert_eq!(&log.read(|_, _| Ok(())).unwrap(), &read);
        // A policy that drops a kind that can't be here switches the comparison of rows off: each cell is looked at.
        mapping.policies = vec![AnomalyRule { kind: OddityKind::UnknownTier, policy: AnomalyPolicy::DropRow }];
        let log = ColumnLog::new(vec![frame(&rows, cuts, mapping)], Some(&zone)).unwrap();
        prop_assert_eq!(log.read(|_, _| Ok(())).unwrap(), read);
    }

    /// Frames of one mapping are one table, whatever the order of their columns, with empty ones among them.
    #[test]
    fn a_log_cut_into_frames_gives_the_same_log(
        rows in rows(), again in 0..12_usize, cuts in prop::collection::vec(0..60_usize, 0..4), by_time: bool, policy in 0..3_usize
    ) {
        let mut rows: Vec<_> = rows.into_iter().map(row).collect();
        rows.extend_from_within(rows.len().saturating_sub(again)..);
        let mut mapping = servicenow_mapping();
        mapping.row_order = if by_time { RowOrder::ByTime } else { RowOrder::AsGiven };
        let policy = [AnomalyPolicy::Flag, AnomalyPolicy::DropRow, AnomalyPolicy::DropTicket][policy];
        mapping.policies = vec![AnomalyRule { kind: OddityKind::DuplicateRow, policy }];
        let zone = "Europe/Berlin".parse().unwrap();
        let read = |frames| ColumnLog::new(frames, Some(&zone)).unwrap().read(|_, _| Ok(())).unwrap();
        let whole = read(vec![frame(&rows, 9, mapping.clone())]);

        let mut ends: Vec<_> = cuts.into_iter().map(|cut| cut.min(rows.len())).collect();
        ends.sort_unstable();
        ends.push(rows.len());
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let part = |(place, (start, end)): (usize, (usize, usize))| {
            let mut part = frame(&rows[start..end], 5, mapping.clone());
            if place % 2 == 1 {
                part.names.reverse();
                part.chunks.iter_mut().for_each(|chunk| chunk.columns.reverse());
            }
            part
        };
        let parts = read(starts.zip(ends.iter().copied()).enumerate().map(part).collect());
        prop_assert_eq!(&parts.tickets, &whole.tickets);
        let told = |log: &TicketLog| -> Vec<_> { log.oddities.iter().map(|it| (it.kind, it.ticket.clone())).collect() };
        prop_assert_eq!(told(&parts), told(&whole));
        let counts = |log: &TicketLog| -> Vec<_> {
            log.quality.anomalies.iter().map(|it| (it.kind, it.rows, it.tickets)).collect()
        };
        prop_assert_eq!(counts(&parts), counts(&whole));
    }

    #[test]
    fn folding_sees_the_tickets_that_reading_gives(rows in rows()) {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let zone = "UTC".parse().unwrap();
        let log = ColumnLog::new(vec![frame(&rows, 7, servicenow_mapping())], Some(&zone)).unwrap();
        let keep = |all: &mut Vec<Ticket>, ticket: &Ticket| { all.push(ticket.clone()); Ok(()) };
        let merge = |all: &mut Vec<Ticket>, more| { all.extend::<Vec<_>>(more); Ok(()) };
        let (tickets, quality) = log.fold(Vec::new, keep, merge, |_, _| Ok(())).unwrap();
        let read = log.read(|_, _| Ok(())).unwrap();
        prop_assert_eq!(&tickets, &read.tickets);
        prop_assert_eq!(&quality, &read.quality);
        for ticket in &tickets {
            prop_assert!(ticket_state(ticket).is_ok());
        }
        // What is counted is what is listed.
        for count in crate::interop::count_oddities(&read.oddities) {
            let counted = quality.anomalies.iter().find(|it| it.kind == count.kind).unwrap();
            prop_assert_eq!((counted.rows, &counted.example), (count.rows, &count.example));
        }
    }

    #[test]
    fn what_is_left_out_leaves_no_trace(rows in rows()) {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let mut mapping = servicenow_mapping();
        let drop = |kind| AnomalyRule { kind, policy: AnomalyPolicy::DropRow };
        mapping.policies = vec![drop(OddityKind::UnknownState), drop(OddityKind::UnknownPriority)];
        let zone = "UTC".parse().unwrap();
        // Of a row without a time nothing else is looked at.
        let kept: Vec<_> = rows.iter().filter(|row| {
            let state_is_known = !["-100", "?"].contains(&row[1].as_str());
            row[8].is_empty() || state_is_known && !["?", "9"].contains(&row[11].as_str())
        }).cloned().collect();
        let all = read_log(csv(&rows).as_bytes(), &mapping, Some(&zone)).unwrap();
        let clean = read_log(csv(&kept).as_bytes(), &mapping, Some(&zone)).unwrap();
        let sorted = |log: TicketLog| {
            let mut tickets = log.tickets;
            tickets.sort_by(|one, two| one.id.cmp(&two.id));
            tickets
        };
        prop_assert_eq!(sorted(all), sorted(clean));
    }
}

fn minutes(tickets: usize) -> LogFrame<'static> {
    let ids: Vec<i64> = (0..tickets).map(|id| i64::try_from(id).unwrap()).collect();
    let times = vec![1_772_438_400_000; tickets];
    let mapping = ColumnMapping {
        ticket: Some("id".into()),
        opened_at: Some("at".into()),
        ..ColumnMapping::default()
    };
    let mut frame = LogFrame::new(vec!["id".into(), "at".into()], mapping);
    let (values, unit) = (Cow::Owned(times), InstantUnit::Milli);
    let at = Column::new(Values::Instants { values, unit, zoned: true }, None);
    frame.add(tickets, vec![Column::new(Values::Ints(Cow::Owned(ids)), None), at]).unwrap();
    frame
}

/// A state that minds its order: what is merged comes in the order of the tickets, whatever thread made it.
#[test]
fn states_are_merged_in_the_order_of_the_tickets() {
    let log = ColumnLog::new(vec![minutes(100_000)], None).unwrap();
    let push = |all: &mut Vec<String>, ticket: &Ticket| {
        all.push(ticket.id.clone());
        Ok(())
    };
    let mut told = Vec::new();
    let merge = |all: &mut Vec<String>, more: Vec<String>| {
        all.extend(more);
        Ok(())
    };
    let (ids, _) = log
        .fold(Vec::new, push, merge, |done, all| {
            told.push((done, all));
            Ok(())
        })
        .unwrap();
    assert!(ids.iter().enumerate().all(|(place, id)| *id == place.to_string()));
    assert_eq!((told.first(), told.last()), (Some(&(0, 100_000)), Some(&(100_000, 100_000))));
    assert!(told.is_sorted());
}

#[test]
fn an_error_on_the_way_ends_the_work() {
    let log = ColumnLog::new(vec![minutes(10)], None).unwrap();
    let stop = |code: &str| Error::new(ErrorKind::Invalid, code, "", "enough");
    let none = |(): &mut (), ()| Ok(());
    let each = log.fold(|| (), |(), _| Err(stop("each")), none, |_, _| Ok(()));
    assert_eq!(each.unwrap_err().code(), "each");
    let told = log.fold(|| (), |(), _| Ok(()), none, |_, _| Err(stop("told")));
    assert_eq!(told.unwrap_err().code(), "told");
}

#[test]
fn columns_of_other_lengths_are_refused() {
    let mut frame = LogFrame::new(vec!["a".into()], event_mapping());
    let two = || Column::new(Values::Texts(vec!["x", "y"]), None);
    assert_eq!(frame.add(3, vec![two()]).unwrap_err().code(), "columns.length");
    assert_eq!(frame.add(2, vec![two(), two()]).unwrap_err().code(), "columns.length");
    assert_eq!(frame.rows(), 0);
}

#[test]
fn instants_of_each_unit_are_cut_to_the_millisecond_towards_the_past() {
    for (unit, value) in [
        (InstantUnit::Second, -1),
        (InstantUnit::Milli, -1_000),
        (InstantUnit::Micro, -999_001),
        (InstantUnit::Nano, -999_000_001),
    ] {
        let mapping = ColumnMapping {
            ticket: Some("id".into()),
            opened_at: Some("at".into()),
            channel: Some("how".into()),
            ..ColumnMapping::default()
        };
        let mut frame = LogFrame::new(["id", "at", "how"].map(str::to_owned).to_vec(), mapping);
        let values = Values::Instants { values: Cow::Owned(vec![value]), unit, zoned: true };
        let text = |text| Column::new(Values::Texts(vec![text]), None);
        frame.add(1, vec![text("1"), Column::new(values, None), text("phone")]).unwrap();
        let log = ColumnLog::new(vec![frame], None).unwrap().read(|_, _| Ok(())).unwrap();
        let state = ticket_state(&log.tickets[0]).unwrap();
        assert_eq!(state.opened_at.as_millis(), -1_000, "{unit:?}");
        assert_eq!(state.channel, Channel::Phone);
    }
}

fn of_texts(columns: &[(&str, &[&'static str])], mapping: ColumnMapping) -> LogFrame<'static> {
    let names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut frame = LogFrame::new(names, mapping);
    let texts = columns.iter().map(|(_, texts)| Column::new(Values::Texts(texts.to_vec()), None));
    let rows = columns.first().map_or(0, |(_, texts)| texts.len());
    frame.add(rows, texts.collect()).unwrap();
    frame
}

/// The same comment in two exports that overlap, once with its truth values as a type and once as text.
#[test]
fn a_row_that_stands_in_two_frames_of_a_mapping_is_a_duplicate() {
    let mapping = || ColumnMapping {
        policies: vec![AnomalyRule {
            kind: OddityKind::DuplicateRow,
            policy: AnomalyPolicy::DropRow,
        }],
        ..zendesk_comment_mapping()
    };
    let tickets = of_texts(
        &[("id", &["1"]), ("created_at", &["2026-03-02T09:00:00Z"]), ("requester_id", &["7"])],
        zendesk_ticket_mapping(),
    );
    let times = ["2026-03-02T09:00:00Z", "2026-03-02T09:10:00Z", "2026-03-02T09:20:00Z"];
    let march = of_texts(
        &[
            ("ticket_id", &["1", "1", "1"]),
            ("created", &times),
            ("user_id", &["7", "8", "8"]),
            ("public", &["true", "true", "true"]),
        ],
        mapping(),
    );
    let names = ["public", "user_id", "created", "ticket_id"].map(str::to_owned).to_vec();
    let mut april = LogFrame::new(names, mapping());
    let (text, ids) = (|texts| Column::new(Values::Texts(texts), None), Cow::Owned(vec![8, 8]));
    let truths = Column::new(Values::Bools(Validity::new(Cow::Owned(vec![0b11]), 0)), None);
    let later = text(vec![times[1], times[2]]);
    april
        .add(2, vec![truths, Column::new(Values::Ints(ids), None), later, text(vec!["1", "1"])])
        .unwrap();
    let log =
        ColumnLog::new(vec![tickets, march, april], None).unwrap().read(|_, _| Ok(())).unwrap();
    let duplicates = log.oddities.iter().filter(|it| it.kind == OddityKind::DuplicateRow);
    let told: Vec<_> = duplicates.map(|it| (it.frame, it.row, it.found.as_str())).collect();
    let same = ["the same as row 2 of frames[1]", "the same as row 3 of frames[1]"];
    assert_eq!(told, [(Some(2), 1, same[0]), (Some(2), 2, same[1])]);
    // It was created and was answered twice.
    assert_eq!(log.tickets[0].events.len(), 3);
}

#[test]
fn all_columns_that_are_missing_are_named() {
    let mut mapping = event_mapping();
    mapping.fields = vec!["product".into(), "when".into(), "site".into()];
    mapping.optional.push("site".into());
    mapping.at = Some("when".into());
    let frame = of_texts(&[("ticket", &[]), ("kind ", &[])], mapping);
    let error = ColumnLog::new(vec![frame], None).unwrap_err();
    assert_eq!((error.code(), error.path()), ("columns.missing", "frame"));
    let message = "there are no columns 'when', 'kind', 'product'; there are 'ticket', 'kind '";
    assert!(error.to_string().contains(message), "{error}");
}

#[test]
fn a_time_by_no_known_clocks_is_told_with_its_frame_and_row() {
    let frame = |at: &[&'static str]| {
        of_texts(
            &[("ticket", &["1", "1"]), ("at", at), ("kind", &["created", "closed"])],
            event_mapping(),
        )
    };
    let utc = ["2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"];
    let frames = vec![frame(&utc), frame(&["2026-03-02T11:00:00Z", "2026-03-02T12:00:00"])];
    let error = ColumnLog::new(frames, None).unwrap().read(|_, _| Ok(())).unwrap_err();
    assert_eq!((error.code(), error.path()), ("columns.naive", "frames[1].at[1]"));
    assert!(error.to_string().contains("'2026-03-02T12:00:00' in row 2"), "{error}");
}

/// Days as a type and as text are the same, in a field of the host too.
#[test]
fn days_are_those_that_text_writes() {
    let mapping = || ColumnMapping {
        ticket: Some("id".into()),
        opened_at: Some("day".into()),
        fields: vec!["day".into()],
        ..ColumnMapping::default()
    };
    let mut typed = LogFrame::new(vec!["id".into(), "day".into()], mapping());
    let days = Column::new(Values::Days(Cow::Owned(vec![17_839, 20_514])), None);
    typed.add(2, vec![Column::new(Values::Texts(vec!["1", "2"]), None), days]).unwrap();
    let text = of_texts(&[("id", &["1", "2"]), ("day", &["2018-11-04", "2026-03-02"])], mapping());
    let zone = "America/Sao_Paulo".parse().unwrap();
    let read =
        |frame| ColumnLog::new(vec![frame], Some(&zone)).unwrap().read(|_, _| Ok(())).unwrap();
    let log = read(typed);
    assert_eq!(log.tickets[0].events[0].at.to_string(), "2018-11-04T03:00:00Z");
    assert_eq!(log.oddities, []);
    assert_eq!(log, read(text));
}
