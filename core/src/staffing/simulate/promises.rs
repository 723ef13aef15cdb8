use super::compile::Model;
use super::tally::Tally;
use crate::error::Result;
use crate::sla::{SlaAgreement, SlaEngine, SlaMetric, SlaSpec, SlaStage};
use crate::ticket::{Change, Opening, Role, Status, Ticket, TicketEvent};
use crate::time::Timestamp;

/// The compiled promises of a desk, and which there are.
#[derive(Debug)]
pub(super) struct Promises {
    engine: SlaEngine,
    pub(super) keys: Vec<(SlaAgreement, SlaMetric)>,
}

impl Promises {
    pub(super) fn new(spec: &SlaSpec) -> Result<Self> {
        let engine =
            SlaEngine::new(spec.clone()).map_err(|error| error.renamed("spec", "desk.sla"))?;
        let each = spec.policies.iter().flat_map(|policy| {
            let metrics = policy.targets.iter().map(|target| target.metric);
            metrics.map(|metric| (policy.agreement, metric))
        });
        let mut keys: Vec<_> = each.filter(|(_, metric)| *metric != SlaMetric::Custom).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(Self { engine, keys })
    }
}

/// What happened to a contact that is a ticket, in microseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Logged {
    pub(super) stream: usize,
    pub(super) opened: u64,
    pub(super) answered: Option<(u64, u32)>,
    pub(super) responded: Option<u64>,
    /// To which streams it went on.
    pub(super) escalated: Vec<(u64, usize)>,
    pub(super) resolved: Option<u64>,
    /// Who hung up or was turned away has no ticket.
    pub(super) void: bool,
}

/// How many tickets are made at a time.
const AT_A_TIME: usize = 4096;

/// Counts which promises were kept, as the engine has them for the tickets of these contacts at the end.
pub(super) fn count(model: &Model, logged: &[Logged], tally: &mut Tally) -> Result<()> {
    let Some(promises) = &model.promises else {
        return Ok(());
    };
    let now = model.instant(model.end)?;
    let real: Vec<&Logged> = logged.iter().filter(|it| !it.void).collect();
    for part in real.chunks(AT_A_TIME) {
        let tickets: Vec<Ticket> =
            part.iter().map(|it| ticket(model, it)).collect::<Result<_>>()?;
        let statuses = promises.engine.status_all(&tickets, now)?;
        for (ticket, logged) in statuses.iter().zip(part) {
            for status in ticket.statuses.iter().filter(|status| status.clock.is_none()) {
                let key = (status.agreement, status.metric);
                let Ok(promise) = promises.keys.binary_search(&key) else {
                    continue;
                };
                if let Some(kept) = tally.kept_of(promise, logged.stream, logged.opened) {
                    match status.state {
                        SlaStage::Met => kept.met += 1,
                        SlaStage::Breached => kept.breached += 1,
                        SlaStage::Running | SlaStage::Paused => kept.open += 1,
                        SlaStage::NotStarted | SlaStage::Cancelled => {}
                    }
                }
            }
        }
    }
    Ok(())
}

/// The ticket of a contact, with the events that a desk would have written.
pub(super) fn ticket(model: &Model, logged: &Logged) -> Result<Ticket> {
    let opening = model.streams.get(logged.stream).map(|stream| Opening {
        channel: stream.channel,
        priority: stream.priority,
        tier: stream.tier,
        ..Opening::default()
    });
    let event =
        |at: u64, role, change| model.instant(at).map(|at| TicketEvent::new(at, role, change));
    let created = Change::Created { opening: opening.unwrap_or_default() };
    let mut events = vec![event(logged.opened, Role::Requester, created)?];
    if let Some((at, group)) = logged.answered {
        let agent = model.group_name(group);
        events.push(event(at, Role::Agent, Change::AgentAssigned { agent })?);
        events.push(event(at, Role::Agent, Change::StatusChanged { status: Status::Open })?);
    }
    if let Some(at) = logged.responded {
        events.push(event(at, Role::Agent, Change::PublicReply {})?);
    }
    for (at, stream) in &logged.escalated {
        if let Some(stream) = model.streams.get(*stream) {
            events.push(event(*at, Role::Agent, Change::TierChanged { tier: stream.tier })?);
        }
    }
    if let Some(at) = logged.resolved {
        events.push(event(at, Role::Agent, Change::Resolved {})?);
    }
    Ok(Ticket { id: String::new(), events, fields: Default::default() })
}

impl Model {
    /// An instant of the simulation, cut to the millisecond.
    pub(super) fn instant(&self, micros: u64) -> Result<Timestamp> {
        let millis = i64::try_from(micros / 1000).unwrap_or(i64::MAX);
        Timestamp::from_millis(self.start.saturating_add(millis))
    }
}
