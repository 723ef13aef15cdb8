//! How many agents does the desk need?
//!
//! Three questions with three answers. [`headcount`] divides the tickets of a month by what an agent handles
//! in one: the rule of thumb of a ticket desk, in exact arithmetic. [`agents_needed`] is for those who
//! wait on the line: the fewest agents with which a queue does all that it should, by the Erlang models; and
//! [`queue_metrics`] says how it does with those that there are. [`agents_for_deadlines`] is for tickets, each of which
//! has to be done by its own deadline; [`deadline_outcome`] says which are, with the agents of a plan.
//!
//! What will arrive is the question before: [`arrivals_by_interval`] counts, [`forecast`] tells with bounds, by the model
//! that did best on what has arrived. [`staffing_curve`] makes of it the agents of each interval, as arrivals change over
//! the day.
//!
//! ```
//! use firstline::staffing::{QueueInput, ServiceLevelTarget, StaffingTargets, agents_needed};
//! use firstline::time::Span;
//! // 200 calls an hour of 3 minutes each, 80 % of them answered within 20 seconds.
//! let queue = QueueInput::new(200.0, Span::minutes(3));
//! let level = ServiceLevelTarget {
//!     share: 0.8,
//!     within: Span::seconds(20),
//!     definition: Default::default(),
//! };
//! let targets = StaffingTargets { service_levels: vec![level], ..Default::default() };
//! let needed = agents_needed(&queue, &targets)?;
//! assert_eq!(needed.agents, 14);
//! // Callers who hang up after two minutes on average need fewer agents.
//! let queue = QueueInput { patience: Some(Span::minutes(2)), ..queue };
//! assert_eq!(agents_needed(&queue, &targets)?.agents, 12);
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! One [`QueueInput`] is Erlang B, C or A by what it says of those who have to wait. [`engset`] and
//! [`population_metrics`] are for few callers, [`priority_waits`] is for P1 to P4. Approximations are called by their
//! names: [`lee_longton`], [`allen_cunneen`], [`halfin_whitt`], [`garnett`]. [`explain_queue`],
//! [`explain_agents_needed`] and their likes give the steps in words.
//!
//! Where no formula reaches, [`simulate_desk`] plays the desk event by event: channels, skills, priorities, shifts, redials,
//! escalation, opening hours and promises. [`skill_staffing`] is for agents with several skills, and
//! [`skill_staffing_simulated`] adds some until the targets hold in the simulation.
//!
//! From agents at work to shifts: [`shift_coverage`] gives the cheapest shifts that cover a curve, or any other need;
//! [`roster`] gives them to named agents, by their skills, contracts and rests, and [`check_roster`] tells what any roster
//! breaks.
//!
//! From agents at work to people: [`cover`] for seats and hours of service, [`people_for_shifts`] for the shifts of a
//! week, [`hiring_plan`] while people leave and new ones learn, [`utilisation`] for what a rule of so many tickets an
//! agent means.
//!
//! Probabilities and waiting times are `f64`, within a relative error of 1e-12 for up to a million
//! agents or an absolute one of 1e-14, and the same on every machine: exponentials and logarithms are those of the
//! crate libm. Nothing is clamped: a queue that grows for ever says so.
//!
//! What is not decided here: what any of it costs.

mod approximation;
mod check;
mod curve;
mod deadlines;
mod engset;
mod erlang_a;
mod erlang_b;
mod erlang_b_real;
mod erlang_c;
mod explain;
mod figures;
mod forecast;
mod headcount;
mod heavy_traffic;
mod hiring;
#[cfg(test)]
mod laws;
mod limited;
mod metrics;
mod needed;
mod patience;
mod percentile;
mod population;
mod priority_queue;
mod queue;
mod relief;
mod retrials;
mod root;
mod search;
mod service_level;
mod shift_people;
mod shifts;
mod simulate;
mod skills;
mod targets;
mod trunks;
mod utilisation;
mod walk;

pub use approximation::{ApproximateWait, WaitApproximation, allen_cunneen, lee_longton};
pub use curve::{
    CurveInterval, CurveQueue, CurveRules, CurveStep, CurveTerm, ForecastValue, IntervalArrivals,
    IntervalLoad, LoadBefore, LoadMethod, LoadStatistic, StaffingCurve, arrivals_of_forecast,
    arrivals_of_series, load_curve, staffing_curve,
};
pub use deadlines::{
    AgentsForDeadlines, BacklogPoint, BlendRules, BlendedInterval, CapacityLeft, CriticalInterval,
    DeadlineOutcome, DeadlineRules, DeadlineSource, DeadlineStep, DeadlineTerm, DeadlineTicket,
    DeadlineWork, OverloadedInterval, StaffedInterval, TicketLateness, WorkMargin,
    agents_for_deadlines, capacity_left, deadline_outcome, deadline_work, staffed_hours,
};
pub use engset::{Engset, engset};
pub use erlang_b::{ErlangB, erlang_b};
pub use erlang_b_real::erlang_b_real;
pub use explain::{
    AgentsNeededExplanation, PeopleStep, PeopleTerm, QueueExplanation, QueueStep, QueueTerm,
    explain_agents_needed, explain_engset, explain_erlang_b, explain_erlang_b_retrials,
    explain_patience_estimate, explain_population, explain_priority_waits, explain_queue,
    explain_wait_percentile,
};
pub use forecast::{
    ArrivalDispersion, ArrivalGrid, ArrivalProfile, ArrivalSeries, CountedArrivals, Forecast,
    ForecastCriterion, ForecastErrors, ForecastInterval, ForecastModel, ForecastOptions,
    ForecastPoint, ForecastStep, ForecastTerm, HolidayEffect, ModelBacktest, ProfileTime,
    SmoothingParameters, arrival_profile, arrivals_by_interval, forecast, forecast_backtest,
    forecast_errors,
};
pub use headcount::{Headcount, HeadcountInput, StaffingWarning, headcount};
pub use heavy_traffic::{garnett, halfin_whitt};
pub use hiring::{HiringInput, HiringMonth, HiringPlan, hiring_plan};
pub use metrics::{ErlangModel, QueueMetrics, Stability, queue_metrics};
pub use needed::{AgentsNeeded, GoalNeed, agents_needed, agents_needed_all};
pub use patience::{ObservedWait, PatienceEstimate, patience_estimate};
pub use percentile::wait_percentile;
pub use population::{PopulationInput, PopulationMetrics, population_metrics};
pub use priority_queue::{PriorityClass, PriorityWait, priority_waits};
pub use queue::QueueInput;
pub use relief::{Cover, CoverInput, cover};
pub use retrials::{ErlangBRetrials, erlang_b_retrials};
pub use service_level::{ServiceLevelDefinition, ServiceLevelRule, ServiceLevelTarget};
pub use shift_people::{ShiftPeople, ShiftPeopleInput, people_for_shifts};
pub use shifts::{
    CoverageInput, CoverageShift, CoverageStep, CoverageTerm, CoveredInterval, ForbiddenSuccession,
    Roster, RosterAgent, RosterChange, RosterCheck, RosterFairness, RosterInput, RosterObstacle,
    RosterRule, RosterRules, RosterSearch, RosterShift, RosterShortage, RosterStep, RosterTerm,
    RosterTotals, RosterViolation, RosterWish, RosterWishKind, ShiftBreak, ShiftCoverage,
    ShiftNeed, ShiftStarts, ShiftTemplate, ShortInterval, check_roster, reroster, roster,
    shift_coverage, shift_needs,
};
pub use simulate::{
    AgentGroup, ChannelFigures, ClosedRule, ContactArrivals, ContactEnd, ContactEscalation,
    ContactFigures, ContactRedial, ContactStream, DeskSimulation, GroupFigures, GroupShift,
    PriorityFigures, ResponseMoment, SimulatedContact, SimulatedDesk, SimulatedFigure,
    SimulatedInterval, SimulatedSla, SimulationOptions, SimulationStep, SimulationTerm,
    StreamHours, TimeDistribution, simulate_desk,
};
pub use skills::{
    SimulatedSkillStaffing, SkillBound, SkillCheck, SkillDemand, SkillGroup, SkillGroupAgents,
    SkillRules, SkillStaffing, SkillStep, SkillTerm, skill_bounds, skill_staffing,
    skill_staffing_simulated,
};
pub use targets::{StaffingGoal, StaffingTargets};
pub use trunks::{agents_for_blocking, largest_load};
pub use utilisation::{UtilisationInput, explain_utilisation, utilisation};
