use super::bounds::{SkillBound, all};
use super::check::{costs_of, demand_of, goals_of, steps_of};
use super::explain::steps;
use super::input::{SkillDemand, SkillGroup, SkillRules};
use super::outcome::{SkillGroupAgents, SkillStaffing};
use super::program::{Program, Row, solve, sum, without_implied};
use crate::error::{Error, ErrorKind, Result};
use crate::staffing::check::both;
use rust_decimal::Decimal;

/// The cheapest agents by group with which every set of skills has as many as it needs.
///
/// # Formula
/// Least Σ cost · n over whole numbers n of agents, with Σ n ≥ R(Q) over the groups that can do at least one skill of Q, for each
/// set Q of skills and R of [`skill_bounds`](super::skill_bounds). It is solved by branch and bound over linear programs in
/// exact whole numbers. That many are necessary and may not be enough, since an agent who can do one skill only can't help
/// with another: [`skill_staffing_simulated`](super::skill_staffing_simulated) looks whether they are.
///
/// # Arguments
/// - `demand`: at most 12 skills. Zero arrivals need nobody
/// - `groups`: at most 32; the agents of a group can do all of its skills
/// - `rules`: see [`SkillRules`]
///
/// # Errors
/// All at once, those of [`skill_bounds`](super::skill_bounds) and:
/// - `group.no_name`, `group.duplicate_name`, `group.no_skills`, `skill.unknown`, `list.too_long` for groups
/// - `number.out_of_range`, `number.too_precise` for a cost; `agents.contradiction` where at most is below at least
/// - `integer.out_of_range` for steps
/// - `skill.nobody` for contacts that no group can do, `skills.unreachable` where the most of each group are too few
///
/// # Complexity
/// 2^skills evaluations of [`agents_needed`](super::super::agents_needed); the search ends after so many steps.
///
/// # Example: those who can do both are worth their cost where they save a specialist
/// ```
/// use firstline::staffing::{SkillDemand, SkillGroup, SkillRules, StaffingTargets, skill_staffing};
/// use firstline::time::Span;
/// let demand = ["A", "B"].map(|skill| SkillDemand::new(skill, 10.0, Span::minutes(3)));
/// let groups = [
///     SkillGroup::new("A", &["A"], 1.into()),
///     SkillGroup::new("B", &["B"], 1.into()),
///     SkillGroup::new("both", &["A", "B"], "1.2".parse()?),
/// ];
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let needed = skill_staffing(&demand, &groups, &SkillRules::new(targets))?;
/// // Each skill needs two, both together three: one of each, and one who can do both.
/// assert_eq!(needed.groups.iter().map(|group| group.agents).collect::<Vec<_>>(), [1, 1, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Source
/// That of [`skill_bounds`](super::skill_bounds).
pub fn skill_staffing(
    demand: &[SkillDemand],
    groups: &[SkillGroup],
    rules: &SkillRules,
) -> Result<SkillStaffing> {
    let (_, (_, (costs, most_steps))) = both(
        demand_of(demand, rules.patience, "rules.patience"),
        both(goals_of(rules, "rules.targets"), both(costs_of(groups, demand), steps_of(rules))),
    )?;
    let named = |error: Error| {
        error.renamed("targets", "rules.targets").renamed("patience", "rules.patience")
    };
    let bounds = all(demand, &rules.targets, rules.patience).map_err(named)?;
    let row = |bound: &SkillBound| {
        let touches = |group: &SkillGroup| group.skills.iter().any(|it| bound.skills.contains(it));
        let bits = groups.iter().zip(0_u32..).filter(|(group, _)| touches(group));
        Row { groups: bits.map(|(_, place)| 1 << place).sum(), agents: bound.agents }
    };
    let rows: Vec<Row> = bounds.iter().map(row).collect();
    let limits = groups.iter().map(|it| (it.at_least.unwrap_or(0), it.at_most)).collect();
    let program = Program { costs: &costs, rows: without_implied(rows.clone()), limits };
    let Some(solution) = solve(&program, most_steps) else {
        let message =
            "the most agents of the groups are fewer than the load needs; give more of them";
        return Err(Error::new(ErrorKind::Unreachable, "skills.unreachable", "groups", message));
    };
    let money = |parts: i128| Decimal::from_i128_with_scale(parts, 4).normalize();
    let each = |((group, agents), cost): ((&SkillGroup, &u32), &i128)| SkillGroupAgents {
        name: group.name.clone(),
        agents: *agents,
        cost: money(cost * i128::from(*agents)),
    };
    let agents = solution.agents.iter().copied();
    let tight = |row: &Row| {
        let have: u64 = sum(row, agents.clone().map(u64::from));
        row.agents > 0 && have == u64::from(row.agents) && program.rows.contains(row)
    };
    let binding = bounds.iter().zip(&rows).filter(|(_, row)| tight(row));
    let mut staffing = SkillStaffing {
        agents: agents.clone().fold(0, u32::saturating_add),
        cost: money(solution.cost),
        lowest_cost: money(solution.at_least),
        proven: solution.at_least == solution.cost,
        groups: groups.iter().zip(&solution.agents).zip(&costs).map(each).collect(),
        binding: binding.map(|(bound, _)| bound.clone()).collect(),
        load: bounds.last().map_or(0.0, |bound| bound.load),
        steps: Vec::new(),
    };
    staffing.steps = steps(&staffing, &bounds, solution.steps);
    Ok(staffing)
}
