use super::{SlaStage, SlaStatus};

/// How many promises stand how.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) met: u32,
    pub(crate) breached: u32,
    pub(crate) open: u32,
    pub(crate) cancelled: u32,
}

impl Tally {
    /// Adds one; a promise whose clock has not started is none yet.
    pub(crate) const fn add(&mut self, status: &SlaStatus) {
        match status.state {
            SlaStage::Met => self.met += 1,
            SlaStage::Breached => self.breached += 1,
            SlaStage::Running | SlaStage::Paused => self.open += 1,
            SlaStage::Cancelled => self.cancelled += 1,
            SlaStage::NotStarted => {}
        }
    }

    /// The share that was kept of what is decided; absent where nothing is.
    pub(crate) fn attainment(&self) -> Option<f64> {
        let decided = self.met + self.breached;
        (decided > 0).then(|| f64::from(self.met) / f64::from(decided))
    }
}
