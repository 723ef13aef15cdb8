/// No contact, or no place.
pub(super) const NONE: u32 = u32::MAX;

/// One contact that waits or is being handled, in microseconds since the start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contact {
    pub(super) stream: usize,
    /// When this attempt, or this stage of it, arrived.
    pub(super) arrived: u64,
    /// What was drawn for its handling time and its patience.
    pub(super) handling: f64,
    pub(super) patience: f64,
    /// The stream and the number by which its fate is drawn, and how often it has come to a stream before.
    pub(super) origin: usize,
    pub(super) number: u32,
    pub(super) step: u32,
    /// When it was answered, by whom.
    pub(super) started: u64,
    pub(super) group: usize,
    pub(super) agent: u32,
    /// Which event is its hanging up.
    pub(super) hang_up: u32,
    /// Its place in the log of tickets, and among those that are told.
    pub(super) logged: u32,
    pub(super) told: u32,
    previous: u32,
    next: u32,
}

impl Contact {
    pub(super) const fn new(stream: usize, arrived: u64, number: u32) -> Self {
        Self {
            stream,
            arrived,
            handling: 0.0,
            patience: 0.0,
            origin: stream,
            number,
            step: 0,
            started: 0,
            group: 0,
            agent: NONE,
            hang_up: NONE,
            logged: NONE,
            told: NONE,
            previous: NONE,
            next: NONE,
        }
    }

    /// The same one as it comes to a stream the next time.
    pub(super) const fn next(&self, stream: usize, arrived: u64) -> Self {
        let (origin, logged) = (self.origin, self.logged);
        let step = self.step.saturating_add(1);
        Self { origin, logged, step, ..Self::new(stream, arrived, self.number) }
    }
}

/// All contacts that are at the desk; a place is used again when one has gone.
#[derive(Debug, Default)]
pub(super) struct Contacts {
    list: Vec<Contact>,
    gone: Vec<u32>,
}

impl Contacts {
    pub(super) fn put(&mut self, contact: Contact) -> u32 {
        if let Some(place) = self.gone.pop() {
            if let Some(here) = self.get_mut(place) {
                *here = contact;
            }
            return place;
        }
        self.list.push(contact);
        u32::try_from(self.list.len() - 1).unwrap_or(NONE)
    }

    #[inline]
    pub(super) fn get(&self, place: u32) -> Option<&Contact> {
        usize::try_from(place).ok().and_then(|place| self.list.get(place))
    }

    #[inline]
    pub(super) fn get_mut(&mut self, place: u32) -> Option<&mut Contact> {
        usize::try_from(place).ok().and_then(|place| self.list.get_mut(place))
    }

    /// It has gone.
    pub(super) fn remove(&mut self, place: u32) {
        if let Some(contact) = self.get_mut(place) {
            contact.hang_up = NONE;
            self.gone.push(place);
        }
    }
}

/// Those of a stream who wait, in the order in which they came.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) open: bool,
    pub(super) length: u32,
    first: u32,
    last: u32,
}

impl Line {
    pub(super) const fn new(open: bool) -> Self {
        Self { open, length: 0, first: NONE, last: NONE }
    }

    pub(super) const fn first(&self) -> u32 {
        self.first
    }

    pub(super) fn join(&mut self, contacts: &mut Contacts, place: u32) {
        if let Some(contact) = contacts.get_mut(place) {
            contact.previous = self.last;
            contact.next = NONE;
        }
        match contacts.get_mut(self.last) {
            Some(last) => last.next = place,
            None => self.first = place,
        }
        self.last = place;
        self.length += 1;
    }

    pub(super) fn leave(&mut self, contacts: &mut Contacts, place: u32) {
        let Some(Contact { previous, next, .. }) = contacts.get(place).copied() else {
            return;
        };
        match contacts.get_mut(previous) {
            Some(before) => before.next = next,
            None => self.first = next,
        }
        match contacts.get_mut(next) {
            Some(after) => after.previous = previous,
            None => self.last = previous,
        }
        self.length -= 1;
    }

    /// All that wait.
    pub(super) fn each<'a>(&self, contacts: &'a Contacts) -> impl Iterator<Item = &'a Contact> {
        std::iter::successors(contacts.get(self.first), |contact| contacts.get(contact.next))
    }
}
