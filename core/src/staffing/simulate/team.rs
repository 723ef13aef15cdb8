use std::collections::BTreeSet;

/// An agent who has one contact at a time, and is not told from others.
pub(super) const SOLO: u32 = u32::MAX;

/// An agent who can have several contacts at a time, and has at least one.
#[derive(Debug, Clone, Copy)]
struct Sharing {
    contacts: u32,
    most: u32,
    since: u64,
}

/// The agents of a group. Those are alike who have equally many contacts.
#[derive(Debug, Default)]
pub(super) struct Team {
    scheduled: u32,
    free: u32,
    /// How many of those who have no room for another contact go when one is done.
    excess: u32,
    sharing: Vec<Sharing>,
    /// Places among them that are free again.
    gone: Vec<u32>,
    /// Who of them can have more: by the most that he can have, by how many he has.
    room: BTreeSet<(u32, u32, u32)>,
    /// Who of them goes when done with those that he has.
    leaving: BTreeSet<u32>,
}

impl Team {
    /// How many are there beyond their shift, since they are not done yet.
    pub(super) fn overtime(&self) -> u32 {
        self.excess + u32::try_from(self.leaving.len()).unwrap_or(u32::MAX)
    }

    /// Whether somebody could take a contact of which an agent has so many at most.
    pub(super) fn has_room(&self, most: u32) -> bool {
        self.free > 0 || (most > 1 && self.with_room(most).is_some())
    }

    fn with_room(&self, most: u32) -> Option<u32> {
        self.room.range((most, 0, 0)..(most + 1, 0, 0)).next().map(|(_, _, place)| *place)
    }

    /// An agent takes a contact of which he has `most` at a time: one who is free, else one with the fewest.
    pub(super) fn take(&mut self, most: u32, now: u64) -> Option<u32> {
        if self.free > 0 {
            self.free -= 1;
            return if most == 1 { Some(SOLO) } else { self.begin(most, now) };
        }
        let place = if most > 1 { self.with_room(most)? } else { return None };
        self.change(place, |contacts| contacts + 1);
        Some(place)
    }

    /// A free agent takes the first contact of several.
    fn begin(&mut self, most: u32, now: u64) -> Option<u32> {
        let agent = Sharing { contacts: 1, most, since: now };
        let place = match self.gone.pop() {
            Some(place) => {
                *self.agent(place)? = agent;
                place
            }
            None => {
                self.sharing.push(agent);
                u32::try_from(self.sharing.len() - 1).ok()?
            }
        };
        self.room.insert((most, 1, place));
        Some(place)
    }

    fn agent(&mut self, place: u32) -> Option<&mut Sharing> {
        usize::try_from(place).ok().and_then(|place| self.sharing.get_mut(place))
    }

    /// Changes how many contacts one has who stays.
    fn change(&mut self, place: u32, to: impl Fn(u32) -> u32) {
        let Some(agent) = self.agent(place) else {
            return;
        };
        let (most, had) = (agent.most, agent.contacts);
        agent.contacts = to(had);
        let has = agent.contacts;
        self.room.remove(&(most, had, place));
        if has > 0 && has < most {
            self.room.insert((most, has, place));
        }
    }

    /// An agent is done with a contact. Since when he was busy, where he no longer is and is told from others.
    pub(super) fn release(&mut self, place: u32) -> Option<u64> {
        if place == SOLO {
            self.back_or_gone();
            return None;
        }
        let leaving = self.leaving.contains(&place);
        if leaving {
            let agent = self.agent(place)?;
            agent.contacts = agent.contacts.saturating_sub(1);
        } else {
            self.change(place, |contacts| contacts.saturating_sub(1));
        }
        let agent = self.agent(place)?;
        let (contacts, most, since) = (agent.contacts, agent.most, agent.since);
        if contacts > 0 {
            if !leaving && self.excess > 0 {
                self.excess -= 1;
                self.room.remove(&(most, contacts, place));
                self.leaving.insert(place);
            }
            return None;
        }
        self.gone.push(place);
        if !self.leaving.remove(&place) {
            self.back_or_gone();
        }
        Some(since)
    }

    const fn back_or_gone(&mut self) {
        if self.excess > 0 {
            self.excess -= 1;
        } else {
            self.free += 1;
        }
    }

    /// So many are to be at work from now on.
    pub(super) fn schedule(&mut self, agents: u32) {
        let (mut fewer, mut more) =
            (self.scheduled.saturating_sub(agents), agents.saturating_sub(self.scheduled));
        self.scheduled = agents;
        let free = fewer.min(self.free);
        self.free -= free;
        fewer -= free;
        // Then those who would have had more.
        while fewer > 0
            && let Some((_, _, place)) = self.room.pop_first()
        {
            self.leaving.insert(place);
            fewer -= 1;
        }
        self.excess += fewer;
        // Who has not gone yet stays.
        let stay = more.min(self.excess);
        self.excess -= stay;
        more -= stay;
        while more > 0
            && let Some(place) = self.leaving.pop_first()
        {
            self.change(place, |contacts| contacts);
            more -= 1;
        }
        self.free += more;
    }

    /// Who is still busy of those told apart: since when.
    pub(super) fn busy_since(&self) -> impl Iterator<Item = u64> {
        self.sharing.iter().filter(|it| it.contacts > 0).map(|it| it.since)
    }
}
