use super::tableau::{Solved, Tableau};

/// A row: the groups that count, by their bits, and how many of their agents there have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) groups: u32,
    pub(super) agents: u32,
}

/// The cheapest whole numbers of agents that fulfil all rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program<'a> {
    pub(super) costs: &'a [i128],
    pub(super) rows: Vec<Row>,
    /// The fewest and the most of each group.
    pub(super) limits: Vec<(u32, Option<u32>)>,
}

/// The best that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Solution {
    pub(super) agents: Vec<u32>,
    pub(super) cost: i128,
    /// No solution costs less.
    pub(super) at_least: i128,
    pub(super) steps: u32,
}

/// Rows without those that others imply: more agents of fewer groups.
pub(super) fn without_implied(mut rows: Vec<Row>) -> Vec<Row> {
    rows.retain(|row| row.agents > 0);
    rows.sort_by_key(|row| (row.groups.count_ones(), std::cmp::Reverse(row.agents), row.groups));
    let mut kept: Vec<Row> = Vec::new();
    for row in rows {
        let implied = |other: &Row| other.groups & !row.groups == 0 && other.agents >= row.agents;
        if !kept.iter().any(implied) {
            kept.push(row);
        }
    }
    kept
}

/// Branch and bound, depth first; the linear program of each node gets those rows that its solution breaks.
///
/// Nothing where no numbers fulfil all rows.
pub(super) fn solve(program: &Program<'_>, most_steps: u32) -> Option<Solution> {
    let mut root = Tableau::new(program.costs);
    for (group, (least, most)) in program.limits.iter().enumerate() {
        if *least > 0 {
            root.demand(&unit(program, group, 1), i128::from(*least))?;
        }
        if let Some(most) = most {
            root.demand(&unit(program, group, -1), -i128::from(*most))?;
        }
    }
    let mut left = most_steps;
    let mut best: Option<(i128, Vec<u32>)> = fallback(program);
    let mut open = i128::MAX;
    let mut stack = vec![(root, 0)];
    while let Some((mut node, above)) = stack.pop() {
        if best.as_ref().is_some_and(|(cost, _)| above >= *cost) {
            continue;
        }
        match relax(program, &mut node, &mut left) {
            Solved::Infeasible => continue,
            Solved::GivenUp => {
                open = open.min(above);
                continue;
            }
            Solved::Best => {}
        }
        let bound = div_ceil(node.cost(), node.under);
        if best.as_ref().is_some_and(|(cost, _)| bound >= *cost) {
            continue;
        }
        let values = node.values();
        let up: Vec<u32> = values
            .iter()
            .map(|value| u32::try_from(div_ceil(*value, node.under)).unwrap_or(u32::MAX))
            .collect();
        let cost = cost_of(program, &up);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, up));
        }
        // The one whose part of a whole is nearest to a half.
        let part = |value: &i128| value.rem_euclid(node.under);
        let near = |value: &i128| (2 * part(value) - node.under).abs();
        let broken = values.iter().enumerate().filter(|(_, value)| part(value) != 0);
        if let Some((group, value)) = broken.min_by_key(|(_, value)| near(value)) {
            let below = value.div_euclid(node.under);
            let (mut less, mut more) = (node.clone(), node.clone());
            let fits = less.demand(&unit(program, group, -1), -below).is_some()
                && more.demand(&unit(program, group, 1), below + 1).is_some();
            if fits {
                stack.push((less, bound));
                stack.push((more, bound));
            } else {
                open = open.min(bound);
            }
        }
    }
    let (cost, agents) = best?;
    Some(Solution { agents, cost, at_least: open.min(cost), steps: most_steps - left })
}

/// Solves the linear program with all rows that matter.
fn relax(program: &Program<'_>, node: &mut Tableau, left: &mut u32) -> Solved {
    loop {
        match node.solve(left) {
            Solved::Best => {}
            other => return other,
        }
        let values = node.values();
        let missing =
            |row: &Row| i128::from(row.agents) * node.under - sum(row, values.iter().copied());
        let worst = program.rows.iter().map(|row| (missing(row), row)).filter(|(it, _)| *it > 0);
        // The first of those that are broken most.
        let Some((_, row)) = worst.reduce(|a, b| if b.0 > a.0 { b } else { a }) else {
            return Solved::Best;
        };
        let of: Vec<i128> =
            (0..program.costs.len()).map(|group| i128::from(row.groups >> group & 1)).collect();
        if node.demand(&of, i128::from(row.agents)).is_none() {
            return Solved::GivenUp;
        }
    }
}

/// What the groups of a row add up to.
pub(super) fn sum<T: std::iter::Sum<T>>(row: &Row, values: impl Iterator<Item = T>) -> T {
    values.zip(0_u32..).filter(|(_, group)| row.groups >> group & 1 == 1).map(|(it, _)| it).sum()
}

/// Numbers that fulfil all rows without a search: of each row, those that are missing from its cheapest groups.
fn fallback(program: &Program<'_>) -> Option<(i128, Vec<u32>)> {
    let mut agents: Vec<u32> = program.limits.iter().map(|(least, _)| *least).collect();
    let mut order: Vec<usize> = (0..program.costs.len()).collect();
    order.sort_by_key(|group| program.costs.get(*group));
    for row in &program.rows {
        let have: u64 = sum(row, agents.iter().map(|count| u64::from(*count)));
        let mut missing = u64::from(row.agents).saturating_sub(have);
        for group in order.iter().filter(|group| row.groups >> **group & 1 == 1) {
            let (count, (_, most)) = (agents.get_mut(*group)?, program.limits.get(*group)?);
            let room = u64::from(most.unwrap_or(u32::MAX).saturating_sub(*count));
            let added = missing.min(room);
            *count += u32::try_from(added).ok()?;
            missing -= added;
        }
        if missing > 0 {
            return None;
        }
    }
    Some((cost_of(program, &agents), agents))
}

fn cost_of(program: &Program<'_>, agents: &[u32]) -> i128 {
    program.costs.iter().zip(agents).map(|(cost, agents)| cost * i128::from(*agents)).sum()
}

fn unit(program: &Program<'_>, group: usize, factor: i128) -> Vec<i128> {
    (0..program.costs.len()).map(|place| if place == group { factor } else { 0 }).collect()
}

/// Rounded up; the denominator is above zero.
fn div_ceil(number: i128, under: i128) -> i128 {
    -(-number).div_euclid(under)
}
