use super::arrivals::{NEVER, Source};
use super::compile::{Model, Stream, Turn};
use super::events::{Events, Rank, key};
use super::line::{Contact, Contacts, Line, NONE};
use super::log::Log;
use super::promises;
use super::random::{Draws, Purpose};
use super::tally::Tally;
use super::team::{SOLO, Team};
use crate::error::Result;
use crate::ticket::Priority;

/// What one replication gives.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) tally: Tally,
    pub(super) log: Log,
    /// How many contacts arrived, attempts and stages counted.
    pub(super) contacts: u64,
}

/// Runs one replication; so many of its contacts are told one by one.
pub(super) fn run(model: &Model, seed: u32, replication: u32, told: u32) -> Result<Ran> {
    let mut desk = Desk::new(model, seed, replication, told);
    desk.work();
    let Desk { mut tally, log, entered, .. } = desk;
    tally.rank(&model.sets);
    promises::count(model, &log.tickets, &mut tally)?;
    Ok(Ran { tally, log, contacts: entered })
}

/// The draws of one stream, and who comes next.
struct Coming<'a> {
    source: Source<'a>,
    handling: Draws,
    patience: Draws,
    fate: Draws,
    next: u64,
    number: u32,
    /// How many have come to the stream, from wherever.
    entered: u32,
}

/// The desk as it is at some instant.
struct Desk<'a> {
    model: &'a Model,
    now: u64,
    events: Events,
    coming: Vec<Coming<'a>>,
    /// Which stream has the next arrival, and when.
    next: (u64, usize),
    /// How many of the changes are past.
    turned: usize,
    lines: Vec<Line>,
    teams: Vec<Team>,
    contacts: Contacts,
    waiting: u32,
    /// Whether groups have somebody after his shift, and since when that is.
    overtime: Vec<u64>,
    tally: Tally,
    log: Log,
    entered: u64,
}

impl<'a> Desk<'a> {
    fn new(model: &'a Model, seed: u32, replication: u32, told: u32) -> Self {
        let coming = model.streams.iter().zip(0_u32..).map(|(stream, place)| {
            let draws = |purpose| Draws::new(seed, replication, place, purpose);
            let mut source = Source::new(&stream.schedule, draws(Purpose::Arrivals));
            let next = source.next();
            Coming {
                source,
                handling: draws(Purpose::Handling),
                patience: draws(Purpose::Patience),
                fate: draws(Purpose::Fate),
                next,
                number: 0,
                entered: 0,
            }
        });
        let mut desk = Self {
            model,
            now: 0,
            events: Events::default(),
            coming: coming.collect(),
            next: (NEVER, 0),
            turned: 0,
            lines: model.streams.iter().map(|stream| Line::new(!stream.has_hours)).collect(),
            teams: model.groups.iter().map(|_| Team::default()).collect(),
            contacts: Contacts::default(),
            waiting: 0,
            overtime: vec![0; model.groups.len()],
            tally: Tally::new(model),
            log: Log::new(model.promises.is_some(), told),
            entered: 0,
        };
        desk.find_next();
        desk
    }

    /// Everything in its order, until the end.
    fn work(&mut self) {
        let model = self.model;
        let end = key(model.end, Rank::Change);
        loop {
            let turn = model.changes.get(self.turned);
            let turn_key = turn.map_or(u64::MAX, |(at, _)| key(*at, Rank::Change));
            let event = self.events.next();
            let event_key = event.map_or(u64::MAX, |event| event.key());
            let arrival_key = key(self.next.0, Rank::Arrival);
            let first = turn_key.min(event_key).min(arrival_key);
            if first >= end {
                break;
            }
            self.now = first >> 2;
            if turn_key == first {
                self.turned += 1;
                if let Some((_, turn)) = turn {
                    self.turn(*turn);
                }
            } else if let Some(event) = event.filter(|_| event_key == first) {
                self.events.take();
                match first & 3 {
                    1 => self.end(event.contact()),
                    2 => self.hang_up(event.contact(), event.planned()),
                    _ => self.again(event.contact()),
                }
            } else {
                self.arrival();
            }
        }
        self.now = model.end;
        self.close();
    }

    fn find_next(&mut self) {
        let all = self.coming.iter().zip(0_usize..).map(|(coming, place)| (coming.next, place));
        self.next = all.min().unwrap_or((NEVER, 0));
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Agents(group, agents) => {
                self.note_overtime(group);
                if let Some(team) = self.teams.get_mut(group) {
                    team.schedule(agents);
                }
                self.dispatch(group);
            }
            Turn::Opens(stream) => {
                if let Some(line) = self.lines.get_mut(stream) {
                    line.open = true;
                }
                let groups = self.model.streams.get(stream).map_or(&[][..], |it| &it.groups);
                for group in groups {
                    self.dispatch(*group);
                }
            }
            Turn::Closes(stream) => {
                if let Some(line) = self.lines.get_mut(stream) {
                    line.open = false;
                }
            }
        }
    }

    /// Somebody comes by himself.
    fn arrival(&mut self) {
        let (at, place) = self.next;
        let model = self.model;
        let (Some(stream), Some(coming)) = (model.streams.get(place), self.coming.get_mut(place))
        else {
            return;
        };
        let mut contact = Contact::new(place, at, coming.number);
        contact.handling = stream.handling.draw(&mut coming.handling, coming.entered);
        if let Some(patience) = &stream.patience {
            contact.patience = patience.draw(&mut coming.patience, coming.entered);
        }
        coming.number = coming.number.wrapping_add(1);
        coming.entered = coming.entered.wrapping_add(1);
        coming.next = coming.source.next();
        self.find_next();
        self.enter(stream, contact);
    }

    /// Somebody comes again, or from another stream.
    fn again(&mut self, place: u32) {
        let Some(mut contact) = self.contacts.get(place).copied() else {
            return;
        };
        self.contacts.remove(place);
        let Some(stream) = self.model.streams.get(contact.stream) else {
            return;
        };
        let origin = self.coming.get(contact.origin);
        let Some(mut draws) = origin.map(|it| it.fate.fate(contact.number, contact.step)) else {
            return;
        };
        let Some(coming) = self.coming.get_mut(contact.stream) else {
            return;
        };
        contact.handling = stream.handling.draw(&mut draws, coming.entered);
        if let Some(patience) = &stream.patience {
            contact.patience = patience.draw(&mut draws, coming.entered);
        }
        coming.entered = coming.entered.wrapping_add(1);
        self.enter(stream, contact);
    }

    /// A contact arrives at its stream, now.
    fn enter(&mut self, stream: &Stream, mut contact: Contact) {
        self.entered += 1;
        let place = contact.stream;
        let Some(line) = self.lines.get(place) else {
            return;
        };
        let (open, length) = (line.open, line.length);
        self.log.arrived(&mut contact, self.now);
        let refused = !open && stream.refuses;
        if let Some(cell) = self.tally.of(place, contact.arrived) {
            if refused {
                cell.refused += 1;
            } else {
                cell.offered += 1;
            }
        }
        if refused {
            self.log.refused(&contact, self.now);
            return;
        }
        if open {
            for group in &stream.groups {
                let team = self.teams.get_mut(*group);
                if let Some(agent) = team.and_then(|it| it.take(stream.concurrency, self.now)) {
                    let slot = self.contacts.put(contact);
                    self.answer(stream, slot, *group, agent);
                    return;
                }
            }
        }
        if length >= stream.places {
            if let Some(cell) = self.tally.of(place, contact.arrived) {
                cell.blocked += 1;
            }
            self.log.blocked(&contact, self.now);
            self.perhaps_again(stream, &contact);
            return;
        }
        if let Some(cell) = self.tally.of(place, contact.arrived) {
            cell.queued += 1;
        }
        let patience = stream.patience.as_ref().map(|it| it.time(contact.patience));
        let slot = self.contacts.put(contact);
        if let Some(line) = self.lines.get_mut(place) {
            line.join(&mut self.contacts, slot);
            self.waiting += 1;
        }
        if let Some(patience) = patience {
            let planned = self.events.plan(self.now + patience, Rank::HangUp, slot);
            if let Some(contact) = self.contacts.get_mut(slot) {
                contact.hang_up = planned;
            }
        }
    }

    /// An agent of a group takes a contact, which waits no more.
    #[inline]
    fn answer(&mut self, stream: &Stream, slot: u32, group: usize, agent: u32) {
        let now = self.now;
        let Some(contact) = self.contacts.get_mut(slot) else {
            return;
        };
        contact.started = now;
        contact.group = group;
        contact.agent = agent;
        contact.hang_up = NONE;
        let (place, arrived) = (contact.stream, contact.arrived);
        let done = now + stream.handling.time(contact.handling);
        self.log.answered(contact, now, stream.responds_at_answer);
        self.events.plan(done, Rank::End, slot);
        let wait = now - arrived;
        if let Some(cell) = self.tally.of(place, arrived) {
            cell.answered += 1;
            cell.wait_answered += u128::from(wait);
            cell.in_time += u64::from(stream.level.is_some_and(|(within, _)| wait <= within));
        }
        if wait > 0 {
            self.tally.left(place, arrived, now);
        }
    }

    /// An agent is done with a contact.
    fn end(&mut self, slot: u32) {
        let Some(contact) = self.contacts.get(slot).copied() else {
            return;
        };
        self.contacts.remove(slot);
        self.note_overtime(contact.group);
        if let Some(team) = self.teams.get_mut(contact.group) {
            let since = team.release(contact.agent);
            let since = if contact.agent == SOLO { Some(contact.started) } else { since };
            if let Some(since) = since {
                self.tally.worked(contact.group, since, self.now);
            }
        }
        self.tally.handled(contact.group, self.now);
        let Some(stream) = self.model.streams.get(contact.stream) else {
            return;
        };
        let onward = stream.escalation.filter(|(share, _)| self.by_chance(&contact, *share));
        self.log.done(&contact, self.now, onward.map(|(_, to)| to));
        if let Some((_, to)) = onward {
            self.come(contact.next(to, self.now));
        }
        self.dispatch(contact.group);
    }

    /// Whether the fate of a contact has it go on from here, with a chance of `share`.
    fn by_chance(&self, contact: &Contact, share: f64) -> bool {
        // Another block than those of its attempts and stages.
        let coming = self.coming.get(contact.origin);
        let draws = coming.map(|it| it.fate.fate(contact.number, contact.step + 0x8000));
        draws.is_some_and(|mut draws| draws.unit() < share)
    }

    /// Plans that a contact comes at the instant that it has.
    fn come(&mut self, contact: Contact) {
        if contact.arrived < self.model.end {
            let at = contact.arrived;
            let slot = self.contacts.put(contact);
            self.events.plan(at, Rank::Arrival, slot);
        }
    }

    fn hang_up(&mut self, slot: u32, planned: u32) {
        let Some(contact) = self.contacts.get(slot).copied() else {
            return;
        };
        // Who was answered meanwhile does not hang up, nor does who has his place now.
        if contact.hang_up != planned {
            return;
        }
        let (place, arrived) = (contact.stream, contact.arrived);
        let (Some(stream), Some(line)) = (self.model.streams.get(place), self.lines.get_mut(place))
        else {
            return;
        };
        line.leave(&mut self.contacts, slot);
        self.waiting -= 1;
        self.contacts.remove(slot);
        let wait = self.now - arrived;
        if let Some(cell) = self.tally.of(place, arrived) {
            cell.abandoned += 1;
            cell.wait_abandoned += u128::from(wait);
            cell.short_abandons +=
                u64::from(stream.level.is_some_and(|(within, _)| wait <= within));
        }
        self.tally.left(place, arrived, self.now);
        self.log.abandoned(&contact, self.now);
        self.perhaps_again(stream, &contact);
    }

    /// Who was not answered may try again.
    fn perhaps_again(&mut self, stream: &Stream, contact: &Contact) {
        let Some((share, delay)) = &stream.redial else {
            return;
        };
        let coming = self.coming.get(contact.origin);
        let Some(mut draws) = coming.map(|it| it.fate.fate(contact.number, contact.step + 0x8000))
        else {
            return;
        };
        if draws.unit() < *share {
            let later = delay.time(delay.draw(&mut draws, contact.step));
            let mut next = contact.next(contact.stream, self.now + later);
            next.logged = NONE;
            self.come(next);
        }
    }

    /// Free agents of a group take those who wait.
    #[inline]
    fn dispatch(&mut self, group: usize) {
        let model = self.model;
        let streams = model.groups.get(group).map_or(&[][..], |it| &it.streams);
        while self.waiting > 0 {
            let Some(team) = self.teams.get_mut(group) else {
                return;
            };
            let mut best: Option<(Priority, u64, usize, &Stream)> = None;
            for place in streams {
                let (Some(line), Some(stream)) =
                    (self.lines.get(*place), model.streams.get(*place))
                else {
                    continue;
                };
                if best.is_some_and(|(priority, ..)| priority < stream.priority) {
                    break;
                }
                let may = line.open || stream.refuses;
                let Some(first) = self.contacts.get(line.first()).filter(|_| may) else {
                    continue;
                };
                if best.is_none_or(|(_, arrived, ..)| first.arrived < arrived)
                    && team.has_room(stream.concurrency)
                {
                    best = Some((stream.priority, first.arrived, *place, stream));
                }
            }
            let Some((_, _, place, stream)) = best else {
                return;
            };
            let Some(agent) = team.take(stream.concurrency, self.now) else {
                return;
            };
            let Some(line) = self.lines.get_mut(place) else {
                return;
            };
            let slot = line.first();
            line.leave(&mut self.contacts, slot);
            self.waiting -= 1;
            self.answer(stream, slot, group, agent);
        }
    }

    /// Counts who was there after his shift until now.
    #[inline]
    fn note_overtime(&mut self, group: usize) {
        let (Some(team), Some(since)) = (self.teams.get(group), self.overtime.get_mut(group))
        else {
            return;
        };
        let from = std::mem::replace(since, self.now);
        let agents = team.overtime();
        if agents > 0 {
            self.tally.overtime(group, agents, from, self.now);
        }
    }

    /// Whoever still waits or is busy at the end.
    fn close(&mut self) {
        for (place, line) in self.lines.iter().enumerate() {
            let within = self.model.streams.get(place).and_then(|it| it.level);
            for contact in line.each(&self.contacts) {
                let wait = self.now - contact.arrived;
                if let Some(cell) = self.tally.of(place, contact.arrived) {
                    cell.waiting += 1;
                    cell.undecided += u64::from(within.is_some_and(|(within, _)| wait <= within));
                }
                self.tally.waited(place, contact.arrived, self.now);
            }
        }
        for group in 0..self.teams.len() {
            self.note_overtime(group);
        }
        for (group, team) in self.teams.iter().enumerate() {
            for since in team.busy_since() {
                self.tally.worked(group, since, self.now);
            }
        }
        while let Some(event) = self.events.next() {
            self.events.take();
            if event.key() & 3 == 1
                && let Some(contact) = self.contacts.get(event.contact())
                && contact.agent == SOLO
            {
                self.tally.worked(contact.group, contact.started, self.now);
            }
        }
    }
}
