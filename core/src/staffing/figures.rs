/// What a model says of a queue with some agents, as shares of all attempts and in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// Of all attempts, those of redials too; in Erlangs.
    pub(super) load: f64,
    pub(super) stable: bool,
    /// Found all agents busy and stayed.
    pub(super) waits: f64,
    /// Found every waiting place taken.
    pub(super) blocked: f64,
    pub(super) abandoned: f64,
    /// Answered within the time.
    pub(super) within: f64,
    /// Answered, but later.
    pub(super) late: f64,
    /// Waited longer than the time, whatever came of it.
    pub(super) over: f64,
    pub(super) occupancy: f64,
    /// Of who is answered.
    pub(super) asa: Option<f64>,
    /// Of all attempts.
    pub(super) mean_wait: Option<f64>,
    /// Of who waits.
    pub(super) wait_of_waiters: Option<f64>,
    pub(super) wait_of_abandoned: Option<f64>,
    pub(super) length: Option<f64>,
}

impl Figures {
    /// Where nobody ever waits: without a load, or with so many agents that it does not matter.
    pub(super) fn free(load: f64, agents: u32) -> Self {
        Self {
            load,
            stable: true,
            waits: 0.0,
            blocked: 0.0,
            abandoned: 0.0,
            within: 1.0,
            late: 0.0,
            over: 0.0,
            occupancy: if agents == 0 { 0.0 } else { load / f64::from(agents) },
            asa: Some(0.0),
            mean_wait: Some(0.0),
            wait_of_waiters: None,
            wait_of_abandoned: None,
            length: Some(0.0),
        }
    }

    /// Where the queue grows for ever.
    pub(super) const fn unstable(load: f64, agents: u32) -> Self {
        Self {
            load,
            stable: false,
            waits: 1.0,
            blocked: 0.0,
            abandoned: 0.0,
            within: 0.0,
            late: 1.0,
            over: 1.0,
            occupancy: if agents == 0 { 0.0 } else { 1.0 },
            asa: None,
            mean_wait: None,
            wait_of_waiters: None,
            wait_of_abandoned: None,
            length: None,
        }
    }

    /// Where there are places to wait but no agents ever, and nobody gives up: all places are taken.
    pub(super) fn full(load: f64, places: u32) -> Self {
        let blocked = Self { waits: 0.0, blocked: 1.0, within: 0.0, ..Self::free(load, 0) };
        let length = Some(f64::from(places));
        Self { asa: None, length, ..blocked }
    }

    /// Of all attempts, those that no agent answered.
    pub(super) fn lost(&self) -> f64 {
        self.abandoned + self.blocked
    }
}
