use super::exposure::{self, WEEKDAYS};
use super::{CauseAspect, StandoutOptions};
use crate::error::{Error, Result};
use crate::kpi::{Attribute, Grouping};
use crate::ticket::{Ticket, TicketState, ticket_state};
use crate::time::{Period, Timestamp, Zone};
use std::collections::BTreeMap;

/// The tickets of a value in the window, by creation, and how many it has in the baseline.
#[derive(Debug, Default)]
pub(super) struct Count {
    pub(super) window: Vec<(Timestamp, String)>,
    pub(super) baseline: u32,
}

/// What was counted: by aspect, in their order, and value.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) window: u32,
    pub(super) baseline: u32,
    pub(super) counts: BTreeMap<(usize, String), Count>,
}

impl Tally {
    pub(super) fn of(tickets: &[Ticket], options: &StandoutOptions, zone: &Zone) -> Result<Self> {
        let mut tally = Self::default();
        for (place, ticket) in tickets.iter().enumerate() {
            let named = |error: Error| error.renamed("ticket", &format!("tickets[{place}]"));
            let state = ticket_state(ticket).map_err(named)?;
            let within = |period: Period| (period.start..period.end).contains(&state.opened_at);
            let (in_window, in_baseline) = (within(options.window), within(options.baseline));
            if !in_window && !in_baseline {
                continue;
            }
            tally.window += u32::from(in_window);
            tally.baseline += u32::from(in_baseline);
            for (aspect, by) in options.aspects.iter().enumerate() {
                let Some(value) = by.value(ticket, &state, zone)? else { continue };
                let count = tally.counts.entry((aspect, value)).or_default();
                count.baseline += u32::from(in_baseline);
                if in_window {
                    count.window.push((state.opened_at, ticket.id.clone()));
                }
            }
        }
        tally.counts.values_mut().for_each(|count| count.window.sort());
        Ok(tally)
    }
}

impl CauseAspect {
    /// What a ticket has of it; nothing where it has none.
    fn value(&self, ticket: &Ticket, state: &TicketState, zone: &Zone) -> Result<Option<String>> {
        let attribute = match self {
            Self::Category {} => Attribute::Category,
            Self::Channel {} => Attribute::Channel,
            Self::Team {} => Attribute::Team,
            Self::Agent {} => Attribute::Agent,
            Self::Priority {} => Attribute::Priority,
            Self::Tier {} => Attribute::Tier,
            Self::Requester {} => return Ok(state.requester.clone()),
            Self::Field { name } => return Ok(ticket.field(name).map(str::to_owned)),
            Self::HourOfDay {} => {
                let (hour, _) = exposure::place(state.opened_at, zone)?;
                return Ok(Some(format!("{hour:02}")));
            }
            Self::Weekday {} => {
                let (_, weekday) = exposure::place(state.opened_at, zone)?;
                return Ok(WEEKDAYS.get(weekday).map(|day| (*day).to_owned()));
            }
        };
        Grouping::By { attribute }.key(ticket, state, state.opened_at)
    }
}
